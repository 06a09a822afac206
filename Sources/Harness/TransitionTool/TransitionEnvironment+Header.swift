import EVM
import Interchange
import Primitives

extension TransitionEnvironment {
  /// The header of the block as far as its transactions can see it, with what the environment leaves to be
  /// computed from the parent.
  /// - Throws: ``TransitionFailure`` that names the member that the fork needs and that is not there.
  func header(_ stage: ForkSchedule.Stage, _ rules: ForkRules) throws(TransitionFailure)
    -> BlockHeader
  {
    var header = BlockHeader()
    header.beneficiary = beneficiary
    header.number = number
    header.timestamp = timestamp
    header.gasLimit = gasLimit
    header.difficulty = try difficulty(stage, rules)
    if rules.hasRandomness {
      guard let random else { throw missing("currentRandom", stage) }
      header.mixHash = random
    }
    if rules.hasBaseFee { header.baseFeePerGas = try baseFee(stage) }
    if rules.fork >= .shanghai && withdrawals == nil { throw missing("withdrawals", stage) }
    if rules.hasBeaconRoots {
      guard let parentBeaconBlockRoot else { throw missing("parentBeaconBlockRoot", stage) }
      header.parentBeaconBlockRoot = parentBeaconBlockRoot
    }
    if let blobs = rules.blobs {
      header.excessBlobGas = excessBlobGas ?? blobs.excessBlobGas(after: parent)
    }
    return header
  }

  private func difficulty(
    _ stage: ForkSchedule.Stage, _ rules: ForkRules
  ) throws(TransitionFailure) -> Word {
    if rules.hasRandomness { return .zero }
    if let difficulty { return difficulty }
    guard hasParentDifficulty else {
      throw missing("currentDifficulty, or parentDifficulty and parentTimestamp,", stage)
    }
    guard timestamp > parent.timestamp else {
      throw TransitionFailure(
        .configuration,
        "currentTimestamp \(timestamp) is not later than parentTimestamp \(parent.timestamp)")
    }
    return DifficultyFormula(fork: stage.fork, bombDelay: stage.bombDelay)
      .difficulty(timestamp: timestamp, parent: parent)
  }

  private func baseFee(_ stage: ForkSchedule.Stage) throws(TransitionFailure) -> Word {
    if let baseFee { return baseFee }
    guard parent.baseFeePerGas != nil, parent.gasLimit > 1 else {
      throw missing("currentBaseFee, or parentBaseFee, parentGasUsed and parentGasLimit,", stage)
    }
    return BlockHeader.baseFee(after: parent)
  }

  private func missing(_ member: String, _ stage: ForkSchedule.Stage) -> TransitionFailure {
    TransitionFailure(
      .configuration, "env has no \(member) which \(stage.fork.name) needs: add it")
  }
}
