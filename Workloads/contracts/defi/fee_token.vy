# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title ERC-20 token that takes a fee on every transfer
@notice
  Half of the fee goes to the treasury, half is burned: two slots, the treasury's balance and the total
  supply, that every transfer writes, whoever the parties are. All of the token's transfers form a chain,
  which is what distinguishes such tokens from plain ones for a scheduler.
"""

event Transfer:
    sender: indexed(address)
    receiver: indexed(address)
    amount: uint256

event Approval:
    owner: indexed(address)
    spender: indexed(address)
    amount: uint256

name: public(constant(String[18])) = "Gridlock Fee Token"
symbol: public(constant(String[7])) = "GRIDFEE"
decimals: public(constant(uint8)) = 18
FEE_MAX: constant(uint256) = 1_000

totalSupply: public(uint256)
balanceOf: public(HashMap[address, uint256])
allowance: public(HashMap[address, HashMap[address, uint256]])
owner: public(address)
treasury: public(address)
# Of 10,000.
fee: public(uint256)
is_exempt: public(HashMap[address, bool])


@deploy
def __init__(supply: uint256, treasury: address, fee: uint256):
    assert fee <= FEE_MAX, "fee"
    self.owner = msg.sender
    self.treasury = treasury
    self.fee = fee
    self.is_exempt[treasury] = True
    self.totalSupply = supply
    self.balanceOf[msg.sender] = supply
    log Transfer(sender=empty(address), receiver=msg.sender, amount=supply)


@internal
def _burn(holder: address, amount: uint256):
    self.balanceOf[holder] -= amount
    self.totalSupply -= amount
    log Transfer(sender=holder, receiver=empty(address), amount=amount)


@internal
def _move(sender: address, receiver: address, amount: uint256):
    self.balanceOf[sender] -= amount
    self.balanceOf[receiver] += amount
    log Transfer(sender=sender, receiver=receiver, amount=amount)


@internal
def _transfer(sender: address, receiver: address, amount: uint256):
    assert receiver != empty(address), "no receiver"
    taken: uint256 = 0
    if not (self.is_exempt[sender] or self.is_exempt[receiver]):
        taken = amount * self.fee // 10_000
    if taken > 0:
        burned: uint256 = taken // 2
        self._burn(sender, burned)
        self._move(sender, self.treasury, taken - burned)
    self._move(sender, receiver, amount - taken)


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


@external
def burn(amount: uint256):
    self._burn(msg.sender, amount)


@external
def set_fee(fee: uint256):
    assert msg.sender == self.owner, "forbidden"
    assert fee <= FEE_MAX, "fee"
    self.fee = fee


@external
def set_exempt(account: address, exempt: bool):
    assert msg.sender == self.owner, "forbidden"
    self.is_exempt[account] = exempt
