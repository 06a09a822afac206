import Primitives
import State
import Testing

@testable import Schedulers

/// What schedulers are told may be wrong: that costs time, never the outcome, and is said.
@Suite struct WrongKnowledgeTests {
  static let transactionCount = 40

  /// Chains over four keys, so that most transactions conflict with some others.
  private var block: ToyBlock {
    HostileBlocks.block("four keys", count: Self.transactionCount) { i in
      [.addToSlot(1, i % 4, 1), .useNonce(20 + i, 0), .log(UInt64(i))]
    }
  }

  private func execute(
    _ name: String, _ block: ToyBlock? = nil, workers: Int,
    _ change: (BlockKnowledge) -> BlockKnowledge
  ) throws -> BlockExecution {
    let block = block ?? self.block
    var naive = NaiveInterpreter(accounts: block.genesis)
    let expected = naive.execute(block)
    let state = WorldState(naive: block.genesis)
    let executor = ToyExecutor(block: block, seed: 3, wanders: false)
    let knowledge = change(.recorded(executor, on: state.copy()))
    let execution = try scheduler(named: name).execute(
      executor, on: state, with: WorkerPool(size: workers), knowing: knowledge)
    #expect(execution.results == expected.map(TransactionResult.init))
    #expect(state.naive == naive.accounts)
    #expect(state.accountsOfWrongExistence == [])
    return execution
  }

  // MARK: Access sets

  static let takers = allSchedulerVariants.filter { $0.requirement == .accessSets }.map(\.name)

  /// The sets without what one transaction does: it goes outside wherever it begins.
  @Test(arguments: takers, [0, 1, 17, transactionCount - 1])
  func missingAccessesAreNoticed(name: String, transaction: Int) throws {
    for workers in [1, 2, 8] {
      let execution = try execute(name, workers: workers) { known in
        BlockKnowledge(accessSets: known.accessSets?.changed { $0 == transaction ? [] : $1 })
      }
      let fallback = try #require(execution.fallback)
      #expect(fallback.contains("transaction \(transaction) accessed"), "\(fallback)")
    }
  }

  /// A write that was declared to be a read may run beside others: it has to be caught before it is made.
  @Test(arguments: takers)
  func undeclaredWritesAreNoticed(name: String) throws {
    for workers in [1, 2, 8] {
      let execution = try execute(name, workers: workers) { known in
        BlockKnowledge(
          accessSets: known.accessSets?.changed { index, accesses in
            index % 5 == 2
              ? accesses.map { .init(location: $0.location, isWrite: false) } : accesses
          })
      }
      #expect(try #require(execution.fallback).contains("to write it"))
    }
  }

  /// Sets that name too much are right, only slower: everything is one chain here.
  @Test(arguments: takers)
  func tooWideSetsAreRight(name: String) throws {
    for workers in [1, 2, 8] {
      let execution = try execute(name, workers: workers) { known in
        let all = known.accessSets?.locations.indices.map {
          AccessSets.Access(location: $0, isWrite: true)
        }
        return BlockKnowledge(accessSets: known.accessSets?.changed { _, _ in all ?? [] })
      }
      #expect(execution.fallback == nil)
      #expect(execution.counters.executions == Self.transactionCount)
    }
  }

  /// Who may write an account's header may not erase its storage, which others read without a word of the header.
  @Test(arguments: takers)
  func undeclaredErasuresAreNoticed(name: String) throws {
    let block = HostileBlocks.block("erased late", count: 40, mayEraseStorage: true) { i in
      i % 8 == 7 ? [.erase(2), .raiseNonce(2)] : [.readSlot(2, i % 5), .log(UInt64(i))]
    }
    for workers in [1, 2, 8] {
      let execution = try execute(name, block, workers: workers) { known in
        guard let sets = known.accessSets else { return known }
        let erasures = sets.locations.indices.filter { sets.locations[$0].part == .everything }
        return BlockKnowledge(
          accessSets: sets.changed { _, accesses in
            accesses.filter { !erasures.contains($0.location) }
          })
      }
      #expect(try #require(execution.fallback).contains("storage"), "\(workers) workers")
    }
  }

  /// Whatever the sets say, at random.
  @Test(arguments: takers)
  func anySetsGiveTheRightOutcome(name: String) throws {
    for seed in seeds(60) {
      var random = SplitMix(seed: seed)
      let blocks = [block] + HostileBlocks.erasures
      let block = blocks[Int(seed % UInt64(blocks.count))]
      _ = try execute(name, block, workers: 1 + Int(seed % 4)) { known in
        let count = known.accessSets?.locations.count ?? 0
        return BlockKnowledge(
          accessSets: known.accessSets?.changed { _, accesses in
            switch random.next() % 4 {
            case 0: Array(accesses.dropLast())
            case 1:
              accesses + [
                .init(location: Int(random.next() % UInt64(count)), isWrite: random.next() % 2 == 0)
              ]
            default: accesses
            }
          })
      }
    }
  }

  /// What cannot do without: hints may be missing.
  static let dependent =
    allSchedulerVariants
    .filter { $0.requirement != .nothing && $0.requirement != .hints }.map(\.name)

  @Test(arguments: dependent)
  func refusesABlockItWasToldNothingOf(name: String) throws {
    for count in [nil, 3] as [Int?] {
      #expect(throws: SchedulerFailure.self) {
        _ = try execute(name, workers: 2) { known in
          guard let count else { return .nothing }
          return BlockKnowledge(
            accessSets: AccessSets().appending(count),
            accessList: BlockAccessList(entries: [], changes: [], transactionCount: count))
        }
      }
    }
  }

  // MARK: Hints

  static let hintTakers = allSchedulers.filter { $0.requirement == .hints }.map(\.name)

  /// Without hints, or with those of another block, there is just less to go by.
  @Test(arguments: hintTakers)
  func hintsMayBeMissing(name: String) throws {
    for workers in [1, 2, 8] {
      _ = try execute(name, workers: workers) { _ in .nothing }
      _ = try execute(name, workers: workers) { _ in
        BlockKnowledge(accessSets: AccessSets().appending(3))
      }
    }
  }

  /// Hints that name everything, nothing, or whatever.
  @Test(arguments: hintTakers)
  func hintsMayBeWrong(name: String) throws {
    for seed in seeds(60) {
      var random = SplitMix(seed: seed)
      _ = try execute(name, workers: 1 + Int(seed % 4)) { known in
        let count = known.accessSets?.locations.count ?? 0
        return BlockKnowledge(
          accessSets: known.accessSets?.changed { _, accesses in
            (0..<random.next() % 4).map { _ in
              .init(location: Int(random.next() % UInt64(count)), isWrite: random.next() % 2 == 0)
            } + (random.next() % 3 == 0 ? [] : accesses)
          })
      }
    }
  }

  // MARK: Access lists

  enum ListFault: CaseIterable, Sendable {
    case dropEntry, dropChange, addChange, wrongValue, otherTransaction, twice, unordered
    case beyondBlock, beyondChanges, addRead, addSlotRead
  }

  @Test(arguments: ListFault.allCases)
  func wrongListsAreNamed(fault: ListFault) throws {
    for workers in [1, 2, 8] {
      for place in [0, 3, 11] {
        let execution = try execute(BlockAccessListScheduler().name, workers: workers) { known in
          var list =
            known.accessList ?? BlockAccessList(entries: [], changes: [], transactionCount: 0)
          list.break(fault, at: place)
          return BlockKnowledge(accessList: list)
        }
        #expect(try #require(execution.fallback).hasPrefix("the access list is wrong: "))
      }
    }
  }
}

extension BlockAccessList {
  /// Makes the list wrong, at the entry that has changes and is number `place` of these.
  fileprivate mutating func `break`(_ fault: WrongKnowledgeTests.ListFault, at place: Int) {
    let changed = entries.indices.filter { !entries[$0].changes.isEmpty }
    let index = changed[place % changed.count]
    let first = entries[index].changes.lowerBound
    switch fault {
    case .dropEntry: entries.remove(at: index)
    case .dropChange: entries[index].changes = (first + 1)..<entries[index].changes.upperBound
    case .wrongValue: changes[first].value = changes[first].value &+ 1
    case .otherTransaction: changes[first].transaction = (changes[first].transaction + 1) % 40
    case .twice: entries.append(entries[index])
    case .beyondBlock: changes[first].transaction = 40
    case .beyondChanges: entries[index].changes = first..<changes.count + 1
    case .addRead:
      entries.append(Entry(account: toyAddress(77), part: .balance, changes: 0..<0))
    case .addSlotRead:
      let account = entries[index].account
      let end = entries.indices.last { entries[$0].account == account } ?? index
      entries.insert(
        Entry(account: account, part: .slot, key: Word(9, 9, 9, 9), changes: 0..<0), at: end + 1)
    case .addChange, .unordered:
      let start = changes.count
      changes += Array(changes[entries[index].changes])
      let last = changes[changes.count - 1].transaction
      changes.append(
        Change(transaction: fault == .addChange ? min(39, Int(last) + 1) : 0, value: 12345))
      entries[index].changes = start..<changes.count
    }
  }
}
