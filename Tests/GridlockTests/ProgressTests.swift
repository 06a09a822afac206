import Testing

@testable import gridlock

@Suite("Progress")
struct ProgressTests {
  @Test(
    "A bar never reaches the last column, so the terminal never wraps it",
    arguments: [1, 2, 20, 80])
  func width(columns: Int) {
    for done in [0, 1, 50, 100] {
      let bar = ProgressBar(
        done: done, total: 100, remaining: "1 min 3 s", label: String(repeating: "x", count: 90))
      #expect(bar.text(columns: columns).count <= max(columns - 1, 1))
    }
  }

  @Test("A bar fills with what is done")
  func filling() {
    func filled(_ done: Int) -> Int {
      ProgressBar(done: done, total: 8, remaining: nil, label: "").text(columns: 80)
        .count { $0 == "█" }
    }
    #expect([0, 1, 4, 8].map(filled) == [0, 3, 12, 24])
  }

  @Test("An empty job does not divide by zero")
  func empty() {
    let bar = ProgressBar(done: 0, total: 0, remaining: nil, label: "nothing")
    #expect(bar.text(columns: 80).hasSuffix("0/0  nothing"))
  }
}

@Suite("Lists between commas")
struct CommaSeparatedTests {
  @Test func elements() {
    #expect(CommaSeparated<Int>(argument: "1,2, 4")?.elements == [1, 2, 4])
    #expect(CommaSeparated<String>(argument: "block-stm")?.elements == ["block-stm"])
  }

  @Test(arguments: ["", "1,", ",1", "1,,2", "1,two"])
  func refused(text: String) {
    #expect(CommaSeparated<Int>(argument: text) == nil)
  }
}
