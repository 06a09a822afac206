import Foundation
import Glibc
import Statistics

extension BuildRecord {
  /// Looks at the running executable, and asks git about the clone it lies in.
  public static func capture() -> Self {
    var record = Self(
      configuration: configurationName, compiler: compilerName,
      statisticsLibrary: StatisticsLibrary.version, allocator: allocatorName(),
      identifier: executableIdentifier())
    record.addCommit(ofExecutable: executablePath)
    return record
  }

  /// Adds the commit of the clone of gridlock that the executable lies in, if it lies in one.
  mutating func addCommit(ofExecutable path: String) {
    let folder = parentFolder(of: path)
    // Of the folder the user happens to be in we know nothing, and a repository that a copy of the executable
    // was put into is not the one that its code is from.
    guard let clone = Self.git(["rev-parse", "--show-toplevel"], in: folder),
      FileManager.default.fileExists(atPath: clone + "/Sources/gridlock/Gridlock.swift"),
      let commit = Self.git(["rev-parse", "--verify", "HEAD"], in: folder), commit.utf8.count >= 40
    else { return }
    self.commit = commit
    hasUncommittedChanges = Self.git(["status", "--porcelain"], in: clone).map { !$0.isEmpty }
  }

  private static var configurationName: String {
    #if DEBUG
      "debug"
    #else
      "release"
    #endif
  }

  private static var compilerName: String {
    #if compiler(>=6.4)
      "Swift 6.4 or later"
    #elseif compiler(>=6.3.2)
      "Swift 6.3, 6.3.2 or later"
    #elseif compiler(>=6.3.1)
      "Swift 6.3.1"
    #elseif compiler(>=6.3)
      "Swift 6.3.0"
    #else
      "Swift 6.2"
    #endif
  }

  /// The allocator that is mapped into this process; the C library's own where no other is.
  private static func allocatorName() -> String {
    let maps = systemText("/proc/self/maps") ?? ""
    for name in ["jemalloc", "mimalloc", "tcmalloc"] where maps.contains(name) { return name }
    var name = [CChar](repeating: 0, count: 64)
    // It fills in its own name too: "glibc 2.36".
    if confstr(Int32(_CS_GNU_LIBC_VERSION), &name, name.count) > 0 {
      return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    return "system"
  }

  private static var executablePath: String {
    let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return path ?? CommandLine.arguments.first ?? ""
  }

  private static func executableIdentifier() -> String {
    guard
      let data = try? Data(
        contentsOf: URL(fileURLWithPath: executablePath), options: .mappedIfSafe)
    else { return "unknown" }
    return fnv1a(data)
  }

  /// Fowler, Noll and Vo's hash, 64 bits, over words of eight bytes and then the rest.
  static func fnv1a(_ data: Data) -> String {
    let hash = data.withUnsafeBytes { bytes in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      let words = bytes.count / 8
      for index in 0..<words {
        let word = bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
        hash = (hash ^ UInt64(littleEndian: word)) &* 0x100_0000_01B3
      }
      for byte in bytes[(words * 8)...] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      return hash
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// What git answers in the folder; nil where it is missing or fails.
  private static func git(_ arguments: [String], in folder: String) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder] + arguments
    // Within a hook of git these name another repository than the folder's.
    process.environment = ProcessInfo.processInfo.environment
      .filter { !["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"].contains($0.key) }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
