import Primitives
import Testing

@testable import Harness

@Suite struct MainnetForkTests {
  static let boundaries: [(number: UInt64, time: UInt64, fork: String)] = [
    (0, 0, "Frontier"), (1_149_999, 1_457_981_342, "Frontier"),
    (1_150_000, 1_457_981_393, "Homestead"), (12_243_999, 1_618_481_214, "Istanbul"),
    (12_244_000, 1_618_481_223, "Berlin"), (15_537_393, 1_663_224_162, "London"),
    (15_537_394, 1_663_224_179, "Paris"), (17_034_869, 1_681_338_443, "Paris"),
    (17_034_870, 1_681_338_455, "Shanghai"), (19_426_586, 1_710_338_123, "Shanghai"),
    (19_426_587, 1_710_338_135, "Cancun"), (22_431_084, 1_746_612_311, "Prague"),
    (23_935_693, 1_764_798_539, "Prague"), (23_935_694, 1_764_798_551, "Osaka"),
    (23_975_778, 1_765_290_071, "BPO1"), (24_180_000, 1_767_747_671, "BPO2"),
  ]

  @Test(arguments: boundaries)
  func beginsWhereItBegan(number: UInt64, time: UInt64, fork: String) {
    var header = BlockHeader()
    header.number = number
    header.timestamp = time
    #expect(MainnetFork.name(for: header) == fork)
  }
}
