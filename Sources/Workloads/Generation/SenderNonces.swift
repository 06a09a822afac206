import Primitives

/// Numbers the transactions of each sender.
struct SenderNonces {
  /// By account, in pages that are made at first use, so that idle accounts cost nothing.
  private var pages: [[UInt32]]
  /// Of accounts above those that the file asks for, which profiles bring along.
  private var others: [Int: UInt32] = [:]
  private static let pageBits = 12

  init(accounts: Int) { pages = .init(repeating: [], count: accounts >> Self.pageBits + 1) }

  /// Gives the block's transactions their nonces, and the ether for fees to whoever sends for the first
  /// time. Blocks have to come in order.
  mutating func number(_ block: inout DraftBlock, in genesis: inout GenesisBuilder) {
    for (index, sender) in block.senders.enumerated() {
      let nonce = next(of: Int(sender))
      if nonce == 0 { genesis.endowSender(block.transactions[index].sender) }
      block.transactions[index].nonce = UInt64(nonce)
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
