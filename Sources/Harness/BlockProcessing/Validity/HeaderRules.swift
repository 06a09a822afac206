import EVM
import Primitives

/// What a header must be, given its parent's, under the rules of one fork (yellow paper, 4.3.4).
///
/// The proof of work is not verified: neither `mixHash` nor, before the Merge, `nonce` is looked at.
public struct HeaderRules: Sendable {
  let rules: ForkRules
  private let difficulty: DifficultyFormula

  static let minimumGasLimit: UInt64 = 5000
  /// EIP-1985; our gas counters are signed.
  static let maximumGasLimit = UInt64(Int64.max)
  static let maximumExtraData = 32

  public init(_ stage: ForkSchedule.Stage) {
    self.init(ForkRules(stage.fork), bombDelay: stage.bombDelay)
  }

  init(_ rules: ForkRules, bombDelay: UInt64? = nil) {
    self.rules = rules
    difficulty = DifficultyFormula(fork: rules.fork, bombDelay: bombDelay)
  }

  /// Checks all that takes no more than the parent to know.
  public func check(_ header: BlockHeader, parent: BlockHeader) throws(HeaderFault) {
    try checkFields(header)
    try checkPlace(header, parent)
    try checkGas(header, parent)
    if header.extraData.count > Self.maximumExtraData {
      throw .extraDataTooLong(header.extraData.count)
    }
    try checkDifficulty(header, parent)
    try checkBlobGas(header, parent)
  }

  // MARK: Fields

  /// Which of the fields that forks added must be there, and no others.
  private func checkFields(_ header: BlockHeader) throws(HeaderFault) {
    for field in HeaderField.allCases {
      let isThere = header.has(field)
      guard isThere != rules.demands(field) else { continue }
      throw isThere ? .unexpected(field) : .missing(field)
    }
  }

  private func checkPlace(
    _ header: BlockHeader, _ parent: BlockHeader
  ) throws(HeaderFault) {
    guard header.number == parent.number &+ 1, header.number != 0 else {
      throw .number(header.number, expected: parent.number &+ 1)
    }
    if header.timestamp <= parent.timestamp {
      throw .timestamp(header.timestamp, parent: parent.timestamp)
    }
  }

  // MARK: Gas

  private func checkGas(_ header: BlockHeader, _ parent: BlockHeader) throws(HeaderFault) {
    let limit = header.gasLimit
    if limit > Self.maximumGasLimit { throw .gasLimitAboveMaximum(limit) }
    if limit < Self.minimumGasLimit { throw .gasLimitBelowMinimum(limit) }
    let previous = comparableGasLimit(of: parent)
    let step = limit > previous ? limit - previous : previous - limit
    if step >= max(previous / 1024, 1) { throw .gasLimitStep(limit, parent: parent.gasLimit) }
    if header.gasUsed > limit { throw .gasUsedAboveLimit(header.gasUsed, limit: limit) }
    guard rules.hasBaseFee, let stated = header.baseFeePerGas else { return }
    let expected = BlockHeader.baseFee(after: parent)
    if stated != expected { throw .baseFee(stated, expected: expected) }
  }

  /// The parent's limit, which the first block of London doubles (EIP-1559). No overflow: a parent is
  /// valid, or a genesis whose limit nobody bounded.
  private func comparableGasLimit(of parent: BlockHeader) -> UInt64 {
    guard rules.hasBaseFee, parent.baseFeePerGas == nil else { return parent.gasLimit }
    let (doubled, overflow) = parent.gasLimit.multipliedReportingOverflow(by: 2)
    return overflow ? .max : doubled
  }

  // MARK: Difficulty

  private func checkDifficulty(
    _ header: BlockHeader, _ parent: BlockHeader
  ) throws(HeaderFault) {
    guard rules.blockReward != nil else {
      if !header.difficulty.isZero { throw .difficulty(header.difficulty, expected: .zero) }
      if header.nonce != 0 { throw .nonce(header.nonce) }
      return
    }
    let expected = difficulty.difficulty(timestamp: header.timestamp, parent: parent)
    if header.difficulty != expected {
      throw .difficulty(header.difficulty, expected: expected)
    }
  }

  // MARK: Blobs

  /// EIP-4844. What the block's transactions use is compared with the header elsewhere.
  private func checkBlobGas(
    _ header: BlockHeader, _ parent: BlockHeader
  ) throws(HeaderFault) {
    guard let blobs = rules.blobs, let used = header.blobGasUsed, let excess = header.excessBlobGas
    else { return }
    let limit = UInt64(blobs.maximumPerBlock) * blobs.gasPerBlob
    if used > limit { throw .blobGasUsedAboveLimit(used, limit: limit) }
    let expected = blobs.excessBlobGas(after: parent)
    if excess != expected { throw .excessBlobGas(excess, expected: expected) }
  }
}

extension ForkRules {
  /// Whether headers of the fork have the field.
  fileprivate func demands(_ field: HeaderField) -> Bool {
    switch field {
    case .baseFeePerGas: hasBaseFee
    case .withdrawalsRoot: fork >= .shanghai
    case .blobGasUsed, .excessBlobGas: hasBlobs
    case .parentBeaconBlockRoot: hasBeaconRoots
    case .requestsHash: hasRequests
    }
  }
}

extension BlockHeader {
  fileprivate func has(_ field: HeaderField) -> Bool {
    switch field {
    case .baseFeePerGas: baseFeePerGas != nil
    case .withdrawalsRoot: withdrawalsRoot != nil
    case .blobGasUsed: blobGasUsed != nil
    case .excessBlobGas: excessBlobGas != nil
    case .parentBeaconBlockRoot: parentBeaconBlockRoot != nil
    case .requestsHash: requestsHash != nil
    }
  }
}
