import Foundation
import Primitives
import State
import Testing

@testable import Interchange

@Suite(Fixtures.condition) struct StateTestDecodingTests {
  /// Folders with every form: old forks, big numbers, access lists, blobs, exceptions.
  static let folders = [
    "ethereum-tests/GeneralStateTests/stExample", "ethereum-tests/GeneralStateTests/stEIP1559",
    "ethereum-tests/GeneralStateTests/stEIP2930",
    "ethereum-tests/GeneralStateTests/stTransactionTest",
    "ethereum-tests/GeneralStateTests/Pyspecs/cancun",
    "legacytests/Constantinople/GeneralStateTests/stTransactionTest",
    "legacytests/Cancun/GeneralStateTests/stTransactionTest",
  ]

  @Test(arguments: folders)
  func everyFileDecodes(folder: String) throws {
    let files = Fixtures.files(folder)
    #expect(!files.isEmpty)
    for file in files {
      let tests = try StateTest.load(path: file)
      #expect(!tests.isEmpty, "\(file)")
      for test in tests {
        #expect(!test.cases.isEmpty)
        for testCase in test.cases {
          // Only a transaction that must be refused may be one that cannot be.
          do { _ = try test.transaction(of: testCase) } catch {
            #expect(testCase.expectedException != nil, "\(file) \(test.name): \(error)")
          }
        }
      }
    }
  }

  /// `txbytes` is the case's transaction, signed: what we expand must encode to the same bytes.
  @Test(arguments: folders.dropLast(2))
  func transactionsAreThoseOfTheirBytes(folder: String) throws {
    var compared = 0
    for file in Fixtures.files(folder) {
      let document = try JSONDocument(path: file)
      for (key, value) in try document.root.members() {
        let test = try StateTest(name: key.string(), decoding: value)
        var cases = test.cases.makeIterator()
        for (_, list) in try value.member("post").members() {
          for entry in try list.elements() {
            let next = cases.next()
            let testCase = try #require(next)
            guard let field = try entry.optionalMember("txbytes") else { continue }
            guard testCase.expectedException == nil else { continue }
            let decoded = try Transaction(decoding: field.bytes())
            var expanded = try test.transaction(of: testCase)
            expanded.signature = decoded.signature
            if expanded.kind == .legacy { expanded.chainID = decoded.chainID }
            #expect(expanded.encoded() == decoded.encoded(), "\(file) \(test.name)")
            compared += 1
          }
        }
      }
    }
    #expect(compared > 0)
  }
}
