import Primitives
import State

extension EVMEngine {
  /// What happens before the first transaction: from Cancun on the beacon root contract is told the
  /// parent's beacon block root (EIP-4788), from Prague on the history contract the parent's hash
  /// (EIP-2935). Each only where the environment knows what is to be told. Uses lane 0.
  ///
  /// - Returns: whether each contract that was to be told something was there and ran to success. Where
  ///   one was not, its call changed nothing, and the block goes on all the same.
  @discardableResult
  public func beginBlock(on state: WorldState, environment: BlockEnvironment) -> Bool {
    var told = 0
    var succeeded = true
    func tell(_ contract: Address, _ hash: Hash?) {
      guard let hash else { return }
      told += 1
      let outcome = callAsSystem(contract, input: hash.bytes, on: state, environment)
      succeeded = outcome?.status == .success && succeeded
    }
    if rules.hasBeaconRoots { tell(.beaconRoots, environment.parentBeaconBlockRoot) }
    if rules.hasBlockHashHistory, environment.number > 0 {
      tell(.blockHashHistory, environment.blockHashes[environment.number - 1])
    }
    return told > 0 && succeeded
  }
}

extension Address {
  /// EIP-4788.
  static var beaconRoots: Address {
    Address(high: 0x000F_3df6, middle: 0xD732_807E_f131_9fB7, low: 0xB8bB_8522_d0Be_ac02)
  }

  /// EIP-2935.
  static var blockHashHistory: Address {
    Address(high: 0x0000_F908, middle: 0x27F1_C53a_10cb_7A02, low: 0x335B_1753_2000_2935)
  }
}
