# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Registry and creator of pairs
@notice Read by every trade (which pair, does the protocol take a fee), written when a pair is created.
"""

interface Pair:
    def initialize(token0: address, token1: address): nonpayable

event PairCreated:
    token0: indexed(address)
    token1: indexed(address)
    pair: address
    count: uint256

template: public(address)
feeTo: public(address)
feeToSetter: public(address)
getPair: public(HashMap[address, HashMap[address, address]])
allPairs: public(DynArray[address, 2**32])


@deploy
def __init__(template: address, fee_to_setter: address):
    self.template = template
    self.feeToSetter = fee_to_setter


@external
@view
def allPairsLength() -> uint256:
    return len(self.allPairs)


@external
def createPair(token_a: address, token_b: address) -> address:
    assert token_a != token_b, "identical"
    token0: address = token_a
    token1: address = token_b
    if convert(token_b, uint160) < convert(token_a, uint160):
        token0 = token_b
        token1 = token_a
    assert token0 != empty(address), "no token"
    assert self.getPair[token0][token1] == empty(address), "exists"
    pair: address = create_copy_of(
        self.template, salt=keccak256(concat(convert(token0, bytes32), convert(token1, bytes32)))
    )
    extcall Pair(pair).initialize(token0, token1)
    self.getPair[token0][token1] = pair
    self.getPair[token1][token0] = pair
    self.allPairs.append(pair)
    log PairCreated(token0=token0, token1=token1, pair=pair, count=len(self.allPairs))
    return pair


@external
def setFeeTo(receiver: address):
    assert msg.sender == self.feeToSetter, "forbidden"
    self.feeTo = receiver
