# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Constant-product pair with liquidity shares
@notice
  Behaves as Uniswap V2's pair: trades pay in first and are checked against x * y afterwards (0.3% fee),
  liquidity is a token of its own, and the average price can be read from two accumulators.
  What a scheduler meets here:
  - both reserves and the time of the last trade share one packed slot: everything that trades with the
    pair, or adds to it, forms a chain;
  - the lock goes 1 -> 0 -> 1, a write that leaves nothing behind and must not count as a conflict;
  - the accumulators are written by the first transaction of a block only, so that a speculative
    execution on stale reserves writes two slots that its final one does not;
  - with the protocol's fee on, adding and removing liquidity write the fee receiver's shares too.
@dev `packed` is reserve0 | reserve1 << 112 | time of the last change (seconds, modulo 2**32) << 224.
"""

from ethereum.ercs import IERC20

interface Factory:
    def feeTo() -> address: view

interface Callee:
    def uniswapV2Call(
        sender: address, amount0: uint256, amount1: uint256, data: Bytes[1024]
    ): nonpayable

event Transfer:
    sender: indexed(address)
    receiver: indexed(address)
    amount: uint256

event Approval:
    owner: indexed(address)
    spender: indexed(address)
    amount: uint256

event Mint:
    sender: indexed(address)
    amount0: uint256
    amount1: uint256

event Burn:
    sender: indexed(address)
    amount0: uint256
    amount1: uint256
    to: indexed(address)

event Swap:
    sender: indexed(address)
    amount0_in: uint256
    amount1_in: uint256
    amount0_out: uint256
    amount1_out: uint256
    to: indexed(address)

event Sync:
    reserve0: uint112
    reserve1: uint112

RESERVE_MAX: constant(uint256) = 2**112 - 1
MINIMUM_LIQUIDITY: constant(uint256) = 1_000

name: public(constant(String[18])) = "Gridlock Liquidity"
symbol: public(constant(String[6])) = "GRIDLP"
decimals: public(constant(uint8)) = 18

totalSupply: public(uint256)
balanceOf: public(HashMap[address, uint256])
allowance: public(HashMap[address, HashMap[address, uint256]])

factory: public(address)
token0: public(address)
token1: public(address)
packed: uint256
price0CumulativeLast: public(uint256)
price1CumulativeLast: public(uint256)
kLast: public(uint256)
unlocked: uint256


@deploy
def __init__():
    self.factory = msg.sender
    self.unlocked = 1


@external
def initialize(token0: address, token1: address):
    """
    @notice Called once by the factory, which creates pairs as copies of one.
    """
    assert self.token0 == empty(address), "initialized"
    self.factory = msg.sender
    self.token0 = token0
    self.token1 = token1
    self.unlocked = 1


# Liquidity shares


@internal
def _move(sender: address, receiver: address, amount: uint256):
    self.balanceOf[sender] -= amount
    self.balanceOf[receiver] += amount
    log Transfer(sender=sender, receiver=receiver, amount=amount)


@internal
def _issue(receiver: address, amount: uint256):
    self.totalSupply += amount
    self.balanceOf[receiver] += amount
    log Transfer(sender=empty(address), receiver=receiver, amount=amount)


@external
def transfer(receiver: address, amount: uint256) -> bool:
    self._move(msg.sender, receiver, amount)
    return True


@external
def transferFrom(sender: address, receiver: address, amount: uint256) -> bool:
    allowed: uint256 = self.allowance[sender][msg.sender]
    if allowed != max_value(uint256):
        self.allowance[sender][msg.sender] = allowed - amount
    self._move(sender, receiver, amount)
    return True


@external
def approve(spender: address, amount: uint256) -> bool:
    self.allowance[msg.sender][spender] = amount
    log Approval(owner=msg.sender, spender=spender, amount=amount)
    return True


# Reserves


@internal
@view
def _unpacked() -> (uint256, uint256, uint256):
    packed: uint256 = self.packed
    return packed & RESERVE_MAX, (packed >> 112) & RESERVE_MAX, packed >> 224


@external
@view
def getReserves() -> (uint112, uint112, uint32):
    reserve0: uint256 = 0
    reserve1: uint256 = 0
    last: uint256 = 0
    reserve0, reserve1, last = self._unpacked()
    return convert(reserve0, uint112), convert(reserve1, uint112), convert(last, uint32)


@internal
@view
def _balances() -> (uint256, uint256):
    return (
        staticcall IERC20(self.token0).balanceOf(self), staticcall IERC20(self.token1).balanceOf(self)
    )


@internal
def _update(
    balance0: uint256, balance1: uint256, reserve0: uint256, reserve1: uint256, last: uint256
):
    assert balance0 <= RESERVE_MAX and balance1 <= RESERVE_MAX, "overflow"
    now: uint256 = block.timestamp % 2**32
    elapsed: uint256 = unsafe_sub(now, last) % 2**32
    if elapsed > 0 and reserve0 > 0 and reserve1 > 0:
        # Fixed point, 112 fractional bits; the sums may wrap, only their differences mean anything.
        self.price0CumulativeLast = unsafe_add(
            self.price0CumulativeLast, unsafe_mul(unsafe_div(reserve1 << 112, reserve0), elapsed)
        )
        self.price1CumulativeLast = unsafe_add(
            self.price1CumulativeLast, unsafe_mul(unsafe_div(reserve0 << 112, reserve1), elapsed)
        )
    self.packed = balance0 | (balance1 << 112) | (now << 224)
    log Sync(reserve0=convert(balance0, uint112), reserve1=convert(balance1, uint112))


@internal
def _issue_fee(reserve0: uint256, reserve1: uint256) -> bool:
    """
    @notice A sixth of the growth of sqrt(x * y) to the protocol, if its fee is on.
    """
    receiver: address = staticcall Factory(self.factory).feeTo()
    k_last: uint256 = self.kLast
    if receiver == empty(address):
        if k_last != 0:
            self.kLast = 0
        return False
    if k_last != 0:
        root: uint256 = isqrt(reserve0 * reserve1)
        root_last: uint256 = isqrt(k_last)
        if root > root_last:
            liquidity: uint256 = self.totalSupply * (root - root_last) // (root * 5 + root_last)
            if liquidity > 0:
                self._issue(receiver, liquidity)
    return True


@internal
def _lock():
    assert self.unlocked == 1, "locked"
    self.unlocked = 0


# What traders and providers do, through a router


@external
def mint(to: address) -> uint256:
    """
    @notice Shares for what was paid in since the last call.
    """
    self._lock()
    reserve0: uint256 = 0
    reserve1: uint256 = 0
    last: uint256 = 0
    reserve0, reserve1, last = self._unpacked()
    balance0: uint256 = 0
    balance1: uint256 = 0
    balance0, balance1 = self._balances()
    amount0: uint256 = balance0 - reserve0
    amount1: uint256 = balance1 - reserve1
    fee_on: bool = self._issue_fee(reserve0, reserve1)
    supply: uint256 = self.totalSupply
    liquidity: uint256 = 0
    if supply == 0:
        liquidity = isqrt(amount0 * amount1) - MINIMUM_LIQUIDITY
        self._issue(empty(address), MINIMUM_LIQUIDITY)
    else:
        liquidity = min(amount0 * supply // reserve0, amount1 * supply // reserve1)
    assert liquidity > 0, "insufficient liquidity minted"
    self._issue(to, liquidity)
    self._update(balance0, balance1, reserve0, reserve1, last)
    if fee_on:
        self.kLast = balance0 * balance1
    self.unlocked = 1
    log Mint(sender=msg.sender, amount0=amount0, amount1=amount1)
    return liquidity


@external
def burn(to: address) -> (uint256, uint256):
    """
    @notice Pays out the share of both reserves that the shares sent here stand for.
    """
    self._lock()
    reserve0: uint256 = 0
    reserve1: uint256 = 0
    last: uint256 = 0
    reserve0, reserve1, last = self._unpacked()
    balance0: uint256 = 0
    balance1: uint256 = 0
    balance0, balance1 = self._balances()
    liquidity: uint256 = self.balanceOf[self]
    fee_on: bool = self._issue_fee(reserve0, reserve1)
    supply: uint256 = self.totalSupply
    amount0: uint256 = liquidity * balance0 // supply
    amount1: uint256 = liquidity * balance1 // supply
    assert amount0 > 0 and amount1 > 0, "insufficient liquidity burned"
    self.balanceOf[self] = 0
    self.totalSupply = supply - liquidity
    log Transfer(sender=self, receiver=empty(address), amount=liquidity)
    assert extcall IERC20(self.token0).transfer(to, amount0)
    assert extcall IERC20(self.token1).transfer(to, amount1)
    balance0, balance1 = self._balances()
    self._update(balance0, balance1, reserve0, reserve1, last)
    if fee_on:
        self.kLast = balance0 * balance1
    self.unlocked = 1
    log Burn(sender=msg.sender, amount0=amount0, amount1=amount1, to=to)
    return amount0, amount1


@external
def swap(amount0_out: uint256, amount1_out: uint256, to: address, data: Bytes[1024]):
    """
    @notice
      Pays out what is asked, then demands that enough was paid in: before the call, or by `to` in a
      callback if there is data (a flash swap).
    """
    self._lock()
    assert amount0_out > 0 or amount1_out > 0, "insufficient output"
    reserve0: uint256 = 0
    reserve1: uint256 = 0
    last: uint256 = 0
    reserve0, reserve1, last = self._unpacked()
    assert amount0_out < reserve0 and amount1_out < reserve1, "insufficient liquidity"
    token0: address = self.token0
    token1: address = self.token1
    assert to != token0 and to != token1, "invalid receiver"
    if amount0_out > 0:
        assert extcall IERC20(token0).transfer(to, amount0_out)
    if amount1_out > 0:
        assert extcall IERC20(token1).transfer(to, amount1_out)
    if len(data) > 0:
        extcall Callee(to).uniswapV2Call(msg.sender, amount0_out, amount1_out, data)

    balance0: uint256 = staticcall IERC20(token0).balanceOf(self)
    balance1: uint256 = staticcall IERC20(token1).balanceOf(self)
    amount0_in: uint256 = 0
    amount1_in: uint256 = 0
    if balance0 > reserve0 - amount0_out:
        amount0_in = balance0 - (reserve0 - amount0_out)
    if balance1 > reserve1 - amount1_out:
        amount1_in = balance1 - (reserve1 - amount1_out)
    assert amount0_in > 0 or amount1_in > 0, "insufficient input"
    # Both below 2**112 * 1000, so that their product fits.
    adjusted0: uint256 = balance0 * 1000 - amount0_in * 3
    adjusted1: uint256 = balance1 * 1000 - amount1_in * 3
    assert adjusted0 * adjusted1 >= reserve0 * reserve1 * 1_000_000, "k"
    self._update(balance0, balance1, reserve0, reserve1, last)
    self.unlocked = 1
    log Swap(
        sender=msg.sender, amount0_in=amount0_in, amount1_in=amount1_in, amount0_out=amount0_out,
        amount1_out=amount1_out, to=to
    )


@external
def skim(to: address):
    """
    @notice Pays out what the pair holds beyond its reserves.
    """
    self._lock()
    reserve0: uint256 = 0
    reserve1: uint256 = 0
    last: uint256 = 0
    reserve0, reserve1, last = self._unpacked()
    balance0: uint256 = 0
    balance1: uint256 = 0
    balance0, balance1 = self._balances()
    assert extcall IERC20(self.token0).transfer(to, balance0 - reserve0)
    assert extcall IERC20(self.token1).transfer(to, balance1 - reserve1)
    self.unlocked = 1


@external
def sync():
    """
    @notice Takes what the pair holds as its reserves.
    """
    self._lock()
    reserve0: uint256 = 0
    reserve1: uint256 = 0
    last: uint256 = 0
    reserve0, reserve1, last = self._unpacked()
    balance0: uint256 = 0
    balance1: uint256 = 0
    balance0, balance1 = self._balances()
    self._update(balance0, balance1, reserve0, reserve1, last)
    self.unlocked = 1
