import Dispatch
import Glibc

/// Turns SIGINT, SIGTERM and SIGHUP (a closed terminal, a lost connection) into a request to stop, from `init`
/// to `deinit`. A SIGHUP that is ignored already, as under nohup, stays so.
///
/// Nothing needs rescue by then: each row is on disk when its run ends. What cannot stop between two
/// blocks (generating a large workload, say) is given `patience`; after that, or at a second signal,
/// `abandon` is called, which should end the process.
public final class SignalWatch {
  private let sources: [any DispatchSourceSignal]
  private let signals: [Int32]

  public init(
    requesting interruption: Interruption, patience: DispatchTimeInterval = .seconds(3),
    abandon: @escaping @Sendable () -> Void
  ) {
    let queue = DispatchQueue(label: "gridlock.signals")
    signals = [SIGINT, SIGTERM] + (Self.hangUpEnds ? [SIGHUP] : [])
    sources = signals.map { number in
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
    for number in signals { signal(number, SIG_DFL) }
  }

  /// Whether SIGHUP would end the process.
  private static var hangUpEnds: Bool {
    var action = sigaction()
    // The default action is the handler at address zero.
    return sigaction(SIGHUP, nil, &action) == 0 && action.__sigaction_handler.sa_handler == nil
  }
}
