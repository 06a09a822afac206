# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Router over pairs
@notice
  What traders and providers of liquidity call, with the interface of Uniswap V2's second router. It
  keeps nothing but the factory's address: a trade touches the pairs of its path, and which those are is
  read from the factory, so that what a transaction accesses is known only once it runs.
"""

from ethereum.ercs import IERC20

interface Factory:
    def getPair(token_a: address, token_b: address) -> address: view

interface Pair:
    def getReserves() -> (uint112, uint112, uint32): view
    def swap(amount0_out: uint256, amount1_out: uint256, to: address, data: Bytes[1024]): nonpayable
    def mint(to: address) -> uint256: nonpayable
    def burn(to: address) -> (uint256, uint256): nonpayable

HOPS: constant(uint256) = 4

factory: public(address)


@deploy
def __init__(factory: address):
    self.factory = factory


# Quotes


@internal
@view
def _pair(token_a: address, token_b: address) -> address:
    pair: address = staticcall Factory(self.factory).getPair(token_a, token_b)
    assert pair != empty(address), "no pair"
    return pair


@internal
@pure
def _in_order(token_a: address, token_b: address) -> bool:
    return convert(token_a, uint160) < convert(token_b, uint160)


@internal
@view
def _reserves(pair: address, token_a: address, token_b: address) -> (uint256, uint256):
    """
    @notice Of token_a and token_b, which the pair may have the other way round.
    """
    reserve0: uint112 = 0
    reserve1: uint112 = 0
    last: uint32 = 0
    reserve0, reserve1, last = staticcall Pair(pair).getReserves()
    if self._in_order(token_a, token_b):
        return convert(reserve0, uint256), convert(reserve1, uint256)
    return convert(reserve1, uint256), convert(reserve0, uint256)


@internal
@pure
def _amount_out(amount_in: uint256, reserve_in: uint256, reserve_out: uint256) -> uint256:
    assert amount_in > 0, "insufficient input"
    assert reserve_in > 0 and reserve_out > 0, "insufficient liquidity"
    with_fee: uint256 = amount_in * 997
    return with_fee * reserve_out // (reserve_in * 1000 + with_fee)


@internal
@pure
def _amount_in(amount_out: uint256, reserve_in: uint256, reserve_out: uint256) -> uint256:
    assert amount_out > 0, "insufficient output"
    assert reserve_in > 0 and reserve_out > 0, "insufficient liquidity"
    return reserve_in * amount_out * 1000 // ((reserve_out - amount_out) * 997) + 1


@internal
@view
def _amounts_out(
    amount_in: uint256, path: DynArray[address, HOPS + 1]
) -> DynArray[uint256, HOPS + 1]:
    assert len(path) >= 2, "invalid path"
    amounts: DynArray[uint256, HOPS + 1] = [amount_in]
    for i: uint256 in range(len(path) - 1, bound=HOPS):
        reserve_in: uint256 = 0
        reserve_out: uint256 = 0
        reserve_in, reserve_out = self._reserves(
            self._pair(path[i], path[i + 1]), path[i], path[i + 1]
        )
        amounts.append(self._amount_out(amounts[i], reserve_in, reserve_out))
    return amounts


@external
@view
def getAmountsOut(
    amount_in: uint256, path: DynArray[address, HOPS + 1]
) -> DynArray[uint256, HOPS + 1]:
    return self._amounts_out(amount_in, path)


# Trades


@internal
def _swap_hop(token_in: address, token_out: address, amount_out: uint256, to: address):
    amount0: uint256 = 0
    amount1: uint256 = amount_out
    if not self._in_order(token_in, token_out):
        amount0 = amount_out
        amount1 = 0
    extcall Pair(self._pair(token_in, token_out)).swap(amount0, amount1, to, b"")


@internal
def _swap(
    amounts: DynArray[uint256, HOPS + 1], path: DynArray[address, HOPS + 1], to: address
):
    """
    @notice Each pair pays the next one; the last pays `to`.
    """
    for i: uint256 in range(len(path) - 1, bound=HOPS):
        receiver: address = to
        if i + 2 < len(path):
            receiver = self._pair(path[i + 1], path[i + 2])
        self._swap_hop(path[i], path[i + 1], amounts[i + 1], receiver)


@external
def swapExactTokensForTokens(
    amount_in: uint256,
    amount_out_min: uint256,
    path: DynArray[address, HOPS + 1],
    to: address,
    deadline: uint256,
) -> DynArray[uint256, HOPS + 1]:
    assert block.timestamp <= deadline, "expired"
    amounts: DynArray[uint256, HOPS + 1] = self._amounts_out(amount_in, path)
    assert amounts[len(amounts) - 1] >= amount_out_min, "insufficient output"
    assert extcall IERC20(path[0]).transferFrom(
        msg.sender, self._pair(path[0], path[1]), amount_in
    )
    self._swap(amounts, path, to)
    return amounts


@external
def swapTokensForExactTokens(
    amount_out: uint256,
    amount_in_max: uint256,
    path: DynArray[address, HOPS + 1],
    to: address,
    deadline: uint256,
) -> DynArray[uint256, HOPS + 1]:
    assert block.timestamp <= deadline, "expired"
    assert len(path) >= 2, "invalid path"
    amounts: DynArray[uint256, HOPS + 1] = []
    for token: address in path:
        amounts.append(amount_out)
    for j: uint256 in range(len(path) - 1, bound=HOPS):
        i: uint256 = len(path) - 2 - j
        reserve_in: uint256 = 0
        reserve_out: uint256 = 0
        reserve_in, reserve_out = self._reserves(
            self._pair(path[i], path[i + 1]), path[i], path[i + 1]
        )
        amounts[i] = self._amount_in(amounts[i + 1], reserve_in, reserve_out)
    assert amounts[0] <= amount_in_max, "excessive input"
    assert extcall IERC20(path[0]).transferFrom(
        msg.sender, self._pair(path[0], path[1]), amounts[0]
    )
    self._swap(amounts, path, to)
    return amounts


@external
def swapExactTokensForTokensSupportingFeeOnTransferTokens(
    amount_in: uint256,
    amount_out_min: uint256,
    path: DynArray[address, HOPS + 1],
    to: address,
    deadline: uint256,
):
    """
    @notice Trades what arrives, which is less than what was sent where a token takes a fee.
    """
    assert block.timestamp <= deadline, "expired"
    assert len(path) >= 2, "invalid path"
    assert extcall IERC20(path[0]).transferFrom(
        msg.sender, self._pair(path[0], path[1]), amount_in
    )
    token_out: address = path[len(path) - 1]
    before: uint256 = staticcall IERC20(token_out).balanceOf(to)
    for i: uint256 in range(len(path) - 1, bound=HOPS):
        pair: address = self._pair(path[i], path[i + 1])
        reserve_in: uint256 = 0
        reserve_out: uint256 = 0
        reserve_in, reserve_out = self._reserves(pair, path[i], path[i + 1])
        arrived: uint256 = staticcall IERC20(path[i]).balanceOf(pair) - reserve_in
        receiver: address = to
        if i + 2 < len(path):
            receiver = self._pair(path[i + 1], path[i + 2])
        self._swap_hop(
            path[i], path[i + 1], self._amount_out(arrived, reserve_in, reserve_out), receiver
        )
    assert staticcall IERC20(token_out).balanceOf(to) - before >= amount_out_min, "insufficient output"


# Liquidity


@external
def addLiquidity(
    token_a: address,
    token_b: address,
    desired_a: uint256,
    desired_b: uint256,
    minimum_a: uint256,
    minimum_b: uint256,
    to: address,
    deadline: uint256,
) -> (uint256, uint256, uint256):
    assert block.timestamp <= deadline, "expired"
    pair: address = self._pair(token_a, token_b)
    reserve_a: uint256 = 0
    reserve_b: uint256 = 0
    reserve_a, reserve_b = self._reserves(pair, token_a, token_b)
    amount_a: uint256 = desired_a
    amount_b: uint256 = desired_b
    if reserve_a > 0:
        amount_b = desired_a * reserve_b // reserve_a
        if amount_b > desired_b:
            amount_b = desired_b
            amount_a = desired_b * reserve_a // reserve_b
    assert amount_a >= minimum_a and amount_b >= minimum_b, "insufficient amount"
    assert extcall IERC20(token_a).transferFrom(msg.sender, pair, amount_a)
    assert extcall IERC20(token_b).transferFrom(msg.sender, pair, amount_b)
    return amount_a, amount_b, extcall Pair(pair).mint(to)


@external
def removeLiquidity(
    token_a: address,
    token_b: address,
    liquidity: uint256,
    minimum_a: uint256,
    minimum_b: uint256,
    to: address,
    deadline: uint256,
) -> (uint256, uint256):
    assert block.timestamp <= deadline, "expired"
    pair: address = self._pair(token_a, token_b)
    assert extcall IERC20(pair).transferFrom(msg.sender, pair, liquidity)
    amount0: uint256 = 0
    amount1: uint256 = 0
    amount0, amount1 = extcall Pair(pair).burn(to)
    amount_a: uint256 = amount0
    amount_b: uint256 = amount1
    if not self._in_order(token_a, token_b):
        amount_a = amount1
        amount_b = amount0
    assert amount_a >= minimum_a and amount_b >= minimum_b, "insufficient amount"
    return amount_a, amount_b
