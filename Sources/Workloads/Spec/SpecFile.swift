import Foundation

/// Reads a spec file whole, refusing what is no regular text file of bounded size.
func readSpecFile(_ path: String) throws(WorkloadError) -> SpecNode {
  let origin = Origin.wholeFile(path: path)
  var status = stat()
  guard stat(path, &status) == 0 else {
    let reason = String(cString: strerror(errno))
    throw WorkloadError(
      at: origin, key: "", "cannot be read: \(reason)", remedy: "check the path; see Workloads/")
  }
  // A device or a pipe might never end.
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw WorkloadError(
      at: origin, key: "", "is not a regular file", remedy: "name a YAML file")
  }
  guard !StreamFile.isStream(path) else {
    throw WorkloadError(
      at: origin, key: "", "is a stream, whose blocks are made",
      remedy: "name a workload file; gridlock run, inspect and generate --export take streams")
  }
  guard status.st_size <= YAMLBounds.fileSize else {
    throw WorkloadError(
      at: origin, key: "", "is larger than \(YAMLBounds.fileSize / 1024) KiB",
      remedy: "is it a workload file?")
  }
  guard let data = FileManager.default.contents(atPath: path) else {
    throw WorkloadError(
      at: origin, key: "", "cannot be read", remedy: "check its permissions")
  }
  guard let text = String(validating: data, as: UTF8.self) else {
    throw WorkloadError(
      at: origin, key: "", "is a binary file", remedy: "give a YAML text file in UTF-8")
  }
  // Some editors begin a file with a mark of its encoding, which is no part of the text.
  let hasMark = text.unicodeScalars.first == "\u{FEFF}"
  return try SpecNode(
    yaml: hasMark ? String(text.unicodeScalars.dropFirst()) : text, path: path)
}
