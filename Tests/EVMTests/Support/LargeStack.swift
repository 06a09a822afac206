import Foundation

/// Runs `body` on a thread whose stack holds 1,024 frames in any build.
func onLargeStack<Value>(_ body: @escaping () throws -> Value) throws -> Value {
  nonisolated(unsafe) let body = body
  nonisolated(unsafe) var result: Result<Value, any Error>?
  let done = DispatchSemaphore(value: 0)
  let thread = Thread {
    result = Result { try body() }
    done.signal()
  }
  thread.stackSize = 256 << 20
  thread.start()
  done.wait()
  return try result!.get()
}
