import Primitives
import Schedulers

/// A location in terms of the transaction, and how often transactions went there.
struct AccessTemplate: Sendable {
  typealias Operand = Expression.Operand

  /// What tells templates of one kind apart.
  struct Place: Hashable, Sendable {
    var account: Operand
    var part: AccessSets.Part
    /// Nil but for slots.
    var key: Operand?
  }

  var place: Place
  /// Transactions since it was found of which its location could be computed.
  var evaluated: UInt32 = 0
  /// Those of them that accessed it.
  var hits: UInt32 = 0
  /// Those that wrote it.
  var writes: UInt32 = 0
  /// Whether one occurrence proves nothing: a word taken as it was found, or a line through two points.
  /// A hash that comes out right is right.
  var needsSupport: Bool
  /// How it went by which arguments were zero: a flag often says which way a function goes.
  private var flags = FlagCounts()

  init(place: Place, needsSupport: Bool) {
    self.place = place
    self.needsSupport = needsSupport
  }

  /// Expected share of transactions that access it (Laplace's rule).
  var confidence: Double { (Double(hits) + 1) / (Double(evaluated) + 2) }

  /// Whether anything but chance speaks for it.
  var isSupported: Bool { hits >= (needsSupport ? 2 : 1) }

  /// Whether a transaction that accesses it may well write it.
  var mayWrite: Bool { Double(writes) > 0.02 * Double(hits) }

  /// The location for one transaction, nil where it has none.
  func name(_ values: [Word?]) -> AccessSets.Name? {
    guard let account = values[Int(place.account)] else { return nil }
    guard let key = place.key else {
      return AccessSets.Name(Address(truncating: account), place.part)
    }
    guard let key = values[Int(key)] else { return nil }
    return AccessSets.Name(Address(truncating: account), place.part, key: key)
  }

  /// Whether transactions with such flags have never gone there.
  func isExcluded(by flags: CallFlags) -> Bool { self.flags.exclude(flags) }

  /// Counts one transaction. Old counts fade, so that what has changed is noticed.
  mutating func count(accessed: Bool, written: Bool, _ callFlags: CallFlags) {
    flags.count(callFlags, accessed: accessed)
    // Where it does not go by its flags says nothing of how likely it is elsewhere.
    if !accessed, isExcluded(by: callFlags) { return }
    if evaluated >= 1024 {
      evaluated /= 2
      hits /= 2
      writes = (writes + 1) / 2
    }
    evaluated += 1
    if accessed { hits += 1 }
    if written { writes += 1 }
  }
}
