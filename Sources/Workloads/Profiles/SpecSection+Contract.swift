extension SpecSection {
  /// The contract that `key` names, which must have the methods and state variables that its caller
  /// uses.
  func contract(
    _ key: String, default fallback: ContractArtifact, methods: [String], variables: [String]
  ) throws(WorkloadError) -> ContractArtifact {
    let name = try name(
      key, of: ContractArtifact.all.map(\.name), what: "contract", default: fallback.name)
    let contract = ContractArtifact.all.first { $0.name == name } ?? fallback
    if let method = methods.first(where: { contract.selectors[$0] == nil }) {
      throw error(
        key, "contract '\(name)' has no method \(method)", remedy: "use '\(fallback.name)'")
    }
    if let variable = variables.first(where: { contract.storageSlots[$0] == nil }) {
      throw error(
        key, "contract '\(name)' has no state variable \(variable)",
        remedy: "use '\(fallback.name)'")
    }
    return contract
  }
}
