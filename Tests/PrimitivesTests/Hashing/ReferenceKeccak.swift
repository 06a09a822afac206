/// Keccak-256 straight from the specification (The Keccak reference 3.0, 1.2 and 1.5), bit constants
/// and rotations derived instead of tabled: slow, and sharing nothing with the one under test.
func referenceKeccak256(_ message: [UInt8]) -> [UInt8] {
  let rate = 136
  var padded = message + [0x01]
  while padded.count % rate != 0 { padded.append(0) }
  padded[padded.count - 1] |= 0x80
  var lanes = [[UInt64]](repeating: [UInt64](repeating: 0, count: 5), count: 5)
  for block in stride(from: 0, to: padded.count, by: rate) {
    for lane in 0..<rate / 8 {
      let bytes = padded[block + 8 * lane..<block + 8 * lane + 8]
      lanes[lane % 5][lane / 5] ^= bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    lanes = permuted(lanes)
  }
  return (0..<32).map { UInt8(truncatingIfNeeded: lanes[$0 / 8][0] >> UInt64($0 % 8 * 8)) }
}

private func permuted(_ input: [[UInt64]]) -> [[UInt64]] {
  var a = input
  var register: UInt8 = 1
  for _ in 0..<24 {
    // θ
    let parity = a.map { $0.reduce(0, ^) }
    for x in 0..<5 {
      let flip = parity[(x + 4) % 5] ^ rotated(parity[(x + 1) % 5], 1)
      for y in 0..<5 { a[x][y] ^= flip }
    }
    // ρ and π: rotations are the triangular numbers along the walk (x, y) → (y, 2x + 3y).
    var b = a
    var (x, y) = (1, 0)
    for step in 0..<24 {
      let target = (2 * x + 3 * y) % 5
      b[y][target] = rotated(a[x][y], (step + 1) * (step + 2) / 2 % 64)
      (x, y) = (y, target)
    }
    b[0][0] = a[0][0]
    // χ
    for x in 0..<5 {
      for y in 0..<5 { a[x][y] = b[x][y] ^ (~b[(x + 1) % 5][y] & b[(x + 2) % 5][y]) }
    }
    // ι: bits from the register with the polynomial x⁸ + x⁶ + x⁵ + x⁴ + 1.
    for j in 0..<7 {
      if register & 1 == 1 { a[0][0] ^= 1 << UInt64((1 << j) - 1) }
      register = register << 1 ^ (register >> 7) * 0x71
    }
  }
  return a
}

private func rotated(_ lane: UInt64, _ bits: Int) -> UInt64 {
  bits == 0 ? lane : lane << UInt64(bits) | lane >> UInt64(64 - bits)
}
