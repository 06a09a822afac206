/// A column of `runs.csv`: its name, and how its text becomes a field of the record and back.
struct RunColumn: Sendable {
  typealias Path<Value> = WritableKeyPath<RunRecord, Value> & Sendable

  var name: String
  /// What the text must be, for the message that says it is not.
  var expectation: String
  var write: @Sendable (RunRecord) -> String
  /// False where the text is not what the column holds.
  var read: @Sendable (String, inout RunRecord) -> Bool

  static func text(_ name: String, _ path: Path<String>, required: Bool = false) -> Self {
    Self(name: name, expectation: required ? "a text that is not empty" : "a text") {
      $0[keyPath: path]
    } read: { text, record in
      record[keyPath: path] = text
      return !(required && text.isEmpty)
    }
  }

  static func count(_ name: String, _ path: Path<Int>, atLeast least: Int) -> Self {
    Self(name: name, expectation: "a whole number from \(least)") {
      "\($0[keyPath: path])"
    } read: { text, record in
      guard isDecimal(text), let value = Int(text), value >= least else { return false }
      record[keyPath: path] = value
      return true
    }
  }

  static func unsigned(
    _ name: String, _ path: Path<UInt64>, atLeast least: UInt64 = 0
  ) -> Self {
    Self(name: name, expectation: "a whole number from \(least)") {
      "\($0[keyPath: path])"
    } read: { text, record in
      guard isDecimal(text), let value = UInt64(text), value >= least else { return false }
      record[keyPath: path] = value
      return true
    }
  }

  static func optionalUnsigned(_ name: String, _ path: Path<UInt64?>) -> Self {
    Self(name: name, expectation: "a whole number from 1, or nothing") {
      $0[keyPath: path].map { "\($0)" } ?? ""
    } read: { text, record in
      if text.isEmpty {
        record[keyPath: path] = nil
        return true
      }
      guard isDecimal(text), let value = UInt64(text), value >= 1 else { return false }
      record[keyPath: path] = value
      return true
    }
  }

  static func optionalNumber(_ name: String, _ path: Path<Double?>) -> Self {
    Self(name: name, expectation: "a number such as 0.99, or nothing") {
      $0[keyPath: path].map { "\($0)" } ?? ""
    } read: { text, record in
      if text.isEmpty {
        record[keyPath: path] = nil
        return true
      }
      // Not Double's own leniency: "nan", "inf" and "0x1p3" are no skew.
      guard text.utf8.allSatisfy({ isDigit($0) || ".-+eE".utf8.contains($0) }),
        let value = Double(text), value.isFinite
      else { return false }
      record[keyPath: path] = value
      return true
    }
  }

  /// A share in what is known of hints; nothing where there are none.
  static func hints(
    _ name: String, _ path: WritableKeyPath<RunRecord.Hints, Double> & Sendable
  ) -> Self {
    Self(name: name, expectation: "a share from 0 to 1, or nothing") {
      $0.hints.map { "\($0[keyPath: path])" } ?? ""
    } read: { text, record in
      if text.isEmpty { return true }
      guard text.utf8.allSatisfy({ isDigit($0) || ".-eE".utf8.contains($0) }),
        let value = Double(text), (0...1).contains(value)
      else { return false }
      var hints = record.hints ?? .blank
      hints[keyPath: path] = value
      record.hints = hints
      return true
    }
  }

  /// What finding hints out took; nothing where there are none.
  static func hintTime(_ name: String) -> Self {
    Self(name: name, expectation: "a whole number from 0, or nothing") {
      $0.hints.map { "\($0.nanoseconds)" } ?? ""
    } read: { text, record in
      if text.isEmpty { return true }
      guard isDecimal(text), let value = UInt64(text) else { return false }
      var hints = record.hints ?? .blank
      hints.nanoseconds = value
      record.hints = hints
      return true
    }
  }

  static func milliseconds(_ name: String, _ path: Path<Int64>) -> Self {
    Self(name: name, expectation: "milliseconds since 1970") {
      "\($0[keyPath: path])"
    } read: { text, record in
      guard isDecimal(text), let value = Int64(text) else { return false }
      record[keyPath: path] = value
      return true
    }
  }

  /// Counts by name, "conflict:3 stale-read:12", by name ascending; nothing where there are none.
  static func counts(_ name: String, _ path: Path<[String: Int]>) -> Self {
    Self(name: name, expectation: "counts such as \"conflict:3 stale-read:12\", or nothing") {
      $0[keyPath: path].sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
        .joined(separator: " ")
    } read: { text, record in
      var counts: [String: Int] = [:]
      for part in text.split(separator: " ", omittingEmptySubsequences: false) where !text.isEmpty {
        guard let colon = part.lastIndex(of: ":"), colon > part.startIndex,
          case let number = String(part[part.index(after: colon)...]), isDecimal(number),
          let count = Int(number), count >= 1,
          counts.updateValue(count, forKey: String(part[..<colon])) == nil
        else { return false }
      }
      record[keyPath: path] = counts
      return true
    }
  }

  static func flag(_ name: String, _ path: Path<Bool>) -> Self {
    Self(name: name, expectation: "true or false") {
      $0[keyPath: path] ? "true" : "false"
    } read: { text, record in
      guard let value = Bool(text) else { return false }
      record[keyPath: path] = value
      return true
    }
  }

  static func order(_ name: String, _ path: Path<RunRecord.Order>) -> Self {
    Self(name: name, expectation: "AB or BA") {
      $0[keyPath: path].rawValue
    } read: { text, record in
      guard let value = RunRecord.Order(rawValue: text) else { return false }
      record[keyPath: path] = value
      return true
    }
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// Digits only: `Int("+5")` is 5, but no writer of ours writes it.
private func isDecimal(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isDigit) }
