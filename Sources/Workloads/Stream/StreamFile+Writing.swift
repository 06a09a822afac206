import Foundation

extension StreamFile {
  /// Writes a workload to a new stream file.
  ///
  /// It goes to a file without a name first, which takes the name only when all of it is on the disk: a
  /// full disk, an interruption, or an end by force leaves neither a part of a stream nor a changed file.
  /// Where the file system has no such files, it is one called ``temporaryPath(for:)``.
  /// - Parameters:
  ///   - spec: What the workload was made from, for the header.
  ///   - contention: What was measured of it, for the header.
  ///   - path: As ``OutputTarget`` takes it: links are followed, and only a regular file is replaced.
  ///   - replacing: Whether a file of that name may be replaced.
  ///   - check: Called between pieces; what it throws ends the writing, and is thrown.
  /// - Throws: ``OutputTargetError``, ``StreamFileError``, or what `check` throws.
  public static func write(
    _ workload: GeneratedWorkload, from spec: WorkloadSpec? = nil,
    contention: RealisedContention? = nil, as encoding: StreamHeader.Encoding = .binary,
    to path: String, replacing: Bool = false, check: @escaping () throws -> Void = {}
  ) throws {
    let path = try OutputTarget(path, replacing: replacing).path
    let header = StreamHeader(workload, spec, contention: contention, encoding: encoding)
    let temporary = temporaryPath(for: path)
    do {
      let output = try OutputFile(for: path, temporary: temporary)
      try write(workload, header) { piece in
        try check()
        try output.write(piece)
      }
      try output.finish(replacing: replacing)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Where a stream is while it is being written, by this process, if ``OutputTarget/path`` is to be its name.
  public static func temporaryPath(for path: String) -> String { "\(path).partial-\(getpid())" }

  private static func write(
    _ workload: GeneratedWorkload, _ header: StreamHeader,
    to sink: @escaping ([UInt8]) throws -> Void
  ) throws {
    var sealed = header
    sealed.seal = try header.expectedSeal()
    let line = try sealed.line() + [0x0a]
    switch header.encoding {
    case .binary:
      try sink(Array(magic.utf8) + line)
      let hash = try StreamEncoder.encode(workload, to: sink)
      assert(hash == header.sha256)
    case .jsonLines:
      try sink(line)
      try StreamJSON.encode(workload, to: sink)
    }
  }
}

/// A file being written, through the system's calls so that their errors are seen.
private final class OutputFile {
  private let path: String
  /// The name that it has until it is whole, if it has to have one; and to replace a file.
  private let temporary: String
  private var descriptor: Int32
  private let isNamed: Bool
  /// Linux's O_TMPFILE, which Swift does not import: a file without a name, in a folder.
  private static let nameless = O_DIRECTORY | 0o20_000_000

  init(for path: String, temporary: String) throws(StreamFileError) {
    self.path = path
    self.temporary = temporary
    let nameless = open(OutputTarget.folder(of: path), O_WRONLY | Self.nameless, 0o644)
    isNamed = nameless < 0
    descriptor =
      isNamed ? open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o644) : nameless
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

  func write(_ piece: [UInt8]) throws(StreamFileError) {
    var done = 0
    while done < piece.count {
      let written = piece.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress.unsafelyUnwrapped + done, bytes.count - done)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw Self.failure(path) }
      done += written
    }
  }

  /// Gives the file its name, once all of it is on the disk.
  func finish(replacing: Bool) throws(StreamFileError) {
    // Some file systems report a full disk only now.
    guard fsync(descriptor) == 0 else { throw Self.failure(path) }
    if !isNamed { try name(replacing ? temporary : path) }
    let closed = Glibc.close(descriptor)
    descriptor = -1
    guard closed == 0 else { throw Self.failure(path) }
    // Only this replaces a file, in one step.
    if isNamed || replacing {
      guard rename(temporary, path) == 0 else { throw Self.failure(path) }
    }
  }

  private func name(_ name: String) throws(StreamFileError) {
    let own = "/proc/self/fd/\(descriptor)"
    guard linkat(AT_FDCWD, own, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else {
      throw Self.failure(path)
    }
  }

  /// What the last system call reported.
  static func failure(_ path: String) -> StreamFileError {
    StreamFileError(description: "cannot write \(path): \(String(cString: strerror(errno)))")
  }
}
