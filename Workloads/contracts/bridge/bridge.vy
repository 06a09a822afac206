# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Lock-and-mint bridge with message queues
@notice
  Leaving: tokens of this chain are locked, wrapped ones burned, and a message is put into the queue of
  its destination under the next number. Arriving: validators attest roots of message batches; once
  enough have, relayers deliver single messages with a Merkle proof, for a fee, and each only once.
  What meets: the counter of each outbound queue; the lock's token balance; the attestations of a root;
  the wrapped token's supply in every delivery; and, if delivery is ordered, the number that is next.
@dev
  A leaf is the hash of source, number, kind, token, receiver and amount; two nodes are hashed in the
  order that the bits of the leaf's index tell, lowest first. A batch is a tree of depth 6.
"""

from ethereum.ercs import IERC20

interface Wrapped:
    def mint(receiver: address, amount: uint256): nonpayable
    def burn(holder: address, amount: uint256): nonpayable

event MessageSent:
    destination: indexed(uint256)
    number: indexed(uint256)
    leaf: bytes32

event Attested:
    root: indexed(bytes32)
    validator: indexed(address)
    attestations: uint256

event MessageDelivered:
    source: indexed(uint256)
    number: indexed(uint256)
    receiver: indexed(address)
    amount: uint256

UNLOCK: constant(uint256) = 0
MINT: constant(uint256) = 1
DEPTH: constant(uint256) = 6

chain_id: public(uint256)
is_validator: public(HashMap[address, bool])
quorum: public(uint256)
# Of every delivered amount, to whoever delivers.
relay_fee: public(uint256)
ordered: public(bool)
is_wrapped: public(HashMap[address, bool])
outbound: public(HashMap[uint256, uint256])
outbox: public(HashMap[uint256, HashMap[uint256, bytes32]])
attestations: public(HashMap[bytes32, uint256])
has_attested: public(HashMap[bytes32, HashMap[address, bool]])
inbound: public(HashMap[uint256, uint256])
delivered: public(HashMap[bytes32, bool])


@deploy
def __init__(chain_id: uint256, validators: DynArray[address, 64], quorum: uint256, ordered: bool):
    self.chain_id = chain_id
    for validator: address in validators:
        self.is_validator[validator] = True
    self.quorum = quorum
    self.relay_fee = 1_000
    self.ordered = ordered


@internal
@pure
def _leaf(
    source: uint256, number: uint256, kind: uint256, token: address, receiver: address,
    amount: uint256,
) -> bytes32:
    return keccak256(abi_encode(source, number, kind, token, receiver, amount))


@internal
def _send(
    destination: uint256, kind: uint256, token: address, receiver: address, amount: uint256
):
    number: uint256 = self.outbound[destination]
    self.outbound[destination] = number + 1
    leaf: bytes32 = self._leaf(self.chain_id, number, kind, token, receiver, amount)
    self.outbox[destination][number] = leaf
    log MessageSent(destination=destination, number=number, leaf=leaf)


@external
def lock(token: address, amount: uint256, destination: uint256, receiver: address):
    """
    @notice Locks tokens of this chain, to be minted to `receiver` on the destination.
    """
    assert not self.is_wrapped[token], "burn it instead"
    assert extcall IERC20(token).transferFrom(msg.sender, self, amount)
    self._send(destination, MINT, token, receiver, amount)


@external
def burn(token: address, amount: uint256, destination: uint256, receiver: address):
    """
    @notice Burns wrapped tokens, to be unlocked for `receiver` on the chain that they came from.
    """
    assert self.is_wrapped[token], "lock it instead"
    extcall Wrapped(token).burn(msg.sender, amount)
    self._send(destination, UNLOCK, token, receiver, amount)


@external
def attest(root: bytes32):
    assert self.is_validator[msg.sender], "not a validator"
    assert not self.has_attested[root][msg.sender], "attested already"
    self.has_attested[root][msg.sender] = True
    count: uint256 = self.attestations[root] + 1
    self.attestations[root] = count
    log Attested(root=root, validator=msg.sender, attestations=count)


@external
def deliver(
    source: uint256, number: uint256, kind: uint256, token: address, receiver: address,
    amount: uint256, root: bytes32, index: uint256, proof: bytes32[DEPTH],
):
    """
    @notice Delivers one message of an attested batch, for the fee.
    """
    assert self.attestations[root] >= self.quorum, "root not attested"
    leaf: bytes32 = self._leaf(source, number, kind, token, receiver, amount)
    assert not self.delivered[leaf], "delivered already"
    node: bytes32 = leaf
    path: uint256 = index
    for sibling: bytes32 in proof:
        if path & 1 == 0:
            node = keccak256(concat(node, sibling))
        else:
            node = keccak256(concat(sibling, node))
        path >>= 1
    assert node == root, "wrong proof"
    if self.ordered:
        assert self.inbound[source] == number, "out of order"
        self.inbound[source] = number + 1
    self.delivered[leaf] = True
    fee: uint256 = self.relay_fee
    if kind == MINT:
        assert self.is_wrapped[token], "no wrapped token"
        extcall Wrapped(token).mint(receiver, amount - fee)
        extcall Wrapped(token).mint(msg.sender, fee)
    else:
        assert extcall IERC20(token).transfer(receiver, amount - fee)
        assert extcall IERC20(token).transfer(msg.sender, fee)
    log MessageDelivered(source=source, number=number, receiver=receiver, amount=amount)
