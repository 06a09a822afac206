import Primitives
import State

/// How a system call ended.
struct SystemCallOutcome: Equatable {
  var status: TransactionStatus
  /// What the contract returned.
  var output: [UInt8]
}

extension EVMEngine {
  /// Calls a contract as the protocol does (EIP-4788, EIP-2935, EIP-7002, EIP-7251): from the system's
  /// address, with 30 million gas that nobody pays and that no limit counts. What a successful call
  /// writes is written to `state`; one that fails leaves it as it was. Uses lane 0.
  ///
  /// - Returns: nil where there is no code.
  func callAsSystem(
    _ contract: Address, input: [UInt8], on state: WorldState, _ environment: BlockEnvironment
  ) -> SystemCallOutcome? {
    let view = CommittedView(state)
    guard view.code(of: view.account(contract)) != .empty else { return nil }
    let call = Transaction(
      kind: .legacy, sender: .system, chainID: nil, nonce: 0, gasLimit: 30_000_000,
      maxFeePerGas: .zero, maxPriorityFeePerGas: .zero, to: contract, value: .zero, input: input)
    let block = PreparedBlock([call], environment: environment, rules: rules, codeStore: codeStore)
    let host = open(lane: 0).pointer
    defer { close() }
    host.pointee.begin(block)
    return withExtendedLifetime(block) {
      // No transaction, so neither refused like one nor charged.
      block.waiveIntrinsicGas(of: 0)
      return Host.applySystemCall(block.transaction(0), host, on: state, view)
    }
  }
}

extension Host {
  fileprivate static func applySystemCall(
    _ call: PreparedTransaction, _ host: UnsafeMutablePointer<Host>,
    on state: WorldState, _ view: CommittedView
  ) -> SystemCallOutcome? {
    host.pointee.clear(view)
    host.pointee.environment.origin = Word(call.sender)
    // As the executable specification has it; nothing is paid.
    host.pointee.environment.gasPrice = host.pointee.environment.baseFee
    host.pointee.blobHashes = call.blobHashes
    let atStart = host.pointee.journal.forgetWhatIsWarmAtStart()
    defer { host.pointee.journal.restore(atStart) }
    var writes = GrowableBuffer<StateWrite>(capacity: 16)
    do throws(ReadFailure) {
      let message = try runContract(call, host, view)
      let outcome = SystemCallOutcome(
        status: message.status, output: Array(host.pointee.returnedBytes))
      guard message.status == .success else { return outcome }
      try host.pointee.journal.appendNetChanges(
        to: &writes, beneficiary: .zero, fee: .zero, view)
      for i in 0..<writes.count { state.apply(writes[i]) }
      return outcome
    } catch {
      // Committed state has no estimates to wait for.
      return nil
    }
  }

  /// Runs the code of the contract that is called, which is neither a precompile nor delegated.
  private static func runContract(
    _ call: PreparedTransaction, _ host: UnsafeMutablePointer<Host>,
    _ view: CommittedView
  ) throws(ReadFailure) -> MessageOutcome {
    let contract = host.pointee.journal.number(of: call.to, view)
    let code = try host.pointee.journal.code(contract, view)
    var frame = host.pointee.outermostFrame(
      call, host.pointee.analysed(code), account: contract, address: call.to,
      gas: call.gasLimit)
    return withUnsafeMutablePointer(to: &frame) { frame in
      run(host, frame, payer: nil, view)
      return MessageOutcome(frame.pointee)
    }
  }

  private var returnedBytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: returnData, count: returnDataCount)
  }
}

extension Journal {
  /// What is warm before a transaction's first instruction.
  fileprivate struct WarmAtStart {
    var precompiles: PrecompileAddresses
    var hasWarmBeneficiary: Bool
  }

  /// Makes the precompiles and the beneficiary cold: a system call begins with nothing accessed, not even
  /// the contract called (as the executable specification has it; EIP-4788 leaves it open).
  fileprivate mutating func forgetWhatIsWarmAtStart() -> WarmAtStart {
    let warm = WarmAtStart(precompiles: precompiles, hasWarmBeneficiary: hasWarmBeneficiary)
    precompiles = PrecompileAddresses(count: 0)
    hasWarmBeneficiary = false
    return warm
  }

  fileprivate mutating func restore(_ warm: WarmAtStart) {
    precompiles = warm.precompiles
    hasWarmBeneficiary = warm.hasWarmBeneficiary
  }
}

extension Address {
  /// Who makes system calls (EIP-4788).
  static var system: Address {
    Address(high: 0xffff_ffff, middle: .max, low: 0xffff_ffff_ffff_fffe)
  }
}
