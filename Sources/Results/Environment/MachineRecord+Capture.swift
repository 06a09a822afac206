import Foundation
import Glibc

extension MachineRecord {
  /// Reads what the system tells, on Linux from /proc and /sys.
  public static func capture() -> Self {
    var name = utsname()
    uname(&name)
    let processInfo = ProcessInfo.processInfo
    var record = Self(
      hostName: text(of: name.nodename), cpuModel: "unknown processor",
      logicalProcessors: processInfo.processorCount, usableProcessors: usableProcessorCount(),
      kernel: "\(text(of: name.sysname)) \(text(of: name.release)) \(text(of: name.machine))")
    record.memoryBytes = processInfo.physicalMemory
    if let cpuInfo = systemText("/proc/cpuinfo") { record.add(cpuInfo: cpuInfo) }
    record.isSMTActive = systemText("/sys/devices/system/cpu/smt/active").map { $0 == "1" }
    record.governor = systemText("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
    record.isTurboEnabled =
      systemText("/sys/devices/system/cpu/intel_pstate/no_turbo").map { $0 == "0" }
      ?? systemText("/sys/devices/system/cpu/cpufreq/boost").map { $0 == "1" }
    record.operatingSystem = systemText("/etc/os-release").flatMap(prettyName)
    return record
  }

  /// Adds what the text of /proc/cpuinfo says.
  mutating func add(cpuInfo: String) {
    var sockets: Set<Substring> = []
    var cores: Set<[Substring]> = []
    var socket: Substring = ""
    for line in cpuInfo.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let key = line[..<colon].trimmed
      let value = line[line.index(after: colon)...].trimmed
      switch key {
      case "model name": cpuModel = String(value)
      case "microcode": microcode = String(value)
      case "physical id":
        socket = value
        sockets.insert(value)
      case "core id": cores.insert([socket, value])
      case "flags": isVirtual = value.split(separator: " ").contains("hypervisor")
      default: break
      }
    }
    if !sockets.isEmpty { self.sockets = sockets.count }
    if !cores.isEmpty { self.cores = cores.count }
  }

  /// The name of the system in the text of /etc/os-release.
  static func prettyName(osRelease: String) -> String? {
    for line in osRelease.split(separator: "\n") where line.hasPrefix("PRETTY_NAME=") {
      return line.dropFirst("PRETTY_NAME=".count).trimmingCharacters(in: ["\"", "'"])
    }
    return nil
  }

  private static func usableProcessorCount() -> Int {
    systemText("/proc/self/status").flatMap(usableProcessors)
      ?? ProcessInfo.processInfo.activeProcessorCount
  }

  /// The number of processors in the affinity list of a text of /proc/self/status: 3 for "0-1,4".
  static func usableProcessors(status: String) -> Int? {
    let prefix = "Cpus_allowed_list:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(prefix) })
    else { return nil }
    var count = 0
    for range in line.dropFirst(prefix.count).trimmed.split(separator: ",") {
      let ends = range.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, ends.count <= 2,
        (first...max(first, 1 << 20)).contains(last)
      else { return nil }
      count += last - first + 1
    }
    return count > 0 ? count : nil
  }
}

/// The text of a small file that the kernel serves, without its last line end; nil where unreadable.
func systemText(_ path: String) -> String? {
  guard let bytes = try? readFile(path) else { return nil }
  let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
  return text.isEmpty ? nil : text
}

/// The C string in an imported array, which Swift sees as a tuple.
private func text<Characters>(of characters: Characters) -> String {
  withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}

extension Substring {
  /// Without white space at the ends.
  fileprivate var trimmed: Substring {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
