import Primitives
import State

extension StateTest {
  /// All tests of the file at `path`, in file order.
  /// - Throws: ``InterchangeError`` for a file that is not a state test through and through.
  public static func load(path: String) throws(InterchangeError) -> [StateTest] {
    try decode(JSONDocument(path: path))
  }

  static func decode(_ document: JSONDocument) throws(InterchangeError) -> [StateTest] {
    var tests: [StateTest] = []
    for (key, value) in try document.root.members() {
      tests.append(try StateTest(name: key.string(), decoding: value))
    }
    return tests
  }

  init(name: String, decoding test: JSONValue) throws(InterchangeError) {
    self.name = name
    header = try BlockHeader(decodingEnvironment: test.member("env"))
    allocation = try test.member("pre").allocation { (account) throws(InterchangeError) in
      try AccountAllocation(decodingStateTest: account)
    }
    transaction = try StateTestTransaction(decoding: test.member("transaction"))
    cases = []
    for (fork, list) in try test.member("post").members() {
      for entry in try list.elements() {
        cases.append(
          try StateTestCase(fork: fork.string(), decoding: entry, choices: transaction))
      }
    }
  }
}

extension BlockHeader {
  /// `env`; fields that a fork does not know are there in some files and missing in others.
  init(decodingEnvironment environment: JSONValue) throws(InterchangeError) {
    self.init()
    beneficiary = try environment.member("currentCoinbase").address()
    gasLimit = try environment.member("currentGasLimit").uint64()
    number = try environment.member("currentNumber").uint64()
    timestamp = try environment.member("currentTimestamp").uint64()
    if let value = try environment.optionalMember("currentDifficulty") {
      difficulty = try value.word()
    }
    if let value = try environment.optionalMember("currentRandom") {
      mixHash = Hash(try value.word())
    }
    baseFeePerGas = try environment.optionalMember("currentBaseFee")?.word()
    excessBlobGas = try environment.optionalMember("currentExcessBlobGas")?.uint64()
    if let value = try environment.optionalMember("previousHash") {
      parentHash = try value.hash()
    }
  }
}

extension AccountAllocation {
  init(decodingStateTest account: JSONValue) throws(InterchangeError) {
    self.init(
      balance: try account.member("balance").word(), nonce: try account.member("nonce").uint64(),
      code: try account.member("code").bytes(), storage: try account.member("storage").storage())
  }
}

extension StateTestCase {
  init(
    fork: String, decoding entry: JSONValue, choices: StateTestTransaction
  ) throws(InterchangeError) {
    let indexes = try entry.member("indexes")
    self.fork = fork
    dataIndex = try indexes.member("data").index(below: choices.inputs.count)
    gasIndex = try indexes.member("gas").index(below: choices.gasLimits.count)
    valueIndex = try indexes.member("value").index(below: choices.values.count)
    expectedRoot = try entry.member("hash").hash()
    expectedLogsHash = try entry.member("logs").hash()
    expectedException = try entry.optionalMember("expectException")?.string()
    expectedState = try entry.optionalMember("state")?.allocation {
      (account) throws(InterchangeError) in try AccountAllocation(decodingStateTest: account)
    }
  }
}

extension JSONValue {
  fileprivate func index(below count: Int) throws(InterchangeError) -> Int {
    let index = try integer()
    guard index < count else { throw error("index \(index) of a list of \(count)") }
    return Int(index)
  }
}
