import CThreads
import Glibc

/// Enough for 1,024 nested EVM calls, several times over. Only what is touched takes memory.
public let largeStackBytes = 256 << 20

/// Runs `body` on a thread with a stack of `stackBytes` and returns what it returns, or throws what it
/// throws. The caller waits meanwhile, so `body` may use whatever the caller may.
///
/// Nested EVM calls are nested Swift calls: whoever executes transactions does it in here or on a
/// ``WorkerPool``'s own threads. Costs a thread's start and end, about 50 µs.
public func onLargeStack<Result, Failure: Error>(
  stackBytes: Int = largeStackBytes, _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
  let outcome = UnsafeMutablePointer<Swift.Result<Result, Failure>?>.allocate(capacity: 1)
  outcome.initialize(to: nil)
  defer {
    outcome.deinitialize(count: 1)
    outcome.deallocate()
  }
  withoutActuallyEscaping(body) { body in
    let thread = startThread(stackBytes: stackBytes) {
      threads_end_sleeps_on_time()
      do throws(Failure) { outcome.pointee = .success(try body()) } catch {
        outcome.pointee = .failure(error)
      }
    }
    pthread_join(thread, nil)
  }
  guard let finished = outcome.pointee else {
    preconditionFailure("a thread that was joined has an outcome")
  }
  return try finished.get()
}

/// Starts a thread that runs `body` once. Its handle must be joined.
func startThread(stackBytes: Int, _ body: @escaping () -> Void) -> pthread_t {
  final class Start {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setstacksize(&attributes, stackBytes)
  var thread = pthread_t()
  let start = Unmanaged.passRetained(Start(body))
  let status = pthread_create(
    &thread, &attributes,
    { argument in
      guard let argument else { return nil }
      Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
      return nil
    }, start.toOpaque())
  precondition(status == 0, "cannot start a thread: \(String(cString: strerror(status)))")
  return thread
}
