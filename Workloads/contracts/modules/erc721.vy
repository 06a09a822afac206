# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title ERC-721: who owns which token, and who may move it
@notice
  A transfer writes the token's owner and approval and both holders' counts. Minting is left to the
  contract that imports this, because how ids are given out decides whether mints conflict.
"""

from ethereum.ercs import IERC721

interface Receiver:
    def onERC721Received(
        operator: address, sender: address, id: uint256, data: Bytes[1024]
    ) -> bytes4: nonpayable

owners: HashMap[uint256, address]
balanceOf: public(HashMap[address, uint256])
getApproved: public(HashMap[uint256, address])
isApprovedForAll: public(HashMap[address, HashMap[address, bool]])


@deploy
def __init__():
    pass


@external
@view
def ownerOf(id: uint256) -> address:
    return self._owner(id)


@internal
@view
def _owner(id: uint256) -> address:
    owner: address = self.owners[id]
    assert owner != empty(address), "no such token"
    return owner


@internal
@view
def _may_move(operator: address, owner: address, id: uint256) -> bool:
    return (
        operator == owner
        or self.isApprovedForAll[owner][operator]
        or self.getApproved[id] == operator
    )


@internal
def _mint(to: address, id: uint256):
    assert to != empty(address), "no receiver"
    assert self.owners[id] == empty(address), "exists"
    self.owners[id] = to
    self.balanceOf[to] += 1
    log IERC721.Transfer(sender=empty(address), receiver=to, token_id=id)


@internal
def _move(operator: address, sender: address, to: address, id: uint256):
    owner: address = self._owner(id)
    assert owner == sender, "not the owner"
    assert self._may_move(operator, owner, id), "forbidden"
    assert to != empty(address), "no receiver"
    if self.getApproved[id] != empty(address):
        self.getApproved[id] = empty(address)
    self.owners[id] = to
    self.balanceOf[sender] -= 1
    self.balanceOf[to] += 1
    log IERC721.Transfer(sender=sender, receiver=to, token_id=id)


@external
def approve(to: address, id: uint256):
    owner: address = self._owner(id)
    assert msg.sender == owner or self.isApprovedForAll[owner][msg.sender], "forbidden"
    self.getApproved[id] = to
    log IERC721.Approval(owner=owner, approved=to, token_id=id)


@external
def setApprovalForAll(operator: address, approved: bool):
    assert operator != msg.sender, "self"
    self.isApprovedForAll[msg.sender][operator] = approved
    log IERC721.ApprovalForAll(owner=msg.sender, operator=operator, approved=approved)


@external
def transferFrom(sender: address, to: address, id: uint256):
    self._move(msg.sender, sender, to, id)


@external
def safeTransferFrom(sender: address, to: address, id: uint256, data: Bytes[1024] = b""):
    self._move(msg.sender, sender, to, id)
    if to.is_contract:
        answer: bytes4 = extcall Receiver(to).onERC721Received(msg.sender, sender, id, data)
        assert answer == method_id(
            "onERC721Received(address,address,uint256,bytes)", output_type=bytes4
        ), "refused"
