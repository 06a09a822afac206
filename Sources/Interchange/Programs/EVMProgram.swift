import Primitives
import State

/// A program that measures an interpreter: a contract, one call of it, and the state around it.
///
/// `Benchmarks/README.md` describes the files.
public struct EVMProgram: Sendable {
  public var name: String
  /// The call's data.
  public var input: [UInt8]
  /// The contract under test, the contracts it calls, and their slots.
  public var allocation: Allocation
  /// What the call must do; nil where nobody has said.
  public var expected: ExpectedProgramOutcome?

  public init(
    name: String, input: [UInt8], allocation: Allocation, expected: ExpectedProgramOutcome?
  ) {
    self.name = name
    self.input = input
    self.allocation = allocation
    self.expected = expected
  }

  /// Who calls.
  public static let caller = Address(high: 0x1000_0000, middle: 0, low: 1)
  /// Where the contract under test is.
  public static let target = Address(high: 0xc0de_0000, middle: 0, low: 1)
}

/// What executing a program must come to, as other machines have it.
public struct ExpectedProgramOutcome: Hashable, Sendable {
  /// Before refunds, intrinsic gas excluded.
  public var executionGas: UInt64
  /// Gas that is given back, capped as the fork says.
  public var refund: UInt64
  public var output: [UInt8]
  public var logCount: Int
  /// The first logs, as many as are known.
  public var firstLogs: [Log]
  /// Values of slots afterwards, not of all.
  public var storage: [Address: [Word: Word]]
}

extension ExpectedProgramOutcome {
  /// Reads `expected.json`: what each program of its folder must come to, by name.
  public static func load(
    path: String
  ) throws(InterchangeError) -> [String: ExpectedProgramOutcome] {
    var outcomes: [String: ExpectedProgramOutcome] = [:]
    for (name, value) in try JSONDocument(path: path).root.members() {
      outcomes[try name.string()] = try ExpectedProgramOutcome(decoding: value)
    }
    return outcomes
  }

  private init(decoding value: JSONValue) throws(InterchangeError) {
    executionGas = try value.member("execution_gas").integer()
    refund = try value.member("refund").integer()
    output = try value.member("output").looseBytes()
    logCount = Int(clamping: try value.member("log_count").integer())
    firstLogs = try value.member("logs").map { (log) throws(InterchangeError) in
      Log(
        address: try log.member("address").address(),
        topics: try log.member("topics").map { (topic) throws(InterchangeError) in
          try topic.word()
        },
        data: try log.member("data").looseBytes())
    }
    storage = [:]
    for (address, slots) in try value.member("post_storage").members() {
      var values: [Word: Word] = [:]
      for (key, slot) in try slots.members() { values[try key.looseWord()] = try slot.looseWord() }
      storage[Address(truncating: try address.looseWord())] = values
    }
  }
}

/// Hexadecimal with or without `0x`, as the programs' files write it.
extension JSONValue {
  fileprivate func looseBytes() throws(InterchangeError) -> [UInt8] {
    guard let bytes = hexBytes(prefixed(try string())) else {
      throw expected("bytes in hexadecimal")
    }
    return bytes
  }

  fileprivate func looseWord() throws(InterchangeError) -> Word {
    guard let word = Word(hex: prefixed(try string())) else {
      throw expected("a number below 2²⁵⁶ in hexadecimal")
    }
    return word
  }
}

/// `digits` with `0x` before them, if it is not there.
func prefixed(_ digits: some StringProtocol) -> String {
  digits.hasPrefix("0x") ? String(digits) : "0x" + digits
}
