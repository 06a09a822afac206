import Foundation
import Schedulers
import Testing

@testable import Harness
@testable import Interchange

/// Cases whose outcome Ethereum's executable specification has given (`make fuzz-evm`): some that the
/// generator made, and each that once differed.
struct DifferentialCasesTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
  static let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted()

  @Test func thereAreCases() throws {
    #expect(try #require(Self.files).count >= 12)
  }

  @Test(arguments: files ?? [])
  func outcomeIsTheSpecifications(file: String) throws {
    let text = try Data(contentsOf: Self.folder.appending(path: file))
    let testCase = try DifferentialCase.decode(Array(text), name: file)
    let outcome = onLargeStack { DifferentialRunner().run(testCase) }
    #expect(outcome.crash == nil)
    #expect(outcome.schedulerDifference == nil)

    // Decoded with nothing but Foundation: our own reader of JSON is part of what is tested.
    let stated = try JSONDecoder().decode(StatedCase.self, from: text).expected
    #expect((outcome.invalid == nil) == (stated.invalid == nil))
    #expect(outcome.gasUsed == stated.gasUsed)
    #expect(outcome.logsHash == stated.logsHash)
    #expect(outcome.logsBloom == stated.logsBloom)
    #expect(outcome.receiptsRoot == stated.receiptsRoot)
    #expect(outcome.requestsHash == stated.requestsHash)
    #expect(outcome.stateRoot == stated.stateRoot)
    #expect(outcome.results.count == stated.results.count)
    for (index, (found, expected)) in zip(outcome.results, stated.results).enumerated() {
      if expected.error != nil {
        #expect(found.error != nil, "transaction \(index) is not valid: \(expected)")
      } else {
        #expect(found == expected, "transaction \(index)")
      }
    }
  }
}

private struct StatedCase: Decodable {
  var expected: StatedOutcome
}

private struct StatedOutcome: Decodable {
  var results: [DifferentialOutcome.Transaction]
  /// Of a block that is invalid nothing else is stated.
  var invalid: String?
  var gasUsed: String?
  var logsHash: String?
  var logsBloom: String?
  var receiptsRoot: String?
  var requestsHash: String?
  var stateRoot: String?
}
