extension CaseReport {
  /// Such as "bound 1.91× by gas, 1.21× by time": the second is what speedups are held to. Nil where neither is
  /// known.
  var boundText: String? {
    let parts = [(boundByGas, "gas"), (boundByTime, "time")].compactMap { bound, weight in
      bound.map { "\(significant($0))× by \(weight)" }
    }
    return parts.isEmpty ? nil : "bound " + parts.joined(separator: ", ")
  }

  /// The column of ``ArmReport/shareOfMachine``; none where nothing was measured of what the machine allows.
  var machineColumn: [(String, TextTable.Alignment)] {
    arms.contains { $0.machineSpeedup != nil } ? [("of machine", .right)] : []
  }
}
