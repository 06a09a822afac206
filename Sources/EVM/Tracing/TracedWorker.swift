import Primitives
import State

/// A worker whose transactions are traced.
final class TracedWorker: TransactionWorker {
  private let worker: EVMWorker
  private let host: UnsafeMutablePointer<Host>
  private let tracer: FrameTracer
  private let block: PreparedBlock

  init(
    _ worker: EVMWorker, _ engine: EVMEngine, _ tracer: any ExecutionTracer,
    _ block: PreparedBlock, lane: Int
  ) {
    self.worker = worker
    host = engine.host(lane: lane).pointer
    self.tracer = FrameTracer(tracer, engine.codeCache.table)
    self.block = block
  }

  func execute(
    _ index: Int, reading view: any StateView, into effects: TransactionEffects
  ) throws(ReadFailure) {
    host.pointee.tracer = Unmanaged.passUnretained(tracer)
    defer { host.pointee.tracer = nil }
    tracer.beginTransaction(index)
    try worker.execute(index, reading: view, into: effects)
    tracer.endTransaction(block.transaction(index), effects, host)
  }
}
