import Primitives
import State
import Synchronization

/// Every version of every location that the block's transactions have written so far.
///
/// The committed state's record numbers are location numbers, so that what exists needs no hash table
/// of its own: chain heads lie in arrays beside the records. What has no record yet gets a number beyond
/// them from an ``InternTable``. A head names its block by an epoch, so that nothing is cleared between
/// blocks: a head of another epoch is that of an empty chain.
///
/// A handle on memory that ``MultiVersionStorage`` owns: valid for one block, while the state stays
/// unchanged, and used by all its workers.
struct MultiVersionMemory: BitwiseCopyable {
  /// In the upper 22 bits; the rest of a link is a node's address in cache lines.
  let epoch: UInt64
  let accountCount: UInt32
  let slotCount: UInt32
  let accountHeads: SharedWords
  let slotHeads: SharedWords
  let accountRecords: UnsafePointer<AccountRecord>
  let slotRecords: UnsafePointer<SlotRecord>
  let newAccounts: InternTable
  let newSlots: InternTable

  static let addressBits: UInt64 = 42
  private static let addressMask: UInt64 = 1 << addressBits - 1

  /// The chain of an account's field.
  @inline(__always)
  func head(_ field: Field, of account: AccountReference) -> SharedWords {
    if _fastPath(account.index < accountCount) {
      return accountHeads + (Int(account.index) &* 4 &+ Int(field.rawValue))
    }
    return newAccounts.heads(Int(account.index &- accountCount)) + Int(field.rawValue)
  }

  /// The chain of a slot.
  @inline(__always)
  func head(_ slot: SlotReference) -> SharedWords {
    if _fastPath(slot.index < slotCount) { return slotHeads + Int(slot.index) }
    return newSlots.heads(Int(slot.index &- slotCount))
  }

  /// What a link points to, nil at the end of the chain.
  @inline(__always)
  func node(_ link: UInt64) -> VersionNode? {
    guard link &>> Self.addressBits == epoch else { return nil }
    let address = UInt((link & Self.addressMask) &<< 6)
    return VersionNode(SharedWords(bitPattern: address).unsafelyUnwrapped)
  }

  /// The link that points to `node`.
  @inline(__always)
  private func link(to node: VersionNode) -> UInt64 {
    epoch &<< Self.addressBits | UInt64(UInt(bitPattern: node.words)) &>> 6
  }

  /// The newest version in the chain at `head` that a transaction below `transaction` wrote and that is
  /// not dead, with the version word seen; nil if there is none.
  @inline(__always)
  func newest(
    _ head: SharedWords, below transaction: Int
  ) -> (node: VersionNode, version: VersionWord)? {
    var link = head.pointee.load(ordering: .sequentiallyConsistent)
    while let node = node(link) {
      let version = node.version
      if version.transaction < transaction && !version.has(.dead) { return (node, version) }
      link = node.link.pointee.load(ordering: .acquiring)
    }
    return nil
  }

  /// The version that `transaction` would read now.
  @inline(__always)
  func version(_ head: SharedWords, below transaction: Int) -> VersionWord {
    newest(head, below: transaction)?.version ?? .committed
  }

  /// Hangs a new node into its chain. The chain must hold none of the same transaction.
  @inline(__always)
  func insert(_ node: VersionNode, of transaction: Int) {
    var place = node.head
    while true {
      var next = place.pointee.load(ordering: .acquiring)
      while let older = self.node(next), older.version.transaction > transaction {
        place = older.link
        next = place.pointee.load(ordering: .acquiring)
      }
      // A head may still hold the link of an earlier block, which must not be followed in this one.
      node.link.pointee.store(self.node(next) == nil ? 0 : next, ordering: .relaxed)
      let insertion = place.pointee.compareExchange(
        expected: next, desired: link(to: node), ordering: .sequentiallyConsistent)
      if insertion.exchanged { return }
    }
  }

  /// Whether a transaction before the node's has one in the same chain.
  @inline(__always)
  func hasOlder(_ node: VersionNode) -> Bool {
    self.node(node.link.pointee.load(ordering: .acquiring)) != nil
  }

  /// Takes a node out of its chain, while nobody else uses it.
  func remove(_ node: VersionNode) {
    var place = node.head
    while let next = self.node(place.pointee.load(ordering: .relaxed)) {
      if next.words == node.words {
        place.pointee.store(node.link.pointee.load(ordering: .relaxed), ordering: .relaxed)
        return
      }
      place = next.link
    }
  }

  /// The node that `transaction` has in the chain at `head`, dead or alive.
  func ownNode(_ head: SharedWords, of transaction: Int) -> VersionNode? {
    var link = head.pointee.load(ordering: .acquiring)
    while let node = node(link), node.version.transaction >= transaction {
      if node.version.transaction == transaction { return node }
      link = node.link.pointee.load(ordering: .acquiring)
    }
    return nil
  }
}
