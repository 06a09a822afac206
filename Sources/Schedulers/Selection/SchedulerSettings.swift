/// What was chosen for a scheduler's parameters: only what is not standard, so that equal settings are
/// equal values and have one spelling.
public struct SchedulerSettings: Hashable, Sendable {
  private var chosen: [String: String] = [:]

  /// Everything as it is if nothing is said.
  public static let standard = SchedulerSettings()

  private init() {}

  /// The scheduler's name and, sorted, what is not standard: "block-stm:waiting=suspend". Results know
  /// an arm by it, so that two settings of one scheduler are two arms.
  public func spelling(of scheduler: String) -> String {
    ([scheduler] + chosen.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
      .joined(separator: ":")
  }

  /// Sets a parameter; false if it does not take such a value.
  mutating func set(_ parameter: SchedulerParameter, to text: String) -> Bool {
    guard let value = parameter.canonical(text) else { return false }
    chosen[parameter.name] = value == parameter.standard ? nil : value
    return true
  }

  // MARK: Values

  private func text(_ parameter: SchedulerParameter) -> String {
    chosen[parameter.name] ?? parameter.standard
  }

  /// The case that was chosen of the type that the parameter was made of.
  public func choice<Choice: RawRepresentable<String>>(_ parameter: SchedulerParameter) -> Choice {
    guard let choice = Choice(rawValue: text(parameter)) else {
      fatalError("\(parameter.name) is \(text(parameter)), which is no \(Choice.self)")
    }
    return choice
  }

  public func integer(_ parameter: SchedulerParameter) -> Int {
    guard let value = Int(text(parameter)) else {
      fatalError("\(parameter.name) is \(text(parameter)), which is no whole number")
    }
    return value
  }

  public func number(_ parameter: SchedulerParameter) -> Double {
    guard let value = Double(text(parameter)) else {
      fatalError("\(parameter.name) is \(text(parameter)), which is no number")
    }
    return value
  }
}
