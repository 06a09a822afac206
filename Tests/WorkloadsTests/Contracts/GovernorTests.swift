import Primitives
import State
import Testing

@testable import Workloads

/// Members 1 to 3 with 1,000, 2,000 and 3,000 votes; the quorum is 4,000; voting takes 5 blocks.
@Suite struct GovernorTests {
  private let bench = ContractBench()
  private let organisation: Organisation
  private let arguments: [Word]
  private var proposal: Word { keccak256(words: arguments) }

  init() {
    organisation = Organisation(
      DAOProfile.Settings(votingPeriod: 5, timeLock: 3), in: &bench.genesis)
    for member in 1...3 {
      organisation.admit(
        member, votes: Word(number: 1_000 * member) &* Word(Organisation.vote), in: &bench.genesis)
    }
    arguments = [bench.word(9), 500, 77]
  }

  private func send(_ sender: Int, _ signature: String, _ arguments: Word...) throws
    -> TransactionStatus
  {
    try bench.send(organisation.governor.call(from: sender, signature, arguments, gas: 500_000))
  }

  /// Proposes in block 1, so that the snapshot is block 2, and votes count in blocks 3 to 7.
  private func propose() throws {
    #expect(
      try send(1, "propose(address,uint256,bytes32)", arguments[0], arguments[1], arguments[2])
        == .success)
  }

  private func vote(_ member: Int, _ support: Word, in block: UInt64) throws -> TransactionStatus {
    bench.block = block
    return try send(member, "cast_vote(uint256,uint256)", proposal, support)
  }

  @Test func acceptedPaymentIsMadeOnceAfterTheTimeLock() throws {
    try propose()
    #expect(try vote(2, 1, in: 2) == .reverted, "voting is not open")
    #expect(try vote(2, 1, in: 3) == .success)
    #expect(try vote(2, 1, in: 4) == .reverted, "voted already")
    #expect(try vote(3, 1, in: 5) == .success)
    #expect(try vote(1, 0, in: 7) == .success)
    #expect(try vote(9, 0, in: 8) == .reverted, "voting is over")
    bench.block = 7
    #expect(try send(4, "queue(uint256)", proposal) == .reverted)
    bench.block = 8
    #expect(try send(4, "execute(uint256)", proposal) == .reverted)
    #expect(try send(4, "queue(uint256)", proposal) == .success)  // Block 9: from block 12 on.
    bench.block = 11
    #expect(try send(4, "execute(uint256)", proposal) == .reverted)
    #expect(try send(4, "execute(uint256)", proposal) == .success)
    #expect(try send(4, "execute(uint256)", proposal) == .reverted)
    #expect(bench.balance(of: bench.address(9), at: organisation.funds) == 500)
  }

  @Test func quorumAndMajorityAreNeeded() throws {
    try propose()
    #expect(try vote(3, 1, in: 3) == .success)
    bench.block = 8
    #expect(try send(4, "queue(uint256)", proposal) == .reverted, "3,000 make no quorum")

    let rejected = GovernorTests()
    try rejected.propose()
    #expect(try rejected.vote(1, 2, in: 3) == .success)
    #expect(try rejected.vote(2, 1, in: 3) == .success)
    #expect(try rejected.vote(3, 0, in: 3) == .success)
    rejected.bench.block = 8
    #expect(try rejected.send(4, "queue(uint256)", rejected.proposal) == .reverted)
  }

  /// What is moved after the snapshot still votes where it was.
  @Test func votesAreThoseOfTheSnapshot() throws {
    try propose()
    bench.block = 3
    let all = Word(number: 3_000) &* Word(Organisation.vote)
    let transfer = organisation.votes.call(
      from: 3, "transfer(address,uint256)", [bench.word(9), all], gas: 300_000)
    #expect(try bench.send(transfer) == .success)
    #expect(try bench.send(transfer) == .reverted, "it has nothing left")
    #expect(try vote(9, 0, in: 4) == .success)
    #expect(try vote(3, 1, in: 5) == .success)
    #expect(bench.value(organisation.governor, "tallies", [proposal], place: 0) == 0)
    #expect(bench.value(organisation.governor, "tallies", [proposal], place: 1) == all)
  }

  @Test func delegatedVotesCountFromTheNextBlock() throws {
    #expect(
      try bench.send(
        organisation.votes.call(from: 2, "delegate(address)", [bench.word(1)], gas: 300_000))
        == .success)
    #expect(
      try send(1, "propose(address,uint256,bytes32)", arguments[0], arguments[1], arguments[2])
        == .success)
    #expect(try vote(1, 1, in: 4) == .success)
    #expect(
      bench.value(organisation.governor, "tallies", [proposal], place: 1)
        == Word(number: 3_000) &* Word(Organisation.vote))
  }

  @Test func onlyTheGovernorPays() throws {
    #expect(
      try bench.send(
        organisation.treasury.call(
          from: 1, "release(address,uint256)", [bench.word(1), 1], gas: 200_000)) == .reverted)
    #expect(
      try send(9, "propose(address,uint256,bytes32)", arguments[0], arguments[1], arguments[2])
        == .reverted, "9 has no votes")
  }

  @Test func proposerCanCancel() throws {
    try propose()
    #expect(try send(2, "cancel(uint256)", proposal) == .reverted)
    #expect(try send(1, "cancel(uint256)", proposal) == .success)
    #expect(try vote(3, 1, in: 4) == .reverted)
  }
}
