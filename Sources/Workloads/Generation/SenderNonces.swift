import Foundation

/// Numbers the transactions of each sender.
struct SenderNonces: ~Copyable {
  /// By account. The memory is this value's alone, which cannot be copied, and every use is within
  /// ``accounts``. The system zeroes its pages at their first use, so that idle accounts cost nothing.
  private let nonces: UnsafeMutablePointer<UInt32>
  private let accounts: Int
  /// Of accounts above those that the file asks for, which profiles bring along.
  private var others: [Int: UInt32] = [:]

  init(accounts: Int) {
    guard let memory = calloc(max(accounts, 1), MemoryLayout<UInt32>.stride) else {
      fatalError("no memory for the nonces of \(accounts) accounts")
    }
    nonces = memory.bindMemory(to: UInt32.self, capacity: max(accounts, 1))
    self.accounts = accounts
  }

  deinit { free(nonces) }

  /// The accounts that have sent something.
  var senders: [Int] {
    let own = [Int](unsafeUninitializedCapacity: accounts) { own, count in
      // Without a branch, which would be mispredicted every few accounts.
      for account in 0..<accounts {
        own[count] = account
        count &+= nonces[account] > 0 ? 1 : 0
      }
    }
    return others.isEmpty ? own : own + others.keys.sorted()
  }

  /// Gives the block's transactions their nonces. Blocks have to come in order.
  mutating func number(_ block: inout DraftBlock) {
    block.transactions.withUnsafeMutableBufferPointer { transactions in
      for (index, sender) in block.senders.enumerated() {
        transactions[index].nonce = next(of: Int(sender))
      }
    }
  }

  /// The nonce of the next transaction of `sender`.
  @inline(__always)
  mutating func next(of sender: Int) -> UInt64 {
    guard sender < accounts else { return nextOfOthers(sender) }
    defer { nonces[sender] &+= 1 }
    return UInt64(nonces[sender])
  }

  @inline(never)
  private mutating func nextOfOthers(_ sender: Int) -> UInt64 {
    defer { others[sender, default: 0] += 1 }
    return UInt64(others[sender, default: 0])
  }
}
