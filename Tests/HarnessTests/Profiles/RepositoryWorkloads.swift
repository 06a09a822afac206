import Foundation
import Workloads

/// The workload files of the repository.
enum RepositoryWorkloads {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// By name, without suites.
  static let names: [String] = {
    let folder = root.appending(path: "Workloads")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  static func generate(
    _ name: String, _ overrides: [String] = [], collectingNames: Bool = false
  ) throws -> GeneratedWorkload {
    let path = root.appending(path: "Workloads/\(name).yaml").path
    return BlockGenerator(
      try WorkloadSpec.load(path: path, overrides: overrides), collectingNames: collectingNames
    ).generate()
  }
}
