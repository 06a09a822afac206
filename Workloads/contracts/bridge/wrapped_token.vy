# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Token that stands for one locked on another chain
@notice An ERC-20 token that only the bridge mints and burns; both move the total supply, one hot slot.
"""

event Transfer:
    sender: indexed(address)
    receiver: indexed(address)
    amount: uint256

bridge: public(address)
totalSupply: public(uint256)
balanceOf: public(HashMap[address, uint256])


@deploy
def __init__(bridge: address):
    self.bridge = bridge


@external
def transfer(receiver: address, amount: uint256) -> bool:
    assert receiver != empty(address), "no receiver"
    self.balanceOf[msg.sender] -= amount
    self.balanceOf[receiver] += amount
    log Transfer(sender=msg.sender, receiver=receiver, amount=amount)
    return True


@external
def mint(receiver: address, amount: uint256):
    assert msg.sender == self.bridge, "not the bridge"
    self.totalSupply += amount
    self.balanceOf[receiver] += amount
    log Transfer(sender=empty(address), receiver=receiver, amount=amount)


@external
def burn(holder: address, amount: uint256):
    assert msg.sender == self.bridge, "not the bridge"
    self.totalSupply -= amount
    self.balanceOf[holder] -= amount
    log Transfer(sender=holder, receiver=empty(address), amount=amount)
