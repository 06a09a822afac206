import Foundation

@testable import Harness

/// A workload file for plans.
private let sampleWorkload = """
  name: sample
  seed: 1
  blocks: 1
  transactions_per_block: 10
  accounts: 100
  profiles:
    - profile: transfers
      share: 1
      sender: {distribution: uniform}
      receiver: {distribution: uniform}

  """

/// A suite of two cases of that workload.
func planSuite(name: String = "both", pairs: Int = 4) -> String {
  """
  name: \(name)
  pairs: \(pairs)
  warmup: 2
  schedulers: [sequential, block-stm]
  threads: [1, 2]
  cases:
    - name: \(name)-mild
      workload: sample.yaml
    - name: \(name)-long
      workload: sample.yaml
      set:
        blocks: 5

  """
}

/// A folder with sample.yaml and the suites given, in which `body` makes plans.
func withPlanFiles(
  _ suites: [String: String] = ["both.yaml": planSuite()], _ body: (_ folder: String) throws -> Void
) throws {
  let folder = FileManager.default.temporaryDirectory.path + "/gridlock-plan-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  for (name, text) in suites.merging(
    ["sample.yaml": sampleWorkload], uniquingKeysWith: { a, _ in a })
  {
    try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
  }
  try body(folder)
}

/// The command line's settings, after a change.
func experimentSettings(_ change: (inout ExperimentSettings) -> Void) -> ExperimentSettings {
  var settings = ExperimentSettings()
  change(&settings)
  return settings
}
