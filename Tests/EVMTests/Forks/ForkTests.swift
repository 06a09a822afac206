import Primitives
import Testing

@testable import EVM

@Suite struct ForkTests {
  @Test(arguments: Fork.allCases) func hasTheNameOfConsensusTests(fork: Fork) {
    #expect(Fork(name: fork.name) == fork)
    #expect(Fork(name: fork.name.uppercased()) == fork)
    #expect(ForkRules(fork).fork == fork)
  }

  @Test func hasOtherNames() {
    #expect(Fork(name: "TangerineWhistle") == .tangerineWhistle)
    #expect(Fork(name: "SpuriousDragon") == .spuriousDragon)
    #expect(Fork(name: "Petersburg") == .petersburg)
    #expect(Fork(name: "Merge") == .paris)
    #expect(Fork(name: "Olympic") == nil)
  }

  @Test func environmentIsWhatTheForkKnowsOfTheHeader() {
    var header = BlockHeader()
    header.baseFeePerGas = 7
    header.difficulty = 131_072
    header.mixHash = Hash(99)
    func environment(_ fork: Fork) -> BlockEnvironment {
      BlockEnvironment(header: header, chainID: 1, rules: ForkRules(fork))
    }
    #expect(environment(.berlin).baseFee == 0)
    #expect(environment(.london).baseFee == 7)
    #expect(environment(.london).prevRandao == 131_072)
    #expect(environment(.paris).prevRandao == 99)
  }

  /// Of a creation with a zero byte and another.
  static let creations: [(fork: Fork, gas: Int64)] = [
    (.frontier, 21072), (.homestead, 53072), (.petersburg, 53072), (.istanbul, 53020),
    (.shanghai, 53022), (.prague, 53022),
  ]

  @Test(arguments: creations) func creationsCost(fork: Fork, gas: Int64) {
    var transaction = Machine.call()
    transaction.to = nil
    transaction.input = [0, 1]
    #expect(ForkRules(fork).intrinsicGas(of: transaction) == gas)
  }
}
