# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Contract whose accesses depend on what it reads
@notice
  `wander` goes where the last visitor left off, and from there where a hash leads: whoever reads a stale
  position visits, and writes, rooms that a right execution never sees. `walk` takes as many steps as a
  slot says: few whenever it runs in order; for whoever reads the slot as it stood before the block,
  or before the fuse was put out, so many that only the gas limit ends it.
"""

event Wandered:
    start: uint256
    end: uint256

event FuseSet:
    steps: uint256
    digest: bytes32

event Walked:
    steps: uint256
    sum: uint256

ROOMS: constant(uint256) = 4_096
STEPS: constant(uint256) = 2**64
ROUNDS: constant(uint256) = 2**32

position: public(uint256)
visits: public(HashMap[uint256, uint256])
steps: public(uint256)
stones: public(HashMap[uint256, uint256])


@external
def wander(rooms: uint256):
    """
    @notice Visits `rooms` rooms, each the hash of the one before, and leaves the position there.
    """
    start: uint256 = self.position
    room: uint256 = start
    for _: uint256 in range(rooms, bound=64):
        room = convert(keccak256(abi_encode(room)), uint256) % ROOMS
        self.visits[room] += 1
    self.position = room
    log Wandered(start=start, end=room)


@external
def set_steps(steps: uint256, rounds: uint256):
    """
    @notice
      Lights the fuse with a great number, and puts it out with a small one; hashes `rounds` times before
      it does, so that whoever runs beside it reads what was there before.
    """
    digest: bytes32 = convert(steps, bytes32)
    for _: uint256 in range(rounds, bound=ROUNDS):
        digest = keccak256(digest)
    self.steps = steps
    log FuseSet(steps=steps, digest=digest)


@external
def walk(lane: uint256) -> uint256:
    """
    @notice Adds up as many stones of the lane as the slot says, around and around 32 of them.
    """
    steps: uint256 = self.steps
    sum: uint256 = 0
    for step: uint256 in range(steps, bound=STEPS):
        sum = unsafe_add(sum, self.stones[lane * 32 + step % 32])
    log Walked(steps=steps, sum=sum)
    return sum
