# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Rollup on its base chain: batches, proofs, deposits, withdrawals
@notice
  The sequencer commits batches, a prover proves them and anyone finalises them, all in order; users
  deposit ether through a priority queue and withdraw it with a Merkle proof against a final batch.
  What meets: each of the three counts is a chain of its own, linked to the one before it; every deposit
  extends the queue's rolling hash; the withdrawals of one batch share the one slot that marks them.
@dev
  A batch is the hash of its parent, state root, withdrawal root and the queue's length. A withdrawal's
  leaf is the hash of batch, index, receiver and amount; trees have depth 6, so that one word marks the
  withdrawals of a batch. The proof of a batch costs what a proof costs, which is what matters here: an
  equation of pairings (precompile 0x08) that holds for every batch.
"""

event BatchCommitted:
    batch: indexed(uint256)
    digest: bytes32

event BatchProved:
    batch: indexed(uint256)

event BatchFinalised:
    batch: indexed(uint256)

event Deposited:
    position: indexed(uint256)
    receiver: indexed(address)
    amount: uint256

event Withdrawn:
    batch: indexed(uint256)
    index: indexed(uint256)
    receiver: indexed(address)
    amount: uint256

DEPTH: constant(uint256) = 6
PAIRING: constant(address) = 0x0000000000000000000000000000000000000008
# The order of bn254's field, and its generators: G1 is (1, 2).
FIELD: constant(uint256) = 21888242871839275222246405745257275088696311157297823662689037894645226208583
G2_X1: constant(uint256) = 11559732032986387107991004021392285783925812861821192530917403151452391805634
G2_X0: constant(uint256) = 10857046999023057135944570762232829481370756359578518086990519993285655852781
G2_Y1: constant(uint256) = 4082367875863433681332203403145435568316851327593401208105741076214120093531
G2_Y0: constant(uint256) = 8495653923123431417604973247489272438418190587263600148770280649306958101930

sequencer: public(address)
prover: public(address)
committed: public(uint256)
proved: public(uint256)
finalised: public(uint256)
batches: public(HashMap[uint256, bytes32])
withdrawal_root: public(HashMap[uint256, bytes32])
queue_length: public(uint256)
queue_hash: public(bytes32)
withdrawn: public(HashMap[uint256, uint256])


@deploy
def __init__(sequencer: address, prover: address):
    self.sequencer = sequencer
    self.prover = prover


@external
def commit(parent: bytes32, state_root: bytes32, withdrawal_root: bytes32, queue_length: uint256):
    assert msg.sender == self.sequencer, "not the sequencer"
    batch: uint256 = self.committed
    assert batch == 0 or self.batches[batch - 1] == parent, "wrong parent"
    assert queue_length <= self.queue_length, "deposits that are not there"
    digest: bytes32 = keccak256(abi_encode(parent, state_root, withdrawal_root, queue_length))
    self.batches[batch] = digest
    self.withdrawal_root[batch] = withdrawal_root
    self.committed = batch + 1
    log BatchCommitted(batch=batch, digest=digest)


@internal
@view
def _check_pairing():
    # e(G1, G2) * e(-G1, G2) = 1.
    output: Bytes[32] = raw_call(
        PAIRING,
        abi_encode(
            convert(1, uint256), convert(2, uint256), G2_X1, G2_X0, G2_Y1, G2_Y0,
            convert(1, uint256), FIELD - 2, G2_X1, G2_X0, G2_Y1, G2_Y0,
        ),
        max_outsize=32,
        is_static_call=True,
    )
    assert convert(output, uint256) == 1, "wrong proof"


@external
def prove(batch: uint256):
    assert msg.sender == self.prover, "not the prover"
    assert batch == self.proved, "not the next batch"
    assert batch < self.committed, "not committed"
    self._check_pairing()
    self.proved = batch + 1
    log BatchProved(batch=batch)


@external
def finalise(batch: uint256):
    assert batch == self.finalised, "not the next batch"
    assert batch < self.proved, "not proved"
    self.finalised = batch + 1
    log BatchFinalised(batch=batch)


@external
@payable
def deposit(receiver: address):
    position: uint256 = self.queue_length
    self.queue_length = position + 1
    self.queue_hash = keccak256(abi_encode(self.queue_hash, receiver, msg.value))
    log Deposited(position=position, receiver=receiver, amount=msg.value)


@external
def withdraw(
    batch: uint256, index: uint256, receiver: address, amount: uint256, proof: bytes32[DEPTH]
):
    assert batch < self.finalised, "batch not final"
    assert index < 2**DEPTH, "no such withdrawal"
    marks: uint256 = self.withdrawn[batch]
    assert (marks >> index) & 1 == 0, "withdrawn already"
    node: bytes32 = keccak256(abi_encode(batch, index, receiver, amount))
    path: uint256 = index
    for sibling: bytes32 in proof:
        if path & 1 == 0:
            node = keccak256(concat(node, sibling))
        else:
            node = keccak256(concat(sibling, node))
        path >>= 1
    assert node == self.withdrawal_root[batch], "wrong proof"
    self.withdrawn[batch] = marks | (1 << index)
    raw_call(receiver, b"", value=amount)
    log Withdrawn(batch=batch, index=index, receiver=receiver, amount=amount)
