import Foundation

/// Runs of the built `gridlock` as a process, the way a user meets it.
struct GridlockProcess {
  var exitCode: Int32
  var output: String
  var errors: String

  /// The folder of this package.
  static let packageRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The executable beside the test bundle: the one built with it.
  static let executable: URL = {
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    return URL(fileURLWithPath: bundle ?? CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("gridlock")
  }()

  /// Runs to the end, in the package's folder unless another is named.
  static func run(_ arguments: String..., in folder: URL = packageRoot) throws -> GridlockProcess {
    try start(arguments, in: folder).finish()
  }

  /// Starts a run that goes on while the caller does something to it.
  static func start(_ arguments: [String], in folder: URL = packageRoot) throws -> RunningProcess {
    try RunningProcess(executable, arguments, in: folder)
  }
}

/// A `gridlock` under way. Output goes to files, so that no full pipe can stop it.
final class RunningProcess {
  private let process = Process()
  private let captured: TemporaryFolder

  /// - Parameter output: what standard output is, if it is not to be captured.
  init(
    _ executable: URL, _ arguments: [String], in folder: URL, output: FileHandle? = nil
  ) throws {
    captured = try TemporaryFolder()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // Swift's backtracer takes the first SIGILL or SIGSEGV from outside for its own, and as a child of the
    // process keeps Foundation waiting for its end.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try output ?? captured.handle("output")
    process.standardError = try captured.handle("errors")
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  /// Whether it has a file of that folder open, be it one without a name.
  func hasOpenFile(in folder: TemporaryFolder) -> Bool {
    let descriptors = "/proc/\(process.processIdentifier)/fd"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: descriptors)) ?? []
    return names.contains { name in
      let target = try? FileManager.default.destinationOfSymbolicLink(
        atPath: descriptors + "/" + name)
      return target?.hasPrefix(folder.path + "/") == true
    }
  }

  /// Sends SIGINT, as Ctrl-C does.
  func interrupt() { kill(process.processIdentifier, SIGINT) }

  func terminate() { kill(process.processIdentifier, SIGTERM) }

  /// Sends SIGHUP, as a lost connection does.
  func hangUp() { kill(process.processIdentifier, SIGHUP) }

  /// Ends it by `signal`, which it does not handle.
  func crash(by signal: Int32) { kill(process.processIdentifier, signal) }

  func finish() -> GridlockProcess {
    process.waitUntilExit()
    return GridlockProcess(
      exitCode: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: captured.text("output"), errors: captured.text("errors"))
  }
}

/// A folder that lives as long as its owner.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("gridlock-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: String { url.path }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// The file's text; empty if there is none.
  func text(_ name: String) -> String {
    (try? String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)) ?? ""
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try text.write(to: url.appendingPathComponent(name), atomically: true, encoding: .utf8)
    return path(name)
  }

  fileprivate func handle(_ name: String) throws -> FileHandle {
    try write("", to: name)
    return try FileHandle(forWritingTo: url.appendingPathComponent(name))
  }
}
