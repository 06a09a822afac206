import Primitives

/// Transactions whose accesses are made to measure, for what no application lets one choose by itself:
/// how many slots a transaction touches, which share of the accesses change them, whether changes commute,
/// how long it works, and how many transactions one waits for. See `Workloads/contracts/structured`.
public struct StructuredProfile: WorkloadProfile {
  public static let name = "structured"
  public static let summary = "no application: accesses, fan-in and work made to measure"
  public static let keys = [
    (name: "sender", meaning: "distribution over the accounts (distinct)"),
    (name: "slots", meaning: "how many slots there are (1000)"),
    (name: "slot", meaning: "distribution over them, drawn once an access"),
    (
      name: "width",
      meaning: "distribution of accesses a transaction, from minimum (1) to maximum (2)"
    ),
    (name: "writes", meaning: "share of the accesses that change their slot, 0 to 1 (0.5)"),
    (name: "commutative", meaning: "whether changes are additions of 1: yes or no (no)"),
    (name: "work", meaning: "distribution of rounds of arithmetic, about 60 gas each (none)"),
    (
      name: "fan_in",
      meaning: "one transaction reads what so many before it wrote to slots of their own (0)"
    ),
  ]
  public static let contentionChoices = ["slot"]
  static let touch = "touch(uint256[],uint256[],uint256[],uint256)"
  /// Slots in one list of a call.
  static let widest = 64
  static let mostRounds = 100_000

  public let choices: [ChoiceSpec]
  public let kinds = TransactionKind.only("touch")
  let slots: Int
  let writes: Double
  let isCommutative: Bool
  let fanIn: Int

  public init(from section: SpecSection) throws(WorkloadError) {
    slots = try section.integer("slots", in: 1...WorkloadSpec.accountLimit, default: 1000)
    writes = try section.number("writes", in: 0...1, default: 0.5)
    isCommutative =
      try section.name("commutative", of: ["yes", "no"], what: "answer", default: "no") == "yes"
    fanIn = try section.integer("fan_in", in: 0...Self.widest, default: 0)
    choices = [
      try ChoiceSpec("sender", among: .accounts, in: section, default: "distinct"),
      try ChoiceSpec("slot", among: .numbered(slots), in: section),
      try ChoiceSpec(
        "width", among: .values(1...Self.widest), in: section, default: "uniform",
        [("minimum", 1), ("maximum", 2)]),
      try ChoiceSpec(
        "work", among: .values(0...Self.mostRounds), in: section, default: "uniform",
        [("minimum", 0), ("maximum", 0)]),
      // Decides of each access whether it is a change; no key of the file.
      try ChoiceSpec("change", among: .values(0...999_999), in: section, default: "uniform"),
    ]
  }

  public func makeSession() -> any ProfileSession { StructuredSession(self) }
}

/// Remembers which slots of their own the transactions before the next join have written.
private final class StructuredSession: ProfileSession {
  private let profile: StructuredProfile
  private let contract = ContractArtifact.slots
  private var address: Address?
  /// Slots beyond the shared ones that have been given out.
  private var ownSlots = 0
  private var waiting: [Int] = []

  init(_ profile: StructuredProfile) { self.profile = profile }

  func beginBlock(_ block: BlockContext, in genesis: inout GenesisBuilder) {
    // What a join reads has to be written in its own block.
    waiting = []
  }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let sender = draws.pick(0)
    var reads: [Int] = []
    var changes: [Int] = []
    for _ in 0..<draws.pick(2) {
      let slot = draws.pick(1)
      let isChange = Double(draws.pick(4)) < profile.writes * 1_000_000
      if isChange { changes.append(slot) } else { reads.append(slot) }
    }
    join(&reads, &changes)
    let rounds = draws.pick(3)
    return GeneratedCall(
      sender: sender, to: target(in: &genesis), input: input(reads, changes, rounds: rounds),
      gasLimit: 60_000 + 30_000 * UInt64(reads.count + changes.count) + 120 * UInt64(rounds))
  }

  /// Adds a slot of its own, or, for every so manieth transaction, a look at those of the others.
  private func join(_ reads: inout [Int], _ changes: inout [Int]) {
    guard profile.fanIn > 0 else { return }
    if waiting.count == profile.fanIn {
      reads = waiting
      changes = []
      waiting = []
    } else {
      let own = profile.slots + ownSlots
      ownSlots += 1
      waiting.append(own)
      reads = []
      changes = [own]
    }
  }

  private func input(_ reads: [Int], _ changes: [Int], rounds: Int) -> [UInt8] {
    func words(_ slots: [Int]) -> ABIArgument { .words(slots.map { Word(UInt64($0)) }) }
    return contract.callData(
      StructuredProfile.touch,
      encoding: [
        words(reads), words(profile.isCommutative ? changes : []),
        words(profile.isCommutative ? [] : changes), .word(Word(UInt64(rounds))),
      ])
  }

  private func target(in genesis: inout GenesisBuilder) -> Address {
    if let address { return address }
    let placed = genesis.place(contract, number: 0).address
    address = placed
    return placed
  }
}
