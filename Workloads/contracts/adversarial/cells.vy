# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Cells that depend on each other without any of them being hot
@notice
  Link n reads cell n - 1 and writes cell n: every cell is read once and written once, so that no
  histogram of accesses shows what is a chain from end to end. At every `length`-th cell a new one begins.
  The salt makes every link change its cell, however often the chain is told.
"""

event Linked:
    number: indexed(uint256)
    value: uint256

length: public(uint256)
cells: public(HashMap[uint256, uint256])


@deploy
def __init__(length: uint256):
    self.length = length


@external
def link(number: uint256, salt: uint256) -> uint256:
    value: uint256 = 0
    if number % self.length != 0:
        value = self.cells[number - 1]
    value = convert(keccak256(abi_encode(value, number, salt)), uint256)
    self.cells[number] = value
    log Linked(number=number, value=value)
    return value
