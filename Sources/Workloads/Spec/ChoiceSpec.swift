import GSL

/// One choice that every transaction of a profile makes: its sender, its receiver, its pool.
///
/// In the file: `receiver: {distribution: zipf, exponent: 1.1}`, and for choices among accounts
/// optionally `part: 1/2`, which confines the choice to the first of two equal parts of the accounts,
/// so that two choices can be kept apart. Choices of keys can come back to earlier picks
/// (``ChoiceReuse``), and any law can drift.
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
  /// The law's numbers as the file gives them, in the order of ``DistributionKind/parameters``.
  public let parameters: [(name: String, value: Double)]
  /// How it comes back to earlier picks of the block; nil if it does not.
  public let reuse: ChoiceReuse?
  let recipe: LawRecipe
  private let section: SpecSection

  /// Reads the choice `name` of a profile.
  /// - Parameters:
  ///   - fallback: The distribution of a choice that the file leaves out; nil if it may not.
  ///   - numbers: That distribution's parameters.
  public init(
    _ name: String, among keys: Keys, in profile: SpecSection, default fallback: String? = nil,
    _ numbers: [(name: String, value: Double)] = []
  ) throws(WorkloadError) {
    let path = profile.path(of: name)
    let section: SpecSection
    if let node = profile.node(name) {
      section = try SpecSection(open: node, path: path)
    } else if let fallback {
      let words = [("distribution", fallback)] + numbers.map { ($0.name, plain($0.value)) }
      section = try SpecSection(
        open: SpecNode(words: words, origin: profile.origin), path: path)
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
    let own = ["distribution"] + kind.parameters.map(\.name) + ["drift"]
    switch keys {
    case .accounts: try section.allow(own + ["part"] + ChoiceReuse.keys)
    case .numbered: try section.allow(own + ChoiceReuse.keys)
    case .values: try section.allow(own + ["minimum", "maximum"])
    }
    self.name = name
    self.section = section
    self.keys = try Self.bounded(keys, in: section)
    distribution = wanted
    part = try Self.part(of: section)
    recipe = try section.drift(of: try kind.read(section))
    reuse = try ChoiceReuse(in: section)
    parameters = kind.parameters.compactMap { parameter in
      section.givenNumber(parameter.name).map { (parameter.name, $0) }
    }
    if case .values = self.keys { try check(accounts: 0) }
  }

  /// The values from `minimum` to `maximum`; keys as they are.
  private static func bounded(_ keys: Keys, in section: SpecSection) throws(WorkloadError) -> Keys {
    guard case .values(let range) = keys else { return keys }
    let minimum = try section.integer("minimum", in: range, default: range.lowerBound)
    let maximum = try section.integer(
      "maximum", in: minimum...range.upperBound,
      default: max(minimum, min(range.upperBound, 1_000_000)))
    return .values(minimum...maximum)
  }

  /// What its law is over in a workload of that many accounts.
  func domain(accounts: Int) -> LawDomain {
    switch keys {
    case .accounts:
      let first = accounts * (part.number - 1) / part.of
      return LawDomain(lowest: 0, count: accounts * part.number / part.of - first)
    case .numbered(let number): return LawDomain(lowest: 0, count: number)
    case .values(let range): return LawDomain(lowest: range.lowerBound, count: range.count)
    }
  }

  /// Refuses keys that the law cannot be over.
  func check(accounts: Int) throws(WorkloadError) {
    guard let (problem, remedy) = recipe.objection(domain(accounts: accounts)) else { return }
    throw section.error("distribution", problem, remedy: remedy)
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
