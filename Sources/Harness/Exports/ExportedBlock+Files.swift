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
    switch form {
    case .transitionTool:
      return [
        ("alloc.json", AllocationJSON(before)),
        ("env.json", EnvironmentJSON(block.header, .transitionTool)),
        ("txs.json", block.transactions.map { TransactionJSON($0, .transitionTool) }),
        ("result.json", result),
      ]
    case .stateTest:
      return [("\(name)-block-\(block.header.number)-state-tests.json", try stateTests())]
    case .blockTest:
      let test = BlockTestJSON(
        block, on: parent, network: fork, chainID: Self.chainID, before: before, after: after)
      return [
        (
          "\(name)-block-\(block.header.number)-blockchain-test.json",
          ["\(name)-block-\(block.header.number)": test]
        )
      ]
    }
  }
}
