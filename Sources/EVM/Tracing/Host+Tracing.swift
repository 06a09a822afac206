import Primitives
import State

/// Runs a frame of traced code: its instructions, between the tracer's word that it halted and the
/// caller's that it began. By another call of the interpreter, so that this one need not ask at every
/// frame's end whether anybody listens.
@inline(never)
func runTraced(
  _ frame: UnsafeMutablePointer<Frame>, _ host: UnsafeMutablePointer<Host>, _ view: any StateView
) {
  let entry = frame.pointee.code
  guard let traced = entry.pointee.traced else {
    frame.pointee.halt = .invalidInstruction
    frame.pointee.gas = 0
    return
  }
  frame.pointee.code = UnsafePointer(traced)
  interpret(frame, host, view)
  frame.pointee.code = entry
  host.pointee.tracer?._withUnsafeGuaranteedRef { $0.leave(frame, host) }
}

/// The instruction announced at `ip` is about to run.
@inline(never)
func noteStep(
  _ frame: UnsafeMutablePointer<Frame>, _ host: UnsafeMutablePointer<Host>,
  _ ip: UnsafePointer<Instruction>, _ sp: UnsafeMutablePointer<Word>, _ gas: Int64
) {
  host.pointee.stepCount &+= 1
  host.pointee.tracer?._withUnsafeGuaranteedRef {
    $0.note(ip, in: frame, host, top: sp, gas: gas)
  }
}
