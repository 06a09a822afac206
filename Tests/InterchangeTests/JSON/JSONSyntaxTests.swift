import Testing

@testable import Interchange

/// What is JSON and what is not, by cases of RFC 8259 and of our own stricter rules.
@Suite struct JSONSyntaxTests {
  static let valid = [
    "null", "true", "false", "0", "-0", "12", "-1.5", "1e5", "1E+5", "2.25e-3", "\"\"",
    "\"a b\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u0041\"", "\"\\ud83d\\ude00\"", "\"é€😀\"",
    "[]", "[ ]", "[1,2,3]", "[[],[[]],{}]", "{}", "{ }", "{\"a\":1}",
    "{\"a\":{\"a\":[]},\"b\":null}",
    " \t\r\n{ \"a\" : [ 1 , 2 ] } \n", "\"0123456789abcdef\"", "\"01234567\\n89\"",
  ]

  @Test(arguments: valid)
  func accepts(text: String) throws {
    let document = try JSONDocument(file: "valid.json", bytes: Array(text.utf8))
    #expect(document.root.node.next == document.nodes.count)
  }

  static let invalid: [(text: String, line: Int, column: Int)] = [
    ("", 1, 1), ("  ", 1, 3), ("nul", 1, 1), ("True", 1, 1), ("1 2", 1, 3), ("{} x", 1, 4),
    ("01", 1, 1), ("-", 1, 2), ("1.", 1, 3), (".5", 1, 1), ("1e", 1, 3), ("+1", 1, 1),
    ("NaN", 1, 1),
    ("\"", 1, 1), ("\"abc", 1, 1), ("\"a\nb\"", 1, 3), ("\"\\x\"", 1, 2), ("\"\\u12g4\"", 1, 2),
    ("\"\\ud800\"", 1, 2), ("\"\\udc00\"", 1, 2), ("\"\\ud800\\u0041\"", 1, 2), ("\"\\", 1, 2),
    ("[", 1, 2), ("[1", 1, 3), ("[1,", 1, 4), ("[1,]", 1, 4), ("[,1]", 1, 2), ("[1 2]", 1, 4),
    ("]", 1, 1), ("{", 1, 2), ("{\"a\"}", 1, 5), ("{\"a\":}", 1, 6), ("{\"a\":1,}", 1, 8),
    ("{a:1}", 1, 2), ("{'a':1}", 1, 2), ("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3), ("[1]]", 1, 4),
    ("{\"a\":1,\n\"a\":2}", 2, 1), ("{\"a\":1,\"\\u0061\":2}", 1, 8), ("\u{feff}{}", 1, 1),
    ("/* */ 1", 1, 1),
  ]

  @Test(arguments: invalid)
  func refuses(text: String, line: Int, column: Int) {
    #expect {
      try JSONDocument(file: "invalid.json", bytes: Array(text.utf8))
    } throws: { error in
      let error = error as? InterchangeError
      return error?.file == "invalid.json" && error?.line == line && error?.column == column
    }
  }

  @Test func refusesInvalidUTF8() {
    for bytes: [UInt8] in [
      [0x22, 0xff, 0x22], [0x22, 0xc3, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22],
    ] {
      #expect(throws: InterchangeError.self) { try JSONDocument(file: "", bytes: bytes) }
    }
  }

  @Test func findsADuplicateAmongManyKeys() {
    for duplicate in [0, 17, 39] {
      let keys = (0..<40).map { "\"k\($0)\":0" } + ["\"k\(duplicate)\":1"]
      let text = "{" + keys.joined(separator: ",") + "}"
      #expect {
        try JSONDocument(file: "", bytes: Array(text.utf8))
      } throws: { error in
        (error as? InterchangeError)?.problem == "the key \"k\(duplicate)\" a second time"
      }
    }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func boundsDepth(opening: String) throws {
    let closing = opening == "[" ? "]" : "}"
    func nested(_ depth: Int) -> [UInt8] {
      Array(
        (String(repeating: opening, count: depth) + "0" + String(repeating: closing, count: depth))
          .utf8)
    }
    _ = try JSONDocument(file: "", bytes: nested(JSONScanner.greatestDepth))
    #expect(throws: InterchangeError.self) {
      try JSONDocument(file: "", bytes: nested(JSONScanner.greatestDepth + 1))
    }
    // A million levels must end in an error, not in the end of the stack.
    #expect(throws: InterchangeError.self) {
      try JSONDocument(file: "", bytes: nested(1_000_000))
    }
  }
}
