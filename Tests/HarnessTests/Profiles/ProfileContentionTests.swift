import Foundation
import Testing

/// The contention that the profiles' READMEs state is the contention that their defaults have.
@Suite("Profile contention")
struct ProfileContentionTests {
  /// Workload file, and the profile folder whose README has its row.
  static let rows = [
    ("transfers", "Transfers"), ("swaps", "Swaps"), ("defi", "DeFi"), ("nft", "NFT"),
    ("gaming", "Gaming"),
    ("supplychain", "SupplyChain"), ("healthcare", "Healthcare"),
    ("healthcare-global-log", "Healthcare"), ("dao", "DAO"), ("realestate", "RealEstate"),
    ("bridge", "Bridge"), ("rollup", "Rollup"), ("adversarial", "Adversarial"),
    ("adversarial-zombies", "Adversarial"), ("adversarial-hidden-chain", "Adversarial"),
    ("adversarial-false-hints", "Adversarial"), ("mix", "Mix"),
  ]

  @Test("README rows are as measured", arguments: rows)
  func readmeRow(name: String, folder: String) throws {
    let path = RepositoryWorkloads.root.appending(
      path: "Sources/Workloads/Profiles/\(folder)/README.md")
    let text = try String(contentsOf: path, encoding: .utf8)
    let row = "| `\(name).yaml` | \(try ProfileContention(name)) |"
    #expect(text.contains(row), "\(path.lastPathComponent) of \(folder) should have: \(row)")
  }
}
