import Primitives
import State
import Synchronization

/// An Ethereum virtual machine of one fork: analysed code, and for each lane the memory that executing
/// transactions needs, kept from block to block.
///
/// Safe to share; a lane is for one thread at a time.
public final class EVMEngine: Sendable {
  public let rules: ForkRules
  public let codeStore: CodeStore
  let codeCache: CodeCache
  let tracer: (any ExecutionTracer)?
  private let lanes = Mutex(Lanes())

  /// An engine for states over this code store.
  ///
  /// - Parameters:
  ///   - analysisLimit: Bytes of analysed code, about 15 a byte of code, beyond which the oldest is
  ///     dropped before the next block.
  ///   - tracer: Hears of every step of every transaction. Tracing is slow; without a tracer it costs
  ///     nothing. Each attempt is traced, so execute in order, on one thread.
  ///   - countsInstructions: Makes ``EVMWorker/instructionCount`` count. Slow like a tracer.
  public init(
    rules: ForkRules, codeStore: CodeStore, analysisLimit: Int = 256 << 20,
    tracer: (any ExecutionTracer)? = nil, countsInstructions: Bool = false
  ) {
    self.rules = rules
    self.codeStore = codeStore
    self.tracer = tracer
    codeCache = CodeCache(
      rules: rules, store: codeStore, limit: analysisLimit,
      traces: tracer != nil || countsInstructions)
  }

  deinit {
    lanes.withLock { $0.destroyAll() }
  }

  /// The host of a lane for one more worker, which must say when it is done: ``close()``. With the first
  /// worker after none, analyses beyond the limit are dropped: nobody can be using them.
  func open(lane: Int) -> HostReference {
    lanes.withLock { lanes in
      if lanes.workers == 0 { codeCache.trim() }
      lanes.workers += 1
      return host(lane, of: &lanes)
    }
  }

  /// A worker is done.
  func close() { lanes.withLock { $0.workers -= 1 } }

  /// The host of a lane, for a look at what it did; executing takes ``open(lane:)``.
  func host(lane: Int) -> HostReference { lanes.withLock { host(lane, of: &$0) } }

  /// Made at first use; lives as long as the engine.
  private func host(_ lane: Int, of lanes: inout Lanes) -> HostReference {
    while lanes.hosts.count <= lane {
      lanes.hosts.append(
        HostReference(
          pointer: Host.make(rules: rules, codeStore: codeStore, codeCache: codeCache)))
    }
    return lanes.hosts[lane]
  }
}

/// Where a lane's host is.
///
/// `@unchecked Sendable` because a lane, and so its host, is used by one thread at a time.
struct HostReference: @unchecked Sendable {
  var pointer: UnsafeMutablePointer<Host>
}

private struct Lanes {
  /// Workers that may be executing.
  var workers = 0
  var hosts: [HostReference] = []

  func destroyAll() {
    for host in hosts { Host.destroy(host.pointer) }
  }
}
