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
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      // All of them looked at before the first is written.
      let targets = try files.map { try OutputTarget(path($0.name), replacing: replaces).path }
      for (file, target) in zip(files, targets) { try save(file.content, as: target) }
    } catch let error as OutputTargetError {
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

  /// Looks before the blocks are made for what would be in the way of the export of a workload.
  /// - Throws: `OutputTargetError`, and ``CommandFailure`` where the folder is none.
  func checkWritable(named workload: String) throws {
    guard FileManager.default.fileExists(atPath: folder) else { return }
    for name in ExportedBlock.fileNames(form, of: workload, block: block) {
      _ = try OutputTarget(path(name), replacing: replaces)
    }
  }

  private func path(_ name: String) -> String { folder + "/" + name }

  private func save(_ value: any Encodable, as path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try (encoder.encode(value) + Data([0x0a])).write(
      to: URL(fileURLWithPath: path), options: .atomic)
  }
}
