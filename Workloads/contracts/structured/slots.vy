# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Slots: a transaction whose accesses are its arguments
@notice
  Models no application. It reads the slots that it is told to read, changes those that it is told to
  change, and works for as long as it is told to: dependencies, fan-in, shares of reads and writes and the
  length of transactions are then the caller's choice, one by one.
@dev
  `adds` commute: whatever their order, the sums are the same (but each reads what it adds to, so a
  scheduler that knows only reads and writes has to keep them in order). `mixes` do not.
"""

values: public(HashMap[uint256, uint256])


@external
def touch(
    reads: DynArray[uint256, 64], adds: DynArray[uint256, 64], mixes: DynArray[uint256, 64], rounds: uint256
):
    seen: uint256 = 1
    for key: uint256 in reads:
        seen = unsafe_add(seen, self.values[key])
    for _: uint256 in range(rounds, bound=100000):
        seen = unsafe_add(unsafe_mul(seen, 6364136223846793005), 1442695040888963407)
    for key: uint256 in adds:
        self.values[key] = unsafe_add(self.values[key], 1)
    for key: uint256 in mixes:
        self.values[key] = unsafe_add(unsafe_mul(self.values[key], 31), seen)
