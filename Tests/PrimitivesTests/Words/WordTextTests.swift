import BigInt
import Foundation
import Primitives
import Testing

@Suite struct WordTextTests {
  @Test func decimalAndHexadecimalRoundTrip() {
    for word in SeededGenerator.edges {
      #expect(word.description == BigUInt(word).description)
      #expect(Word(decimal: word.description) == word)
      #expect(word.hex == "0x" + String(BigUInt(word), radix: 16))
      #expect(Word(hex: word.hex) == word)
    }
  }

  @Test(arguments: [
    "", "0x", "12", "0xg", "0x 1", "0x1" + String(repeating: "0", count: 64), "-0x1",
  ])
  func rejectsHexadecimal(text: String) { #expect(Word(hex: text) == nil) }

  @Test func acceptsLeadingZerosAndCapitals() {
    #expect(Word(hex: "0x" + String(repeating: "0", count: 90) + "fF") == 255)
    #expect(Word(hex: "0XaB") == 0xab)
  }

  @Test func rejectsDecimal() {
    for text in [
      "", "1 ", "-1", "0x1", "1e3", BigUInt.wordModulus.description,
      BigUInt.wordModulus.description + "0",
    ] {
      #expect(Word(decimal: text) == nil)
    }
  }

  @Test func doublesAreTheNearest() {
    var generator = SeededGenerator(seed: 8)
    for round in 0..<20_000 {
      let word =
        round < SeededGenerator.edges.count ? SeededGenerator.edges[round] : generator.word()
      // Foundation's parser rounds decimal text correctly.
      #expect(Double(word) == Double(BigUInt(word).description))
    }
  }

  @Test func bytesAsText() {
    #expect(hexBytes("0x") == [])
    #expect(hexBytes("0x00fF") == [0, 255])
    #expect(hexBytes("0x0") == nil)
    #expect(hexBytes("00") == nil)
    #expect(hexBytes("0x0g") == nil)
    #expect(hexText([0, 1, 0xab]) == "0x0001ab")
  }

  @Test func addressesAndHashesHaveFullWidth() {
    let address = "0x00000000219ab540356cbb839cbe05303d7705fa"
    #expect(Address(hex: address)?.hex == address)
    #expect(Address(hex: address)?.bytes == hexBytes(address))
    #expect(Address(hex: "0x1") == nil)
    #expect(Address(bytes: [1]) == nil)
    let hash = "0x00" + String(repeating: "1f", count: 31)
    #expect(Hash(hex: hash)?.description == hash)
    #expect(Hash(hex: hash + "0") == nil)
  }
}
