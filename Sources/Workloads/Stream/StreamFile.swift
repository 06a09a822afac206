import Foundation

/// A stream of blocks in a file, which any run replays byte for byte.
///
/// Binary form: the line `gridlock stream 3`, the header as a line of JSON, and the canonical bytes
/// (``StreamEncoder``), so that `tail -n +3 FILE | sha256sum` is the hash that the header gives. JSON-lines
/// form: the header, then one object a line (``StreamJSON``).
public struct StreamFile: Sendable {
  public let header: StreamHeader
  public let workload: GeneratedWorkload

  static let magic = "gridlock stream \(StreamHeader.format)\n"
  /// Room for the header's line; the largest workload file has 256 KiB.
  static let headerLimit = 1 << 24

  /// Whether the file begins as a stream does, of whatever version.
  public static func isStream(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    var status = stat()
    guard fstat(file.fileDescriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let start = try? file.read(upToCount: 1 << 20)
    else { return false }
    if start.starts(with: Data("gridlock stream ".utf8)) { return true }
    return start.first == UInt8(ascii: "{")
      && start.prefix { $0 != 0x0a }.range(
        of: Data("\"\(StreamHeader.CodingKeys.format.rawValue)\"".utf8)) != nil
  }

  /// Reads the header only, for a plan: whether the blocks are whole is not looked at.
  /// - Throws: ``StreamFileError``.
  public static func header(of path: String) throws(StreamFileError) -> StreamHeader {
    let bytes = try contents(path, limit: headerLimit)
    do { return try split(bytes).0 } catch {
      throw StreamFileError(description: "\(path): \(error); generate it again")
    }
  }

  /// Reads a stream of either form, and checks that its blocks are those that the header says.
  /// - Throws: ``StreamFileError`` for what cannot be read, is damaged or cut short, or is of another
  ///   version.
  public static func read(_ path: String) throws(StreamFileError) -> StreamFile {
    let bytes = try contents(path)
    do {
      let (header, body) = try split(bytes)
      let decoded =
        header.encoding == .binary
        ? try verified(body, header)
        : try StreamJSON.decode(body, chainID: header.chainID, fork: header.fork)
      let workload = GeneratedWorkload(header, decoded)
      if header.encoding == .jsonLines, workload.streamHash != header.sha256 {
        throw MalformedStream(
          "is damaged: its lines hash to \(workload.streamHash), its header says \(header.sha256)")
      }
      return StreamFile(header: header, workload: workload)
    } catch let error as MalformedStream {
      throw StreamFileError(description: "\(path): \(error); generate it again")
    } catch {
      throw StreamFileError(description: "\(path): \(error)")
    }
  }

  private static func contents(
    _ path: String, limit: Int = .max
  ) throws(StreamFileError) -> [UInt8] {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw StreamFileError(description: "\(path): \(String(cString: strerror(errno)))")
    }
    guard status.st_mode & S_IFMT == S_IFREG, let file = FileHandle(forReadingAtPath: path),
      let data = try? file.read(upToCount: limit)
    else { throw StreamFileError(description: "\(path): cannot be read as a file") }
    return [UInt8](data)
  }

  /// The header, and where the body begins.
  private static func split(_ bytes: [UInt8]) throws -> (StreamHeader, ArraySlice<UInt8>) {
    var rest = bytes[...]
    if !bytes.starts(with: [UInt8(ascii: "{")]) {
      guard bytes.starts(with: "gridlock stream ".utf8) else {
        throw MalformedStream("is no stream of gridlock's")
      }
      guard bytes.starts(with: magic.utf8) else {
        throw MalformedStream("is a stream of another version than \(StreamHeader.format)")
      }
      rest = rest.dropFirst(magic.utf8.count)
    }
    guard let end = rest.prefix(headerLimit).firstIndex(of: 0x0a) else {
      throw MalformedStream("ends in its header")
    }
    let header = try StreamHeader.read(rest[..<end])
    return (header, rest[(end + 1)...])
  }

  /// The blocks of a binary body, whose hash is checked before a byte of it is believed.
  private static func verified(
    _ body: ArraySlice<UInt8>, _ header: StreamHeader
  ) throws -> StreamBody {
    var hash = SHA256()
    body.withUnsafeBufferPointer { hash.update($0) }
    let digest = hash.finish()
    guard digest == header.sha256 else {
      throw MalformedStream(
        "is damaged or cut short: its blocks hash to \(digest), its header says \(header.sha256)")
    }
    return try StreamDecoder.decode(body)
  }
}

extension GeneratedWorkload {
  /// What a stream file holds.
  init(_ header: StreamHeader, _ body: StreamBody) {
    self.init(
      name: header.name, seed: header.seed, genesis: body.genesis, blocks: body.blocks,
      fork: body.fork, chainID: body.chainID)
    realised = header.realised
    kinds = header.kinds
    intended = body.intended
    signers = body.signers
    let isTimed =
      !body.blocks.isEmpty
      && body.arrivals.map(\.count) == body.blocks.map(\.transactions.count)
    arrivals = isTimed ? body.arrivals : nil
    streamHash = StreamEncoder.hash(self)
  }
}
