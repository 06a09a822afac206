import Primitives
import Synchronization

/// Which version a location has: the transaction and incarnation that wrote it, and whether the value
/// can be read. What a read set keeps, and what validation compares.
struct VersionWord: Equatable, BitwiseCopyable {
  enum Flag: UInt64 {
    case ready = 0
    /// The incarnation was aborted; the next will probably write here again.
    case estimate = 1
    /// A later incarnation did not write here: read on at the next older version.
    case dead = 2
    /// Ready, but the value is to be added to that of the next older version: see ``FoldedValues``.
    case delta = 3
    /// The incarnation that added here was aborted; the next will probably add again.
    case deltaEstimate = 4
  }
  private static let flagBits: UInt64 = 7
  var bits: UInt64

  /// The version of what no transaction of the block has written.
  static var committed: VersionWord { VersionWord(bits: .max &>> 1) }
  /// Equal to no version that can be validated.
  static var invalid: VersionWord { VersionWord(bits: .max) }

  @inline(__always)
  init(bits: UInt64) { self.bits = bits }

  @inline(__always)
  init(_ version: TransactionVersion, _ flag: Flag) {
    bits =
      UInt64(truncatingIfNeeded: version.transaction) &<< 32 | UInt64(version.incarnation) &<< 3
      | flag.rawValue
  }

  @inline(__always)
  var transaction: Int { Int(truncatingIfNeeded: bits &>> 32) }
  @inline(__always)
  func has(_ flag: Flag) -> Bool { bits & Self.flagBits == flag.rawValue }
  /// Whether an incarnation that ended wrote this, and none later has begun.
  @inline(__always)
  var isWritten: Bool { has(.ready) || has(.delta) }
  /// Whether it is awaited what an incarnation will write here.
  @inline(__always)
  var isEstimate: Bool { has(.estimate) || has(.deltaEstimate) }
  /// Whether the value is, or will probably be, one to add to that of the next older version.
  @inline(__always)
  var isDelta: Bool { has(.delta) || has(.deltaEstimate) }
  /// What is left of it where its incarnation is aborted.
  @inline(__always)
  var aborted: VersionWord { with(isDelta ? .deltaEstimate : .estimate) }
  /// Whether `version` wrote this.
  @inline(__always)
  func isWritten(by version: TransactionVersion) -> Bool {
    isWritten && with(.ready) == VersionWord(version, .ready)
  }
  /// The same version under another flag.
  @inline(__always)
  func with(_ flag: Flag) -> VersionWord {
    VersionWord(bits: bits & ~Self.flagBits | flag.rawValue)
  }
}

/// One version of one location: a cache line in a chain that starts at the location's head and is
/// sorted by transaction, highest first.
///
/// Words: link to the next older node, version word, four of the value, location, head of the chain.
/// The value changes only while the version word is not ready, by the one worker that executes the
/// transaction; readers load the version word, the value and the version word again, and discard what
/// they read if it changed. Instead of fences, which ThreadSanitizer does not understand, the value is
/// stored releasing and loaded acquiring: whoever sees a new value sees the version word before it.
struct VersionNode: BitwiseCopyable {
  let words: SharedWords
  static let wordCount = 8

  @inline(__always)
  init(_ words: SharedWords) { self.words = words }

  /// Makes uninitialised memory a node that nobody else can see yet.
  @inline(__always)
  init(
    at memory: UnsafeMutablePointer<UInt64>, location: Location, head: SharedWords,
    version: VersionWord, value: Word
  ) {
    memory[0] = 0
    memory[1] = version.bits
    memory[2] = value.l0
    memory[3] = value.l1
    memory[4] = value.l2
    memory[5] = value.l3
    memory[6] = location.bits
    memory[7] = UInt64(UInt(bitPattern: head))
    words = UnsafeMutableRawPointer(memory).assumingMemoryBound(to: SharedWord.self)
  }

  @inline(__always)
  var link: SharedWords { words }
  @inline(__always)
  var version: VersionWord { VersionWord(bits: words[1].load(ordering: .sequentiallyConsistent)) }
  @inline(__always)
  var location: Location { Location(bits: words[6].load(ordering: .relaxed)) }
  @inline(__always)
  var head: SharedWords {
    SharedWords(bitPattern: UInt(words[7].load(ordering: .relaxed))).unsafelyUnwrapped
  }

  /// The value, which belongs to a version only if ``version`` is the same before and after.
  @inline(__always)
  var value: Word {
    Word(
      words[2].load(ordering: .acquiring), words[3].load(ordering: .acquiring),
      words[4].load(ordering: .acquiring), words[5].load(ordering: .acquiring))
  }

  /// Publishes a new value in a node that is an estimate or dead.
  @inline(__always)
  func publish(_ value: Word, as version: VersionWord) {
    words[2].store(value.l0, ordering: .releasing)
    words[3].store(value.l1, ordering: .releasing)
    words[4].store(value.l2, ordering: .releasing)
    words[5].store(value.l3, ordering: .releasing)
    mark(version)
  }

  /// Changes the version word. An index is loaded afterwards, hence the order.
  @inline(__always)
  func mark(_ version: VersionWord) {
    words[1].store(version.bits, ordering: .sequentiallyConsistent)
  }
}
