import Results

/// A column of a table of arms.
struct ArmColumn {
  var title: String
  var alignment: TextTable.Alignment
  /// Whether it is left out where no arm has such a figure.
  var isOptional: Bool
  /// Nil where an arm has no such figure.
  var text: (ArmReport) -> String?

  init(
    _ title: String, _ alignment: TextTable.Alignment = .right, isOptional: Bool = false,
    text: @escaping (ArmReport) -> String?
  ) {
    self.title = title
    self.alignment = alignment
    self.isOptional = isOptional
    self.text = text
  }

  /// The share of the time that passed before a first transaction could be executed.
  static func preparation(_ title: String) -> Self {
    Self(title, isOptional: true) { arm in
      arm.preparationShare > 0 ? percent(arm.preparationShare) : nil
    }
  }

  /// One of the figures that say how good hints were.
  static func hints(_ title: String, _ share: @escaping (RunRecord.Hints) -> Double) -> Self {
    Self(title, isOptional: true) { arm in arm.hints.map { percentShortOfAll(share($0)) } }
  }
}

extension CaseReport {
  /// A row for each arm.
  ///
  /// - Parameter absent: what stands where an arm has no such figure.
  func table(_ columns: [ArmColumn], absent: String) -> TextTable {
    let shown = columns.filter { column in
      !column.isOptional || arms.contains { column.text($0) != nil }
    }
    var table = TextTable(shown.map { ($0.title, $0.alignment) })
    for arm in arms { table.append(shown.map { $0.text(arm) ?? absent }) }
    return table
  }
}
