import CGMP

extension ModularExponentiation {
  /// Writes `modulusCount` bytes; zero where the modulus is. Lengths are those that gas was paid for.
  func run(_ output: UnsafeMutableRawPointer) {
    if modulusCount == 0 { return }
    output.initializeMemory(as: UInt8.self, repeating: 0, count: modulusCount)
    withUnsafeTemporaryAllocation(of: GMPInteger.self, capacity: 4) { numbers in
      guard let result = numbers.baseAddress else { return }
      let (base, exponent, modulus) = (result + 1, result + 2, result + 3)
      for i in 0..<4 { __gmpz_init(result + i) }
      defer { for i in 0..<4 { __gmpz_clear(result + i) } }
      Self.load(self.modulus, into: modulus)
      if modulus.pointee._mp_size == 0 { return }
      Self.load(self.base, into: base)
      Self.load(self.exponent, into: exponent)
      __gmpz_powm(result, base, exponent, modulus)
      let count = (__gmpz_sizeinbase(result, 2) + 7) / 8
      if result.pointee._mp_size != 0 {
        __gmpz_export(output + (modulusCount - count), nil, 1, 1, 1, 0, result)
      }
    }
  }

  private typealias GMPInteger = __mpz_struct

  /// The number that big-endian bytes and zero bytes after them are.
  private static func load(
    _ number: (bytes: UnsafeRawBufferPointer, zeros: Int),
    into result: UnsafeMutablePointer<GMPInteger>
  ) {
    __gmpz_import(result, number.bytes.count, 1, 1, 1, 0, number.bytes.baseAddress)
    if result.pointee._mp_size != 0 && number.zeros > 0 {
      __gmpz_mul_2exp(result, result, mp_bitcnt_t(8 * number.zeros))
    }
  }
}
