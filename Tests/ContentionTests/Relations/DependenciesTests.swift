import Primitives
import State
import Testing

@testable import Contention

@Suite struct DependenciesTests {
  /// A location as a toy reads it and as a toy changes it; `round` makes each change a new one.
  struct Field: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var read: ToyTransaction.Step
    var write: @Sendable (_ round: UInt64) -> ToyTransaction.Step
  }

  static let fields = [
    Field(testDescription: "nonce", read: .readNonce(account(1))) { .writeNonce(account(1), $0) },
    Field(testDescription: "balance", read: .readBalance(account(1))) {
      .writeBalance(account(1), Word($0))
    },
    Field(testDescription: "code", read: .readCode(account(1))) {
      .writeCode(account(1), [UInt8($0)])
    },
    Field(testDescription: "slot", read: .readSlot(account(1), 7)) {
      .writeSlot(account(1), 7, Word($0))
    },
  ]

  @Test(arguments: fields)
  func aReaderWaitsForTheLastWriter(field: Field) {
    let found = dependencies([
      ToyTransaction(steps: [field.write(1)]), ToyTransaction(steps: [field.write(2)]),
      ToyTransaction(steps: [field.read]), ToyTransaction(steps: [field.read, field.write(3)]),
      ToyTransaction(steps: [field.read]),
    ])
    #expect(found.predecessors == [[], [], [1], [1], [3]])
  }

  @Test func fieldsOfOneAccountAreLocationsOfTheirOwn() {
    for reader in Self.fields {
      for writer in Self.fields where writer.testDescription != reader.testDescription {
        let found = dependencies([
          ToyTransaction(steps: [writer.write(1)]), ToyTransaction(steps: [reader.read]),
        ])
        #expect(found.predecessors == [[], []], "\(writer) then \(reader)")
      }
    }
  }

  @Test func sameKeyInAnotherAccountAndOtherKeysAreOtherSlots() {
    let found = dependencies([
      ToyTransaction(steps: [.writeSlot(account(1), 7, 1)]),
      ToyTransaction(steps: [.readSlot(account(2), 7), .readSlot(account(1), 8)]),
    ])
    #expect(found.predecessors == [[], []])
  }

  @Test func readersDoNotWaitForEachOtherNorWritersForReaders() {
    let found = dependencies([
      ToyTransaction(steps: [.readSlot(account(1), 7)]),
      ToyTransaction(steps: [.readSlot(account(1), 7)]),
      ToyTransaction(steps: [.writeSlot(account(1), 7, 1)]),
      ToyTransaction(steps: [.writeSlot(account(1), 7, 2)]),
    ])
    #expect(found.predecessors == [[], [], [], []])
  }

  @Test func aWriteOfTheValueThatIsThereMakesNoEdge() {
    let genesis = [
      account(1): AccountAllocation(balance: 5, nonce: 6, code: [7], storage: [8: 9])
    ]
    let readAll: [ToyTransaction.Step] = [
      .readBalance(account(1)), .readNonce(account(1)), .readCode(account(1)),
      .readSlot(account(1), 8), .readSlot(account(1), 10), .readBalance(account(44)),
    ]
    // Whoever knows that it writes what is there has read it.
    let same: [ToyTransaction.Step] =
      readAll + [
        .writeBalance(account(1), 5), .writeNonce(account(1), 6), .writeCode(account(1), [7]),
        .writeSlot(account(1), 8, 9), .writeSlot(account(1), 10, 0), .writeBalance(account(44), 0),
      ]
    let found = dependencies(
      [ToyTransaction(steps: same), ToyTransaction(steps: readAll)], on: genesis)
    #expect(found.predecessors == [[], []])
  }

  @Test func erasureIsAWriteOfEverythingTheAccountHad() {
    let genesis = [
      account(1): AccountAllocation(balance: 5, storage: [8: 9]),
      account(2): AccountAllocation(balance: 5),
    ]
    for field in Self.fields {
      let found = dependencies(
        [
          ToyTransaction(steps: [.erase(account(1))]), ToyTransaction(steps: [field.read]),
          ToyTransaction(steps: [.readBalance(account(2))]),
          ToyTransaction(steps: [field.write(3)]), ToyTransaction(steps: [field.read]),
        ], on: genesis)
      #expect(found.predecessors == [[], [0], [], [], [3]])
    }
  }

  @Test func erasureAfterAWriteIsTheLastWriter() {
    let found = dependencies([
      ToyTransaction(steps: [.writeSlot(account(1), 7, 1)]),
      ToyTransaction(steps: [.erase(account(1))]),
      ToyTransaction(steps: [.readSlot(account(1), 7)]),
    ])
    #expect(found.predecessors == [[], [], [1]])
  }

  @Test func whatWasBeforeTheBlockIsNoRead() {
    let found = dependencies([
      ToyTransaction(steps: [.writeBalance(account(1), 1), .writeSlot(account(1), 7, 1)]),
      ToyTransaction(steps: [.askWhatWasBefore(account(1))]),
    ])
    #expect(found.predecessors == [[], []])
  }

  @Test func feesAreNoWritesButTheBeneficiarysBalanceReadsThem() {
    let found = dependencies(
      [
        ToyTransaction(steps: []), ToyTransaction(steps: [.readNonce(account(1))], fee: 0),
        ToyTransaction(steps: [.readBalance(account(1))]), ToyTransaction(steps: []),
      ], beneficiary: account(1))
    #expect(found.predecessors == [[], [], [], []])
    #expect(found.awaitedJoins == [[], [], [0], []])
    #expect(found.joins == [.init(transactions: [0], previous: nil, latest: 0)])
  }
}
