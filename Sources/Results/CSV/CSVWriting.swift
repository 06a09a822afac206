/// The fields as one line of CSV (RFC 4180), without its line end.
public func csvLine(_ fields: [String]) -> String {
  fields.map(csvField).joined(separator: ",")
}

/// The text as one field of CSV: quoted where it holds a comma, a quote or a line end.
public func csvField(_ text: String) -> String {
  let special = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
  guard special else { return text }
  var quoted = "\""
  for scalar in text.unicodeScalars {
    if scalar == "\"" { quoted.unicodeScalars.append("\"") }
    quoted.unicodeScalars.append(scalar)
  }
  return quoted + "\""
}
