# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Treasury of tokens under a governor
@notice
  Takes contributions from anyone and pays out what the governor decides. Its token balance meets in
  every contribution and every payment; contributions are also counted in all and by contributor.
"""

from ethereum.ercs import IERC20

event Contributed:
    contributor: indexed(address)
    amount: uint256

event Released:
    receiver: indexed(address)
    amount: uint256

governor: public(address)
token: public(IERC20)
contributed: public(uint256)
contributions: public(HashMap[address, uint256])


@deploy
def __init__(governor: address, token: IERC20):
    self.governor = governor
    self.token = token


@external
def contribute(amount: uint256):
    assert extcall self.token.transferFrom(msg.sender, self, amount)
    self.contributed += amount
    self.contributions[msg.sender] += amount
    log Contributed(contributor=msg.sender, amount=amount)


@external
def release(receiver: address, amount: uint256):
    assert msg.sender == self.governor, "not the governor"
    assert extcall self.token.transfer(receiver, amount)
    log Released(receiver=receiver, amount=amount)
