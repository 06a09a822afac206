import Primitives
import State

/// Why a block's requests cannot be collected, so that the block is invalid.
public enum RequestsFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// A contract that the fork calls after every block is not there.
  case noContract(Address)
  /// A contract that the fork calls after every block did not run to success.
  case callFailed(Address)
  /// The deposit contract logged what is no deposit (EIP-6110).
  case malformedDeposit

  /// The reason in words, without a full stop.
  public var description: String {
    switch self {
    case .noContract(let address): "no code at the system contract \(address.hex)"
    case .callFailed(let address): "the call of the system contract \(address.hex) failed"
    case .malformedDeposit: "the deposit contract logged what is no deposit (EIP-6110)"
    }
  }
}

extension EVMEngine {
  /// What happens after the last transaction and the withdrawals: from Prague on deposits are read off
  /// the logs (EIP-6110), and the contracts that queue withdrawals (EIP-7002) and consolidations
  /// (EIP-7251) are called, which may change `state`. Uses lane 0.
  ///
  /// - Parameter logs: Those of all transactions of the block, in order.
  /// - Returns: the block's requests by kind, none without data; nothing before Prague.
  public func endBlock(
    on state: WorldState, environment: BlockEnvironment, logs: some Sequence<Log>
  ) throws(RequestsFailure) -> [ExecutionRequest] {
    guard rules.hasRequests else { return [] }
    let requests = [
      ExecutionRequest(kind: ExecutionRequest.deposits, data: try deposits(in: logs)),
      ExecutionRequest(
        kind: ExecutionRequest.withdrawals,
        data: try collect(from: .withdrawalRequests, on: state, environment)),
      ExecutionRequest(
        kind: ExecutionRequest.consolidations,
        data: try collect(from: .consolidationRequests, on: state, environment)),
    ]
    return requests.filter { !$0.data.isEmpty }
  }

  private func collect(
    from contract: Address, on state: WorldState, _ environment: BlockEnvironment
  ) throws(RequestsFailure) -> [UInt8] {
    guard let outcome = callAsSystem(contract, input: [], on: state, environment) else {
      throw .noContract(contract)
    }
    guard outcome.status == .success else { throw .callFailed(contract) }
    return outcome.output
  }
}

extension Address {
  /// EIP-7002.
  static var withdrawalRequests: Address {
    Address(high: 0x0000_0961, middle: 0xEf48_0Eb5_5e80_D19a, low: 0xd835_79A6_4c00_7002)
  }

  /// EIP-7251.
  static var consolidationRequests: Address {
    Address(high: 0x0000_BBdD, middle: 0xc7CE_4886_42fb_579F, low: 0x8B00_f3a5_9000_7251)
  }
}
