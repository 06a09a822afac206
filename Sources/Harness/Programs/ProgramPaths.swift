import Foundation
import Interchange

/// The programs that `paths` name: one each (without extension, or with `.hex`), or all of a folder.
///
/// A folder's programs are those of its `expected.json`; without that file, all that have call data.
/// - Throws: ``NoSuchPath`` for a path that is neither, ``InterchangeError`` for a broken `expected.json`.
public func programPaths(_ paths: [String]) throws -> [String] {
  try paths.flatMap { path in
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      return try programs(inFolder: path.hasSuffix("/") ? path : path + "/")
    }
    let program = path.hasSuffix(".hex") ? String(path.dropLast(4)) : path
    guard FileManager.default.fileExists(atPath: program + ".hex") else {
      throw NoSuchProgram(path: program)
    }
    return [program]
  }
}

private func programs(inFolder folder: String) throws -> [String] {
  let expectations = folder + "expected.json"
  let names: [String]
  if FileManager.default.fileExists(atPath: expectations) {
    names = Array(try ExpectedProgramOutcome.load(path: expectations).keys)
  } else {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    names = files.filter { $0.hasSuffix(".calldata") }.map { String($0.dropLast(9)) }
  }
  return names.sorted().map { folder + $0 }
}

/// A path was given where there is no program and no folder.
public struct NoSuchProgram: Error, Hashable, Sendable, CustomStringConvertible {
  /// Without extension.
  public var path: String
  public var description: String {
    "\(path): no such folder, and no program there, which would have \(path).hex and .calldata"
  }
}
