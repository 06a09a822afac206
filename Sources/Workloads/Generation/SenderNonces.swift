import Primitives

/// Numbers the transactions of each sender.
struct SenderNonces {
  /// By account, in pages that are made at first use, so that idle accounts cost nothing.
  private var pages: [[UInt32]]
  /// Of accounts above those that the file asks for, which profiles bring along.
  private var others: [Int: UInt32] = [:]
  private static let pageBits = 12

  init(accounts: Int) { pages = .init(repeating: [], count: accounts >> Self.pageBits + 1) }

  /// The accounts that have sent something.
  var senders: [Int] {
    var senders = others.keys.sorted()
    for (page, nonces) in pages.enumerated() {
      for (place, nonce) in nonces.enumerated() where nonce > 0 {
        senders.append(page << Self.pageBits + place)
      }
    }
    return senders
  }

  /// Gives the block's transactions their nonces. Blocks have to come in order.
  mutating func number(_ block: inout DraftBlock) {
    for (index, sender) in block.senders.enumerated() {
      block.transactions[index].nonce = UInt64(next(of: Int(sender)))
    }
  }

  private mutating func next(of sender: Int) -> UInt32 {
    let page = sender >> Self.pageBits
    guard page < pages.count else {
      defer { others[sender, default: 0] += 1 }
      return others[sender, default: 0]
    }
    if pages[page].isEmpty { pages[page] = .init(repeating: 0, count: 1 << Self.pageBits) }
    let place = sender & (1 << Self.pageBits - 1)
    defer { pages[page][place] += 1 }
    return pages[page][place]
  }
}
