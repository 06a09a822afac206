# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Tickets to shows
@notice
  Tickets are ERC-721 tokens whose ids are show and seat. A sale takes the show's next seats and adds to
  its proceeds: when a popular show opens, everybody meets in these two slots. Resale is possible up to a
  part of the price above it; at the door, a gate marks the ticket as used, and many gates share nothing.
@dev Id = show * 2**64 + seat.
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

event ShowCreated:
    show: indexed(uint256)
    organiser: indexed(address)
    price: uint256
    capacity: uint256

event Bought:
    show: indexed(uint256)
    buyer: indexed(address)
    first_seat: uint256
    quantity: uint256

event Offered:
    ticket: indexed(uint256)
    seller: indexed(address)
    price: uint256

event Resold:
    ticket: indexed(uint256)
    buyer: indexed(address)
    price: uint256

event CheckedIn:
    ticket: indexed(uint256)
    gate: indexed(address)

struct Show:
    organiser: address
    price: uint256
    capacity: uint256
    sold: uint256
    proceeds: uint256

struct Offer:
    seller: address
    price: uint256

QUANTITY_MAX: constant(uint256) = 8
# A resale may cost a tenth more than the ticket did, and a twentieth of it goes to the organiser.
RESALE_MAX: constant(uint256) = 11_000
RESALE_FEE: constant(uint256) = 500

name: public(constant(String[16])) = "Gridlock Tickets"
symbol: public(constant(String[7])) = "GRIDTIX"

show_count: public(uint256)
shows: public(HashMap[uint256, Show])
gates: public(HashMap[uint256, HashMap[address, bool]])
is_used: public(HashMap[uint256, bool])
offers: public(HashMap[uint256, Offer])


@deploy
def __init__():
    erc721.__init__()


@external
@view
def supportsInterface(id: bytes4) -> bool:
    return id in [0x01ffc9a7, 0x80ac58cd]


@external
def create_show(price: uint256, capacity: uint256) -> uint256:
    assert capacity > 0 and capacity < 2**64, "capacity"
    show: uint256 = self.show_count
    self.show_count = show + 1
    self.shows[show] = Show(
        organiser=msg.sender, price=price, capacity=capacity, sold=0, proceeds=0
    )
    log ShowCreated(show=show, organiser=msg.sender, price=price, capacity=capacity)
    return show


@external
def set_gate(show: uint256, gate: address, allowed: bool):
    assert msg.sender == self.shows[show].organiser, "forbidden"
    self.gates[show][gate] = allowed


@external
@payable
def buy(show: uint256, quantity: uint256):
    assert quantity > 0 and quantity <= QUANTITY_MAX, "quantity"
    assert msg.value == self.shows[show].price * quantity, "price"
    seat: uint256 = self.shows[show].sold
    assert seat + quantity <= self.shows[show].capacity, "sold out"
    self.shows[show].sold = seat + quantity
    self.shows[show].proceeds += msg.value
    for i: uint256 in range(quantity, bound=QUANTITY_MAX):
        erc721._mint(msg.sender, (show << 64) + seat + i)
    log Bought(show=show, buyer=msg.sender, first_seat=seat, quantity=quantity)


@external
def offer(ticket: uint256, price: uint256):
    assert erc721._owner(ticket) == msg.sender, "not the owner"
    assert not self.is_used[ticket], "used"
    assert price * 10_000 <= self.shows[ticket >> 64].price * RESALE_MAX, "too dear"
    self.offers[ticket] = Offer(seller=msg.sender, price=price)
    log Offered(ticket=ticket, seller=msg.sender, price=price)


@external
@payable
@nonreentrant
def take(ticket: uint256):
    """
    @notice Buys an offered ticket; an offer lapses when its seller no longer has the ticket.
    """
    accepted: Offer = self.offers[ticket]
    assert accepted.seller != empty(address), "not offered"
    assert msg.value == accepted.price, "price"
    assert not self.is_used[ticket], "used"
    self.offers[ticket] = empty(Offer)
    fee: uint256 = accepted.price * RESALE_FEE // 10_000
    self.shows[ticket >> 64].proceeds += fee
    # Moved in the seller's name, who agreed by offering.
    erc721._move(accepted.seller, accepted.seller, msg.sender, ticket)
    raw_call(accepted.seller, b"", value=accepted.price - fee)
    log Resold(ticket=ticket, buyer=msg.sender, price=accepted.price)


@external
def check_in(ticket: uint256, holder: address):
    """
    @notice A gate lets the ticket's holder in, once.
    """
    assert self.gates[ticket >> 64][msg.sender], "no gate"
    assert erc721._owner(ticket) == holder, "not the holder"
    assert not self.is_used[ticket], "used"
    self.is_used[ticket] = True
    log CheckedIn(ticket=ticket, gate=msg.sender)


@external
@nonreentrant
def withdraw(show: uint256):
    assert msg.sender == self.shows[show].organiser, "forbidden"
    amount: uint256 = self.shows[show].proceeds
    self.shows[show].proceeds = 0
    raw_call(msg.sender, b"", value=amount)
