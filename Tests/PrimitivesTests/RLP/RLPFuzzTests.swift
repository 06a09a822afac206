import Primitives
import Testing

/// Hostile bytes: whatever is accepted must encode to the same bytes again, and nothing may trap.
@Suite struct RLPFuzzTests {
  @Test func randomBytes() {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<200_000 {
      check(generator.bytes(Int(generator.next() % 12)))
    }
  }

  @Test func mutatedItems() {
    var generator = SeededGenerator(seed: 13)
    var accepted = 0
    for _ in 0..<50_000 {
      var bytes = randomItem(depth: 4, &generator).encoded()
      for _ in 0..<generator.next() % 3 { mutate(&bytes, &generator) }
      if check(bytes) { accepted += 1 }
    }
    // The mutations leave enough alone for both outcomes to be covered.
    #expect(accepted > 1000 && accepted < 49_000)
  }

  @Test func mutatedTransactions() {
    var generator = SeededGenerator(seed: 14)
    for round in 0..<50_000 {
      var bytes = SampleTransactions.all[round % SampleTransactions.all.count].encoded()
      for _ in 0...generator.next() % 3 { mutate(&bytes, &generator) }
      if let transaction = try? Transaction(decoding: bytes), transaction.encoded() != bytes {
        Issue.record("\(hexText(bytes)) is accepted but encodes differently")
        return
      }
    }
  }

  @discardableResult
  private func check(_ bytes: [UInt8]) -> Bool {
    guard let item = try? RLPItem(decoding: bytes) else { return false }
    if item.encoded() != bytes { Issue.record("\(hexText(bytes)) encodes differently") }
    return true
  }

  private func randomItem(depth: Int, _ generator: inout SeededGenerator) -> RLPItem {
    if depth == 0 || generator.next() % 2 == 0 {
      return .string(generator.bytes(Int(generator.next() % 70)))
    }
    return .list(
      (0..<generator.next() % 5).map { _ in randomItem(depth: depth - 1, &generator) })
  }

  private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    let place = Int(generator.next() % UInt64(bytes.count + 1))
    let byte = UInt8(truncatingIfNeeded: generator.next())
    switch generator.next() % 4 {
    case 0: bytes.insert(byte, at: place)
    case 1: if place < bytes.count { bytes.remove(at: place) }
    case 2: if place < bytes.count { bytes[place] = byte }
    default: bytes.removeLast(bytes.count - place)
    }
  }
}
