import GSL

/// One choice that every transaction of a profile makes: its sender, its receiver, its pool.
///
/// In the file: `receiver: {distribution: zipf, exponent: 1.1}`, and for choices among accounts
/// optionally `part: 1/2`, which confines the choice to the first of two equal parts of the accounts,
/// so that two choices can be kept apart.
public struct ChoiceSpec: Sendable {
  /// What is chosen from.
  public enum Keys: Hashable, Sendable {
    /// The workload's accounts, which each choice puts into an order of its own: whoever sends most
    /// need not be who receives most.
    case accounts
    /// So many things of the profile's own, rank being number: pool 0 is the most popular one.
    case numbered(Int)
    /// Values from the first to the last, such as amounts. No keys of state: not part of contention.
    case values(ClosedRange<Int>)
  }

  /// The key of the choice in its profile.
  public let name: String
  public let keys: Keys
  /// The law's name in the file.
  public let distribution: String
  /// Which of how many equal parts of the keys are chosen from, counting from 1.
  public let part: (number: Int, of: Int)
  /// The law's parameters as the file gives them, in the order of ``DistributionKind/parameters``.
  public let parameters: [(name: String, value: Double)]
  let makeLaw: DistributionMaker

  /// Reads the choice `name` of a profile.
  /// - Parameter fallback: The distribution of a choice that the file leaves out; nil if it may not.
  init(
    _ name: String, among keys: Keys, in profile: SpecSection, default fallback: String? = nil
  ) throws(WorkloadError) {
    let path = profile.path(of: name)
    let section: SpecSection
    if let node = profile.node(name) {
      section = try SpecSection(open: node, path: path)
    } else if let fallback {
      section = try SpecSection(
        open: SpecNode(
          value: .mapping([
            .init(
              key: "distribution", keyOrigin: profile.origin,
              value: SpecNode(value: .scalar(fallback, isQuoted: false), origin: profile.origin))
          ]), origin: profile.origin), path: path)
    } else {
      throw profile.error(
        name, "is missing", remedy: "say, for instance, '\(name): {distribution: uniform}'")
    }
    try self.init(name, among: keys, section: section)
  }

  init(_ name: String, among keys: Keys, section: SpecSection) throws(WorkloadError) {
    let wanted = try section.name(
      "distribution", of: allDistributions.map(\.name), what: "distribution")
    guard let kind = allDistributions.first(where: { $0.name == wanted }) else {
      preconditionFailure("a name was taken that is not in the list")
    }
    var allowed = ["distribution"] + kind.parameters.map(\.name)
    var keys = keys
    switch keys {
    case .accounts: allowed.append("part")
    case .values: allowed += ["minimum", "maximum"]
    case .numbered: break
    }
    try section.allow(allowed)
    if case .values(let range) = keys {
      let minimum = try section.integer("minimum", in: range, default: range.lowerBound)
      let maximum = try section.integer(
        "maximum", in: minimum...range.upperBound,
        default: min(max(minimum, 1_000_000), range.upperBound))
      guard wanted != "distinct" || maximum - minimum < WorkloadSpec.accountLimit else {
        throw section.error(
          "maximum", "leaves more values to deal than fit into memory",
          remedy: "leave at most \(WorkloadSpec.accountLimit) from minimum to maximum")
      }
      keys = .values(minimum...maximum)
    }
    self.name = name
    self.keys = keys
    distribution = wanted
    part = try Self.part(of: section)
    makeLaw = try kind.read(section)
    var parameters: [(String, Double)] = []
    for parameter in kind.parameters {
      // Read and bounded by the line above: here only for the record.
      parameters.append((parameter.name, try section.number(parameter.name, in: 0...1e9)))
    }
    self.parameters = parameters
  }

  private static func part(of section: SpecSection) throws(WorkloadError) -> (Int, Int) {
    let text = try section.text("part", default: "1/1")
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let number = numbers[0], let parts = numbers[1],
      (1...100).contains(parts), (1...parts).contains(number)
    else {
      throw section.error(
        "part", "'\(text)' is no part", remedy: "write, for instance, 1/2 for the first half")
    }
    return (number, parts)
  }
}
