import Foundation
import Testing

@testable import Interchange

/// Broken input of every kind must give an answer, and the same as Foundation's reader gives.
@Suite struct JSONMutationTests {
  static let seed = """
    {"add11": {"env": {"currentNumber": "0x01", "big": "0x:bigint 0x10"}, "list": [0, -1.5e+3, true,
      null, "caf\\u00e9 \\ud83d\\ude00 \\"q\\"", {"nested": [[], {}, [1, 2, 3]]}], "é": false}}
    """

  @Test func everyPrefixIsRefused() {
    let bytes = Array(Self.seed.utf8)
    for length in 0..<bytes.count {
      #expect(throws: InterchangeError.self, "prefix of \(length) bytes") {
        try JSONDocument(file: "", bytes: Array(bytes.prefix(length)))
      }
    }
  }

  /// Where we accept, Foundation does too and reads the same values.
  @Test func mutationsAreReadAsFoundationReadsThem() throws {
    var random = SplitMix(state: 7)
    let original = Array(Self.seed.utf8)
    let alphabet = Array("{}[]\",:\\u0123456789abcdef-+.eE tn\n\u{1}é".utf8)
    var accepted = 0
    for _ in 0..<20_000 {
      var bytes = original
      for _ in 0...Int(random.next() % 3) {
        let place = Int(random.next() % UInt64(bytes.count))
        let byte = alphabet[Int(random.next() % UInt64(alphabet.count))]
        switch random.next() % 3 {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        default: bytes.remove(at: place)
        }
      }
      guard let document = try? JSONDocument(file: "", bytes: bytes) else { continue }
      accepted += 1
      let theirs = try JSONSerialization.jsonObject(
        with: Data(bytes), options: [.fragmentsAllowed])
      #expect(
        NSDictionary(dictionary: ["": theirs])
          == NSDictionary(dictionary: ["": plain(document.root)]))
    }
    // Most mutations fall into strings, and leave the text valid.
    #expect(accepted > 1_000)
  }

  @Test func randomBytesNeverTrap() {
    var random = SplitMix(state: 11)
    for _ in 0..<20_000 {
      let count = Int(random.next() % 40)
      let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      if let document = try? JSONDocument(file: "", bytes: bytes) { _ = plain(document.root) }
    }
  }

  /// The value as Foundation represents it.
  private func plain(_ value: JSONValue) -> Any {
    switch value.kind {
    case .object:
      var object: [String: Any] = [:]
      if let members = try? value.members() {
        for (key, value) in members { object[decodedString(key.text)] = plain(value) }
      }
      return object
    case .array: return (try? value.elements().map(plain)) ?? []
    case .string, .escapedString: return decodedString(value.text)
    case .number:
      return NSNumber(value: Double(String(decoding: value.text, as: UTF8.self)) ?? .nan)
    case .true: return NSNumber(value: true)
    case .false: return NSNumber(value: false)
    case .null: return NSNull()
    }
  }
}

/// A small seeded generator (Steele, Lea and Flood 2014), so that a failure repeats.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}
