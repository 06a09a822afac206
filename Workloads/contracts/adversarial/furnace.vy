# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Contract that burns gas, and shows its conflict only afterwards
@notice
  `late` does all its work before it touches the one slot that it shares, `early` touches it first;
  `burn` shares nothing; `tribute` reads the balance of whoever earns the block's fees, and so depends
  on every transaction before it.
"""

event Burned:
    rounds: uint256
    digest: bytes32

event Tribute:
    collector: indexed(address)
    balance: uint256

ROUNDS: constant(uint256) = 2**32

tally: public(HashMap[uint256, uint256])
ashes: public(HashMap[address, bytes32])


@internal
@pure
def _work(seed: bytes32, rounds: uint256) -> bytes32:
    digest: bytes32 = seed
    for _: uint256 in range(rounds, bound=ROUNDS):
        digest = keccak256(digest)
    return digest


@external
def late(key: uint256, rounds: uint256):
    digest: bytes32 = self._work(convert(key, bytes32), rounds)
    self.tally[key] += 1
    log Burned(rounds=rounds, digest=digest)


@external
def early(key: uint256, rounds: uint256):
    self.tally[key] += 1
    log Burned(rounds=rounds, digest=self._work(convert(key, bytes32), rounds))


@external
def burn(rounds: uint256):
    digest: bytes32 = self._work(convert(msg.sender, bytes32), rounds)
    self.ashes[msg.sender] = digest
    log Burned(rounds=rounds, digest=digest)


@external
def tribute():
    log Tribute(collector=block.coinbase, balance=block.coinbase.balance)
