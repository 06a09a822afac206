import CNettle
import Precompiles
import Primitives
import Signatures

extension Host {
  /// Runs precompile `number` and returns the gas left, negative if it fails. Output becomes the
  /// return data.
  mutating func runPrecompile(
    _ number: UInt16, _ input: UnsafeRawBufferPointer, _ gas: Int64
  ) -> Int64 {
    let words = Int64(truncatingIfNeeded: (input.count &+ 31) &>> 5)
    switch number {
    case 1:
      let left = gas &- 3000
      if left >= 0 { recoverSigner(input) }
      return left
    case 2:
      let left = gas &- (60 &+ 12 &* words)
      if left >= 0 { withReturnWord { sha256(input, to: $0) } }
      return left
    case 3:
      let left = gas &- (600 &+ 120 &* words)
      if left >= 0 { withReturnWord { ripemd160(input, to: $0 + 12) } }
      return left
    case 4:
      let left = gas &- (15 &+ 3 &* words)
      if left >= 0, let bytes = input.baseAddress {
        setReturnData(bytes.assumingMemoryBound(to: UInt8.self), input.count)
      }
      return left
    default:
      guard let precompile = Precompile(rawValue: number) else { return -1 }
      return run(precompile, input, gas)
    }
  }

  /// Those of ``Precompiles``, at the fork's prices.
  @inline(never)
  private mutating func run(
    _ precompile: Precompile, _ input: UnsafeRawBufferPointer, _ gas: Int64
  ) -> Int64 {
    let outcome = precompile.call(input, gas: gas, prices: rules.precompilePrices) { count in
      returnBytes.reserve(count)
      return returnBytes.base
    }
    if outcome.succeeded {
      returnData = UnsafePointer(returnBytes.base)
      returnDataCount = outcome.outputCount
    }
    return outcome.gasLeft
  }

  /// Makes the return data 32 zero bytes and lets `body` write into them.
  private mutating func withReturnWord(_ body: (UnsafeMutablePointer<UInt8>) -> Void) {
    returnBytes.reserve(32)
    returnBytes.base.update(repeating: 0, count: 32)
    body(returnBytes.base)
    returnData = UnsafePointer(returnBytes.base)
    returnDataCount = 32
  }

  /// ECRECOVER: hash, v, r, s, each a word, missing bytes zero. No output where no key fits.
  private mutating func recoverSigner(_ input: UnsafeRawBufferPointer) {
    returnDataCount = 0
    let (hash, v, r, s) = withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) { padded in
      let words = padded.baseAddress.unsafelyUnwrapped
      words.initializeMemory(as: UInt8.self, repeating: 0, count: 128)
      padded.copyMemory(from: UnsafeRawBufferPointer(rebasing: input.prefix(128)))
      return (
        Word(bigEndian: words), Word(bigEndian: words + 32), Word(bigEndian: words + 64),
        Word(bigEndian: words + 96)
      )
    }
    guard v == 27 || v == 28,
      let signer = recoverSender(
        of: Hash(hash), signature: Signature(yParity: v == 28, r: r, s: s))
    else { return }
    withReturnWord { Word(signer).storeBigEndian(to: $0) }
  }
}

private func sha256(_ input: UnsafeRawBufferPointer, to output: UnsafeMutablePointer<UInt8>) {
  var context = sha256_ctx()
  nettle_sha256_init(&context)
  nettle_sha256_update(&context, input.count, input.baseAddress)
  nettle_sha256_digest(&context, 32, output)
}

private func ripemd160(_ input: UnsafeRawBufferPointer, to output: UnsafeMutablePointer<UInt8>) {
  var context = ripemd160_ctx()
  nettle_ripemd160_init(&context)
  nettle_ripemd160_update(&context, input.count, input.baseAddress)
  nettle_ripemd160_digest(&context, 20, output)
}
