# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Buyback and burn
@notice
  The treasury of a token with fees. Keepers have it spend its revenue on the token, and burn what it
  bought together with the fees it was paid: one transaction that writes a pair's reserves, the token's
  supply and the balance that every transfer of the token pays into.
"""

from ethereum.ercs import IERC20

interface Burnable:
    def burn(amount: uint256): nonpayable

interface Router:
    def swapExactTokensForTokensSupportingFeeOnTransferTokens(
        amount_in: uint256,
        amount_out_min: uint256,
        path: DynArray[address, 5],
        to: address,
        deadline: uint256,
    ): nonpayable

event Buyback:
    keeper: indexed(address)
    spent: uint256
    burned: uint256

owner: public(address)
keepers: public(HashMap[address, bool])
router: public(address)
revenue_token: public(address)
token: public(address)
spent: public(uint256)
burned: public(uint256)


@deploy
def __init__(router: address, revenue_token: address, token: address):
    self.owner = msg.sender
    self.router = router
    self.revenue_token = revenue_token
    self.token = token


@external
def set_keeper(keeper: address, allowed: bool):
    assert msg.sender == self.owner, "forbidden"
    self.keepers[keeper] = allowed


@external
def buyback(amount: uint256, minimum: uint256) -> uint256:
    assert self.keepers[msg.sender], "forbidden"
    revenue_token: address = self.revenue_token
    token: address = self.token
    assert extcall IERC20(revenue_token).approve(self.router, amount)
    extcall Router(self.router).swapExactTokensForTokensSupportingFeeOnTransferTokens(
        amount, minimum, [revenue_token, token], self, block.timestamp
    )
    held: uint256 = staticcall IERC20(token).balanceOf(self)
    extcall Burnable(token).burn(held)
    self.spent += amount
    self.burned += held
    log Buyback(keeper=msg.sender, spent=amount, burned=held)
    return held
