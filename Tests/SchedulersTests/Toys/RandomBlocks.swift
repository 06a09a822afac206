import Primitives

extension HostileBlocks {
  /// A block drawn from everything the toy can do. Few accounts and keys, so that much conflicts.
  static func random(seed: UInt64) -> ToyBlock {
    var random = SplitMix(seed: seed)
    let mayErase = seed % 2 == 0
    let accounts = Int.random(in: 2...20, using: &random)
    let keys = Int.random(in: 1...12, using: &random)
    let count = Int.random(in: 1...80, using: &random)
    let transactions = (0..<count).map { _ in
      ToyTransaction(
        steps: (0..<Int.random(in: 1...8, using: &random)).map { _ in
          step(accounts, keys, mayErase, &random)
        }, fee: UInt64.random(in: 0...3, using: &random),
        feeDependsOnReads: Bool.random(using: &random))
    }
    return ToyBlock(
      name: "random \(seed)", genesis: genesis(max(1, accounts - 3), slots: keys / 2 + 1),
      transactions: transactions, beneficiary: seed % 3 == 0 ? 1 : 999,
      mayEraseStorage: mayErase)
  }

  private static func step(
    _ accounts: Int, _ keys: Int, _ mayErase: Bool, _ random: inout SplitMix
  ) -> ToyStep {
    let a = Int.random(in: 0..<accounts, using: &random)
    let b = Int.random(in: 0..<accounts, using: &random)
    let k = Int.random(in: 0..<keys, using: &random)
    let v = UInt64.random(in: 0...9, using: &random)
    switch Int.random(in: 0..<(mayErase ? 23 : 22), using: &random) {
    case 0, 1: return .readSlot(a, k)
    case 2: return .writeSlot(a, k, v)
    case 3: return .readSlotByAccumulator(a, keys)
    case 4: return .writeSlotByAccumulator(a, keys, v)
    case 5, 6: return .addToSlot(a, k, v)
    case 7: return .clearSlot(a, k)
    case 8: return .touchSlot(a, k)
    case 9: return .readBalance(v == 0 ? 999 : a)
    case 10: return .readNonce(a)
    case 11: return .readCode(a)
    case 12, 13: return .transfer(from: a, to: b, v * 1000)
    case 14: return .useNonce(a, v % 3)
    case 15: return .raiseNonce(a)
    case 16: return .setCode(a, UInt32(v))
    case 17: return .skipIfOdd(Int(v) % 4)
    case 18: return v < 3 ? .revertIfOdd : .wander(a, limit: keys)
    case 19: return .log(v)
    case 20, 21: return .increase(a, k, v)
    default: return .erase(a)
    }
  }
}
