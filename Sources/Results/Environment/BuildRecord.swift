/// The executable that measured.
public struct BuildRecord: Hashable, Sendable, Codable {
  /// "release" or "debug". Times of a debug build say nothing.
  public var configuration: String
  /// The compiler, as far as it names itself to the code: "Swift 6.3".
  public var compiler: String
  /// Such as "GSL 2.7.1".
  public var statisticsLibrary: String
  /// The memory allocator, such as "glibc 2.36" or "jemalloc".
  public var allocator: String
  /// 64-bit hash of the executable, by the steps of FNV-1a but over words of eight bytes: equal for equal builds,
  /// whatever commit they claim.
  public var identifier: String
  /// The commit checked out in the clone of gridlock that the executable lies in, when it measured. Later than
  /// that of its code if the clone has moved on since the build: ``identifier`` tells. Nil for an executable
  /// elsewhere, and without git.
  public var commit: String?
  /// Whether that clone had changes that no commit holds.
  public var hasUncommittedChanges: Bool?

  public init(
    configuration: String, compiler: String, statisticsLibrary: String, allocator: String,
    identifier: String, commit: String? = nil, hasUncommittedChanges: Bool? = nil
  ) {
    self.configuration = configuration
    self.compiler = compiler
    self.statisticsLibrary = statisticsLibrary
    self.allocator = allocator
    self.identifier = identifier
    self.commit = commit
    self.hasUncommittedChanges = hasUncommittedChanges
  }

  /// The commit as `runs.csv` has it: short, with "+changes" where the clone had some; else "".
  public var commitLabel: String {
    guard let commit else { return "" }
    return commit.prefix(12) + (hasUncommittedChanges == true ? "+changes" : "")
  }
}
