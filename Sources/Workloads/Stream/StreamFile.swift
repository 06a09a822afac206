import Foundation

/// Why a stream could not be written; the description is one line.
public struct StreamFileError: Error, Sendable, CustomStringConvertible {
  public let description: String
}

extension GeneratedWorkload {
  /// Writes the workload's canonical bytes (``StreamEncoder``) to a new file.
  ///
  /// They go to a temporary file beside it first, which takes the name only when all of it is on the
  /// disk: a full disk leaves neither a part of a stream nor a changed file.
  /// - Parameter replacing: Whether a file of that name may be replaced.
  /// - Throws: ``StreamFileError``.
  public func writeStream(to path: String, replacing: Bool = false) throws(StreamFileError) {
    if !replacing { try Self.requireUnused(path) }
    let temporary = "\(path).partial-\(getpid())"
    do {
      try writeWhole(to: temporary)
      guard rename(temporary, path) == 0 else { throw failure(path) }
    } catch {
      unlink(temporary)
      throw error as? StreamFileError ?? StreamFileError(description: "\(path): \(error)")
    }
  }

  /// Throws if there is something of that name: before hours of generation rather than after.
  public static func requireUnused(_ path: String) throws(StreamFileError) {
    var status = stat()
    guard lstat(path, &status) != 0 else {
      throw StreamFileError(description: "\(path) exists; give another name, or --force")
    }
  }

  private func writeWhole(to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    var isOpen = true
    defer { if isOpen { close(descriptor) } }
    let hash = try StreamEncoder.encode(
      genesis: genesis, blocks: blocks, fork: fork, chainID: chainID
    ) { piece in
      var done = 0
      while done < piece.count {
        let written = piece.withUnsafeBytes {
          write(descriptor, $0.baseAddress.unsafelyUnwrapped + done, piece.count - done)
        }
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { throw failure(path) }
        done += written
      }
    }
    assert(hash == streamHash)
    // Some file systems report a full disk only now.
    guard fsync(descriptor) == 0 else { throw failure(path) }
    isOpen = false
    guard close(descriptor) == 0 else { throw failure(path) }
  }
}

/// What the last system call reported.
private func failure(_ path: String) -> StreamFileError {
  StreamFileError(description: "cannot write \(path): \(String(cString: strerror(errno)))")
}
