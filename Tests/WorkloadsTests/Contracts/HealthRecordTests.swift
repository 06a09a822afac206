import Primitives
import State
import Testing

@testable import Workloads

/// Patient 1 with steward 2, provider 3, clinician 4, auditor 5.
@Suite struct HealthRecordTests {
  private static let day: UInt64 = 86_400 / 12

  private struct System {
    let bench = ContractBench()
    let contracts: HealthSystem
    private let gas: UInt64 = 500_000

    init(log: HealthcareProfile.LogScope = .patient) {
      contracts = HealthSystem(log: log, in: &bench.genesis)
      for provider in [3, 4] {
        contracts.records.set("accredited", [bench.word(provider)], to: 1, in: &bench.genesis)
      }
      contracts.records.set("emergency", [bench.word(4)], to: 1, in: &bench.genesis)
      contracts.records.set("auditor", [bench.word(5)], to: 1, in: &bench.genesis)
    }

    func consent(_ sender: Int, _ signature: String, _ arguments: Word...) throws
      -> TransactionStatus
    {
      try bench.send(contracts.consents.call(from: sender, signature, arguments, gas: gas))
    }

    func record(_ sender: Int, _ signature: String, _ arguments: Word...) throws
      -> TransactionStatus
    {
      try bench.send(contracts.records.call(from: sender, signature, arguments, gas: gas))
    }

    func grant(by sender: Int, purposes: Word, until time: UInt64) throws -> TransactionStatus {
      try consent(
        sender, "grant(address,address,uint256,uint256)", bench.word(1), bench.word(3), purposes,
        Word(ChainTime.timestamp(of: time)))
    }

    func access(by provider: Int, purpose: Word = 1) throws -> TransactionStatus {
      try record(provider, "access(address,uint256,uint256)", bench.word(1), 0, purpose)
    }
  }

  /// A registered patient with one record.
  private func system(log: HealthcareProfile.LogScope = .patient) throws -> System {
    let system = System(log: log)
    #expect(try system.consent(1, "register(address)", system.bench.word(2)) == .success)
    #expect(try system.grant(by: 1, purposes: 1, until: 100) == .success)
    #expect(
      try system.record(3, "add_record(address,bytes32)", system.bench.word(1), 9) == .success)
    return system
  }

  @Test func accessNeedsConsentForItsPurpose() throws {
    let system = try system()
    #expect(try system.access(by: 3) == .success)
    #expect(try system.access(by: 3, purpose: 2) == .reverted)
    #expect(try system.access(by: 4) == .reverted)
    #expect(try system.grant(by: 2, purposes: 2, until: 100) == .success)
    #expect(try system.access(by: 3, purpose: 2) == .success)
    #expect(try system.grant(by: 3, purposes: 7, until: 100) == .reverted)
  }

  @Test func consentEndsByRevocationAndByTime() throws {
    let system = try system()
    system.bench.block = 101
    #expect(try system.access(by: 3) == .reverted)
    #expect(try system.grant(by: 1, purposes: 1, until: 101) == .reverted, "it is block 102")
    #expect(try system.grant(by: 1, purposes: 1, until: 200) == .success)
    #expect(try system.access(by: 3) == .success)
    let pair = [system.bench.word(1), system.bench.word(3)]
    #expect(try system.consent(2, "revoke(address,address)", pair[0], pair[1]) == .success)
    #expect(try system.consent(2, "revoke(address,address)", pair[0], pair[1]) == .reverted)
    #expect(try system.access(by: 3) == .reverted)
  }

  @Test func emergencyOpensForADayAndIsReviewedOnce() throws {
    let system = try system()
    let patient = system.bench.word(1)
    #expect(try system.record(3, "break_glass(address,bytes32)", patient, 1) == .reverted)
    #expect(try system.record(4, "break_glass(address,bytes32)", patient, 1) == .success)
    #expect(try system.access(by: 4) == .success)
    system.bench.block += Self.day
    #expect(try system.access(by: 4) == .reverted)
    let incident = system.bench.value(system.contracts.records, "incident_count")
    #expect(try system.record(4, "review(uint256,bool)", incident, 1) == .reverted)
    #expect(try system.record(5, "review(uint256,bool)", incident, 0) == .success)
    #expect(try system.record(5, "review(uint256,bool)", incident, 1) == .reverted)
    #expect(system.bench.value(system.contracts.records, "incidents", [incident]) == 3)
  }

  /// A reading leaves an entry where the scope says, and only there.
  @Test(arguments: HealthcareProfile.LogScope.allCases)
  func scopeDecidesWhereReadingsAreLogged(scope: HealthcareProfile.LogScope) throws {
    let system = try system(log: scope)
    let records = system.contracts.records
    let bench = system.bench
    let before = bench.value(records, "global_log_length")
    for _ in 0..<3 { #expect(try system.access(by: 3) == .success) }
    #expect(bench.value(records, "access_log", [bench.word(1)]) == (scope == .patient ? 3 : 0))
    #expect(
      bench.value(records, "global_log_length") &- before == (scope == .global ? 3 : 0))
  }
}
