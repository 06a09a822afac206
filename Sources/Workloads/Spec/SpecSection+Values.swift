/// Values by name and type.
extension SpecSection {
  /// A whole number in `range`; `fallback` if the key is absent, which without one is an error.
  /// `because` says why the range ends where it does.
  func integer(
    _ key: String, in range: ClosedRange<Int>, default fallback: Int? = nil, because: String = ""
  ) throws(WorkloadError) -> Int {
    let remedy =
      "give a whole number from \(range.lowerBound) to \(range.upperBound)"
      + (because.isEmpty ? "" : " (\(because))")
    guard let node = node(key) else {
      guard let fallback else { throw missing(key, remedy: remedy) }
      return fallback
    }
    guard case .scalar(let text, false) = node.value, let number = decimalInteger(text) else {
      throw error(key, "must be a whole number, not \(node.kind)", remedy: remedy)
    }
    guard let value = Int(number), range.contains(value) else {
      throw error(key, "\(text) is out of range", remedy: remedy)
    }
    return value
  }

  /// Any whole number of 64 bits without sign.
  func unsigned(_ key: String) throws(WorkloadError) -> UInt64 {
    let remedy = "give a whole number from 0 to \(UInt64.max)"
    guard let node = node(key) else { throw missing(key, remedy: remedy) }
    guard case .scalar(let text, false) = node.value, let number = decimalInteger(text) else {
      throw error(key, "must be a whole number, not \(node.kind)", remedy: remedy)
    }
    guard let value = UInt64(number) else {
      throw error(key, "\(text) is out of range", remedy: remedy)
    }
    return value
  }

  /// A number in `range`.
  func number(
    _ key: String, in range: ClosedRange<Double>, default fallback: Double? = nil
  ) throws(WorkloadError) -> Double {
    let remedy = "give a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))"
    guard let node = node(key) else {
      guard let fallback else { throw missing(key, remedy: remedy) }
      return fallback
    }
    guard case .scalar(let text, false) = node.value, isDecimal(text), let value = Double(text)
    else {
      throw error(key, "must be a number, not \(node.kind)", remedy: remedy)
    }
    guard range.contains(value) else {
      throw error(key, "\(text) is out of range", remedy: remedy)
    }
    return value
  }

  /// The number that stands at `key`, where one does: for the record, after it has been read and bounded.
  func givenNumber(_ key: String) -> Double? {
    guard case .scalar(let text, false)? = node(key)?.value, isDecimal(text) else { return nil }
    return Double(text)
  }

  /// A text that is not empty.
  func text(_ key: String, default fallback: String? = nil) throws(WorkloadError) -> String {
    guard let node = node(key) else {
      guard let fallback else { throw missing(key, remedy: "add '\(key): …'") }
      return fallback
    }
    guard case .scalar(let text, _) = node.value, !text.isEmpty, text.count <= 200 else {
      throw error(
        key, "must be a word or a line of text, not \(node.kind)",
        remedy: "give at most 200 characters")
    }
    return text
  }

  /// One of `names`; `what` says what they name.
  func name(
    _ key: String, of names: [String], what: String, default fallback: String? = nil
  ) throws(WorkloadError) -> String {
    let known = "the \(what)s are \(names.joined(separator: ", "))"
    guard has(key) || fallback != nil else { throw missing(key, remedy: known) }
    let value = try text(key, default: fallback)
    guard names.contains(value) else {
      let remedy = nearMiss(of: value, among: names).map { "did you mean '\($0)'?" } ?? known
      throw error(key, "there is no \(what) '\(value.prefix(60))'", remedy: remedy)
    }
    return value
  }

  /// The items of a list that is not empty.
  func list(
    _ key: String, limit: Int = 1_000, remedy: String
  ) throws(WorkloadError) -> [SpecNode] {
    guard let node = node(key) else { throw missing(key, remedy: remedy) }
    guard case .sequence(let items) = node.value else {
      throw error(key, "must be a list, not \(node.kind)", remedy: remedy)
    }
    guard !items.isEmpty else { throw error(key, "is an empty list", remedy: remedy) }
    guard items.count <= limit else {
      throw error(key, "has \(items.count) items", remedy: "give at most \(limit)")
    }
    return items
  }
}

/// The digits of a decimal whole number, without the underscores that group them; nil for other text.
func decimalInteger(_ text: String) -> String? {
  let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
  guard let first = digits.utf8.first, (0x30...0x39).contains(first),
    digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x5f })
  else { return nil }
  return text.filter { $0 != "_" }
}

/// Whether the text is a decimal number: `Double` would also take hexadecimal, infinity and nan.
private func isDecimal(_ text: String) -> Bool {
  !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) || ".-+eE".utf8.contains($0) }
}

/// 3 rather than 3.0.
func plain(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
}
