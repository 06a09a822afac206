# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title ERC-721 tokens that can be rented out
@notice
  ERC-4907: beside its owner a token has a user until a time. Owners ask a price a day; renting pays the
  owner and the platform at once. Rents of different tokens meet only in whom they pay.
@dev User and time share a slot: address | expiry << 160.
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

event UpdateUser:
    id: indexed(uint256)
    user: indexed(address)
    expires: uint64

event Rented:
    id: indexed(uint256)
    user: indexed(address)
    paid: uint256

DAY: constant(uint256) = 86_400
DAYS_MAX: constant(uint256) = 365

name: public(constant(String[16])) = "Gridlock Rentals"
symbol: public(constant(String[7])) = "GRIDRNT"

next_id: public(uint256)
users: HashMap[uint256, uint256]
# Wei a day; none where a token is not for rent.
price_of: public(HashMap[uint256, uint256])
fee_receiver: public(address)
# Of 10,000.
fee: public(uint256)


@deploy
def __init__(fee: uint256):
    assert fee <= 1_000, "fee"
    erc721.__init__()
    self.fee_receiver = msg.sender
    self.fee = fee


@external
@view
def supportsInterface(id: bytes4) -> bool:
    # ERC-165, ERC-721 and ERC-4907.
    return id in [0x01ffc9a7, 0x80ac58cd, 0xad092b5c]


@external
def register() -> uint256:
    id: uint256 = self.next_id
    self.next_id = id + 1
    erc721._mint(msg.sender, id)
    return id


@internal
@view
def _expiry(id: uint256) -> uint256:
    return self.users[id] >> 160


@external
@view
def userOf(id: uint256) -> address:
    if self._expiry(id) < block.timestamp:
        return empty(address)
    return convert(self.users[id] & (2**160 - 1), address)


@external
@view
def userExpires(id: uint256) -> uint256:
    return self._expiry(id)


@internal
def _set_user(id: uint256, user: address, expires: uint256):
    self.users[id] = convert(user, uint256) | (expires << 160)
    log UpdateUser(id=id, user=user, expires=convert(expires, uint64))


@external
def setUser(id: uint256, user: address, expires: uint64):
    owner: address = erc721._owner(id)
    assert erc721._may_move(msg.sender, owner, id), "forbidden"
    assert self._expiry(id) < block.timestamp, "rented"
    self._set_user(id, user, convert(expires, uint256))


@external
def offer(id: uint256, price: uint256):
    """
    @notice Asks `price` wei a day; none takes the offer back.
    """
    assert erc721._owner(id) == msg.sender, "not the owner"
    self.price_of[id] = price


@external
@payable
@nonreentrant
def rent(id: uint256, days: uint256):
    assert days > 0 and days <= DAYS_MAX, "days"
    price: uint256 = self.price_of[id]
    assert price > 0, "not offered"
    assert msg.value == price * days, "price"
    assert self._expiry(id) < block.timestamp, "rented"
    self._set_user(id, msg.sender, block.timestamp + days * DAY)
    fee: uint256 = msg.value * self.fee // 10_000
    raw_call(self.fee_receiver, b"", value=fee)
    raw_call(erc721._owner(id), b"", value=msg.value - fee)
    log Rented(id=id, user=msg.sender, paid=msg.value)
