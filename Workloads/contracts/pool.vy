# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Constant-product pool of two ERC-20 tokens
@notice
  A market maker in the manner of Uniswap V2 (0.3% fee, x * y never falls), called by the trader
  directly. What it does to state is what makes pools interesting to a scheduler:
  - both reserves and the time of the last trade share one packed slot, which every swap reads and
    writes, so that the swaps of one pool form a chain;
  - the lock goes 1 -> 0 -> 1, a write that leaves nothing behind and must not count as a conflict;
  - the two price accumulators are written only by the first swap of a block, so that a speculative
    execution on stale reserves writes two slots that its final one does not;
  - the tokens' balances of the trader and of the pool move in two other contracts.
@dev
  `packed` is reserve0 | reserve1 << 112 | time of the last trade (seconds, modulo 2**32) << 224.
"""

from ethereum.ercs import IERC20

event Swap:
    trader: indexed(address)
    zero_for_one: bool
    amount_in: uint256
    amount_out: uint256

event Sync:
    reserve0: uint256
    reserve1: uint256

RESERVE_MAX: constant(uint256) = 2**112 - 1

token0: public(address)
token1: public(address)
packed: public(uint256)
price0_cumulative: public(uint256)
price1_cumulative: public(uint256)
unlocked: public(uint256)


@deploy
def __init__(token0: address, token1: address):
    self.token0 = token0
    self.token1 = token1
    self.unlocked = 1


@internal
@pure
def _amount_out(amount_in: uint256, reserve_in: uint256, reserve_out: uint256) -> uint256:
    with_fee: uint256 = amount_in * 997
    return with_fee * reserve_out // (reserve_in * 1000 + with_fee)


@internal
@pure
def _unpack(packed: uint256) -> (uint256, uint256, uint256):
    return packed & RESERVE_MAX, (packed >> 112) & RESERVE_MAX, packed >> 224


@internal
def _update(
    balance0: uint256, balance1: uint256, reserve0: uint256, reserve1: uint256, last: uint256
):
    assert balance0 <= RESERVE_MAX and balance1 <= RESERVE_MAX, "overflow"
    now: uint256 = block.timestamp % 2**32
    elapsed: uint256 = unsafe_sub(now, last) % 2**32
    if elapsed > 0 and reserve0 > 0 and reserve1 > 0:
        # Fixed point, 112 fractional bits; the sums may wrap, only their differences mean anything.
        self.price0_cumulative = unsafe_add(
            self.price0_cumulative, unsafe_mul(unsafe_div(reserve1 << 112, reserve0), elapsed)
        )
        self.price1_cumulative = unsafe_add(
            self.price1_cumulative, unsafe_mul(unsafe_div(reserve0 << 112, reserve1), elapsed)
        )
    self.packed = balance0 | (balance1 << 112) | (now << 224)
    log Sync(reserve0=balance0, reserve1=balance1)


@external
@view
def reserves() -> (uint256, uint256, uint256):
    return self._unpack(self.packed)


@external
def sync():
    """
    @notice Takes the tokens that were sent to the pool as its reserves: how a new pool is filled.
    """
    assert self.unlocked == 1, "locked"
    self.unlocked = 0
    reserve0: uint256 = 0
    reserve1: uint256 = 0
    last: uint256 = 0
    reserve0, reserve1, last = self._unpack(self.packed)
    balance0: uint256 = staticcall IERC20(self.token0).balanceOf(self)
    balance1: uint256 = staticcall IERC20(self.token1).balanceOf(self)
    self._update(balance0, balance1, reserve0, reserve1, last)
    self.unlocked = 1


@external
def swap(zero_for_one: bool, amount_in: uint256, minimum_out: uint256) -> uint256:
    """
    @notice
      Takes `amount_in` of one token from the caller, who must have approved the pool, and pays out
      the other at the constant product. Reverts if that would be less than `minimum_out`, or nothing.
    """
    assert self.unlocked == 1, "locked"
    self.unlocked = 0
    reserve0: uint256 = 0
    reserve1: uint256 = 0
    last: uint256 = 0
    reserve0, reserve1, last = self._unpack(self.packed)
    token0: address = self.token0
    token1: address = self.token1

    amount_out: uint256 = 0
    if zero_for_one:
        amount_out = self._amount_out(amount_in, reserve0, reserve1)
        assert extcall IERC20(token0).transferFrom(msg.sender, self, amount_in)
        assert extcall IERC20(token1).transfer(msg.sender, amount_out)
    else:
        amount_out = self._amount_out(amount_in, reserve1, reserve0)
        assert extcall IERC20(token1).transferFrom(msg.sender, self, amount_in)
        assert extcall IERC20(token0).transfer(msg.sender, amount_out)
    assert amount_out > 0 and amount_out >= minimum_out, "slippage"

    balance0: uint256 = staticcall IERC20(token0).balanceOf(self)
    balance1: uint256 = staticcall IERC20(token1).balanceOf(self)
    assert balance0 * balance1 >= reserve0 * reserve1, "k"
    self._update(balance0, balance1, reserve0, reserve1, last)
    self.unlocked = 1
    log Swap(
        trader=msg.sender, zero_for_one=zero_for_one, amount_in=amount_in, amount_out=amount_out
    )
    return amount_out
