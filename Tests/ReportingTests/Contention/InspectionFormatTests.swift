import Contention
import Foundation
import Primitives
import State
import Testing

@testable import Reporting

@Suite struct InspectionFormatTests {
  /// Three transactions on one slot, one on another, and one on none.
  private static let inspection: Inspection = {
    let state = WorldState([Address(high: 0, middle: 0, low: 7): AccountAllocation(nonce: 1)])
    let account = state.reference(Address(high: 0, middle: 0, low: 7))
    let slots = (0..<2).map {
      StateLocation.slot(state.reference(Word($0), of: account), of: account)
    }
    func touch(_ places: [Int]) -> BlockAccesses.Transaction {
      let touched = places.map { slots[$0] }
      return BlockAccesses.Transaction(reads: touched, writes: touched, gasUsed: 100, fee: 1)
    }
    let block = BlockAccesses(
      transactions: [touch([0]), touch([1]), touch([]), touch([0]), touch([0])],
      beneficiary: state.reference(Address(high: 0, middle: 0, low: 9)))
    let contention = BlockContention(block, on: state)
    let keys = contention.hottest(2).map {
      Inspection.HotKey(name: "pool, 0 “reserves” \($0.key.field)", touches: $0.touches)
    }
    return Inspection(
      name: "toy", kind: .workload, sha256: "0123456789",
      blocks: [.init(number: 4, fork: "Cancun", contention: contention, hotKeys: keys)],
      total: contention, hotKeys: keys,
      choices: [
        .init(
          name: "0 swaps pool", distribution: "zipf", keys: 10, drawnKeys: 2, nominalTopShare: 0.5,
          topShare: 0.6, nominalEffectiveKeys: .infinity, effectiveKeys: 2)
      ])
  }()

  @Test(arguments: [60, 80, 100, 120])
  func textFitsTheTerminal(width: Int) {
    for isStyled in [false, true] {
      let text = InspectionText(width: width, isStyled: isStyled).render([Self.inspection])
      for line in text.split(separator: "\n") {
        let seen = line.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "")
        #expect(seen.count <= width, "\(line)")
      }
      #expect(isStyled != text.allSatisfy(\.isASCII))
    }
  }

  @Test func textSaysWhatDependsOnWhat() {
    let text = InspectionText(width: 80).render([Self.inspection])
    #expect(text.hasPrefix("toy\nblock 4 - 5 transactions - 500 gas - Cancun - sha-256 01234567\n"))
    // D3: two of five wait, the longest chain is three of five.
    #expect(text.contains(#/\nD3 +reads +40% +60% +1\.67 +1\.67/#))
    #expect(text.contains("longest chain  3 of 5 transactions (60%)"))
    #expect(text.contains("0 -> 3 -> 4"))
    #expect(text.contains("1  1    50% ####"))
    #expect(text.contains("2-3  1    50% ####"))
    let none = InspectionText(relation: .injectedValues).render([Self.inspection])
    #expect(none.contains("none waits"))
  }

  @Test func columnsThatDoNotFitAreNamed() {
    func text(_ width: Int) -> String { InspectionText(width: width).render([Self.inspection]) }
    // The legend explains R, for which there is no room.
    #expect(text(74).contains("\ntoo narrow to show: R\n"))
    #expect(!text(140).contains("too narrow"))
  }

  @Test func csvHasARowForEachRelation() {
    let lines = InspectionCSV().render([Self.inspection]).split(separator: "\n").map(String.init)
    #expect(lines.count == 1 + DependencyRelation.allCases.count)
    // The name of the key has a comma, and is quoted.
    let columns = lines[0].split(separator: ",").count
    let quoted = #/"[^"]*"/#
    for line in lines.dropFirst() {
      #expect(
        line.replacing(quoted, with: "").split(separator: ",", omittingEmptySubsequences: false)
          .count == columns)
    }
    let reads = lines.first { $0.contains(",D3,") }
    #expect(reads?.hasPrefix("1,toy,workload,0123456789,4,Cancun,5,500,D3,2,2,3,3,3,") == true)
  }

  @Test func jsonHasEverything() throws {
    let text = try InspectionJSON().render([Self.inspection])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(document["schema_version"] as? Int == InspectionJSON.schemaVersion)
    let inspections = try #require(document["inspections"] as? [[String: Any]])
    let blocks = try #require(inspections[0]["blocks"] as? [[String: Any]])
    let relations = try #require(blocks[0]["relations"] as? [[String: Any]])
    #expect(
      relations.compactMap { $0["relation"] as? String }
        == DependencyRelation.allCases.map(\.rawValue))
    let reads = try #require(relations.first { $0["relation"] as? String == "D3" })
    #expect(reads["chain"] as? [Int] == [0, 3, 4])
    let gas = try #require(reads["gas"] as? [String: Any])
    #expect(gas["path"] as? Double == 300 && (gas["speedups"] as? [Any])?.count == 6)
    let choices = try #require(inspections[0]["choices"] as? [[String: Any]])
    #expect(choices[0]["nominal_effective_keys"] as? String == "inf")
  }

  @Test func briefIsOneRow() {
    let lines = InspectionBrief().render([Self.inspection, Self.inspection]).split(separator: "\n")
    #expect(lines.count == 4 && lines[2] == lines[3])
    #expect(lines[2].hasPrefix("| toy    |     40% |"))
  }
}
