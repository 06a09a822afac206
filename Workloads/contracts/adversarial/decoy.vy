# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title A contract that looks like all others and has nothing to do with them
@notice
  Forwards to a chain of cells that all decoys share. Two calls of two decoys differ in sender, target
  and data; that they depend on each other shows in the last contract they reach, and only in the cell.
"""

interface Cells:
    def link(number: uint256, salt: uint256) -> uint256: nonpayable

cells: public(Cells)
number: public(uint256)


@deploy
def __init__(cells: Cells, number: uint256):
    self.cells = cells
    self.number = number


@external
def poke(salt: uint256) -> uint256:
    return extcall self.cells.link(self.number, salt)
