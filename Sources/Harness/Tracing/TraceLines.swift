import EVM
import Primitives

/// The lines of EIP-3155: one JSON object each, members in the order that other clients write them in.
extension TraceStep {
  /// Appends this step as a line.
  func appendLine(to text: inout [UInt8]) {
    text.append("{\"pc\":\(programCounter),\"op\":\(opcode)")
    text.append(",\"gas\":\"\(hexadecimal(gas))\",\"gasCost\":\"\(hexadecimal(gasCost))\"")
    if let memory {
      text.append(",\"memory\":\"")
      text.append(hexText(memory) + "\"")
    }
    text.append(",\"memSize\":\(memorySize)")
    if let stack {
      text.append(",\"stack\":[")
      text.append(stack.map { "\"\($0.hex)\"" }.joined(separator: ",") + "]")
    }
    if let returnData { text.append(",\"returnData\":\"\(hexText(returnData))\"") }
    text.append(",\"depth\":\(depth),\"refund\":\(refund),\"opName\":\"\(name)\"")
    if let error { text.append(",\"error\":\"\(error)\"") }
    text.append("}\n")
  }
}

extension TraceOutcome {
  /// Appends the summary that follows a transaction's steps as a line. The output is without 0x there.
  func appendLine(to text: inout [UInt8]) {
    text.append("{\"output\":\"\(hexText(output).dropFirst(2))\"")
    text.append(",\"gasUsed\":\"\(hexadecimal(gasUsed))\"")
    if let error { text.append(",\"error\":\"\(error)\"") }
    text.append("}\n")
  }
}

private func hexadecimal(_ number: Int64) -> String {
  Word(UInt64(clamping: number)).hex
}

extension [UInt8] {
  /// Appends text that is free of what JSON escapes.
  fileprivate mutating func append(_ text: String) { append(contentsOf: text.utf8) }
}
