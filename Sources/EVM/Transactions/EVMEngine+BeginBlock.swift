import Primitives
import State

extension EVMEngine {
  /// What happens before the first transaction: from Cancun on the beacon root contract is told the
  /// parent's root (EIP-4788), if it is there. Uses lane 0.
  ///
  /// - Returns: whether the contract was there and ran to success.
  @discardableResult
  public func beginBlock(on state: WorldState, environment: BlockEnvironment) -> Bool {
    guard rules.hasBeaconRoots, let root = environment.parentBeaconBlockRoot else { return false }
    var bytes = [UInt8](repeating: 0, count: 32)
    bytes.withUnsafeMutableBytes { buffer in
      if let base = buffer.baseAddress { root.word.storeBigEndian(to: base) }
    }
    return callAsSystem(EVMEngine.beaconRoots, input: bytes, on: state, environment)
  }

  private static var beaconRoots: Address {
    Address(high: 0x000F_3df6, middle: 0xD732_807E_f131_9fB7, low: 0xB8bB_8522_d0Be_ac02)
  }

  /// Calls a contract as the protocol does: from the system's address, with 30 million gas that nobody
  /// pays. Nothing happens where there is no code.
  private func callAsSystem(
    _ address: Address, input: [UInt8], on state: WorldState, _ environment: BlockEnvironment
  ) -> Bool {
    let view = CommittedView(state)
    guard view.code(of: view.account(address)) != .empty else { return false }
    let caller = Address(high: 0xffff_ffff, middle: .max, low: 0xffff_ffff_ffff_fffe)
    let call = Transaction(
      kind: .legacy, sender: caller, chainID: nil, nonce: 0, gasLimit: 30_000_000,
      maxFeePerGas: .zero, maxPriorityFeePerGas: .zero, to: address, value: .zero, input: input)
    var free = environment
    free.baseFee = .zero
    free.gasLimit = .max
    let block = PreparedBlock([call], environment: free, rules: rules)
    let host = host(lane: 0).pointer
    host.pointee.begin(block)
    host.pointee.environment.baseFee = environment.baseFee
    return withExtendedLifetime(block) {
      guard let prepared = block.transactions.baseAddress else { return false }
      return Host.applySystemCall(prepared, host, on: state, view)
    }
  }
}

extension Host {
  fileprivate static func applySystemCall(
    _ call: UnsafeMutablePointer<PreparedTransaction>, _ host: UnsafeMutablePointer<Host>,
    on state: WorldState, _ view: CommittedView
  ) -> Bool {
    host.pointee.clear()
    call.pointee.intrinsicGas = 0
    host.pointee.environment.origin = Word(call.pointee.sender)
    host.pointee.environment.gasPrice = .zero
    let sender = host.pointee.journal.number(of: call.pointee.sender, view)
    var writes = GrowableBuffer<StateWrite>(capacity: 16)
    do throws(ReadFailure) {
      let outcome = try runMessage(UnsafePointer(call), host, sender, view)
      guard outcome.status == .success else { return false }
      try host.pointee.journal.appendNetChanges(
        to: &writes, beneficiary: .zero, fee: .zero, view)
    } catch {
      // Committed state has no estimates to wait for.
      return false
    }
    for i in 0..<writes.count { state.apply(writes[i]) }
    return true
  }
}
