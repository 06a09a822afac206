import State

/// Memory handed out front to back and taken back all at once: one worker's, for one block. What was
/// handed out never moves, and the chunks stay for the next block.
struct BumpArena: ~Copyable {
  private var chunks = GrowableBuffer<UnsafeMutablePointer<UInt64>>(capacity: 8)
  private var sizes = GrowableBuffer<Int>(capacity: 8)
  private var current = -1
  /// Where the next allocation begins, and where the chunk ends.
  private(set) var position: UnsafeMutablePointer<UInt64>
  private(set) var end: UnsafeMutablePointer<UInt64>

  private static let chunkWords = 1 << 15

  init() {
    // A place that is never written: the first allocation finds no room and opens a chunk.
    position = UnsafeMutablePointer(bitPattern: 64).unsafelyUnwrapped
    end = position
  }

  deinit {
    for index in 0..<chunks.count { UnsafeMutableRawPointer(chunks[index]).deallocate() }
  }

  /// Takes everything back.
  mutating func reset() {
    current = -1
    end = position
  }

  /// `words` words at the next place, in whatever state. Chunks begin at cache lines, so that
  /// allocations of whole lines stay aligned.
  @inline(__always)
  mutating func allocate(_ words: Int) -> UnsafeMutablePointer<UInt64> {
    reserve(words)
    let result = position
    position += words
    return result
  }

  /// Makes room for `words` words from `position` on, which may move to another chunk.
  @inline(__always)
  mutating func reserve(_ words: Int) {
    if _slowPath(end - position < words) { openChunk(words) }
  }

  /// Keeps what was written from `position` up to `newPosition`.
  @inline(__always)
  mutating func keep(upTo newPosition: UnsafeMutablePointer<UInt64>) { position = newPosition }

  @inline(never)
  private mutating func openChunk(_ words: Int) {
    repeat {
      current += 1
      if current == chunks.count {
        let size = max(Self.chunkWords, (words + 7) & ~7)
        let raw = UnsafeMutableRawPointer.allocate(byteCount: size * 8, alignment: 128)
        chunks.append(raw.bindMemory(to: UInt64.self, capacity: size))
        sizes.append(size)
      }
    } while sizes[current] < words
    position = chunks[current]
    end = position + sizes[current]
  }
}
