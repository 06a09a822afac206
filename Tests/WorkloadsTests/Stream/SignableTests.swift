import Primitives
import Signatures
import Testing

@testable import Workloads

/// Workloads whose accounts have secret keys.
@Suite struct SignableTests {
  private func workload(_ overrides: [String], threads: Int = 1) throws -> GeneratedWorkload {
    BlockGenerator(
      try WorkloadSpec.parse(WrongWorkload.good, name: "good.yaml", overrides: overrides),
      collectingNames: true
    ).generate(threads: threads)
  }

  @Test func everySenderIsTheAddressOfItsKey() throws {
    let signable = try workload(["signable=yes"])
    let signers = try #require(signable.signers)
    let senders = Set(signable.blocks.flatMap(\.transactions).map(\.sender))
    #expect(Set(signers.keys) == senders)
    for (address, number) in signers {
      #expect(
        Signatures.address(ofSecretKey: AccountKey.secretKey(ofAccount: number)) == address)
      #expect(signable.names?.name(of: address) == "account \(number)")
      #expect(signable.genesis[address].map { $0.balance > 0 } == true)
    }
  }

  /// The same draws: only the addresses differ.
  @Test func onlyTheAddressesDiffer() throws {
    let signable = try workload(["signable=yes"])
    let plain = try workload([])
    #expect(plain.signers == nil && plain.streamHash != signable.streamHash)
    #expect(plain.realised == signable.realised && plain.kinds == signable.kinds)
    for (one, other) in zip(plain.blocks, signable.blocks) {
      #expect(one.transactions.map(\.nonce) == other.transactions.map(\.nonce))
      #expect(one.transactions.map(\.input.count) == other.transactions.map(\.input.count))
    }
  }

  @Test(arguments: [2, 8])
  func threadsDoNotChangeTheBytes(threads: Int) throws {
    let settings = ["signable=yes", "blocks=8"]
    #expect(
      try workload(settings, threads: threads).streamHash == workload(settings).streamHash)
  }
}
