/// Whatever a scheduler keeps from block to block, waiting for its next block: one for each block that
/// was ever executed at the same time as others.
final class EnginePool<Engine: AnyObject & Sendable>: Sendable {
  private let waiting = Locked<[Engine]>([])

  func take(orMake make: () -> Engine) -> Engine {
    waiting.withLock { $0.popLast() } ?? make()
  }

  func give(_ engine: Engine) { waiting.withLock { $0.append(engine) } }
}
