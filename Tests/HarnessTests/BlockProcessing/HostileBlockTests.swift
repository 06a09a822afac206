import EVM
import Primitives
import Schedulers
import Signatures
import State
import Testing

@testable import Harness

/// Blocks whose parts are anything: refused or imported, and nothing traps.
@Suite struct HostileBlockTests {
  private func isImported(_ bytes: [UInt8], into chain: BlockChain) -> Bool {
    var chain = chain
    let one = WorkerPool(size: 1)
    return onLargeStack {
      (try? chain.importBlock(bytes, under: SequentialScheduler(), with: one)) != nil
    }
  }

  /// Every byte changed: only the valid block itself is a valid block, but for what nobody commits to.
  @Test(arguments: [Fork.homestead, .shanghai, .cancun]) func noByteCanBeChanged(fork: Fork) throws
  {
    let fixture = try ChainFixture(ForkSchedule(fork))
    let bytes = try fixture.block([fixture.transfer(), fixture.transfer(nonce: 1)]).encoded()
    #expect(isImported(bytes, into: fixture.chain))
    var imported: [Int] = []
    for place in bytes.indices {
      for change: UInt8 in [1, 0x80] {
        var mutated = bytes
        mutated[place] ^= change
        if isImported(mutated, into: fixture.chain) { imported.append(place) }
      }
    }
    // The mix hash, 32 bytes, and before the Merge the nonce, 8: the seal, which is not verified. From
    // Cancun on also the beacon block root, 32, as the contract that would be told is not there.
    let free = 2 * (fork == .homestead ? 40 : fork == .cancun ? 64 : 32)
    // Beside those: a second later, one more gas to the limit, a byte of extra data.
    #expect(imported.count == free + 3, "\(imported)")
  }

  /// Signed transactions with extreme numbers, in blocks that commit to them.
  @Test(arguments: schedulersInBlockOrder.indices) func extremeTransactionsDoNotTrap(scheduler: Int)
    throws
  {
    let fixture = try ChainFixture(ForkSchedule(.cancun))
    let words: [Word] = [0, 1, 2000, Word(UInt64.max), .max]
    let limbs: [UInt64] = [0, 1, 21_000, 99_999, 1 << 63, .max]
    var generator = SeededGenerator(state: 77)
    let pool = WorkerPool(size: 2)
    var chain = fixture.chain
    for _ in 0..<400 {
      let transactions = try (0..<3).map { _ in
        var transaction = Transaction(
          kind: Transaction.Kind.allCases.randomElement(using: &generator) ?? .legacy,
          sender: .zero, chainID: 1, nonce: limbs.randomElement(using: &generator) ?? 0,
          gasLimit: limbs.randomElement(using: &generator) ?? 0,
          maxFeePerGas: words.randomElement(using: &generator) ?? 0,
          maxPriorityFeePerGas: words.randomElement(using: &generator) ?? 0,
          to: ChainFixture.receiver, value: words.randomElement(using: &generator) ?? 0, input: [])
        if !transaction.kind.hasPriorityFee {
          transaction.maxPriorityFeePerGas = transaction.maxFeePerGas
        }
        transaction.maxFeePerBlobGas = words.randomElement(using: &generator) ?? 0
        return try fixture.signed(transaction)
      }
      var block = Block(header: try fixture.block().header, transactions: transactions)
      block.header.transactionsRoot = BlockHeader.transactionsRoot(of: transactions)
      block.header.gasLimit += UInt64.random(in: 0..<90, using: &generator)
      let bytes = block.encoded()
      // No block of three has nonces 0, 1 and 2.
      let isImported = onLargeStack {
        (try? chain.importBlock(bytes, under: schedulersInBlockOrder[scheduler], with: pool)) != nil
      }
      #expect(!isImported)
    }
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every run.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
