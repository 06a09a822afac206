# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Governor of a treasury
@notice
  Holders of enough votes propose payments; all holders vote for, against or abstain by the votes they
  had at the proposal's snapshot; what succeeds is queued, and executed by anyone after a time lock.
  What meets: every vote on a proposal adds to one of three tallies, so that a popular proposal is a
  chain of votes; proposing counts the proposer's proposals; execution moves the treasury's balance.
@dev
  In the manner of Governor Bravo and its successors: states, quorum, time lock; a proposal's number is
  a hash of its content, so that nothing is counted globally. Times are block numbers.
"""

interface Votes:
    def past_votes(account: address, number: uint256) -> uint256: view

interface Treasury:
    def release(receiver: address, amount: uint256): nonpayable

event ProposalCreated:
    proposal: indexed(uint256)
    proposer: indexed(address)
    receiver: address
    amount: uint256

event VoteCast:
    voter: indexed(address)
    proposal: indexed(uint256)
    support: uint256
    weight: uint256

event ProposalQueued:
    proposal: indexed(uint256)
    earliest: uint256

event ProposalExecuted:
    proposal: indexed(uint256)

event ProposalCanceled:
    proposal: indexed(uint256)

struct Proposal:
    proposer: address
    receiver: address
    amount: uint256
    # Votes count as of this block; voting is open in the blocks after it, up to the deadline.
    snapshot: uint256
    deadline: uint256
    earliest: uint256
    closed: bool

AGAINST: constant(uint256) = 0
IN_FAVOUR: constant(uint256) = 1
ABSTAIN: constant(uint256) = 2

token: public(Votes)
treasury: public(Treasury)
voting_delay: public(uint256)
voting_period: public(uint256)
time_lock: public(uint256)
threshold: public(uint256)
quorum: public(uint256)
proposals: public(HashMap[uint256, Proposal])
tallies: public(HashMap[uint256, uint256[3]])
has_voted: public(HashMap[uint256, HashMap[address, bool]])
proposals_by: public(HashMap[address, uint256])


@deploy
def __init__(token: Votes, treasury: Treasury, threshold: uint256, quorum: uint256):
    self.token = token
    self.treasury = treasury
    self.voting_delay = 1
    self.voting_period = 50_400
    self.time_lock = 14_400
    self.threshold = threshold
    self.quorum = quorum


@external
def propose(receiver: address, amount: uint256, description: bytes32) -> uint256:
    votes: uint256 = staticcall self.token.past_votes(msg.sender, block.number - 1)
    assert votes >= self.threshold, "below the threshold"
    proposal: uint256 = convert(keccak256(abi_encode(receiver, amount, description)), uint256)
    assert self.proposals[proposal].proposer == empty(address), "proposed already"
    snapshot: uint256 = block.number + self.voting_delay
    self.proposals[proposal] = Proposal(
        proposer=msg.sender, receiver=receiver, amount=amount, snapshot=snapshot,
        deadline=snapshot + self.voting_period, earliest=0, closed=False,
    )
    self.proposals_by[msg.sender] += 1
    log ProposalCreated(
        proposal=proposal, proposer=msg.sender, receiver=receiver, amount=amount
    )
    return proposal


@external
def cast_vote(proposal: uint256, support: uint256):
    assert self.proposals[proposal].proposer != empty(address), "no such proposal"
    snapshot: uint256 = self.proposals[proposal].snapshot
    assert block.number > snapshot, "not open yet"
    assert block.number <= self.proposals[proposal].deadline, "voting is over"
    assert not self.proposals[proposal].closed, "canceled"
    assert support <= ABSTAIN, "no such choice"
    assert not self.has_voted[proposal][msg.sender], "voted already"
    weight: uint256 = staticcall self.token.past_votes(msg.sender, snapshot)
    self.has_voted[proposal][msg.sender] = True
    self.tallies[proposal][support] += weight
    log VoteCast(voter=msg.sender, proposal=proposal, support=support, weight=weight)


@external
def queue(proposal: uint256):
    assert self.proposals[proposal].proposer != empty(address), "no such proposal"
    assert block.number > self.proposals[proposal].deadline, "still voting"
    assert not self.proposals[proposal].closed, "canceled"
    assert self.proposals[proposal].earliest == 0, "queued already"
    tally: uint256[3] = self.tallies[proposal]
    assert tally[IN_FAVOUR] > tally[AGAINST], "defeated"
    assert tally[IN_FAVOUR] + tally[ABSTAIN] >= self.quorum, "no quorum"
    earliest: uint256 = block.number + self.time_lock
    self.proposals[proposal].earliest = earliest
    log ProposalQueued(proposal=proposal, earliest=earliest)


@external
def execute(proposal: uint256):
    earliest: uint256 = self.proposals[proposal].earliest
    assert earliest != 0, "not queued"
    assert block.number >= earliest, "time lock"
    assert not self.proposals[proposal].closed, "executed or canceled"
    self.proposals[proposal].closed = True
    extcall self.treasury.release(
        self.proposals[proposal].receiver, self.proposals[proposal].amount
    )
    log ProposalExecuted(proposal=proposal)


@external
def cancel(proposal: uint256):
    assert msg.sender == self.proposals[proposal].proposer, "not the proposer"
    assert not self.proposals[proposal].closed, "executed or canceled"
    self.proposals[proposal].closed = True
    log ProposalCanceled(proposal=proposal)
