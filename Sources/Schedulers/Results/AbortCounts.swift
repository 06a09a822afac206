/// Why an attempt at a transaction came to nothing.
public enum AbortCause: Int, CaseIterable, Sendable, BitwiseCopyable {
  /// A location did not have the version, or the value, any more that the attempt had read.
  case staleRead = 0
  /// It had read the beneficiary's balance, and fees of transactions before it changed.
  case staleFees = 1
  /// A read met what another transaction was about to write again: given up half-way.
  case estimate = 2
  /// An earlier transaction of the same round had a claim on what it read or wrote.
  case conflict = 3
  /// It did something else than the scheduler had been told it would.
  case wrongKnowledge = 4
  /// It ran too early, because what the scheduler had been told of another was wrong.
  case undone = 5

  /// The name in results and traces: lower case, hyphens.
  public var name: String {
    switch self {
    case .staleRead: "stale-read"
    case .staleFees: "stale-fees"
    case .estimate: "estimate"
    case .conflict: "conflict"
    case .wrongKnowledge: "wrong-knowledge"
    case .undone: "undone"
    }
  }
}

/// How many attempts came to nothing, by cause.
public struct AbortCounts: Hashable, Sendable {
  /// By the cause's raw value; there is room for two more.
  private var counts = SIMD8<UInt32>.zero

  public init() {}

  @inline(__always)
  public subscript(cause: AbortCause) -> Int {
    get { Int(counts[cause.rawValue]) }
    set { counts[cause.rawValue] = UInt32(truncatingIfNeeded: newValue) }
  }

  @inline(__always)
  mutating func add(_ cause: AbortCause) { counts[cause.rawValue] &+= 1 }

  /// Of all causes together.
  public var total: Int { AbortCause.allCases.reduce(0) { $0 + self[$1] } }

  /// The causes that there were, in the order of the enumeration.
  public var nonZero: [(cause: AbortCause, count: Int)] {
    AbortCause.allCases.filter { self[$0] > 0 }.map { ($0, self[$0]) }
  }

  public static func + (a: Self, b: Self) -> Self {
    var sum = a
    sum.counts &+= b.counts
    return sum
  }
}
