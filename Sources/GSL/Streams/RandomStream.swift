import CGSL
import CGSLExtras

/// One stream of pseudorandom numbers, of 64 bits' seed, owning one `gsl_rng` (xoshiro256**).
///
/// Not copyable: a copied generator replays its draws without a sound. Streams of different names but
/// one seed are independent, so that a new choice in a workload does not shift the draws of the others.
/// What the environment says (`GSL_RNG_SEED`, `GSL_RNG_TYPE`) has no say in it.
public struct RandomStream: ~Copyable, RandomSource {
  let generator: UnsafeMutablePointer<gsl_rng>
  private let origin: UInt64

  /// The stream that `seed` and `name` determine, at its beginning.
  public init(seed: UInt64, named name: String) {
    GSLLibrary.prepare()
    origin = derivedSeed(seed, name: name)
    guard let generator = gridlock_xoshiro256_alloc(origin) else {
      fatalError("no memory for a random generator of 32 bytes")
    }
    self.generator = generator
  }

  deinit { gsl_rng_free(generator) }

  /// Goes to the beginning of part `part` of the stream, from wherever it is.
  ///
  /// Parts are streams of their own, so that block 7 can be drawn without drawing blocks 1 to 6.
  public mutating func restart(part: UInt64) {
    gsl_rng_set(generator, UInt(mixed(origin ^ mixed(part))))
  }

  /// The next 64 bits.
  @inline(__always)
  public mutating func next() -> UInt64 { gridlock_xoshiro256_next(generator) }

  /// Lends the stream in a form for many draws in a row; it goes on where they end.
  @inline(__always)
  mutating func inRegisters(_ body: (inout RegisterStream) -> Void) {
    var state = RegisterStream(generator)
    body(&state)
    state.store(to: generator)
  }

  /// Puts `elements` into random order, each order equally likely.
  public mutating func shuffle(_ elements: inout [UInt32]) {
    elements.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      gsl_ran_shuffle(
        generator, base, bytes.count / MemoryLayout<UInt32>.stride, MemoryLayout<UInt32>.stride)
    }
  }

  /// The numbers `0..<count` in random order. O(`count`).
  public mutating func permutation(of count: Int) -> [UInt32] {
    var order = [UInt32](unsafeUninitializedCapacity: count) { buffer, initialised in
      for index in 0..<count { buffer.initializeElement(at: index, to: UInt32(index)) }
      initialised = count
    }
    shuffle(&order)
    return order
  }
}

/// The 64-bit seed of the stream called `name` under `seed`: the name is absorbed byte by byte, each
/// step a bijection of the state, so that neither nearby seeds nor nearby names give related streams.
func derivedSeed(_ seed: UInt64, name: String) -> UInt64 {
  var state = mixed(seed)
  for byte in name.utf8 { state = mixed(state ^ UInt64(byte)) }
  return state
}

/// SplitMix64's output for the counter `value`: a bijection.
private func mixed(_ value: UInt64) -> UInt64 {
  var z = value &+ 0x9e37_79b9_7f4a_7c15
  z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
  z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
  return z ^ (z >> 31)
}
