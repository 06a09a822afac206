# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Shares in one property, and its rent
@notice
  A fixed number of shares, sold by the issuer and then traded among verified investors. Rent is paid
  in by the manager and belongs to the holders by shares: whoever moves or claims is settled first, by
  the rent per share that came in since. Holders claim (pull), or the manager pays out to a list (push).
  What meets: rent per share is read by everyone and written by each payment of rent; sales meet in the
  issuer's balance; claims meet in the property's balance of the rent token; a pay-out writes the slots
  of every holder on its list.
@dev
  Rent per share only grows and is a fixed-point number of 128 fractional bits; what its division
  leaves over stays in the contract, less than one unit of the token for each payment and holder.
"""

from ethereum.ercs import IERC20

interface Identities:
    def is_verified(holder: address) -> bool: view

event Transfer:
    sender: indexed(address)
    receiver: indexed(address)
    amount: uint256

event RentPaid:
    amount: uint256

event RentClaimed:
    holder: indexed(address)
    amount: uint256

FRACTION: constant(uint256) = 2**128
HOLDERS: constant(uint256) = 64

manager: public(address)
issuer: public(address)
token: public(IERC20)
identities: public(Identities)
# Of the rent token, for one share bought from the issuer.
price: public(uint256)
totalSupply: public(uint256)
balanceOf: public(HashMap[address, uint256])
rent_per_share: public(uint256)
settled_at: public(HashMap[address, uint256])
owed: public(HashMap[address, uint256])


@deploy
def __init__(
    manager: address, token: IERC20, identities: Identities, supply: uint256, price: uint256
):
    self.manager = manager
    self.issuer = msg.sender
    self.token = token
    self.identities = identities
    self.price = price
    self.totalSupply = supply
    self.balanceOf[msg.sender] = supply
    log Transfer(sender=empty(address), receiver=msg.sender, amount=supply)


@internal
def _settle(holder: address, rent_per_share: uint256):
    last: uint256 = self.settled_at[holder]
    if last == rent_per_share:
        return
    self.settled_at[holder] = rent_per_share
    shares: uint256 = self.balanceOf[holder]
    if shares > 0:
        self.owed[holder] += shares * (rent_per_share - last) // FRACTION


@internal
def _transfer(sender: address, receiver: address, amount: uint256):
    assert staticcall self.identities.is_verified(receiver), "receiver not verified"
    rent_per_share: uint256 = self.rent_per_share
    self._settle(sender, rent_per_share)
    self._settle(receiver, rent_per_share)
    self.balanceOf[sender] -= amount
    self.balanceOf[receiver] += amount
    log Transfer(sender=sender, receiver=receiver, amount=amount)


@external
def transfer(receiver: address, amount: uint256) -> bool:
    self._transfer(msg.sender, receiver, amount)
    return True


@external
def buy(shares: uint256):
    """
    @notice Buys shares that the issuer still has, at the price of the offering.
    """
    issuer: address = self.issuer
    assert extcall self.token.transferFrom(msg.sender, issuer, shares * self.price)
    self._transfer(issuer, msg.sender, shares)


@external
def pay_rent(amount: uint256):
    assert msg.sender == self.manager, "not the manager"
    assert extcall self.token.transferFrom(msg.sender, self, amount)
    self.rent_per_share += amount * FRACTION // self.totalSupply
    log RentPaid(amount=amount)


@internal
def _pay_out(holder: address, rent_per_share: uint256) -> uint256:
    self._settle(holder, rent_per_share)
    due: uint256 = self.owed[holder]
    if due > 0:
        self.owed[holder] = 0
        assert extcall self.token.transfer(holder, due)
        log RentClaimed(holder=holder, amount=due)
    return due


@external
def claim() -> uint256:
    return self._pay_out(msg.sender, self.rent_per_share)


@external
def distribute(holders: DynArray[address, HOLDERS]):
    assert msg.sender == self.manager, "not the manager"
    rent_per_share: uint256 = self.rent_per_share
    for holder: address in holders:
        self._pay_out(holder, rent_per_share)
