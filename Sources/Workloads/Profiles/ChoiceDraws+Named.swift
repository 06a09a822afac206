/// The choices of a profile that has many, by name instead of by place: the cases in the order of
/// ``WorkloadProfile/choices``, called as the file calls them.
protocol NamedChoice: CaseIterable, RawRepresentable where RawValue == Int {}

extension NamedChoice {
  /// The key of the choice in the file.
  var name: String { "\(self)" }
}

extension ChoiceDraws {
  /// Draws a choice by its name.
  mutating func pick(_ choice: some NamedChoice) -> Int { pick(choice.rawValue) }
}
