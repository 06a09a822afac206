# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Market of data sets
@notice
  Publishers offer data sets; buyers purchase a licence with a quota of units, or subscribe to all of
  them, and their use is metered. A price is split at once: the market's fee to its treasury, the
  publisher's share to the publisher, the rest to the set's contributors, who claim it by their shares.
  What meets: the treasury's balance in every sale (a storage slot of the token, or, for sales in
  ether, a balance that is only ever added to), and the revenue and usage of a popular data set.
@dev
  Bought in the token (`purchase`, `subscribe`) or in ether (`purchase_with_ether`). Revenue in both is
  kept apart: contributors claim tokens; of ether the publisher takes the contributors' part too.
"""

from ethereum.ercs import IERC20

event Published:
    dataset: indexed(uint256)
    publisher: indexed(address)
    price: uint256

event Purchased:
    dataset: indexed(uint256)
    buyer: indexed(address)
    price: uint256
    fee: uint256

event Metered:
    dataset: indexed(uint256)
    user: indexed(address)
    units: uint256

event Subscribed:
    subscriber: indexed(address)
    until: uint256

event Claimed:
    dataset: indexed(uint256)
    contributor: indexed(address)
    amount: uint256

BASIS_POINTS: constant(uint256) = 10_000
MONTH: constant(uint256) = 30 * 86_400

token: public(IERC20)
treasury: public(address)
fee_basis_points: public(uint256)
publisher_basis_points: public(uint256)
monthly_price: public(uint256)
dataset_count: public(uint256)
publisher: public(HashMap[uint256, address])
price: public(HashMap[uint256, uint256])
# Units that a licence may use.
allotment: public(HashMap[uint256, uint256])
quota: public(HashMap[uint256, HashMap[address, uint256]])
used: public(HashMap[uint256, uint256])
subscribed_until: public(HashMap[address, uint256])
revenue: public(HashMap[uint256, uint256])
total_shares: public(HashMap[uint256, uint256])
shares: public(HashMap[uint256, HashMap[address, uint256]])
claimed: public(HashMap[uint256, HashMap[address, uint256]])


@deploy
def __init__(token: IERC20, treasury: address, monthly_price: uint256):
    self.token = token
    self.treasury = treasury
    self.fee_basis_points = 250
    self.publisher_basis_points = 5_000
    self.monthly_price = monthly_price


@external
def publish(price: uint256, allotment: uint256, contributors: DynArray[address, 16]) -> uint256:
    dataset: uint256 = self.dataset_count + 1
    self.dataset_count = dataset
    self.publisher[dataset] = msg.sender
    self.price[dataset] = price
    self.allotment[dataset] = allotment
    for contributor: address in contributors:
        self.shares[dataset][contributor] += 1
    self.total_shares[dataset] = len(contributors)
    log Published(dataset=dataset, publisher=msg.sender, price=price)
    return dataset


@internal
@view
def _split(price: uint256) -> (uint256, uint256):
    # The treasury's part and the publisher's; the rest is the contributors'.
    fee: uint256 = price * self.fee_basis_points // BASIS_POINTS
    return fee, (price - fee) * self.publisher_basis_points // BASIS_POINTS


@internal
def _license(dataset: uint256, price: uint256, fee: uint256):
    self.quota[dataset][msg.sender] += self.allotment[dataset]
    log Purchased(dataset=dataset, buyer=msg.sender, price=price, fee=fee)


@external
def purchase(dataset: uint256):
    publisher: address = self.publisher[dataset]
    assert publisher != empty(address), "no such data set"
    price: uint256 = self.price[dataset]
    fee: uint256 = 0
    own: uint256 = 0
    fee, own = self._split(price)
    token: IERC20 = self.token
    assert extcall token.transferFrom(msg.sender, self.treasury, fee)
    assert extcall token.transferFrom(msg.sender, publisher, own)
    assert extcall token.transferFrom(msg.sender, self, price - fee - own)
    self.revenue[dataset] += price - fee - own
    self._license(dataset, price, fee)


@external
@payable
def purchase_with_ether(dataset: uint256):
    publisher: address = self.publisher[dataset]
    assert publisher != empty(address), "no such data set"
    assert msg.value == self.price[dataset], "not the price"
    fee: uint256 = 0
    own: uint256 = 0
    fee, own = self._split(msg.value)
    raw_call(self.treasury, b"", value=fee)
    raw_call(publisher, b"", value=msg.value - fee)
    self._license(dataset, msg.value, fee)


@external
def subscribe(months: uint256):
    assert months > 0 and months <= 24, "1 to 24 months"
    assert extcall self.token.transferFrom(
        msg.sender, self.treasury, months * self.monthly_price
    )
    until: uint256 = max(block.timestamp, self.subscribed_until[msg.sender]) + months * MONTH
    self.subscribed_until[msg.sender] = until
    log Subscribed(subscriber=msg.sender, until=until)


@external
def use(dataset: uint256, units: uint256):
    """
    @notice Meters a use: counted against the licence's quota, unless the caller subscribes.
    """
    assert self.publisher[dataset] != empty(address), "no such data set"
    if self.subscribed_until[msg.sender] < block.timestamp:
        left: uint256 = self.quota[dataset][msg.sender]
        assert left >= units, "quota used up"
        self.quota[dataset][msg.sender] = left - units
    self.used[dataset] += units
    log Metered(dataset=dataset, user=msg.sender, units=units)


@external
def claim(dataset: uint256) -> uint256:
    shares: uint256 = self.shares[dataset][msg.sender]
    assert shares > 0, "not a contributor"
    earned: uint256 = self.revenue[dataset] * shares // self.total_shares[dataset]
    due: uint256 = earned - self.claimed[dataset][msg.sender]
    self.claimed[dataset][msg.sender] = earned
    assert extcall self.token.transfer(msg.sender, due)
    log Claimed(dataset=dataset, contributor=msg.sender, amount=due)
    return due
