import Primitives
import Testing

@testable import Workloads

@Suite struct LocationNamesTests {
  @Test(arguments: [0, 1, 17, 9_999_999, 4_294_967_295])
  func accountsAreKnownByTheirAddress(number: Int) {
    #expect(AccountAddress.number(of: AccountAddress.address(of: number)) == number)
  }

  @Test func othersAreNoAccounts() {
    #expect(AccountAddress.number(of: .zero) == nil)
    #expect(AccountAddress.number(of: Address(truncating: keccak256([1]).word)) == nil)
  }

  @Test func contractsAndSlotsHaveNames() throws {
    let spec = try WorkloadSpec.parse(WrongWorkload.good, name: "x")
    let workload = BlockGenerator(spec, collectingNames: true).generate()
    let names = try #require(workload.names)
    var known: Set<String> = []
    for (address, account) in workload.genesis where !account.code.isEmpty {
      known.insert(try #require(names.name(of: address)))
      for slot in account.storage.keys {
        known.insert(try #require(names.name(of: slot, at: address)))
      }
    }
    #expect(known.isSuperset(of: ["erc20 0", "swaps pool 0", "packed", "totalSupply"]))
    #expect(known.contains { $0.hasPrefix("balanceOf[account ") })
    #expect(known.contains { $0.hasPrefix("balanceOf[swaps pool ") })
    #expect(known.contains { $0.hasPrefix("allowance[account ") && $0.contains("][swaps pool ") })
  }

  @Test func namesAreCollectedOnlyWhenAskedFor() throws {
    let spec = try WorkloadSpec.parse(WrongWorkload.good, name: "x")
    let plain = BlockGenerator(spec).generate()
    #expect(plain.names == nil)
    #expect(plain.streamHash == BlockGenerator(spec, collectingNames: true).generate().streamHash)
  }
}
