import GSL

extension SpecSection {
  /// The law of `recipe`, with `drift: {every: 1000, by: 1}` moving its popular keys where that is given.
  func drift(of recipe: LawRecipe) throws(WorkloadError) -> LawRecipe {
    guard let node = node("drift") else { return recipe }
    let group = try SpecSection(node, path: path(of: "drift"), keys: ["every", "by"])
    let every = try group.integer("every", in: 1...WorkloadSpec.transactionLimit)
    let by = try group.integer("by", in: 0...WorkloadSpec.accountLimit, default: 1)
    return LawRecipe(objection: recipe.objection) { domain, stream in
      Drifting(recipe.make(domain, &stream), period: every, step: by)
    }
  }
}
