import Glibc

/// Appends runs to a `runs.csv`, each made durable before the next begins.
///
/// Whatever ends the process, an interrupt, a crash, a full disk, the rows of finished runs stay, and
/// the file stays readable: a row that could not be written whole is taken back. One process at a
/// time may hold a file.
public struct ResultWriter: ~Copyable, Sendable {
  /// The file written to.
  public let path: String
  /// The row that an earlier session's crash had cut short, and that was removed to append after it.
  public let removedTail: RunLog.TruncatedTail?
  /// Where the rows of another version of gridlock were moved, whose columns are not ours; nil if there
  /// were none.
  public let setAside: String?
  private let descriptor: Int32
  private var length: off_t

  /// Opens `runs.csv` in the folder, creating both where missing.
  ///
  /// - Throws: ``ResultsError``: `system` where the folder cannot be made or written, `busy` where
  ///   another process writes the file, `malformed` where the file is there and is no `runs.csv` (it is
  ///   left as it is).
  public init(folder: String) throws(ResultsError) {
    try createFolder(folder)
    let path = RunLog.fileName(in: folder)
    let older = try setAsideOtherSchema(path)
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .system(errno, doing: "open for writing", path: path) }
    do throws(ResultsError) {
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        throw ResultsError(
          .busy, path: path, problem: "another process is writing this file",
          remedy: "wait for it, or choose another folder with --out")
      }
      (length, removedTail) = try Self.prepare(descriptor, path: path)
    } catch {
      close(descriptor)
      throw error
    }
    synchroniseFolder(folder)
    setAside = older
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Appends one run and returns when it is on the disk. Cost: one `fsync`, so about a millisecond.
  ///
  /// - Throws: ``ResultsError`` of kind `system`; the file then ends with the row before.
  public mutating func append(_ record: RunRecord) throws(ResultsError) {
    let line = Array((record.csvRow + "\n").utf8)
    do throws(ResultsError) {
      try writeAll(line, to: descriptor, path: path)
      guard fsync(descriptor) == 0 else { throw .system(errno, doing: "write", path: path) }
    } catch {
      _ = ftruncate(descriptor, length)
      throw error
    }
    length += off_t(line.count)
  }

  /// Makes the file end in a whole row, writing the header where there is none.
  private static func prepare(
    _ descriptor: Int32, path: String
  ) throws(ResultsError) -> (length: off_t, removed: RunLog.TruncatedTail?) {
    let bytes = try readFile(path)
    let header = Array((RunRecord.csvHeader + "\n").utf8)
    // Also where only a piece of the header was written before a crash.
    guard !header.starts(with: bytes) || bytes.count == header.count else {
      guard ftruncate(descriptor, 0) == 0 else {
        throw .system(errno, doing: "write", path: path)
      }
      try writeAll(header, to: descriptor, path: path)
      guard fsync(descriptor) == 0 else { throw .system(errno, doing: "write", path: path) }
      return (off_t(header.count), nil)
    }
    let log = try RunLog(parsing: bytes, path: path)
    var length = off_t(bytes.count)
    if let tail = log.truncatedTail {
      length = off_t(tail.offset)
      guard ftruncate(descriptor, length) == 0 else {
        throw .system(errno, doing: "remove the row cut short", path: path)
      }
    } else if bytes.last != 0x0A {
      try writeAll([0x0A], to: descriptor, path: path)
      length += 1
    }
    return (length, log.truncatedTail)
  }
}
