import ArgumentParser
import EVM

/// Options of every command that can trace, named as other clients' transition tools name them.
struct TraceOptions: ParsableArguments {
  @Flag(help: "Trace every step as JSON lines (EIP-3155). Executes in order, on one thread.")
  var trace = false

  @Flag(name: .customLong("trace.memory"), help: "Have steps show memory.")
  var memory = false

  @Flag(name: .customLong("trace.returndata"), help: "Have steps show return data.")
  var returnData = false

  @Flag(name: .customLong("trace.nostack"), help: "Have steps show no operands.")
  var withoutStack = false

  var contents: TraceContents {
    TraceContents(stack: !withoutStack, memory: memory, returnData: returnData)
  }

  /// Refuses what has no meaning without a trace.
  func requireTrace() throws {
    if !trace && (memory || returnData || withoutStack) {
      throw ValidationError("--trace.… say what a trace shows: give --trace as well")
    }
  }
}
