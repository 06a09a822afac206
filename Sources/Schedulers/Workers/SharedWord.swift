import Glibc
import Synchronization

/// A word that several threads read and change. Everything that workers of one block share lies in such
/// words, or is handed over by them.
///
/// Test builds have another, which a ``VirtualMachine`` can step; see `STEPPED_WORDS` in `Package.swift`.
#if STEPPED_WORDS
  typealias SharedWord = SteppedWord
#else
  typealias SharedWord = Atomic<UInt64>
#endif

/// Shared words on memory that someone else keeps alive.
typealias SharedWords = UnsafeMutablePointer<SharedWord>

extension UnsafeMutablePointer<SharedWord> {
  /// Words per cache line, doubled because x86 fetches lines in pairs: what threads contend for lies
  /// this far apart (sharing a line costs 8.9 times).
  static let line = 16
}

/// The owner of shared words that begin as zero, at the start of a line. Pages that are never touched
/// take no memory.
struct ZeroedWords: ~Copyable {
  let base: SharedWords
  let count: Int
  private let allocation: UnsafeMutableRawPointer

  init(count: Int) {
    guard let allocation = calloc(count + SharedWords.line, 8) else {
      fatalError("out of memory: \(count) words for the scheduler")
    }
    self.allocation = allocation
    self.count = count
    base = allocation.alignedUp(toMultipleOf: SharedWords.line * 8)
      .assumingMemoryBound(to: SharedWord.self)
  }

  deinit { free(allocation) }

  /// Makes the first `words` zero again, while no other thread uses them.
  func clear(_ words: Int) {
    UnsafeMutableRawPointer(base).initializeMemory(as: UInt8.self, repeating: 0, count: words * 8)
  }
}
