# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title ERC-1155 items of a game
@notice
  Amounts by id and holder, and the supply of every id, as OpenZeppelin's ERC1155Supply counts it: minting
  and burning a popular item is a chain through its supply, transferring it is not. Batches write as many
  slots as they have ids.
"""

interface Receiver:
    def onERC1155Received(
        operator: address, sender: address, id: uint256, amount: uint256, data: Bytes[1024]
    ) -> bytes4: nonpayable
    def onERC1155BatchReceived(
        operator: address,
        sender: address,
        ids: DynArray[uint256, 32],
        amounts: DynArray[uint256, 32],
        data: Bytes[1024],
    ) -> bytes4: nonpayable

event TransferSingle:
    operator: indexed(address)
    sender: indexed(address)
    receiver: indexed(address)
    id: uint256
    amount: uint256

event TransferBatch:
    operator: indexed(address)
    sender: indexed(address)
    receiver: indexed(address)
    ids: DynArray[uint256, BATCH_MAX]
    amounts: DynArray[uint256, BATCH_MAX]

event ApprovalForAll:
    owner: indexed(address)
    operator: indexed(address)
    approved: bool

BATCH_MAX: constant(uint256) = 32

owner: public(address)
# Contracts of the game, which may mint, and burn whose items they are given.
is_game: public(HashMap[address, bool])
balances: HashMap[uint256, HashMap[address, uint256]]
isApprovedForAll: public(HashMap[address, HashMap[address, bool]])
totalSupply: public(HashMap[uint256, uint256])


@deploy
def __init__():
    self.owner = msg.sender


@external
def set_game(game: address, allowed: bool):
    assert msg.sender == self.owner, "forbidden"
    self.is_game[game] = allowed


@external
@view
def supportsInterface(id: bytes4) -> bool:
    return id in [0x01ffc9a7, 0xd9b67a26]


@external
@view
def balanceOf(holder: address, id: uint256) -> uint256:
    return self.balances[id][holder]


@external
@view
def balanceOfBatch(
    holders: DynArray[address, BATCH_MAX], ids: DynArray[uint256, BATCH_MAX]
) -> DynArray[uint256, BATCH_MAX]:
    assert len(holders) == len(ids), "lengths"
    amounts: DynArray[uint256, BATCH_MAX] = []
    for i: uint256 in range(len(ids), bound=BATCH_MAX):
        amounts.append(self.balances[ids[i]][holders[i]])
    return amounts


@external
def setApprovalForAll(operator: address, approved: bool):
    self.isApprovedForAll[msg.sender][operator] = approved
    log ApprovalForAll(owner=msg.sender, operator=operator, approved=approved)


# Transfers


@internal
def _move(sender: address, receiver: address, id: uint256, amount: uint256):
    self.balances[id][sender] -= amount
    self.balances[id][receiver] += amount


@external
def safeTransferFrom(
    sender: address, receiver: address, id: uint256, amount: uint256, data: Bytes[1024]
):
    assert msg.sender == sender or self.isApprovedForAll[sender][msg.sender], "forbidden"
    assert receiver != empty(address), "no receiver"
    self._move(sender, receiver, id, amount)
    log TransferSingle(
        operator=msg.sender, sender=sender, receiver=receiver, id=id, amount=amount
    )
    if receiver.is_contract:
        answer: bytes4 = extcall Receiver(receiver).onERC1155Received(
            msg.sender, sender, id, amount, data
        )
        assert answer == method_id(
            "onERC1155Received(address,address,uint256,uint256,bytes)", output_type=bytes4
        ), "refused"


@external
def safeBatchTransferFrom(
    sender: address,
    receiver: address,
    ids: DynArray[uint256, BATCH_MAX],
    amounts: DynArray[uint256, BATCH_MAX],
    data: Bytes[1024],
):
    assert msg.sender == sender or self.isApprovedForAll[sender][msg.sender], "forbidden"
    assert receiver != empty(address), "no receiver"
    assert len(ids) == len(amounts), "lengths"
    for i: uint256 in range(len(ids), bound=BATCH_MAX):
        self._move(sender, receiver, ids[i], amounts[i])
    log TransferBatch(
        operator=msg.sender, sender=sender, receiver=receiver, ids=ids, amounts=amounts
    )
    if receiver.is_contract:
        answer: bytes4 = extcall Receiver(receiver).onERC1155BatchReceived(
            msg.sender, sender, ids, amounts, data
        )
        assert answer == method_id(
            "onERC1155BatchReceived(address,address,uint256[],uint256[],bytes)", output_type=bytes4
        ), "refused"


# For the game


@external
def mint(to: address, id: uint256, amount: uint256):
    assert self.is_game[msg.sender], "forbidden"
    self.totalSupply[id] += amount
    self.balances[id][to] += amount
    log TransferSingle(
        operator=msg.sender, sender=empty(address), receiver=to, id=id, amount=amount
    )


@external
def burn_batch(
    holder: address, ids: DynArray[uint256, BATCH_MAX], amounts: DynArray[uint256, BATCH_MAX]
):
    assert self.is_game[msg.sender], "forbidden"
    assert len(ids) == len(amounts), "lengths"
    for i: uint256 in range(len(ids), bound=BATCH_MAX):
        self.totalSupply[ids[i]] -= amounts[i]
        self.balances[ids[i]][holder] -= amounts[i]
    log TransferBatch(
        operator=msg.sender, sender=holder, receiver=empty(address), ids=ids, amounts=amounts
    )
