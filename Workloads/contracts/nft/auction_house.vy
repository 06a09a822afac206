# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title English auctions of ERC-721 tokens, in ether
@notice
  Every bid reads the best one so far, replaces it and pays it back: the bids of one auction are a chain
  that no reordering shortens, and each credits an account that the transaction does not name. A bid
  shortly before the end prolongs the auction.
"""

from ethereum.ercs import IERC721

event AuctionCreated:
    auction: indexed(uint256)
    collection: indexed(address)
    id: uint256
    end: uint256

event Bid:
    auction: indexed(uint256)
    bidder: indexed(address)
    amount: uint256
    end: uint256

event Settled:
    auction: indexed(uint256)
    winner: indexed(address)
    amount: uint256

event Unpaid:
    receiver: indexed(address)
    amount: uint256

struct Auction:
    collection: address
    id: uint256
    seller: address
    reserve: uint256
    bidder: address
    amount: uint256
    end: uint256

# Least difference between bids, in wei.
increment: public(uint256)
# A bid in the last so many seconds leaves as many.
buffer: public(uint256)
count: public(uint256)
auctions: public(HashMap[uint256, Auction])
# What could not be paid out, and waits to be claimed.
unpaid: public(HashMap[address, uint256])


@deploy
def __init__(increment: uint256, buffer: uint256):
    self.increment = increment
    self.buffer = buffer


@external
def create(collection: address, id: uint256, reserve: uint256, duration: uint256) -> uint256:
    assert duration > 0 and reserve > 0, "terms"
    auction: uint256 = self.count
    self.count = auction + 1
    end: uint256 = block.timestamp + duration
    self.auctions[auction] = Auction(
        collection=collection, id=id, seller=msg.sender, reserve=reserve, bidder=empty(address),
        amount=0, end=end
    )
    extcall IERC721(collection).transferFrom(msg.sender, self, id)
    log AuctionCreated(auction=auction, collection=collection, id=id, end=end)
    return auction


@internal
def _pay(receiver: address, amount: uint256):
    """
    @notice Nobody can block an auction by refusing to be paid back: what fails, waits.
    """
    success: bool = raw_call(receiver, b"", value=amount, gas=30_000, revert_on_failure=False)
    if not success:
        self.unpaid[receiver] += amount
        log Unpaid(receiver=receiver, amount=amount)


@external
@payable
@nonreentrant
def bid(auction: uint256):
    end: uint256 = self.auctions[auction].end
    assert block.timestamp < end, "over"
    previous: address = self.auctions[auction].bidder
    amount: uint256 = self.auctions[auction].amount
    if previous == empty(address):
        assert msg.value >= self.auctions[auction].reserve, "below reserve"
    else:
        assert msg.value >= amount + self.increment, "too low"
    self.auctions[auction].bidder = msg.sender
    self.auctions[auction].amount = msg.value
    if end - block.timestamp < self.buffer:
        end = block.timestamp + self.buffer
        self.auctions[auction].end = end
    if previous != empty(address):
        self._pay(previous, amount)
    log Bid(auction=auction, bidder=msg.sender, amount=msg.value, end=end)


@external
@nonreentrant
def settle(auction: uint256):
    """
    @notice After the end: the token to the winner, or back, and the money to the seller.
    """
    lot: Auction = self.auctions[auction]
    assert lot.end != 0 and block.timestamp >= lot.end, "not over"
    self.auctions[auction] = empty(Auction)
    winner: address = lot.bidder
    if winner == empty(address):
        winner = lot.seller
    extcall IERC721(lot.collection).transferFrom(self, winner, lot.id)
    if lot.amount > 0:
        self._pay(lot.seller, lot.amount)
    log Settled(auction=auction, winner=winner, amount=lot.amount)


@external
@nonreentrant
def claim_unpaid():
    amount: uint256 = self.unpaid[msg.sender]
    assert amount > 0, "nothing"
    self.unpaid[msg.sender] = 0
    raw_call(msg.sender, b"", value=amount)
