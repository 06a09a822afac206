import Primitives
import State

/// The address whose number is `number`.
func address(_ number: UInt64) -> Address { Address(high: 0, middle: 0, low: number) }

/// A reproducible stream of numbers (SplitMix64), so that a failure repeats.
struct SampleStream {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
  mutating func below(_ bound: UInt64) -> UInt64 { next() % bound }
  /// A word of one to four limbs, so that encodings of every length occur.
  mutating func word() -> Word {
    switch below(4) {
    case 0: Word(next() >> below(64))
    case 1: Word(next(), next(), 0, 0)
    case 2: Word(next(), next(), next(), 0)
    default: Word(next(), next(), next(), next())
    }
  }
}

/// `count` accounts of every sort: plain, contracts, small and large storage.
func sampleAllocation(_ count: Int, seed: UInt64) -> Allocation {
  var stream = SampleStream(state: seed)
  var allocation = Allocation()
  for _ in 0..<count {
    var account = AccountAllocation(balance: stream.word(), nonce: stream.below(300))
    if stream.below(3) == 0 {
      account.code = (0..<stream.below(90)).map { _ in UInt8(stream.below(256)) }
      for _ in 0..<stream.below(40) { account.storage[stream.word()] = stream.word() }
    }
    allocation[Address(truncating: stream.word())] = account
  }
  return allocation
}
