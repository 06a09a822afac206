import Testing

@testable import State

@Suite struct HashIndexTests {
  /// All records share the upper half of the hash, or all of it: only `matches` tells them apart.
  @Test(arguments: [UInt64(0), 0xffff_ffff])
  func collidingHashesStayApart(lowerBits: UInt64) {
    var index = HashIndex(capacity: 1)
    let hash: (Int) -> UInt64 = { 0xabcd_0000_0000_0000 | UInt64($0) & lowerBits }
    for record in 0..<300 { index.insert(record, hash: hash(record), rehash: hash) }
    #expect(index.count == 300)
    for record in 0..<300 {
      #expect(index.find(hash(record), where: { $0 == record }) == record)
    }
    #expect(index.find(hash(300), where: { $0 == 300 }) == nil)
    #expect(index.find(hash(3) ^ 1 << 63, where: { _ in true }) == nil)
  }

  @Test func copyIsIndependent() {
    var index = HashIndex(capacity: 4)
    index.insert(0, hash: 5, rehash: { _ in 5 })
    var copy = index.copy()
    copy.insert(1, hash: 6, rehash: { UInt64($0) + 5 })
    #expect(copy.find(5, where: { $0 == 0 }) == 0)
    #expect(copy.find(6, where: { $0 == 1 }) == 1)
    #expect(index.find(6, where: { $0 == 1 }) == nil)
    #expect(index.count == 1 && copy.count == 2)
  }
}
