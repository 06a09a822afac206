# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Registry of investors who may hold securities
@notice Read by every movement of shares, written when an investor is verified: read-hot.
@dev As the identity registry of a permissioned token (ERC-3643), reduced to the question asked of it.
"""

event Verified:
    holder: indexed(address)
    country: uint256

owner: public(address)
# Country of a verified investor (ISO 3166-1, numeric); 0 for everybody else.
country: public(HashMap[address, uint256])


@deploy
def __init__():
    self.owner = msg.sender


@external
def verify(holder: address, country: uint256):
    assert msg.sender == self.owner, "not the owner"
    self.country[holder] = country
    log Verified(holder=holder, country=country)


@external
@view
def is_verified(holder: address) -> bool:
    return self.country[holder] != 0
