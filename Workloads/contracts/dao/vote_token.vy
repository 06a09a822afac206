# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Token whose holders vote
@notice
  An ERC-20 token that remembers what every delegate's votes were at the end of every block (the
  checkpoints of ERC-5805), so that a vote counts what its voter had when the proposal was made, and
  transfers during a vote do not disturb it. A transfer between delegated holders writes two balances
  and two checkpoints; a vote only reads.
@dev A checkpoint is block number | votes << 48; one of the block that is under way is overwritten.
"""

event Transfer:
    sender: indexed(address)
    receiver: indexed(address)
    amount: uint256

event DelegateChanged:
    delegator: indexed(address)
    old: indexed(address)
    new: indexed(address)

event DelegateVotesChanged:
    delegate: indexed(address)
    old: uint256
    new: uint256

CHECKPOINTS: constant(uint256) = 65_536

totalSupply: public(uint256)
balanceOf: public(HashMap[address, uint256])
delegates: public(HashMap[address, address])
checkpoints: public(HashMap[address, DynArray[uint256, CHECKPOINTS]])


@deploy
def __init__(supply: uint256):
    self.totalSupply = supply
    self.balanceOf[msg.sender] = supply
    log Transfer(sender=empty(address), receiver=msg.sender, amount=supply)


@internal
@view
def _votes(account: address) -> uint256:
    count: uint256 = len(self.checkpoints[account])
    return 0 if count == 0 else self.checkpoints[account][count - 1] >> 48


@internal
def _write(delegate: address, old: uint256, new: uint256):
    checkpoint: uint256 = block.number | (new << 48)
    count: uint256 = len(self.checkpoints[delegate])
    if count > 0 and self.checkpoints[delegate][count - 1] & (2**48 - 1) == block.number:
        self.checkpoints[delegate][count - 1] = checkpoint
    else:
        self.checkpoints[delegate].append(checkpoint)
    log DelegateVotesChanged(delegate=delegate, old=old, new=new)


@internal
def _move(source: address, target: address, votes: uint256):
    if source == target or votes == 0:
        return
    if source != empty(address):
        old: uint256 = self._votes(source)
        self._write(source, old, old - votes)
    if target != empty(address):
        old: uint256 = self._votes(target)
        self._write(target, old, old + votes)


@external
def transfer(receiver: address, amount: uint256) -> bool:
    assert receiver != empty(address), "no receiver"
    self.balanceOf[msg.sender] -= amount
    self.balanceOf[receiver] += amount
    log Transfer(sender=msg.sender, receiver=receiver, amount=amount)
    self._move(self.delegates[msg.sender], self.delegates[receiver], amount)
    return True


@external
def delegate(delegatee: address):
    old: address = self.delegates[msg.sender]
    self.delegates[msg.sender] = delegatee
    log DelegateChanged(delegator=msg.sender, old=old, new=delegatee)
    self._move(old, delegatee, self.balanceOf[msg.sender])


@external
@view
def votes(account: address) -> uint256:
    return self._votes(account)


@external
@view
def past_votes(account: address, number: uint256) -> uint256:
    """
    @notice The account's votes at the end of block `number`, which must be over.
    """
    assert number < block.number, "not over yet"
    low: uint256 = 0
    high: uint256 = len(self.checkpoints[account])
    for _: uint256 in range(17):
        if low == high:
            break
        middle: uint256 = (low + high) // 2
        if self.checkpoints[account][middle] & (2**48 - 1) > number:
            high = middle
        else:
            low = middle + 1
    return 0 if high == 0 else self.checkpoints[account][high - 1] >> 48
