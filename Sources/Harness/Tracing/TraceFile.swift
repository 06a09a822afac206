import Foundation

/// A file that lines are appended to, some at a time.
///
/// The first thing that goes wrong is kept and thrown at the end: who writes is deep in an execution,
/// which a full disk must not change.
struct TraceFile {
  private let path: String
  private let handle: FileHandle
  private var waiting: [UInt8] = []
  private var problem: TraceFileError?
  private static let bufferBytes = 1 << 16

  /// A new file at `path`, replacing what was there.
  init(creating path: String) throws(TraceFileError) {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw TraceFileError(path: path, problem: String(cString: strerror(errno))) }
    self.path = path
    self.handle = handle
  }

  /// An open file; `name` is what errors call it.
  init(_ handle: FileHandle, name: String) {
    path = name
    self.handle = handle
  }

  mutating func append(_ write: (inout [UInt8]) -> Void) {
    write(&waiting)
    if waiting.count >= Self.bufferBytes { flush() }
  }

  mutating func flush() {
    defer { waiting.removeAll(keepingCapacity: true) }
    guard problem == nil, !waiting.isEmpty else { return }
    do { try handle.write(contentsOf: Data(waiting)) } catch {
      problem = TraceFileError(path: path, problem: "\(error.localizedDescription)")
    }
  }

  /// Writes what waits, and throws what went wrong since the beginning.
  mutating func finish() throws(TraceFileError) {
    flush()
    if let problem { throw problem }
  }
}

/// A trace could not be written.
public struct TraceFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public var path: String
  public var problem: String

  public var description: String { "cannot write the trace to \(path): \(problem)" }
}
