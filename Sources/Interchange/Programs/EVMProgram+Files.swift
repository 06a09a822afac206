import Primitives
import State

extension EVMProgram {
  /// Reads `PATH.hex` (runtime code), `PATH.calldata`, and `PATH.state` and the folder's
  /// `expected.json` where they are. The program's name is the path's last component.
  public static func load(path: String) throws(InterchangeError) -> EVMProgram {
    let (folder, name) = split(path)
    guard fileExists(path + ".hex") else {
      throw InterchangeError(
        file: path + ".hex",
        problem: "there is no such file: name a program as FOLDER/NAME, without extension")
    }
    var allocation: Allocation = [:]
    allocation[target, default: .contract].code = try hexFile(path + ".hex")
    if fileExists(path + ".state") {
      for line in try stateLines(path + ".state") { try line.add(to: &allocation, in: folder) }
    }
    let expectations = folder + "expected.json"
    return EVMProgram(
      name: name, input: try hexFile(path + ".calldata"), allocation: allocation,
      expected: fileExists(expectations)
        ? try ExpectedProgramOutcome.load(path: expectations)[name] : nil)
  }

  /// The folder, with a slash or empty, and the rest.
  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
  }

  /// The bytes that a file writes in hexadecimal, with or without 0x, white space around them.
  fileprivate static func hexFile(_ path: String) throws(InterchangeError) -> [UInt8] {
    let text = try text(ofFile: path).filter { !$0.isWhitespace }
    guard let bytes = hexBytes(prefixed(text)) else {
      throw InterchangeError(
        file: path, problem: "is not an even number of hexadecimal digits and nothing else")
    }
    return bytes
  }

  private static func text(ofFile path: String) throws(InterchangeError) -> String {
    guard let text = String(validating: try bytes(ofFile: path), as: UTF8.self) else {
      throw InterchangeError(file: path, problem: "is not UTF-8 text")
    }
    return text
  }

  private static func stateLines(_ path: String) throws(InterchangeError) -> [StateLine] {
    let lines = try text(ofFile: path).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { number, text in
      let words = text.split(whereSeparator: \.isWhitespace)
      guard !words.isEmpty else { return nil }
      return StateLine(file: path, number: number + 1, words: words.map(String.init))
    }
  }
}

/// One line of a `.state` file: an account's code, or the value of one of its slots.
private struct StateLine {
  var file: String
  var number: Int
  var words: [String]

  func add(to allocation: inout Allocation, in folder: String) throws(InterchangeError) {
    switch (words[0], words.count) {
    case ("code", 3):
      allocation[try address(), default: .contract].code = try EVMProgram.hexFile(folder + words[2])
    case ("slot", 4):
      let (key, value) = (try word(2), try word(3))
      allocation[try address(), default: .contract].storage[key] = value
    default:
      throw error("expected `code ADDRESS FILE` or `slot ADDRESS KEY VALUE`")
    }
  }

  private func address() throws(InterchangeError) -> Address {
    guard let address = Address(hex: prefixed(words[1])) else {
      throw error("\(words[1]) is not an address of 40 hexadecimal digits")
    }
    return address
  }

  private func word(_ index: Int) throws(InterchangeError) -> Word {
    guard let word = Word(hex: prefixed(words[index])) else {
      throw error("\(words[index]) is not a number below 2²⁵⁶ in hexadecimal")
    }
    return word
  }

  private func error(_ problem: String) -> InterchangeError {
    InterchangeError(file: file, line: number, problem: problem)
  }
}

extension AccountAllocation {
  /// A contract that has no code yet.
  fileprivate static var contract: AccountAllocation { AccountAllocation(nonce: 1) }
}
