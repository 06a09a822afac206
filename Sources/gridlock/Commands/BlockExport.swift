import Foundation
import Harness
import Workloads

/// Writes a block for other tools into a folder: what `gridlock generate --export` does.
struct BlockExport {
  var form: BlockExportForm
  /// From 1.
  var block: Int
  var folder: String
  /// Whether files may be replaced.
  var replaces: Bool

  /// - Returns: Lines that say what was written, and what it should come to.
  /// - Throws: `ExperimentFailure`, `Interrupted`, and ``CommandFailure`` for what cannot be written.
  func write(
    _ workload: GeneratedWorkload, until interruption: Interruption
  ) throws -> [String] {
    let exported = try ExportedBlock(
      of: workload, number: block, until: interruption)
    let files = try exported.files(form)
    // All of them looked for before the first is written.
    for file in files where !replaces && FileManager.default.fileExists(atPath: path(file.name)) {
      throw CommandFailure(
        .runFailed, "\(path(file.name)) exists; give another folder, or --force")
    }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      for file in files { try save(file.content, as: path(file.name)) }
    } catch let error as Interrupted {
      throw error
    } catch {
      throw CommandFailure(
        .runFailed, "cannot write into \(folder): \(error.localizedDescription)")
    }
    let header = exported.block.header
    return [
      "block         \(block): \(exported.block.transactions.count) transactions, \(header.gasUsed) gas,"
        + " fork \(exported.fork), chain \(ExportedBlock.chainID)",
      "state root    \(header.stateRoot.hex)",
      "receipts      \(header.receiptsRoot.hex)",
    ] + files.map { "written to    \(path($0.name))" }
  }

  private func path(_ name: String) -> String { folder + "/" + name }

  private func save(_ value: any Encodable, as path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try (encoder.encode(value) + Data([0x0a])).write(
      to: URL(fileURLWithPath: path), options: .atomic)
  }
}
