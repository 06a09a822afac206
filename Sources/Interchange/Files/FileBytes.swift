import Glibc

/// The whole content of a file.
///
/// By system calls: Foundation's `Data` would be copied once more to become an array.
func bytes(ofFile path: String) throws(InterchangeError) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw InterchangeError(file: path, problem: systemProblem()) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else {
    throw InterchangeError(file: path, problem: systemProblem())
  }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw InterchangeError(file: path, problem: "is not a regular file")
  }
  let size = Int(status.st_size)
  var problem: String?
  let content = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    while count < size {
      let got = read(descriptor, buffer.baseAddress.unsafelyUnwrapped + count, size - count)
      if got < 0 && errno == EINTR { continue }
      if got < 0 { problem = systemProblem() }
      // Zero: the file shrank after we asked its size; what it has now is its content.
      guard got > 0 else { return }
      count += got
    }
  }
  if let problem { throw InterchangeError(file: path, problem: problem) }
  return content
}

/// Whether there is a file, of whatever kind, at `path`.
func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// The last system call's error, in words.
private func systemProblem() -> String { "cannot be read: \(String(cString: strerror(errno)))" }
