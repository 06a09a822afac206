extension ChoiceSpec {
  /// Reads a choice that, where the file leaves it out, follows Zipf's law with `exponent`.
  init(
    _ name: String, among keys: Keys, in profile: SpecSection, zipf exponent: Double
  ) throws(WorkloadError) {
    guard !profile.has(name) else {
      try self.init(name, among: keys, in: profile)
      return
    }
    func entry(_ key: String, _ text: String) -> SpecNode.Entry {
      SpecNode.Entry(
        key: key, keyOrigin: profile.origin,
        value: SpecNode(value: .scalar(text, isQuoted: false), origin: profile.origin))
    }
    let node = SpecNode(
      value: .mapping([entry("distribution", "zipf"), entry("exponent", "\(exponent)")]),
      origin: profile.origin)
    try self.init(
      name, among: keys, section: SpecSection(open: node, path: profile.path(of: name)))
  }
}
