import Foundation
import Prediction
import Testing

@Suite("gridlock predict")
struct PredictCommandTests {
  private let swaps = [
    "predict", "Workloads/swaps.yaml", "-p", "blocks=3", "-p", "transactions_per_block=100",
  ]

  @Test("Help, text and JSON have the same words for why an access was missed")
  func vocabulary() throws {
    let words = MissCause.allCases.map(\.rawValue)
    let help = try GridlockProcess.run("predict", "--help")
    for word in words { #expect(help.output.contains("\n  \(word) "), "\(word)") }
    let text = try GridlockProcess.start(swaps).finish()
    #expect(text.exitCode == 0, "\(text.errors)")
    let missed = try #require(text.lines.first { $0.hasPrefix("missed ") })
    let table = try #require(text.lines.first { $0.hasPrefix("kind ") })
    #expect(table.split(separator: " ").suffix(words.count).map(String.init) == words)
    for word in words { #expect(missed.contains(" \(word) ")) }
    let json = try GridlockProcess.start(swaps + ["--json"]).finish()
    let causes = try #require(json.json["missed"] as? [String: Int])
    #expect(!causes.isEmpty && Set(causes.keys).isSubset(of: words))
  }

  @Test("What is known after some blocks is predicted; with none left that is said")
  func quality() throws {
    let run = try GridlockProcess.start(swaps + ["--learn", "2", "--json"]).finish()
    #expect(run.json["transactions"] as? Int == 100)
    let locations = try #require(run.json["locations"] as? [String: Any])
    #expect((locations["recall"] as? Double ?? 0) > 0.5)
    let none = try GridlockProcess.start(swaps + ["--learn", "3"]).finish()
    #expect(none.exitCode == 64 && none.errors.contains("no block is left"))
  }
}
