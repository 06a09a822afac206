// `stdout` is a variable to C; nobody here sets it.
@preconcurrency import Glibc

/// What `print` writes to.
enum StandardOutput {
  /// Hands on what waits in the buffer, so that a reader sees it before what goes on now.
  static func flush() { fflush(stdout) }

  /// Writes what waits, and finds out whether all of it arrived: half a table on a full disk must not be
  /// taken for a whole one.
  ///
  /// A reader that went away has all it wanted, and is no fault.
  /// - Throws: ``CommandFailure``.
  static func finish() throws {
    errno = 0
    let isFlushed = fflush(stdout) == 0
    let reason = errno
    guard !isFlushed || ferror(stdout) != 0 else { return }
    if reason == EPIPE || readerIsGone { return }
    throw CommandFailure(
      .runFailed,
      "cannot write to standard output"
        + (isFlushed ? "" : ": \(String(cString: strerror(reason)))")
        + "; what was printed is not whole")
  }

  /// Whether it is a pipe that nobody reads any more: the write that told so may be long past.
  private static var readerIsGone: Bool {
    var state = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
    return poll(&state, 1, 0) > 0 && state.revents & Int16(POLLERR) != 0
  }
}
