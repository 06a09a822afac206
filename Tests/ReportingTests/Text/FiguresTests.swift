import Testing

@testable import Reporting

@Suite struct FiguresTests {
  @Test func numbersKeepTheDigitsThatCount() {
    #expect(
      [1.0, 0.5, 12.345, 999.9, 0.01234, 0].map(significant) == [
        "1.00", "0.500", "12.3", "1000", "0.0123", "0",
      ])
    #expect([2.5e9, 999_900, 1_234, 12].map(scaled) == ["2.50 G", "1.00 M", "1.23 k", "12.0 "])
    #expect([0, 0.0001, 0.031, 0.31, 1.2].map(percent) == ["0%", "<0.1%", "3.1%", "31%", "120%"])
    #expect(
      [0.5, 0.994, 0.996, 0.9994, 0.99996, 1].map(percentShortOfAll) == [
        "50%", "99%", "99.6%", "99.9%", ">99.9%", "100%",
      ])
    #expect([-0.004, 0.031, 0.0001].map(change) == ["-0.4%", "+3.1%", "0.0%"])
    #expect(fixed(-1.005, 1) == "-1.0")
    #expect(fixed(-0.001, 1) == "0.0")
    #expect(fixed(.infinity, 2) == "–")
    #expect(significant(.nan) == "–")
    #expect(
      [0, 999, 1_000, 1_234_567, -12].map(grouped) == ["0", "999", "1,000", "1,234,567", "-12"])
  }

  @Test func extremeNumbersNeverTrap() {
    for value in [1e300, -1e300, 1e-300, 9.99e14, 1e15, 1.8e19, .greatestFiniteMagnitude] {
      _ = (fixed(value, 9), significant(value), scaled(value), percent(value), change(value))
    }
  }

  @Test func narrowTerminalsSeeWhatFits() {
    var table = TextTable([("name", .left), ("value", .right), ("more", .right)])
    table.append(["a", "1", "2"])
    table.append(["long name", "12345", "3"])
    #expect(
      table.plain(width: nil)
        == "name       value  more\na              1     2\nlong name  12345     3\n")
    #expect(table.plain(width: 19) == "name       value\na              1\nlong name  12345\n")
    #expect(table.titlesHidden(width: 19) == ["more"])
    #expect(table.titlesHidden(width: nil) == [])
  }

  /// Names of arms with settings would leave no room for a figure.
  @Test func longNamesStandAboveTheirFigures() {
    var table = TextTable([("name", .left), ("value", .right), ("more", .right)])
    table.append(["name:setting=1", "1", "2"])
    table.append(["other", "12345", "3"])
    #expect(
      table.plain(width: 20)
        == "name\n  value  more\nname:setting=1\n      1     2\nother\n  12345     3\n")
    #expect(table.titlesHidden(width: 20) == [])
    #expect(table.titlesHidden(width: 12) == ["more"])
    #expect(table.plain(width: nil).contains("name:setting=1      1     2\n"))
  }

  @Test func terminalTextIsPlainASCII() {
    #expect(ascii("1.5× ± `x` θ \u{1B}[31m ü") == "1.5x +- x theta ?[31m ?")
  }
}
