/// One thing that can be chosen about a scheduler: `name=value` after its name.
public struct SchedulerParameter: Hashable, Sendable {
  /// Which values there are.
  public enum Values: Hashable, Sendable {
    case words([String])
    case integers(ClosedRange<Int>)
    case numbers(ClosedRange<Double>)
  }

  /// Lower case, hyphens.
  public let name: String
  /// Half a line for `gridlock list schedulers`.
  public let meaning: String
  public let values: Values
  /// The value that applies if none is given, spelt as ``canonical(_:)`` spells it.
  public let standard: String

  private init(_ name: String, _ meaning: String, _ values: Values, standard: String) {
    self.name = name
    self.meaning = meaning
    self.values = values
    self.standard = standard
  }

  /// One of the words that `Choice` has for its cases.
  public static func word<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ meaning: String, standard: Choice
  ) -> SchedulerParameter {
    .init(name, meaning, .words(Choice.allCases.map(\.rawValue)), standard: standard.rawValue)
  }

  /// A whole number in `range`.
  public static func integer(
    _ name: String, _ meaning: String, in range: ClosedRange<Int>, standard: Int
  ) -> SchedulerParameter {
    .init(name, meaning, .integers(range), standard: String(standard))
  }

  /// A number in `range`.
  public static func number(
    _ name: String, _ meaning: String, in range: ClosedRange<Double>, standard: Double
  ) -> SchedulerParameter {
    .init(name, meaning, .numbers(range), standard: plain(standard))
  }

  /// The one spelling of the value that `text` gives; nil for text that gives none.
  public func canonical(_ text: String) -> String? {
    switch values {
    case .words(let words): words.contains(text) ? text : nil
    case .integers(let range):
      Int(text).flatMap { range.contains($0) ? String($0) : nil }
    case .numbers(let range):
      Double(text).flatMap { range.contains($0) ? plain($0) : nil }
    }
  }

  /// The values there are, in words: "restart or suspend", "a whole number from 1 to 64".
  public var allowed: String {
    switch values {
    case .words(let words):
      words.count < 2
        ? words.joined()
        : words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
    case .integers(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .numbers(let range):
      "a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))"
    }
  }
}

/// 3 rather than 3.0.
private func plain(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
}
