import Glibc

/// The number with so many digits after the point: "0.50". A number that is not finite is "–".
func fixed(_ value: Double, _ digits: Int) -> String {
  guard value.isFinite, abs(value) < 1e15 else { return value.isFinite ? "\(value)" : "–" }
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let scaled = (abs(value) * scale).rounded()
  guard scaled < 1e18 else { return "\(value)" }
  let whole = UInt64(scaled)
  let sign = value < 0 && whole > 0 ? "-" : ""
  guard digits > 0 else { return "\(sign)\(whole)" }
  let divisor = UInt64(scale)
  let fraction = String(whole % divisor)
  let padding = String(repeating: "0", count: digits - fraction.count)
  return "\(sign)\(whole / divisor).\(padding)\(fraction)"
}

/// The number with three digits that count: "0.0123", "1.23", "12.3", "123", "1234".
func significant(_ value: Double) -> String {
  guard value.isFinite else { return "–" }
  guard value != 0 else { return "0" }
  // Of the number as it will be rounded: 0.9999 prints as "1.00", not as "1.000".
  let magnitude = Int((log10(abs(value)) + 0.000_217_5).rounded(.down))
  return fixed(value, min(9, max(0, 2 - magnitude)))
}

/// "1.23 M", "456 k": three digits that count and the prefix of the SI.
func scaled(_ value: Double) -> String {
  guard value.isFinite else { return "–" }
  for (factor, prefix) in [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")]
  // 999.6 k would be printed as 1000 k.
  where abs(value) >= factor * 0.9995 {
    return "\(significant(value / factor)) \(prefix)"
  }
  return "\(significant(value)) "
}

/// "31%", "3.1%", "0.3%", "0%".
func percent(_ share: Double) -> String {
  guard share.isFinite else { return "–" }
  let value = share * 100
  if value == 0 { return "0%" }
  if abs(value) < 0.05 { return value > 0 ? "<0.1%" : ">-0.1%" }
  return fixed(value, abs(value) < 9.95 ? 1 : 0) + "%"
}

/// The same where "100%" is to mean all: "99.9%" of 0.9994, ">99.9%" of 0.99996.
func percentShortOfAll(_ share: Double) -> String {
  guard share > 0.9945, share < 1 else { return percent(share) }
  return share < 0.9995 ? fixed(share * 100, 1) + "%" : ">99.9%"
}

/// "+3.1%", "-0.4%", "0.0%": a change, always with one digit after the point.
func change(_ share: Double) -> String {
  guard share.isFinite else { return "–" }
  let text = fixed(share * 100, 1)
  return (share > 0 && text != "0.0" ? "+" : "") + text + "%"
}

/// Three digits after the point where the interval is narrower than ±1%, else two.
func ratioDigits(margin: Double?) -> Int {
  guard let margin, margin < 0.01 else { return 2 }
  return 3
}

/// "1 run", "3 runs".
func counted(_ count: Int, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}

/// The natural logarithm.
func logarithm(_ value: Double) -> Double { log(value) }

/// "12,345": groups of three digits.
func grouped(_ value: Int) -> String {
  var text = ""
  for (index, digit) in String(value).reversed().enumerated() {
    if index > 0, index % 3 == 0, digit != "-" { text.append(",") }
    text.append(digit)
  }
  return String(text.reversed())
}

/// "12.3 GB" of a number of bytes.
func bytes(_ count: UInt64) -> String { scaled(Double(count)) + "B" }

extension String {
  /// The decimal number without the zeros that end its fraction: "5" of "5.00".
  var trimmingZeros: String {
    guard contains(".") else { return self }
    var text = self
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
