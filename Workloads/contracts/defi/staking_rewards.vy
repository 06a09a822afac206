# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Staking with rewards
@notice
  The farm that most yield farming is a copy of (Synthetix's StakingRewards): rewards stream at a fixed
  rate to all stakers in proportion. Every call reads the total and the accumulator; the first of a block
  writes the accumulator and its time; staking and withdrawing write the total. All users of one farm are
  therefore one chain.
"""

from ethereum.ercs import IERC20

event RewardAdded:
    reward: uint256

event Staked:
    user: indexed(address)
    amount: uint256

event Withdrawn:
    user: indexed(address)
    amount: uint256

event RewardPaid:
    user: indexed(address)
    reward: uint256

ONE: constant(uint256) = 10**18

owner: public(address)
stakingToken: public(address)
rewardsToken: public(address)
rewardsDuration: public(uint256)
periodFinish: public(uint256)
rewardRate: public(uint256)
lastUpdateTime: public(uint256)
rewardPerTokenStored: public(uint256)
totalSupply: public(uint256)
balanceOf: public(HashMap[address, uint256])
userRewardPerTokenPaid: public(HashMap[address, uint256])
rewards: public(HashMap[address, uint256])


@deploy
def __init__(staking_token: address, rewards_token: address, duration: uint256):
    self.owner = msg.sender
    self.stakingToken = staking_token
    self.rewardsToken = rewards_token
    self.rewardsDuration = duration


@internal
@view
def _reward_per_token() -> uint256:
    supply: uint256 = self.totalSupply
    if supply == 0:
        return self.rewardPerTokenStored
    elapsed: uint256 = min(block.timestamp, self.periodFinish) - self.lastUpdateTime
    return self.rewardPerTokenStored + elapsed * self.rewardRate * ONE // supply


@internal
@view
def _earned(account: address, reward_per_token: uint256) -> uint256:
    gained: uint256 = reward_per_token - self.userRewardPerTokenPaid[account]
    return self.balanceOf[account] * gained // ONE + self.rewards[account]


@external
@view
def earned(account: address) -> uint256:
    return self._earned(account, self._reward_per_token())


@internal
def _update(account: address):
    reward_per_token: uint256 = self._reward_per_token()
    self.rewardPerTokenStored = reward_per_token
    self.lastUpdateTime = min(block.timestamp, self.periodFinish)
    if account != empty(address):
        self.rewards[account] = self._earned(account, reward_per_token)
        self.userRewardPerTokenPaid[account] = reward_per_token


@external
@nonreentrant
def stake(amount: uint256):
    self._update(msg.sender)
    assert amount > 0, "nothing"
    self.totalSupply += amount
    self.balanceOf[msg.sender] += amount
    assert extcall IERC20(self.stakingToken).transferFrom(msg.sender, self, amount)
    log Staked(user=msg.sender, amount=amount)


@internal
def _withdraw(amount: uint256):
    assert amount > 0, "nothing"
    self.totalSupply -= amount
    self.balanceOf[msg.sender] -= amount
    assert extcall IERC20(self.stakingToken).transfer(msg.sender, amount)
    log Withdrawn(user=msg.sender, amount=amount)


@internal
def _pay_reward():
    reward: uint256 = self.rewards[msg.sender]
    if reward > 0:
        self.rewards[msg.sender] = 0
        assert extcall IERC20(self.rewardsToken).transfer(msg.sender, reward)
        log RewardPaid(user=msg.sender, reward=reward)


@external
@nonreentrant
def withdraw(amount: uint256):
    self._update(msg.sender)
    self._withdraw(amount)


@external
@nonreentrant
def getReward():
    self._update(msg.sender)
    self._pay_reward()


@external
@nonreentrant
def exit():
    self._update(msg.sender)
    self._withdraw(self.balanceOf[msg.sender])
    self._pay_reward()


@external
def notifyRewardAmount(reward: uint256):
    """
    @notice Streams `reward`, which must have been sent here, and what is left, over a new period.
    """
    assert msg.sender == self.owner, "forbidden"
    self._update(empty(address))
    duration: uint256 = self.rewardsDuration
    total: uint256 = reward
    if block.timestamp < self.periodFinish:
        total += (self.periodFinish - block.timestamp) * self.rewardRate
    self.rewardRate = total // duration
    held: uint256 = staticcall IERC20(self.rewardsToken).balanceOf(self)
    assert self.rewardRate * duration <= held, "reward too high"
    self.lastUpdateTime = block.timestamp
    self.periodFinish = block.timestamp + duration
    log RewardAdded(reward=reward)
