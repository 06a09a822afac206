import Foundation
import Statistics

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension BuildRecord {
  /// Looks at the running executable, and asks git about the working folder.
  public static func capture() -> Self {
    var record = Self(
      configuration: configurationName, compiler: compilerName,
      statisticsLibrary: StatisticsLibrary.version, allocator: allocatorName(),
      identifier: executableIdentifier())
    if let commit = git(["rev-parse", "--verify", "HEAD"]), commit.utf8.count >= 40 {
      record.commit = commit
      record.hasUncommittedChanges = git(["status", "--porcelain"]).map { !$0.isEmpty }
    }
    return record
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
    #if canImport(Glibc)
      var name = [CChar](repeating: 0, count: 64)
      // It fills in its own name too: "glibc 2.36".
      if confstr(Int32(_CS_GNU_LIBC_VERSION), &name, name.count) > 0 {
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      }
    #endif
    return "system"
  }

  private static func executableIdentifier() -> String {
    let path = CommandLine.arguments.first ?? ""
    guard
      let data = try? Data(
        contentsOf: URL(fileURLWithPath: systemLink("/proc/self/exe") ?? path),
        options: .mappedIfSafe)
    else { return "unknown" }
    return fnv1a(data)
  }

  private static func systemLink(_ path: String) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: path)
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

  /// What git answers in the working folder; nil where it is missing or fails.
  private static func git(_ arguments: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
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
