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

/// The system would not start as many threads as were asked for.
public struct ThreadShortage: Error, Hashable, Sendable, CustomStringConvertible {
  public let wanted: Int
  /// How many of them could be started.
  public let started: Int
  /// Of each.
  public let stackBytes: Int
  /// In the system's words.
  public let problem: String

  /// One line: what was asked for, what there is, and the remedy.
  public var description: String {
    "cannot start \(wanted) threads with a stack of \(stackBytes >> 20) MiB each, only \(started) (\(problem)): "
      + "ask for fewer, or let the process have more memory and threads (ulimit -v, ulimit -u)"
  }
}

/// Finds out whether there can be `count` more threads with such stacks at once, by having them for a moment.
///
/// For whoever is told by a user how many to take: ``WorkerPool`` and ``onLargeStack(stackBytes:_:)`` trap where
/// a thread cannot be started. About 50 µs a thread.
/// - Throws: ``ThreadShortage`` where there cannot.
public func requireThreads(
  _ count: Int, stackBytes: Int = largeStackBytes
) throws(ThreadShortage) {
  let gate = Locked(())
  var threads: [pthread_t] = []
  let failure = gate.withLock { _ -> ThreadShortage? in
    while threads.count < count {
      // None may end before the last has begun: one that has ended makes room.
      do throws(ThreadStartFailure) {
        threads.append(try tryStartingThread(stackBytes: stackBytes) { gate.withLock { _ in } })
      } catch {
        return ThreadShortage(
          wanted: count, started: threads.count, stackBytes: stackBytes, problem: error.problem)
      }
    }
    return nil
  }
  for thread in threads { pthread_join(thread, nil) }
  if let failure { throw failure }
}

/// Starts a thread that runs `body` once. Its handle must be joined.
func startThread(stackBytes: Int, _ body: @escaping () -> Void) -> pthread_t {
  do throws(ThreadStartFailure) {
    return try tryStartingThread(stackBytes: stackBytes, body)
  } catch {
    // Of a number that a user gave, `requireThreads` has said it before.
    fatalError("cannot start a thread: \(error.problem)")
  }
}

private struct ThreadStartFailure: Error {
  var problem: String
}

private func tryStartingThread(
  stackBytes: Int, _ body: @escaping () -> Void
) throws(ThreadStartFailure) -> pthread_t {
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
  guard status == 0 else {
    start.release()
    throw ThreadStartFailure(problem: String(cString: strerror(status)))
  }
  return thread
}
