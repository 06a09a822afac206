# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Lending market of one loan token against one collateral
@notice
  An isolated market in the manner of Morpho Blue and Kashi, with the interest model of Compound's markets:
  the first transaction of a block accrues interest and writes both totals, the fee receiver's shares and
  the time; all later ones of the block read those, and write the total that they change. So a market is
  a chain even for users who have nothing to do with each other. Borrowing, withdrawing collateral and
  liquidating read the oracle; whether a liquidation may happen depends on what it says.
@dev Shares are rounded against the user; virtual shares keep the first supplier from moving the price.
"""

from ethereum.ercs import IERC20

interface Oracle:
    def latest(asset: address) -> (uint256, uint256): view

event AccrueInterest:
    interest: uint256
    fee_shares: uint256

event Supply:
    account: indexed(address)
    assets: uint256
    shares: uint256

event Withdraw:
    account: indexed(address)
    assets: uint256
    shares: uint256

event SupplyCollateral:
    account: indexed(address)
    assets: uint256

event WithdrawCollateral:
    account: indexed(address)
    assets: uint256

event Borrow:
    account: indexed(address)
    assets: uint256
    shares: uint256

event Repay:
    account: indexed(address)
    assets: uint256
    shares: uint256

event Liquidate:
    liquidator: indexed(address)
    borrower: indexed(address)
    repaid: uint256
    shares: uint256
    seized: uint256

struct Position:
    supply_shares: uint256
    borrow_shares: uint256
    collateral: uint256

ONE: constant(uint256) = 10**18
VIRTUAL_SHARES: constant(uint256) = 10**6
YEAR: constant(uint256) = 365 * 86_400
# 2% a year when hardly anything is lent, 10% at 80%, 100% when everything is.
BASE_RATE: constant(uint256) = 2 * 10**16 // YEAR
KINK: constant(uint256) = 80 * 10**16
KINK_RATE: constant(uint256) = 10 * 10**16 // YEAR
FULL_RATE: constant(uint256) = ONE // YEAR
# A tenth of the interest is the market's.
FEE: constant(uint256) = 10**17
# Liquidators get collateral worth 105% of what they repay, and may repay half of a debt at once.
INCENTIVE: constant(uint256) = 105 * 10**16

loan_token: public(address)
collateral_token: public(address)
oracle: public(address)
# Largest debt for a collateral worth 1.
loan_to_value: public(uint256)
# Seconds after which a price is not believed any more.
price_age: public(uint256)
fee_receiver: public(address)
total_supply_assets: public(uint256)
total_supply_shares: public(uint256)
total_borrow_assets: public(uint256)
total_borrow_shares: public(uint256)
last_accrual: public(uint256)
positions: public(HashMap[address, Position])


@deploy
def __init__(
    loan_token: address,
    collateral_token: address,
    oracle: address,
    loan_to_value: uint256,
    price_age: uint256,
):
    assert loan_to_value < ONE, "loan to value"
    self.loan_token = loan_token
    self.collateral_token = collateral_token
    self.oracle = oracle
    self.loan_to_value = loan_to_value
    self.price_age = price_age
    self.fee_receiver = msg.sender
    self.last_accrual = block.timestamp


# Shares, rates and health


@internal
@pure
def _shares(assets: uint256, total_assets: uint256, total_shares: uint256, up: bool) -> uint256:
    product: uint256 = assets * (total_shares + VIRTUAL_SHARES)
    if up:
        return (product + total_assets) // (total_assets + 1)
    return product // (total_assets + 1)


@internal
@pure
def _assets(shares: uint256, total_assets: uint256, total_shares: uint256, up: bool) -> uint256:
    product: uint256 = shares * (total_assets + 1)
    if up:
        return (product + total_shares + VIRTUAL_SHARES - 1) // (total_shares + VIRTUAL_SHARES)
    return product // (total_shares + VIRTUAL_SHARES)


@internal
@view
def _rate() -> uint256:
    """
    @notice Interest a second, by how much of the supply is lent: two lines that meet at the kink.
    """
    supplied: uint256 = self.total_supply_assets
    if supplied == 0:
        return BASE_RATE
    used: uint256 = min(self.total_borrow_assets * ONE // supplied, ONE)
    if used <= KINK:
        return BASE_RATE + (KINK_RATE - BASE_RATE) * used // KINK
    return KINK_RATE + (FULL_RATE - KINK_RATE) * (used - KINK) // (ONE - KINK)


@internal
def _accrue():
    elapsed: uint256 = block.timestamp - self.last_accrual
    if elapsed == 0:
        return
    borrowed: uint256 = self.total_borrow_assets
    interest: uint256 = borrowed * self._rate() * elapsed // ONE
    fee_shares: uint256 = 0
    if interest > 0:
        supplied: uint256 = self.total_supply_assets + interest
        fee: uint256 = interest * FEE // ONE
        shares: uint256 = self.total_supply_shares
        fee_shares = self._shares(fee, supplied - fee, shares, False)
        self.total_borrow_assets = borrowed + interest
        self.total_supply_assets = supplied
        self.total_supply_shares = shares + fee_shares
        self.positions[self.fee_receiver].supply_shares += fee_shares
    self.last_accrual = block.timestamp
    log AccrueInterest(interest=interest, fee_shares=fee_shares)


@internal
@view
def _price() -> uint256:
    price: uint256 = 0
    time: uint256 = 0
    price, time = staticcall Oracle(self.oracle).latest(self.collateral_token)
    assert block.timestamp - time <= self.price_age, "stale price"
    return price


@internal
@view
def _debt(shares: uint256) -> uint256:
    return self._assets(shares, self.total_borrow_assets, self.total_borrow_shares, True)


@internal
@view
def _is_healthy(account: address) -> bool:
    shares: uint256 = self.positions[account].borrow_shares
    if shares == 0:
        return True
    limit: uint256 = self.positions[account].collateral * self._price() // ONE
    return self._debt(shares) <= limit * self.loan_to_value // ONE


@external
@view
def is_healthy(account: address) -> bool:
    return self._is_healthy(account)


# Lenders


@external
def accrue():
    self._accrue()


@external
def supply(assets: uint256) -> uint256:
    self._accrue()
    shares: uint256 = self._shares(
        assets, self.total_supply_assets, self.total_supply_shares, False
    )
    assert shares > 0, "nothing"
    self.positions[msg.sender].supply_shares += shares
    self.total_supply_shares += shares
    self.total_supply_assets += assets
    assert extcall IERC20(self.loan_token).transferFrom(msg.sender, self, assets)
    log Supply(account=msg.sender, assets=assets, shares=shares)
    return shares


@external
def withdraw(assets: uint256) -> uint256:
    self._accrue()
    assert assets > 0, "nothing"
    shares: uint256 = self._shares(assets, self.total_supply_assets, self.total_supply_shares, True)
    self.positions[msg.sender].supply_shares -= shares
    self.total_supply_shares -= shares
    self.total_supply_assets -= assets
    assert self.total_borrow_assets <= self.total_supply_assets, "lent out"
    assert extcall IERC20(self.loan_token).transfer(msg.sender, assets)
    log Withdraw(account=msg.sender, assets=assets, shares=shares)
    return shares


# Borrowers


@external
def supply_collateral(assets: uint256):
    # No accrual: collateral earns nothing, so this is no part of the market's chain.
    self.positions[msg.sender].collateral += assets
    assert extcall IERC20(self.collateral_token).transferFrom(msg.sender, self, assets)
    log SupplyCollateral(account=msg.sender, assets=assets)


@external
def withdraw_collateral(assets: uint256):
    self._accrue()
    self.positions[msg.sender].collateral -= assets
    assert self._is_healthy(msg.sender), "insufficient collateral"
    assert extcall IERC20(self.collateral_token).transfer(msg.sender, assets)
    log WithdrawCollateral(account=msg.sender, assets=assets)


@external
def borrow(assets: uint256) -> uint256:
    self._accrue()
    assert assets > 0, "nothing"
    shares: uint256 = self._shares(assets, self.total_borrow_assets, self.total_borrow_shares, True)
    self.positions[msg.sender].borrow_shares += shares
    self.total_borrow_shares += shares
    self.total_borrow_assets += assets
    assert self._is_healthy(msg.sender), "insufficient collateral"
    assert self.total_borrow_assets <= self.total_supply_assets, "lent out"
    assert extcall IERC20(self.loan_token).transfer(msg.sender, assets)
    log Borrow(account=msg.sender, assets=assets, shares=shares)
    return shares


@internal
def _settle(borrower: address, shares: uint256) -> uint256:
    """
    @notice Takes shares off a debt and says what they cost.
    """
    assets: uint256 = self._debt(shares)
    self.positions[borrower].borrow_shares -= shares
    self.total_borrow_shares -= shares
    self.total_borrow_assets -= min(assets, self.total_borrow_assets)
    return assets


@external
def repay(assets: uint256, borrower: address) -> uint256:
    """
    @notice Repays up to `assets` of the borrower's debt, and never more than there is.
    """
    self._accrue()
    shares: uint256 = min(
        self._shares(assets, self.total_borrow_assets, self.total_borrow_shares, False),
        self.positions[borrower].borrow_shares,
    )
    assert shares > 0, "no debt"
    repaid: uint256 = self._settle(borrower, shares)
    assert extcall IERC20(self.loan_token).transferFrom(msg.sender, self, repaid)
    log Repay(account=borrower, assets=repaid, shares=shares)
    return repaid


@external
def liquidate(borrower: address, assets: uint256) -> uint256:
    """
    @notice
      Repays up to half of an unhealthy debt and takes collateral worth 5% more. Reverts for a healthy
      one, which a transaction cannot know before the ones in front of it have run.
    """
    self._accrue()
    assert not self._is_healthy(borrower), "healthy"
    held: uint256 = self.positions[borrower].borrow_shares
    shares: uint256 = min(
        self._shares(assets, self.total_borrow_assets, self.total_borrow_shares, False),
        (held + 1) // 2,
    )
    assert shares > 0, "nothing"
    price: uint256 = self._price()
    repaid: uint256 = self._settle(borrower, shares)
    seized: uint256 = repaid * INCENTIVE // price
    self.positions[borrower].collateral -= seized
    assert extcall IERC20(self.loan_token).transferFrom(msg.sender, self, repaid)
    assert extcall IERC20(self.collateral_token).transfer(msg.sender, seized)
    log Liquidate(
        liquidator=msg.sender, borrower=borrower, repaid=repaid, shares=shares, seized=seized
    )
    return seized
