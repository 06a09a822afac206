import GSL

/// A distribution as workload files name it.
public struct DistributionKind: Sendable {
  /// What `distribution:` says.
  public let name: String
  /// One line for `gridlock list distributions`.
  public let summary: String
  /// Its parameters, in the order of the file: name and meaning.
  public let parameters: [(name: String, meaning: String)]
  /// Reads the parameters.
  let read: @Sendable (SpecSection) throws(WorkloadError) -> LawRecipe
}

/// What a law is over: keys, numbered from 0, or whole values.
public struct LawDomain: Hashable, Sendable {
  /// The value that rank 0 stands for; 0 for keys.
  public var lowest: Int
  public var count: Int
}

/// How a law is made, once it is known over what.
public struct LawRecipe: Sendable {
  /// Makes the law. One that needs randomness to be made, not only to be drawn from, takes it from the
  /// stream.
  let make: @Sendable (LawDomain, inout RandomStream) -> any Distribution
  /// What is wrong with a domain, and what to do about it; nil if the law can be over it.
  let objection: @Sendable (LawDomain) -> (problem: String, remedy: String)?

  init(
    objection: @escaping @Sendable (LawDomain) -> (problem: String, remedy: String)? = { _ in nil },
    make: @escaping @Sendable (LawDomain, inout RandomStream) -> any Distribution
  ) {
    self.make = make
    self.objection = objection
  }

  /// A continuous law, made for the domain's lowest value, in steps of one.
  init<Law: ContinuousLaw>(_ law: @escaping @Sendable (_ start: Double) -> Law) {
    self.init(
      objection: { domain in
        let made = law(Double(domain.lowest))
        let start = max(Double(domain.lowest), made.lowest)
        let share = made.cumulative(start + Double(domain.count)) - made.cumulative(start)
        guard !(share > 1e-9) else { return nil }
        return (
          "the law has next to nothing from \(domain.lowest) to \(domain.lowest + domain.count - 1)",
          "choose its parameters, or minimum and maximum, so that they meet"
        )
      },
      make: { domain, _ in
        let made = law(Double(domain.lowest))
        return Discretised(made, from: max(Double(domain.lowest), made.lowest), count: domain.count)
      })
  }
}
