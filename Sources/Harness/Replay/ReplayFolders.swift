import Foundation

/// The block folders (those with a `block.json`) that `paths` name or hold: a block's folder, a folder
/// of them, or an archive, which has them in `blocks`. By number within each path.
/// - Throws: ``NoSuchPath`` for a path where nothing is.
public func blockFolders(under paths: [String]) throws(NoSuchPath) -> [String] {
  var folders: [String] = []
  for path in paths {
    guard FileManager.default.fileExists(atPath: path) else { throw NoSuchPath(path: path) }
    let candidates = [[path], subfolders(of: path), subfolders(of: path + "/blocks")]
    folders +=
      candidates.lazy.map { $0.filter(isBlockFolder) }.first { !$0.isEmpty } ?? []
  }
  return folders
}

private func isBlockFolder(_ path: String) -> Bool {
  FileManager.default.fileExists(atPath: path + "/block.json")
}

private func subfolders(of path: String) -> [String] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  let ordered = names.sorted { a, b in
    guard let first = UInt64(a), let second = UInt64(b) else { return a < b }
    return first < second
  }
  return ordered.map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
}
