import Primitives
import State

/// Transactions that run the same function of the same code, and so access places named alike.
public struct CallKind: Hashable, Sendable {
  /// What runs.
  public enum Code: Hashable, Sendable {
    /// Nothing: a payment.
    case none
    /// Init code.
    case creation
    /// All contracts with this code are one kind: pairs of one factory, for instance.
    case hash(Hash)
    /// Code that runs other code in its own place is known by its address: what a proxy does is not
    /// said by the proxy's code. (A minimal proxy, EIP-1167, says it: known by its code.)
    case account(Address)
  }

  public var code: Code
  /// The first four bytes of call data; nil if there are fewer, or nothing is run.
  public var selector: UInt32?

  public init(code: Code, selector: UInt32?) {
    self.code = code
    self.selector = selector
  }
}

extension CallKind {
  init(_ transaction: Transaction, code: Code) {
    let input = transaction.input
    let runsFunction =
      switch code {
      case .none, .creation: false
      case .hash, .account: input.count >= 4
      }
    self.init(
      code: code,
      selector: runsFunction ? input.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } : nil)
  }
}

/// Finds out what code transactions call, each account's once a block.
struct CodeReader {
  private let state: WorldState
  private var known: [Address: CallKind.Code] = [:]

  init(_ state: WorldState) { self.state = state }

  /// What `transaction` runs, as the state has it.
  mutating func code(of transaction: Transaction) -> CallKind.Code {
    guard let target = transaction.to else { return .creation }
    if let code = known[target] { return code }
    let code = read(target)
    known[target] = code
    return code
  }

  private func read(_ target: Address) -> CallKind.Code {
    guard let account = state.find(target) else { return .none }
    let reference = state.record(account).code
    guard reference != .empty else { return .none }
    let isProxy = delegatesCalls(state.codeStore.bytes(reference))
    return isProxy ? .account(target) : .hash(state.codeStore.hash(reference))
  }
}

/// Whether the code has a DELEGATECALL or CALLCODE among its instructions; a minimal proxy's is not
/// counted. O(bytes); data behind the code may look like one, which makes a kind of its own, no error.
func delegatesCalls(_ code: UnsafeRawBufferPointer) -> Bool {
  if isMinimalProxy(code) { return false }
  var position = 0
  while position < code.count {
    let instruction = code[position]
    if instruction == 0xf4 || instruction == 0xf2 { return true }
    // PUSH1 to PUSH32 carry their bytes.
    if (0x60...0x7f).contains(instruction) { position += Int(instruction) - 0x5f }
    position += 1
  }
  return false
}

/// EIP-1167: 10 bytes, the implementation's address, 15 bytes.
private func isMinimalProxy(_ code: UnsafeRawBufferPointer) -> Bool {
  let head: [UInt8] = [0x36, 0x3d, 0x3d, 0x37, 0x3d, 0x3d, 0x3d, 0x36, 0x3d, 0x73]
  return code.count == 45 && code.prefix(10).elementsEqual(head)
}
