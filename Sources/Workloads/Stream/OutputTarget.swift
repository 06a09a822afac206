import Foundation

/// A file that somebody asks to have written: looked at before the work, so that hours of it do not end in
/// a refusal.
///
/// One rule for all: what is there is replaced only if that is wanted, and only if it is a regular file. A
/// symbolic link is followed, so that what it leads to is replaced and the link stays.
public struct OutputTarget: Hashable, Sendable {
  /// Where the file really is, or will be.
  public let path: String

  /// - Parameters:
  ///   - asked: As the user named it.
  ///   - replacing: Whether a file that is there may be replaced.
  /// - Throws: ``OutputTargetError``.
  public init(_ asked: String, replacing: Bool) throws(OutputTargetError) {
    path = try Self.withoutLinks(asked)
    let folder = Self.folder(of: path)
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else {
        let kind = Self.kind(status.st_mode)
        throw OutputTargetError(
          .notAFile, "\(asked) is \(kind), not a regular file; give another name")
      }
      guard replacing else {
        throw OutputTargetError(.exists, "\(asked) exists; give another name, or --force")
      }
    } else if errno != ENOENT || path.hasSuffix("/") {
      let reason = errno == ENOENT ? "it names a folder" : String(cString: strerror(errno))
      throw OutputTargetError(.notAFile, "cannot write \(asked): \(reason); give another name")
    }
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw OutputTargetError(
        .noFolder, "cannot write \(asked): there is no folder \(folder); make it first")
    }
    guard access(folder, W_OK | X_OK) == 0 else {
      let reason = String(cString: strerror(errno))
      throw OutputTargetError(
        .notWritable, "cannot write \(asked): \(reason); name a file in another folder")
    }
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// More links than that lead in a circle.
  private static let mostLinks = 40

  /// Follows links also where they lead to nothing yet, which is where the file then goes.
  private static func withoutLinks(_ asked: String) throws(OutputTargetError) -> String {
    var path = asked
    for _ in 0..<mostLinks {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
        return path
      }
      path = next.hasPrefix("/") ? next : folder(of: path) + "/" + next
    }
    throw OutputTargetError(
      .notAFile, "\(asked) is a symbolic link in a circle; give another name")
  }

  private static func kind(_ mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFDIR: "a folder"
    case S_IFCHR, S_IFBLK: "a device"
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    default: "something else"
    }
  }
}

/// Why a file is not written.
public struct OutputTargetError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault it is, for the exit code.
  public enum Kind: Hashable, Sendable {
    case exists, notAFile, noFolder, notWritable
  }

  public let kind: Kind
  /// One line that names the file, and what to do.
  public let description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
