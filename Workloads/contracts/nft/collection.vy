# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title ERC-721 collection with a public mint and royalties
@notice
  A mint takes the next id, so that all mints of a collection form a chain through one counter, as in
  ERC721A and in every contract with `nextTokenId`. With several shards, the minter's address decides
  which counter it takes from: ids remain unique, and the chain falls into as many parts.
@dev
  Id = place in the shard * shards + shard. Royalties are EIP-2981. Proceeds stay in the contract until
  its creator withdraws them, so that every paid mint also credits one balance.
"""

from ethereum.ercs import IERC721
from modules import erc721

initializes: erc721

exports: (
    erc721.balanceOf,
    erc721.ownerOf,
    erc721.getApproved,
    erc721.isApprovedForAll,
    erc721.approve,
    erc721.setApprovalForAll,
    erc721.transferFrom,
    erc721.safeTransferFrom,
)

QUANTITY_MAX: constant(uint256) = 20

name: public(constant(String[19])) = "Gridlock Collection"
symbol: public(constant(String[7])) = "GRIDNFT"

creator: public(address)
price: public(uint256)
# Tokens that one account may mint.
wallet_limit: public(uint256)
# Tokens that a shard may have.
shard_limit: public(uint256)
shards: public(uint256)
next_of_shard: public(HashMap[uint256, uint256])
minted_by: public(HashMap[address, uint256])
# Of 10,000.
royalty: public(uint256)


@deploy
def __init__(price: uint256, wallet_limit: uint256, limit: uint256, shards: uint256, royalty: uint256):
    assert shards > 0 and royalty <= 10_000
    erc721.__init__()
    self.creator = msg.sender
    self.price = price
    self.wallet_limit = wallet_limit
    self.shards = shards
    self.shard_limit = limit // shards
    self.royalty = royalty


@external
@view
def supportsInterface(id: bytes4) -> bool:
    # ERC-165, ERC-721 and EIP-2981.
    return id in [0x01ffc9a7, 0x80ac58cd, 0x2a55205a]


@external
@payable
def mint(quantity: uint256) -> uint256:
    """
    @notice Mints `quantity` tokens to the caller; the first one's id.
    """
    assert quantity > 0 and quantity <= QUANTITY_MAX, "quantity"
    assert msg.value == self.price * quantity, "price"
    minted: uint256 = self.minted_by[msg.sender] + quantity
    assert minted <= self.wallet_limit, "wallet limit"
    self.minted_by[msg.sender] = minted
    shards: uint256 = self.shards
    shard: uint256 = 0
    if shards > 1:
        shard = convert(keccak256(convert(msg.sender, bytes32)), uint256) % shards
    place: uint256 = self.next_of_shard[shard]
    assert place + quantity <= self.shard_limit, "sold out"
    self.next_of_shard[shard] = place + quantity
    for i: uint256 in range(quantity, bound=QUANTITY_MAX):
        erc721._mint(msg.sender, (place + i) * shards + shard)
    return place * shards + shard


@external
@view
def royaltyInfo(id: uint256, sale_price: uint256) -> (address, uint256):
    return self.creator, sale_price * self.royalty // 10_000


@external
def withdraw():
    assert msg.sender == self.creator, "forbidden"
    raw_call(self.creator, b"", value=self.balance)
