import Testing

@testable import Schedulers

@Suite struct AllSchedulersTests {
  @Test func namesAreUniqueAndFound() throws {
    #expect(Set(allSchedulers.map(\.name)).count == allSchedulers.count)
    for known in allSchedulers {
      #expect(try scheduler(named: known.name).name == known.name)
      #expect(!known.summary.isEmpty)
    }
  }

  @Test(arguments: [
    ("blockstm", "block-stm"), ("Sequental", "sequential"), ("block_stm", "block-stm"),
  ])
  func suggestsWhatIsNear(wrong: String, meant: String) {
    #expect(throws: UnknownScheduler(name: wrong)) { try scheduler(named: wrong) }
    #expect(UnknownScheduler(name: wrong).suggestion == meant)
    #expect(UnknownScheduler(name: wrong).description.contains("did you mean \"\(meant)\""))
  }

  @Test func suggestsNothingFarAway() {
    #expect(UnknownScheduler(name: "quantum-annealing").suggestion == nil)
  }
}
