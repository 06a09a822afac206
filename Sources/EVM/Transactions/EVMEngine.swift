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
  private let lanes = Mutex(Lanes())

  /// An engine for states over this code store.
  public init(rules: ForkRules, codeStore: CodeStore) {
    self.rules = rules
    self.codeStore = codeStore
    codeCache = CodeCache(rules: rules, store: codeStore)
  }

  deinit {
    lanes.withLock { $0.destroyAll() }
  }

  /// The host of a lane, made at first use; lives as long as the engine.
  func host(lane: Int) -> HostReference {
    lanes.withLock { lanes in
      while lanes.hosts.count <= lane {
        lanes.hosts.append(
          HostReference(
            pointer: Host.make(rules: rules, codeStore: codeStore, codeCache: codeCache)))
      }
      return lanes.hosts[lane]
    }
  }
}

/// Where a lane's host is.
///
/// `@unchecked Sendable` because a lane, and so its host, is used by one thread at a time.
struct HostReference: @unchecked Sendable {
  var pointer: UnsafeMutablePointer<Host>
}

private struct Lanes {
  var hosts: [HostReference] = []

  func destroyAll() {
    for host in hosts { Host.destroy(host.pointer) }
  }
}
