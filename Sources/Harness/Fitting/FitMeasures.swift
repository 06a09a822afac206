import Contention
import State

/// The contention of some blocks in the figures by which a fit is judged.
public struct FitMeasures: Hashable, Sendable {
  /// Share of a block's transactions that change its most changed location.
  public private(set) var topShare = 0.0
  /// 1/Σp² over the locations of a block that somebody changes.
  public private(set) var effectiveKeys = 0.0
  /// Share of the transactions that wait for another (D3).
  public private(set) var dependent = 0.0
  /// Longest chains over transactions, by count.
  public private(set) var longestChain = 0.0
  /// Gas of all transactions over gas of the longest chains.
  public private(set) var parallelism = 1.0

  /// Of blocks one after the other; effective keys are the mean over the blocks.
  init(_ blocks: [BlockAccesses]) {
    var (transactions, top, dependents, chains) = (0, 0, 0, UInt64(0))
    var (gas, chainGas, keys) = (UInt64(0), UInt64(0), 0.0)
    for block in blocks where !block.transactions.isEmpty {
      let dependencies = Dependencies(block)
      let byGas = CriticalPath(dependencies, weights: block.transactions.map(\.gasUsed))
      let byCount = CriticalPath(dependencies, weights: block.transactions.map { _ in 1 })
      transactions += block.transactions.count
      dependents += byCount.dependentCount
      chains += byCount.length
      gas += byGas.totalWeight
      chainGas += byGas.length
      let touches = Self.touches(block)
      top += touches.values.map(\.changes).max() ?? 0
      let accesses = touches.values.reduce(0.0) { $0 + Double($1.transactions) }
      let squares = touches.values.reduce(0.0) {
        $0 + Double($1.transactions) * Double($1.transactions)
      }
      keys += squares == 0 ? 0 : accesses * accesses / squares
    }
    guard transactions > 0 else { return }
    topShare = Double(top) / Double(transactions)
    dependent = Double(dependents) / Double(transactions)
    longestChain = Double(chains) / Double(transactions)
    parallelism = chainGas == 0 ? 1 : Double(gas) / Double(chainGas)
    effectiveKeys = keys / Double(blocks.count)
  }

  private static func touches(
    _ block: BlockAccesses
  ) -> [StateLocation: BlockContention.Touches] {
    var touches: [StateLocation: BlockContention.Touches] = [:]
    for transaction in block.transactions {
      for location in transaction.writes {
        touches[location, default: BlockContention.Touches()].changes += 1
      }
    }
    for transaction in block.transactions {
      for location in Set(transaction.reads + transaction.writes) {
        touches[location]?.transactions += 1
      }
    }
    return touches
  }
}
