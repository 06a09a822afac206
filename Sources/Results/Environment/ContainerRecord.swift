/// Limits that a container or a service manager puts on this process; nil where there are none.
public struct ContainerRecord: Hashable, Sendable, Codable {
  /// Processor time a second of wall time: 1.5 allows one and a half processors.
  public var processorLimit: Double?
  public var memoryLimitBytes: UInt64?

  public init(processorLimit: Double? = nil, memoryLimitBytes: UInt64? = nil) {
    self.processorLimit = processorLimit
    self.memoryLimitBytes = memoryLimitBytes
  }

  /// Reads the control groups of Linux, version 2 first, then 1: the tightest limit on the way to the root.
  public static func capture() -> Self {
    var record = Self()
    let membership = systemText("/proc/self/cgroup") ?? ""
    for folder in groupFolders(membership: membership) {
      if let limit = systemText(folder + "/cpu.max").flatMap(processorLimit) {
        record.processorLimit = min(record.processorLimit ?? limit, limit)
      }
      if let limit = systemText(folder + "/memory.max").flatMap({ UInt64($0) }) {
        record.memoryLimitBytes = min(record.memoryLimitBytes ?? limit, limit)
      }
    }
    if record.processorLimit == nil,
      let quota = systemText("/sys/fs/cgroup/cpu/cpu.cfs_quota_us"),
      let period = systemText("/sys/fs/cgroup/cpu/cpu.cfs_period_us")
    {
      record.processorLimit = processorLimit(cpuMax: "\(quota) \(period)")
    }
    return record
  }

  /// The folders of the process's version 2 group and of those above it.
  static func groupFolders(membership: String) -> [String] {
    let root = "/sys/fs/cgroup"
    guard let line = membership.split(separator: "\n").first(where: { $0.hasPrefix("0::/") })
    else { return [root] }
    var folders = [root]
    for name in line.dropFirst("0::/".count).split(separator: "/") {
      folders.append((folders.last ?? root) + "/" + name)
    }
    return folders
  }

  /// The limit in a text like "150000 100000"; nil of "max 100000" and "-1 100000", which are none.
  static func processorLimit(cpuMax: String) -> Double? {
    let parts = cpuMax.split(separator: " ").compactMap { Double($0) }
    guard parts.count == 2, parts[0] > 0, parts[1] > 0 else { return nil }
    return parts[0] / parts[1]
  }
}
