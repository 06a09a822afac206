import Primitives
import Testing

@testable import Interchange

@Suite struct JSONValueTests {
  private func root(_ text: String) throws -> JSONValue {
    try JSONDocument(file: "value.json", bytes: Array(text.utf8)).root
  }

  @Test func readsStringsWithEscapes() throws {
    let text = #""a\u0041\u00e9\u20ac\ud83d\ude00\b\f\n\r\t\/\\\"z""#
    #expect(try root(text).string() == "aAé€😀\u{8}\u{c}\n\r\t/\\\"z")
  }

  @Test func findsMembersAndElements() throws {
    let value = try root(#"{"a": [10, {"b": "x"}], "n": null, "c": 3}"#)
    #expect(try value.member("a").map { try? $0.integer() } == [10, nil])
    #expect(try value.member("c").integer() == 3)
    #expect(try value.optionalMember("n") == nil)
    #expect(try value.optionalMember("none") == nil)
    #expect(try Array(value.members()).count == 3)
  }

  @Test func readsNumbersOfAnySize() throws {
    #expect(try root("\"0x0\"").word() == 0)
    #expect(try root("\"0x00ff\"").word() == 255)
    #expect(try root("\"0xFfFf\"").uint64() == 65535)
    let max = "\"0x" + String(repeating: "f", count: 64) + "\""
    #expect(try root(max).word() == .max)
    #expect(try root("\"0x:bigint 0x1" + String(repeating: "0", count: 64) + "\"").number() == nil)
    #expect(try root("\"0x:bigint 0x10\"").number() == 16)
    #expect(try root("\"0x" + String(repeating: "0", count: 80) + "7\"").word() == 7)
    let limbs = try root("\"0x4000000000000000300000000000000020000000000000001\"").word()
    #expect(limbs == Word(1, 2, 3, 4))
  }

  static let wrong: [(text: String, wants: String)] = [
    ("\"0x\"", "word"), ("\"12\"", "word"), ("\"0xg\"", "word"), ("12", "word"), ("\"\"", "word"),
    ("\"0x1" + String(repeating: "0", count: 64) + "\"", "word"),
    ("\"0x10000000000000000\"", "limb"),
    ("\"0x123\"", "bytes"), ("\"0x1z\"", "bytes"), ("\"1234\"", "bytes"), ("null", "bytes"),
    ("\"0x1234\"", "address"), ("\"0x" + String(repeating: "1", count: 41) + "\"", "address"),
    ("\"0x" + String(repeating: "1", count: 63) + "\"", "hash"), ("-1", "integer"),
    ("1.5", "integer"),
    ("18446744073709551616", "integer"), ("{}", "elements"), ("[]", "members"), ("[]", "string"),
  ]

  @Test(arguments: wrong)
  func refusesWhatItIsNot(text: String, wants: String) throws {
    let value = try root(text)
    #expect(throws: InterchangeError.self) {
      switch wants {
      case "word": _ = try value.word()
      case "limb": _ = try value.uint64()
      case "bytes": _ = try value.bytes()
      case "address": _ = try value.address()
      case "hash": _ = try value.hash()
      case "integer": _ = try value.integer()
      case "elements": _ = try value.elements()
      case "members": _ = try value.members()
      default: _ = try value.string()
      }
    }
  }

  @Test func errorsNameThePlace() throws {
    let value = try root("{\"test\":\n {\"list\": [{\"x\": \"0x1\"}, {\"x\": \"0xq\"}]}}")
    let elements = try Array(value.member("test").member("list").elements())
    #expect {
      try elements[1].member("x").word()
    } throws: { error in
      "\(error)"
        == "value.json:2:32: test.list[1].x: expected a number in hexadecimal with 0x, found a string: 0xq"
    }
    #expect {
      try value.member("test").member("missing")
    } throws: { error in
      "\(error)" == "value.json:2:2: test: has no member \"missing\""
    }
  }
}
