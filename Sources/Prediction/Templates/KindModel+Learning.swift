import Primitives
import Schedulers

extension KindModel {
  /// What one transaction taught.
  struct Lesson {
    /// By access: the template that explains it best, with the values that the transaction saw.
    var explanations: [AccessTemplate?]
  }

  /// Counts what a transaction accessed, and looks for reasons where there is none yet.
  ///
  /// - Returns: what was known before this transaction about its accesses.
  mutating func learn(
    _ call: ObservedCall, minimumConfidence: Double, _ slot: ExpressionGraph.SlotValue
  ) -> Lesson {
    samples += 1
    countGas(call.gasUsed)
    var values: [Word?] = []
    graph.evaluate(call.input, into: &values, slot)
    let explained = count(call, values)
    let lesson = Lesson(explanations: explained.map { $0.map { templates[$0] } })
    if explained.contains(where: { !isReason($0) }) {
      explain(call, explained, values: &values, slot)
    }
    if samples & 15 == 0 || graph.count > limits.expressions { prune() }
    settle(minimumConfidence: minimumConfidence)
    return lesson
  }

  /// Whether the template is reason enough not to look for another one.
  func isReason(_ template: Int?) -> Bool {
    guard let template else { return false }
    return templates[template].isSupported && templates[template].confidence >= 0.25
  }

  /// Counts hits and misses of all templates; returns the best one for each access.
  private mutating func count(_ call: ObservedCall, _ values: [Word?]) -> [Int?] {
    var positions: [AccessSets.Name: Int] = [:]
    for (position, access) in call.accesses.enumerated() { positions[access.name] = position }
    var explained = [Int?](repeating: nil, count: call.accesses.count)
    let flags = CallFlags(call.input)
    for index in templates.indices {
      guard let name = templates[index].name(values) else { continue }
      let position = positions[name]
      templates[index].count(
        accessed: position != nil, written: position.map { call.accesses[$0].isWrite } ?? false,
        flags)
      guard let position else { continue }
      if let other = explained[position], !isBetter(index, than: other) { continue }
      explained[position] = index
    }
    return explained
  }

  private func isBetter(_ a: Int, than b: Int) -> Bool {
    if templates[a].isSupported != templates[b].isSupported { return templates[a].isSupported }
    if readsState(a) != readsState(b), isReason(a) == isReason(b) { return !readsState(a) }
    return templates[a].confidence > templates[b].confidence
  }

  private func readsState(_ template: Int) -> Bool {
    let place = templates[template].place
    return graph.readsState[Int(place.account)]
      || (place.key.map { graph.readsState[Int($0)] } ?? false)
  }

  // MARK: Reasons

  /// Looks for the reasons of accesses that have none. What one read gave may lead to the next, so it
  /// goes on as long as that finds anything, three times at most.
  private mutating func explain(
    _ call: ObservedCall, _ explained: [Int?], values: inout [Word?],
    _ slot: ExpressionGraph.SlotValue
  ) {
    let mayHash = samples <= limits.eagerSearches || samples >= nextSearch
    if mayHash, samples > limits.eagerSearches { nextSearch = samples * 2 }
    var explained = explained
    var words = WordsAtHand()
    var remainders: [Int: [Remainder]] = [:]
    for _ in 0..<3 {
      let known = words.atoms.count
      collect(call, explained, values, into: &words)
      if words.atoms.count == known { break }
      let open = explained.indices.filter { !isReason(explained[$0]) }
      let found = findReasons(call, open, words, mayHash: mayHash, &remainders)
      graph.evaluateAdded(call.input, into: &values, slot)
      for (position, template) in found { explained[position] = template }
    }
    for (position, list) in remainders.sorted(by: { $0.key < $1.key }) {
      for remainder in list { note(remainder, call, position, words) }
    }
    keepLiterals(call, explained, words)
  }

  /// What is left of a key, and of what.
  private struct Remainder {
    var account: Operand
    var base: Operand?
    var remainder: UInt64
  }

  /// Collects the words that a key or an account may be made of, the simplest first.
  private mutating func collect(
    _ call: ObservedCall, _ explained: [Int?], _ values: [Word?], into words: inout WordsAtHand
  ) {
    let input = call.input
    func add(_ expression: Expression, _ word: Word?, _ graph: inout ExpressionGraph) {
      guard let word, !words.contains(word), let operand = graph.intern(expression) else { return }
      words.add(operand, word)
    }
    add(.sender, Word(input.transaction.sender), &graph)
    add(.target, input.transaction.to.map { Word($0) }, &graph)
    if input.transaction.to == nil {
      let created = Address.created(
        by: input.transaction.sender, nonce: input.transaction.nonce)
      add(.created, Word(created), &graph)
    }
    for index in 0..<min(input.argumentCount, 16) {
      add(.argument(index), input.argument(index), &graph)
    }
    for index in 0..<min(max(0, input.argumentCount - 16), 4) {
      add(.argumentFromEnd(index), input.argumentFromEnd(index), &graph)
    }
    for (position, access) in call.accesses.enumerated() {
      guard let template = explained[position] else { continue }
      let place = templates[template].place
      // An account that is called is the sender of what it calls.
      if !words.contains(Word(access.name.account)) {
        words.add(place.account, Word(access.name.account))
      }
      guard let key = place.key, let value = access.value, !value.isZero,
        let load = graph.intern(.load(account: place.account, key: key))
      else { continue }
      if !words.contains(value) { words.add(load, value) }
      let address = Word(Address(truncating: value))
      if address != value, address.l2 != 0 || address.l1 != 0 {
        add(.address(of: load), address, &graph)
      }
    }
    add(.value, input.transaction.value, &graph)
    add(.beneficiary, Word(input.beneficiary), &graph)
    for index in 0..<min(input.argumentCount, 4) {
      if let argument = input.argument(index), argument > Word(255), argument < Word(UInt64.max),
        let operand = graph.find(.argument(index))
      {
        add(.word(ofBit: operand), Word.shiftRight(argument, by: UInt64(8)), &graph)
      }
    }
  }

  /// Adds templates for the open accesses; returns the simplest of each that got one.
  private mutating func findReasons(
    _ call: ObservedCall, _ open: [Int], _ words: WordsAtHand, mayHash: Bool,
    _ remainders: inout [Int: [Remainder]]
  ) -> [(position: Int, template: Int)] {
    var found: [(position: Int, template: Int)] = []
    var slots: [(position: Int, account: Operand, isCertain: Bool)] = []
    for position in open {
      let access = call.accesses[position]
      guard let (account, isCertain) = account(of: access.name.account, call.input, words) else {
        continue
      }
      guard access.name.part == .slot else {
        let place = AccessTemplate.Place(account: account, part: access.name.part, key: nil)
        if let template = add(
          place, needsSupport: !isCertain, written: access.isWrite,
          CallFlags(call.input))
        {
          found.append((position, template))
        }
        continue
      }
      remainders[position] = []
      if access.name.key > Word(UInt64.max) {
        slots.append((position, account, isCertain))
      } else if access.name.key <= Word(UInt64(UInt32.max)) {
        remainders[position] = [
          Remainder(account: account, base: nil, remainder: access.name.key.l0)
        ]
      }
    }
    guard mayHash else { return found }
    var search = KeySearch(slots.map { call.accesses[$0.position].name.key })
    search.search(words.forHashing, call.input)
    var isFound = [Bool](repeating: false, count: slots.count)
    for finding in search.findings {
      let slot = slots[finding.key]
      guard let base = graph.intern(finding.base) else { continue }
      if finding.remainder > 0 {
        remainders[slot.position]?.append(
          Remainder(account: slot.account, base: base, remainder: finding.remainder))
      }
      // A field of a struct is near; what is farther is an element, whose index has to be found.
      guard finding.remainder < 32,
        let key = graph.intern(
          Derivation.offset(finding.base, by: Word(finding.remainder)))
      else { continue }
      let place = AccessTemplate.Place(account: slot.account, part: .slot, key: key)
      let template = add(
        place, needsSupport: !slot.isCertain, written: call.accesses[slot.position].isWrite,
        CallFlags(call.input))
      if let template, !isFound[finding.key] {
        found.append((slot.position, template))
        isFound[finding.key] = true
      }
    }
    return found
  }

  /// What names the account, and whether that is more than its address as it was found.
  private mutating func account(
    of address: Address, _ input: CallInput, _ words: WordsAtHand
  ) -> (Operand, isCertain: Bool)? {
    let word = Word(address)
    if let operand = words.operand(of: word) {
      if case .literal = graph.nodes[Int(operand)] { return (operand, false) }
      return (operand, true)
    }
    if let offset = input.offset(of: address),
      let operand = graph.intern(Expression.packedAddress(offset))
    {
      return (operand, true)
    }
    return graph.intern(Expression.literal(word)).map { ($0, false) }
  }

  // MARK: Lines

  /// Keeps a remainder, and adds the lines that it makes with earlier ones.
  private mutating func note(
    _ found: Remainder, _ call: ObservedCall, _ position: Int, _ words: WordsAtHand
  ) {
    let access = call.accesses[position]
    let new = KeyRemainder(
      account: found.account, base: found.base, remainder: found.remainder,
      numbers: words.numbers)
    for earlier in remainders where earlier.account == new.account && earlier.base == new.base {
      for line in lines(through: earlier, and: new).prefix(4) {
        guard let key = graph.intern(line) else { continue }
        add(
          AccessTemplate.Place(account: new.account, part: .slot, key: key), needsSupport: true,
          written: access.isWrite,
          CallFlags(call.input))
      }
    }
    remainders.append(new)
    if remainders.count > limits.remainders { remainders.removeFirst() }
  }

  /// The remainder as a × number + b, for each number that differs between the two.
  private func lines(through a: KeyRemainder, and b: KeyRemainder) -> [Derivation] {
    let difference = Int64(b.remainder) - Int64(a.remainder)
    guard difference != 0 else { return [] }
    return b.numbers.compactMap { entry in
      guard let before = a.numbers.first(where: { $0.operand == entry.operand }) else { return nil }
      let run = Int64(entry.number) - Int64(before.number)
      guard run != 0, difference % run == 0, (1...4096).contains(difference / run) else {
        return nil
      }
      let times = difference / run
      let start = Int64(b.remainder) - times * Int64(entry.number)
      let offset = start >= 0 ? Word(UInt64(start)) : Word.zero &- Word(UInt64(-start))
      let base = b.base.map { Derivation.offset(.operand($0), by: offset) } ?? .literal(offset)
      return .sum(base: base, index: .operand(entry.operand), times: UInt32(times))
    }
  }

  // MARK: Literals

  /// Keeps names as they were found where nothing better explains them.
  private mutating func keepLiterals(
    _ call: ObservedCall, _ explained: [Int?], _ words: WordsAtHand
  ) {
    for position in explained.indices where explained[position] == nil {
      let access = call.accesses[position]
      guard let (account, isCertain) = account(of: access.name.account, call.input, words) else {
        continue
      }
      guard access.name.part == .slot else { continue }
      guard let key = graph.intern(Expression.literal(access.name.key)) else { continue }
      // State variables have low numbers, and are there for every call.
      let isVariable = access.name.key < Word(64)
      add(
        .init(account: account, part: .slot, key: key), needsSupport: !(isCertain && isVariable),
        written: access.isWrite,
        CallFlags(call.input))
    }
  }
}
