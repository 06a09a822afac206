import Testing

@testable import Schedulers

@Suite struct AllSchedulersTests {
  @Test func namesAreUniqueAndFound() throws {
    let names = allSchedulerVariants.map(\.name)
    #expect(Set(names).count == names.count)
    for known in allSchedulerVariants {
      #expect(try scheduler(named: known.name).name == known.name)
      #expect(!known.summary.isEmpty)
    }
  }

  // MARK: Settings

  /// Whatever a scheduler says of its parameters holds: the standard value changes nothing, every other
  /// one makes another scheduler, and the order in which settings are given does not matter.
  @Test(arguments: allSchedulers.map(\.name))
  func parametersAreWhatTheyAreSaidToBe(name: String) throws {
    let parameters = try scheduler(named: name).parameters
    #expect(Set(parameters.map(\.name)).count == parameters.count)
    var settings: [String] = []
    for parameter in parameters {
      #expect(parameter.canonical(parameter.standard) == parameter.standard)
      #expect(
        try scheduler(named: "\(name):\(parameter.name)=\(parameter.standard)").name == name)
      let other = try #require(parameter.examples.first { $0 != parameter.standard })
      let setting = "\(parameter.name)=\(other)"
      #expect(try scheduler(named: "\(name):\(setting)").name == "\(name):\(setting)")
      settings.append(setting)
    }
    let sorted = ([name] + settings.sorted()).joined(separator: ":")
    let reversed = ([name] + settings.sorted().reversed()).joined(separator: ":")
    #expect(try scheduler(named: sorted).name == sorted)
    #expect(try scheduler(named: reversed).name == sorted)
    #expect(try scheduler(named: sorted).parameters == parameters)
  }

  @Test func numbersHaveOneSpelling() {
    let share = SchedulerParameter.number("share", "of all", in: 0...2, standard: 0.5)
    #expect(share.canonical("1.0") == "1" && share.canonical("0.250") == "0.25")
    #expect(share.canonical("nan") == nil && share.canonical("2.1") == nil)
    let count = SchedulerParameter.integer("count", "of them", in: 1...64, standard: 8)
    #expect(count.canonical("08") == "8" && count.canonical("0") == nil)
    #expect(count.canonical("8.0") == nil && count.canonical("") == nil)
    var settings = SchedulerSettings.standard
    let wasSet = (settings.set(share, to: "0.750"), settings.set(count, to: "65"))
    #expect(wasSet.0 && !wasSet.1)
    #expect(settings.number(share) == 0.75 && settings.integer(count) == 8)
    #expect(settings.spelling(of: "x") == "x:share=0.75")
    #expect(settings.set(share, to: "0.5") && settings == .standard)
  }

  // MARK: Wrong names

  /// A text and what the answer has to contain.
  @Test(arguments: [
    ("blockstm", "did you mean \"block-stm\"?"), ("Sequental", "did you mean \"sequential\"?"),
    ("block_stm", "did you mean \"block-stm\"?"), ("", "the schedulers are sequential, "),
    ("quantum-annealing", "no scheduler is called \"quantum-annealing\"; the schedulers are seq"),
    ("static-locks:granularty=slots", "no parameter \"granularty\"; did you mean \"granularity\"?"),
    (
      "static-locks:granularity=account",
      "granularity of static-locks cannot be \"account\"; did you mean \"accounts\"? (its values are "
        + "slots, accounts)"
    ),
    ("static-locks:granularity=9999999999", "its values are slots, accounts"),
    (
      "static-locks:granularity",
      "is not of the form key=value; write, for instance, static-locks:granularity=slots"
    ),
    ("static-locks:", "\"\" after static-locks is not of the form key=value"),
    ("static-locks:granularity=slots:granularity=accounts", "is given twice"),
    ("sequential:x=1", "sequential has no parameter \"x\"; it has none: leave it out"),
    ("sequential:x", "it has no parameters: leave it out"),
  ])
  func saysWhatIsWrong(name: String, words: String) throws {
    let error = try #require(throws: SchedulerNameError.self) { try scheduler(named: name) }
    #expect("\(error)".contains(words), "\(error)")
  }
}

extension SchedulerParameter {
  /// Some values that it takes.
  fileprivate var examples: [String] {
    switch values {
    case .words(let words): words
    case .integers(let range): [String(range.lowerBound), String(range.upperBound)]
    case .numbers(let range):
      [range.lowerBound, range.upperBound].compactMap { canonical("\($0)") }
    }
  }
}
