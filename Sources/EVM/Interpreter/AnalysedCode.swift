/// A contract's code made ready for the interpreter.
struct AnalysedCode {
  /// The code itself.
  var bytes: UnsafePointer<UInt8>
  var count: Int
}
