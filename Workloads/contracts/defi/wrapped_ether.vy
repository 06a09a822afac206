# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Wrapped ether
@notice
  Ether as an ERC-20 token. A payment in it is a read and a write of two storage slots, where a payment in
  ether is a credit that some schedulers need not order: settling the same sales either way shows what
  treating balances specially is worth.
"""

event Transfer:
    sender: indexed(address)
    receiver: indexed(address)
    amount: uint256

event Approval:
    owner: indexed(address)
    spender: indexed(address)
    amount: uint256

event Deposit:
    receiver: indexed(address)
    amount: uint256

event Withdrawal:
    sender: indexed(address)
    amount: uint256

name: public(constant(String[13])) = "Wrapped Ether"
symbol: public(constant(String[4])) = "WETH"
decimals: public(constant(uint8)) = 18

balanceOf: public(HashMap[address, uint256])
allowance: public(HashMap[address, HashMap[address, uint256]])


@external
@view
def totalSupply() -> uint256:
    return self.balance


@internal
def _deposit(receiver: address, amount: uint256):
    self.balanceOf[receiver] += amount
    log Deposit(receiver=receiver, amount=amount)


@external
@payable
def deposit():
    self._deposit(msg.sender, msg.value)


@external
@payable
def __default__():
    self._deposit(msg.sender, msg.value)


@external
def withdraw(amount: uint256):
    self.balanceOf[msg.sender] -= amount
    log Withdrawal(sender=msg.sender, amount=amount)
    raw_call(msg.sender, b"", value=amount)


@internal
def _transfer(sender: address, receiver: address, amount: uint256):
    self.balanceOf[sender] -= amount
    self.balanceOf[receiver] += amount
    log Transfer(sender=sender, receiver=receiver, amount=amount)


@external
def transfer(receiver: address, amount: uint256) -> bool:
    self._transfer(msg.sender, receiver, amount)
    return True


@external
def transferFrom(sender: address, receiver: address, amount: uint256) -> bool:
    allowed: uint256 = self.allowance[sender][msg.sender]
    if allowed != max_value(uint256):
        self.allowance[sender][msg.sender] = allowed - amount
    self._transfer(sender, receiver, amount)
    return True


@external
def approve(spender: address, amount: uint256) -> bool:
    self.allowance[msg.sender][spender] = amount
    log Approval(owner=msg.sender, spender=spender, amount=amount)
    return True
