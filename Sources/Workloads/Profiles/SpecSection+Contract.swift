extension SpecSection {
  /// The contract that `key` names, which must have the methods and state variables that its caller
  /// uses.
  func contract(
    _ key: String, default fallback: ContractArtifact, methods: [String], variables: [String]
  ) throws(WorkloadError) -> ContractArtifact {
    let text = try text(key, default: fallback.name)
    guard let contract = ContractArtifact.all.first(where: { $0.name == text }) else {
      // Of all there are, only those that would do.
      let suitable = ContractArtifact.all.filter { contract in
        methods.allSatisfy { contract.selectors[$0] != nil }
          && variables.allSatisfy { contract.storageSlots[$0] != nil }
      }
      _ = try name(key, of: suitable.map(\.name), what: "contract")
      return fallback
    }
    if let method = methods.first(where: { contract.selectors[$0] == nil }) {
      throw error(
        key, "contract '\(text)' has no method \(method)", remedy: "use '\(fallback.name)'")
    }
    if let variable = variables.first(where: { contract.storageSlots[$0] == nil }) {
      throw error(
        key, "contract '\(text)' has no state variable \(variable)",
        remedy: "use '\(fallback.name)'")
    }
    return contract
  }
}
