# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Marketplace for ERC-721 tokens with royalties
@notice
  Sellers list, buyers buy; the price is split between the collection's creator (EIP-2981), the
  marketplace and the seller. Settled in ether, a sale credits three balances and reads none of them;
  settled in a token, it reads and writes their slots, so that every sale waits for the last one through
  the marketplace's own balance, and every sale of a collection through its creator's.
"""

from ethereum.ercs import IERC20
from ethereum.ercs import IERC165
from ethereum.ercs import IERC721

interface Royalties:
    def royaltyInfo(id: uint256, sale_price: uint256) -> (address, uint256): view

event Listed:
    collection: indexed(address)
    id: indexed(uint256)
    seller: indexed(address)
    price: uint256
    currency: address

event Cancelled:
    collection: indexed(address)
    id: indexed(uint256)

event Sold:
    collection: indexed(address)
    id: indexed(uint256)
    buyer: indexed(address)
    price: uint256
    royalty: uint256
    fee: uint256

struct Listing:
    seller: address
    price: uint256
    # No address stands for ether.
    currency: address

ROYALTIES: constant(bytes4) = 0x2a55205a

owner: public(address)
fee_receiver: public(address)
# Of 10,000.
fee: public(uint256)
listings: public(HashMap[address, HashMap[uint256, Listing]])


@deploy
def __init__(fee_receiver: address, fee: uint256):
    assert fee <= 1_000, "fee"
    self.owner = msg.sender
    self.fee_receiver = fee_receiver
    self.fee = fee


@external
def list(collection: address, id: uint256, price: uint256, currency: address):
    """
    @notice Offers a token, which stays with its owner until somebody buys it.
    """
    assert staticcall IERC721(collection).ownerOf(id) == msg.sender, "not the owner"
    assert staticcall IERC721(collection).isApprovedForAll(msg.sender, self), "not approved"
    assert price > 0, "no price"
    self.listings[collection][id] = Listing(seller=msg.sender, price=price, currency=currency)
    log Listed(
        collection=collection, id=id, seller=msg.sender, price=price, currency=currency
    )


@external
def cancel(collection: address, id: uint256):
    assert self.listings[collection][id].seller == msg.sender, "not the seller"
    self.listings[collection][id] = empty(Listing)
    log Cancelled(collection=collection, id=id)


@internal
@view
def _royalty(collection: address, id: uint256, price: uint256) -> (address, uint256):
    if not staticcall IERC165(collection).supportsInterface(ROYALTIES):
        return empty(address), 0
    receiver: address = empty(address)
    amount: uint256 = 0
    receiver, amount = staticcall Royalties(collection).royaltyInfo(id, price)
    return receiver, amount


@internal
def _pay(currency: address, receiver: address, amount: uint256):
    if amount == 0:
        return
    if currency == empty(address):
        raw_call(receiver, b"", value=amount)
    else:
        assert extcall IERC20(currency).transferFrom(msg.sender, receiver, amount)


@external
@payable
@nonreentrant
def buy(collection: address, id: uint256, price_max: uint256):
    listing: Listing = self.listings[collection][id]
    assert listing.seller != empty(address), "not listed"
    assert listing.price <= price_max, "price"
    if listing.currency == empty(address):
        assert msg.value == listing.price, "value"
    else:
        assert msg.value == 0, "value"
    self.listings[collection][id] = empty(Listing)

    receiver: address = empty(address)
    royalty: uint256 = 0
    receiver, royalty = self._royalty(collection, id, listing.price)
    fee: uint256 = listing.price * self.fee // 10_000
    assert royalty + fee <= listing.price, "royalty"
    extcall IERC721(collection).transferFrom(listing.seller, msg.sender, id)
    self._pay(listing.currency, receiver, royalty)
    self._pay(listing.currency, self.fee_receiver, fee)
    self._pay(listing.currency, listing.seller, listing.price - royalty - fee)
    log Sold(
        collection=collection, id=id, buyer=msg.sender, price=listing.price, royalty=royalty, fee=fee
    )
