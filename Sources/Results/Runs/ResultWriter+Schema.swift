import Glibc

/// Moves a `runs.csv` of another schema version out of the way, for rows of two schemas cannot share a
/// file: to `runs-schema-1.csv` beside it, or to the next name that is free. Nothing of it is lost, and the
/// gridlock that wrote it reads it under its new name.
///
/// - Returns: the new path, nil where nothing had to be moved.
func setAsideOtherSchema(_ path: String) throws(ResultsError) -> String? {
  guard access(path, F_OK) == 0 else { return nil }
  let bytes = try readFile(path)
  guard let version = schemaVersion(of: bytes), version != RunRecord.schemaVersion else {
    return nil
  }
  let base = path.hasSuffix(".csv") ? String(path.dropLast(4)) : path
  var target = "\(base)-schema-\(version).csv"
  var copy = 2
  while access(target, F_OK) == 0 {
    target = "\(base)-schema-\(version)-\(copy).csv"
    copy += 1
  }
  guard rename(path, target) == 0 else {
    throw .system(errno, doing: "move the older file aside", path: path)
  }
  return target
}

/// The version that the first row of runs names, if the file looks like a `runs.csv`.
private func schemaVersion(of bytes: [UInt8]) -> Int? {
  let lines = bytes.split(separator: 0x0A, maxSplits: 2)
  guard lines.count >= 2, lines[0].starts(with: "schema_version,session,".utf8) else { return nil }
  return Int(String(decoding: lines[1].prefix { $0 != 0x2C }, as: UTF8.self))
}
