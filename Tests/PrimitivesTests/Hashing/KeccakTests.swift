import Primitives
import Testing

@Suite struct KeccakTests {
  /// Published digests.
  @Test(arguments: [
    ("", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
    ("abc", "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
  ])
  func knownDigests(text: String, digest: String) {
    #expect(keccak256(Array(text.utf8)).hex == digest)
    #expect(hexText(referenceKeccak256(Array(text.utf8))) == digest)
  }

  /// Every length through two blocks and a bit, and a few longer.
  @Test func everyLengthMatchesTheSpecification() {
    var generator = SeededGenerator(seed: 9)
    for length in Array(0...290) + [407, 408, 409, 1000, 4096] {
      let message = generator.bytes(length)
      #expect(keccak256(message).bytes == referenceKeccak256(message), "length \(length)")
    }
  }

  @Test func unalignedInputHashesTheSame() {
    var generator = SeededGenerator(seed: 10)
    let bytes = generator.bytes(300)
    bytes.withUnsafeBytes { buffer in
      for start in 0..<8 {
        let slice = UnsafeRawBufferPointer(rebasing: buffer[start..<start + 200])
        #expect(keccak256(slice) == keccak256(Array(slice)))
      }
    }
  }

  @Test func valuesHashAsTheirBytes() {
    var generator = SeededGenerator(seed: 11)
    let (a, b) = (generator.word(), generator.word())
    let address = Address(truncating: Word(1, 2, 3, 0))
    #expect(keccak256(a) == keccak256(a.bigEndianBytes))
    #expect(keccak256(a, b) == keccak256(a.bigEndianBytes + b.bigEndianBytes))
    #expect(keccak256(address) == keccak256(address.bytes))
    #expect(Hash.emptyCode == keccak256([UInt8]()))
    #expect(Hash.emptyTrie == keccak256([0x80]))
  }
}
