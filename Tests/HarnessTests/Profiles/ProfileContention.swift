import Contention
import Foundation
import Primitives
import State
import Workloads

@testable import Harness

/// What a workload's blocks are like, averaged over its blocks: the figures of the profiles' READMEs.
struct ProfileContention: CustomStringConvertible {
  var dependentRatio = 0.0
  /// Share of the block's transactions in its longest chain.
  var longestChain = 0.0
  /// By gas, with any number of processors.
  var bound = 0.0
  /// The location that most transactions change, and their share.
  var topKey = ""
  var topShare = 0.0

  init(_ name: String) throws {
    let workload = try RepositoryWorkloads.generate(name, collectingNames: true)
    let stream = try BlockStream(workload, name: name)
    let state = stream.genesis.copy()
    var writes: [String: Int] = [:]
    var gas = (total: 0.0, path: 0.0)
    for step in stream.steps {
      let accesses = BlockAccesses.record(step.executor, on: state)
      let byCount = CriticalPath.byCount(accesses)
      let byGas = CriticalPath.byGas(accesses)
      dependentRatio += byCount.dependentRatio / Double(stream.steps.count)
      longestChain +=
        Double(byCount.length) / Double(byCount.transactionCount) / Double(stream.steps.count)
      gas.total += Double(byGas.totalWeight)
      gas.path += Double(byGas.length)
      for location in accesses.transactions.flatMap(\.writes) {
        writes[Self.name(of: location, in: state, workload.names), default: 0] += 1
      }
    }
    bound = gas.total / gas.path
    // Of equals the first by name, so that the answer is always the same.
    if let top = writes.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
      topKey = top.key
      topShare = Double(top.value) / Double(stream.transactionCount)
    }
  }

  private static func name(
    of location: StateLocation, in state: WorldState, _ names: LocationNames?
  ) -> String {
    let address = state.record(location.account).address
    let account = names?.name(of: address) ?? address.hex
    switch location {
    case .nonce: return "nonce of \(account)"
    case .balance: return "balance of \(account)"
    case .code: return "code of \(account)"
    case .erasure: return "erasure of \(account)"
    case .slot(let slot, _):
      let key = state.record(slot).key
      return "\(account) \(names?.name(of: key, at: address) ?? key.hex)"
    }
  }

  /// A row of the table.
  var description: String {
    String(
      format: "%.1f%% | %.1f%% | %.1f | `%@` (%.1f%%)", 100 * dependentRatio, 100 * longestChain,
      bound, topKey, 100 * topShare)
  }
}
