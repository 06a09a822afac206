import Foundation
import Interchange

/// In which form a block leaves for other tools.
public enum BlockExportForm: String, Sendable, CaseIterable {
  /// Inputs of a transition tool, and the result that it should have.
  case transitionTool = "t8n"
  /// Ethereum state tests, one a transaction.
  case stateTest = "state-test"
  /// An Ethereum block test.
  case blockTest = "blockchain-test"
}

extension ExportedBlock {
  /// The files of a form, by name: their contents as values to be encoded.
  ///
  /// - Throws: As ``stateTests()``.
  public func files(_ form: BlockExportForm) throws -> [(name: String, content: any Encodable)] {
    let number = block.header.number
    let names = Self.fileNames(form, of: name, block: Int(number))
    let contents: [any Encodable]
    switch form {
    case .transitionTool:
      contents = [
        AllocationJSON(before), EnvironmentJSON(block.header, .transitionTool),
        block.transactions.map { TransactionJSON($0, .transitionTool) }, result,
      ]
    case .stateTest:
      contents = [try stateTests()]
    case .blockTest:
      let test = BlockTestJSON(
        block, on: parent, network: fork, chainID: Self.chainID, before: before, after: after)
      contents = [["\(name)-block-\(number)": test]]
    }
    return Array(zip(names, contents)).map { (name: $0, content: $1) }
  }

  /// What the files of a form are called, of a block that is not made yet.
  public static func fileNames(
    _ form: BlockExportForm, of workload: String, block: Int
  ) -> [String] {
    switch form {
    case .transitionTool: ["alloc.json", "env.json", "txs.json", "result.json"]
    case .stateTest: ["\(workload)-block-\(block)-state-tests.json"]
    case .blockTest: ["\(workload)-block-\(block)-blockchain-test.json"]
    }
  }
}
