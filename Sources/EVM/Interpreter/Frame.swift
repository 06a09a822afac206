import Primitives
import State

/// How a frame ended.
enum Halt: UInt8 {
  /// Not yet.
  case none
  /// STOP, or the end of the code: success without output.
  case stopped
  /// RETURN: success with output.
  case returned
  /// SELFDESTRUCT: success without output.
  case destroyed
  /// REVERT: gas left is returned, and output.
  case reverted

  // Exceptional halts: all gas of the frame is gone.
  case outOfGas
  case stackUnderflow
  case stackOverflow
  case invalidJump
  case invalidInstruction
  case staticViolation
  case returnDataOutOfBounds
  /// A created contract's code starts with 0xEF (EIP-3541).
  case invalidCode
  /// A created contract's code, or init code, is too large (EIP-170, EIP-3860).
  case codeTooLarge
  case createCollision

  /// A read failed: the whole attempt stops at once and its effects are void.
  case suspended

  var isSuccess: Bool { self == .stopped || self == .returned || self == .destroyed }
}

/// One message call or creation in progress.
///
/// Lives on the native stack of the call that made it; stack and memory point into the worker's slabs,
/// which never move. Plain data: nothing in it is reference counted.
struct Frame {
  var code: UnsafePointer<AnalysedCode>
  /// Slot 0 of the operand stack; room for 1,024 words and a margin.
  var stack: UnsafeMutablePointer<Word>
  var memory: UnsafeMutablePointer<UInt8>
  /// Bytes of memory in use: a multiple of 32, all of them initialised.
  var memorySize = 0
  /// Bytes from `memory` to the end of the worker's slab.
  var memoryCapacity: Int
  /// Gas left: set by the caller, and by the interpreter when it ends. Signed, so that a charge can be
  /// taken first and tested after. While the frame waits for one that it called, what it keeps; for one
  /// that it creates, what is left before the new frame gets its share: for tracers.
  var gas: Int64
  var input: UnsafePointer<UInt8>
  var inputCount: Int
  /// The executing account's number in the journal.
  var account: Int32
  var depth: Int32
  var isStatic: Bool
  var halt = Halt.none
  var address: Address
  var caller: Address
  var value: Word
  /// RETURN's or REVERT's data: in this frame's memory, valid until the slab is used again.
  var output: UnsafePointer<UInt8>
  var outputCount = 0
  /// One past the top operand when the frame ends or calls out: where a callee's stack may start.
  var stackTop: UnsafeMutablePointer<Word>
}
