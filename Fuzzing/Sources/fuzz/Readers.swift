import Primitives
import State

@testable import Interchange
@testable import Workloads

/// Everything that reads RLP. What is accepted must encode to the bytes it came from.
@Sendable func readRLP(_ bytes: [UInt8]) {
  if let item = try? RLPItem(decoding: bytes) {
    precondition(item.encoded() == bytes, "an item is not its encoding")
  }
  if let transaction = try? Transaction(decoding: bytes) {
    precondition(transaction.encoded() == bytes, "a transaction is not its encoding")
    _ = transaction.hash
  }
}

/// Blocks and their headers as nodes send them. What is accepted must encode to the bytes it came from.
@Sendable func readBlocks(_ bytes: [UInt8]) {
  if let block = try? Block(decoding: bytes) {
    precondition(block.encoded() == bytes, "a block is not its encoding")
    _ = block.header.hash
  }
  if let header = try? BlockHeader(decoding: bytes) {
    precondition(header.encoded() == bytes, "a header is not its encoding")
  }
  _ = try? transactionEnvelopes(inList: bytes)
}

/// Every reader of JSON.
@Sendable func readJSON(_ bytes: [UInt8]) {
  guard let document = try? JSONDocument(file: "input", bytes: bytes) else { return }
  let root = document.root
  attempt { () throws(InterchangeError) in _ = try StateTest.decode(document) }
  attempt { () throws(InterchangeError) in _ = try BlockTest.decode(document) }
  attempt { () throws(InterchangeError) in _ = try MainnetBlock(decoding: root) }
  attempt { () throws(InterchangeError) in _ = try TransitionEnvironment(decoding: root) }
  for protectsLegacy in [false, true] {
    let signing = TransitionSigning(chainID: 1, protectsLegacy: protectsLegacy)
    attempt { () throws(InterchangeError) in
      _ = try TransitionTransaction.decodeAll(root, signing)
    }
  }
  attempt { () throws(InterchangeError) in _ = try DifferentialCase(decoding: root) }
  attempt { () throws(InterchangeError) in
    _ = try root.allocation { (account) throws(InterchangeError) in
      try AccountAllocation(decodingSparse: account)
    }
  }
  attempt { () throws(InterchangeError) in try walk(root) }
}

/// Whatever is refused says where.
private func attempt(_ read: () throws(InterchangeError) -> Void) {
  do throws(InterchangeError) { try read() } catch {
    precondition(error.description.contains("input"))
  }
}

/// Asks every value of a document for everything that it might be.
private func walk(_ value: JSONValue) throws(InterchangeError) {
  _ = try? value.bytes()
  _ = try? value.number()
  _ = try? value.address()
  _ = try? value.hash()
  _ = try? value.integer()
  switch value.kind {
  case .object:
    for (key, member) in try value.members() {
      _ = try key.string()
      try walk(member)
    }
  case .array:
    for element in try value.elements() { try walk(element) }
  case .string, .escapedString: _ = try value.string()
  default: break
  }
  precondition(value.path.utf8.count >= 0)
}

/// Workload files.
@Sendable func readYAML(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  do throws(WorkloadError) {
    _ = try WorkloadSpec.parse(text, name: "input")
  } catch {
    precondition(!error.description.isEmpty)
  }
}
