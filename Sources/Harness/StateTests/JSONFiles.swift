import Foundation

/// The `.json` files that `paths` name or hold at any depth, each folder's in order of name.
///
/// A file that is named is taken whatever it is called. Hidden ones in folders are left out.
/// - Throws: ``NoSuchPath`` for a path where nothing is.
public func jsonFiles(under paths: [String]) throws(NoSuchPath) -> [String] {
  var files: [String] = []
  for path in paths {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw NoSuchPath(path: path)
    }
    guard isFolder.boolValue else {
      files.append(path)
      continue
    }
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    let visible = names.filter { name in
      name.hasSuffix(".json") && !name.split(separator: "/").contains { $0.hasPrefix(".") }
    }
    files += visible.sorted().map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
  }
  return files
}

/// A path was given where there is no file and no folder.
public struct NoSuchPath: Error, Hashable, Sendable, CustomStringConvertible {
  public var path: String
  public var description: String { "\(path): no such file or folder" }
}
