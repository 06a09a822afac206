/// The hardware and the system of a session.
public struct MachineRecord: Hashable, Sendable, Codable {
  public var hostName: String
  public var cpuModel: String
  public var microcode: String?
  public var sockets: Int?
  /// Physical cores, as the kernel shows them.
  public var cores: Int?
  /// Processors that the kernel schedules on.
  public var logicalProcessors: Int
  /// Processors that this process may use: fewer under an affinity mask (`taskset`, `cpuset`).
  public var usableProcessors: Int
  /// Simultaneous multithreading (Hyper-Threading).
  public var isSMTActive: Bool?
  /// Frequency governor of the first processor, such as "performance".
  public var governor: String?
  public var isTurboEnabled: Bool?
  public var memoryBytes: UInt64?
  /// Whether the processor says that it is virtual.
  public var isVirtual: Bool?
  /// Such as "Linux 6.1.0-18-amd64 x86_64".
  public var kernel: String
  /// Such as "Debian GNU/Linux 12 (bookworm)".
  public var operatingSystem: String?

  public init(
    hostName: String, cpuModel: String, logicalProcessors: Int, usableProcessors: Int,
    kernel: String
  ) {
    self.hostName = hostName
    self.cpuModel = cpuModel
    self.logicalProcessors = logicalProcessors
    self.usableProcessors = usableProcessors
    self.kernel = kernel
  }

  /// The machine in a few words: what `runs.csv` has in its `machine` column.
  ///
  /// Equal labels mean the same host with the same processors; times of different labels do not compare.
  public var label: String { "\(hostName) / \(cpuModel) / \(usableProcessors) processors" }
}
