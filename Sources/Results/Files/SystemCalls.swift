import Glibc

extension ResultsError {
  /// The error of a system call that just failed.
  ///
  /// - Parameter doing: what was tried, as in "cannot \(doing) the file".
  static func system(_ code: Int32, doing: String, path: String) -> Self {
    let reason = String(cString: strerror(code))
    return Self(
      code == ENOENT ? .notFound : .system, path: path, problem: "cannot \(doing): \(reason)",
      remedy: remedy(for: code))
  }

  private static func remedy(for code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT: "free some space, or choose another folder with --out"
    case EACCES, EPERM, EROFS: "choose a folder that you may write to with --out"
    case ENOENT: "check the path"
    case ENOTDIR, EISDIR, EEXIST: "a file and a folder are confused in this path"
    case EMFILE, ENFILE: "close other files, or raise the limit with ulimit -n"
    default: "look at the disk and at the path"
    }
  }
}

/// The whole file.
func readFile(_ path: String) throws(ResultsError) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw .system(errno, doing: "read the file", path: path) }
  defer { close(descriptor) }
  // A device such as /dev/zero has no end to read to; a pipe has one.
  var status = stat()
  guard fstat(descriptor, &status) == 0, ![S_IFCHR, S_IFBLK].contains(status.st_mode & S_IFMT)
  else {
    throw ResultsError(
      .system, path: path, problem: "this is a device, not a file", remedy: "give a file's path")
  }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count == 0 { return bytes }
    if count < 0 {
      if errno == EINTR { continue }
      throw .system(errno, doing: "read the file", path: path)
    }
    bytes.append(contentsOf: buffer[..<count])
  }
}

/// Writes all bytes; a signal in between does not lose any.
func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(ResultsError) {
  var written = 0
  while written < bytes.count {
    let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 {
      if errno == EINTR { continue }
      throw .system(errno, doing: "write", path: path)
    }
    written += count
  }
}

/// Creates the folder and those above it; that it exists is no error.
func createFolder(_ path: String) throws(ResultsError) {
  guard !path.isEmpty, path != "/" else { return }
  if mkdir(path, 0o777) == 0 { return }
  let code = errno
  if code == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
    try createFolder(String(path[..<slash]))
    if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
  } else if code == EEXIST, isFolder(path) {
    return
  }
  throw .system(code, doing: "create the folder", path: path)
}

/// Whether there is a folder at the path.
func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Makes the folder's list of names durable: a new file is lost in a crash without it.
func synchroniseFolder(_ path: String) {
  // Some file systems refuse this; the file itself has been made durable, which is what we can promise.
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}

/// The folder that a path lies in.
func parentFolder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Writes a text whole or not at all: to a file beside it, made durable, then put in its place.
///
/// Creates the folders of the path.
public func writeFile(_ text: String, to path: String) throws(ResultsError) {
  let folder = parentFolder(of: path)
  try createFolder(folder)
  let temporary = "\(path).\(getpid()).part"
  let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw .system(errno, doing: "create the file", path: temporary) }
  do throws(ResultsError) {
    defer { close(descriptor) }
    try writeAll(Array(text.utf8), to: descriptor, path: path)
    guard fsync(descriptor) == 0 else { throw .system(errno, doing: "write", path: path) }
  } catch {
    unlink(temporary)
    throw error
  }
  guard rename(temporary, path) == 0 else {
    let code = errno
    unlink(temporary)
    throw .system(code, doing: "replace the file", path: path)
  }
  synchroniseFolder(folder)
}
