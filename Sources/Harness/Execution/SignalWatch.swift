import Dispatch
import Glibc

/// Turns SIGINT and SIGTERM into a request to stop, from `init` to `deinit`.
///
/// Nothing needs rescue by then: each row is on disk when its run ends. What cannot stop between two
/// blocks (generating a large workload, say) is given `patience`; after that, or at a second signal,
/// `abandon` is called, which should end the process.
public final class SignalWatch {
  private let sources: [any DispatchSourceSignal]
  private static let signals = [SIGINT, SIGTERM]

  public init(
    requesting interruption: Interruption, patience: DispatchTimeInterval = .seconds(3),
    abandon: @escaping @Sendable () -> Void
  ) {
    let queue = DispatchQueue(label: "gridlock.signals")
    sources = Self.signals.map { number in
      // Dispatch sees a signal only where it does not end the process first.
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for source in sources {
      source.setEventHandler {
        guard interruption.request() else { return abandon() }
        queue.asyncAfter(deadline: .now() + patience, execute: abandon)
      }
      source.activate()
    }
  }

  deinit {
    for source in sources { source.cancel() }
    for number in Self.signals { signal(number, SIG_DFL) }
  }
}
