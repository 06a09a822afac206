import Primitives

/// One run of the rollup: knows how far its batches are and what was withdrawn.
final class RollupSession: ProfileSession {
  var rollup: PlacedContract?
  var channels: Channels?
  let links: Int
  /// The three counts of the contract.
  var committed = RollupSession.firstBatch
  var proved = RollupSession.firstBatch
  var finalised = RollupSession.firstBatch
  var head = keccak256(words: [Word(number: RollupSession.firstBatch)])
  var deposits = 0
  /// By number: withdrawals of batches committed in transactions, until they are final.
  var waiting: [Int: Withdrawals] = [:]
  /// Of final batches, oldest first.
  var final: [Withdrawals] = []
  var current: Withdrawals?
  /// Batches of before the first block whose withdrawals were used.
  var oldBatches = 0
  var last: [Word]?

  /// Batches that were final before the first block.
  static let firstBatch = 1_000_000
  /// Wei deposited, withdrawn, locked.
  static let amount: Word = 1_000_000_000_000
  static let withdrawal = "withdraw(uint256,uint256,address,uint256,bytes32[6])"

  /// The withdrawals of one batch.
  struct Withdrawals {
    static let size = 64
    let batch: Int
    let receivers: [Int]
    let tree: MerkleTree
    var used = 0
  }

  init(links: Int) { self.links = links }

  func beginBlock(_ block: BlockContext, in genesis: inout GenesisBuilder) {
    guard rollup == nil else { return }
    let placed = PlacedContract(.rollup, in: &genesis)
    placed.set(
      "sequencer", to: genesis.word(ofAccount: ActorGroup.sequencer.account(0)), in: &genesis)
    placed.set("prover", to: genesis.word(ofAccount: ActorGroup.prover.account(0)), in: &genesis)
    for count in ["committed", "proved", "finalised"] {
      placed.set(count, to: Word(number: Self.firstBatch), in: &genesis)
    }
    placed.set("batches", [Word(number: Self.firstBatch - 1)], to: head, in: &genesis)
    genesis.endow(placed.address, with: GenesisBuilder.ether)
    rollup = placed
    channels = Channels(links: links, in: &genesis)
  }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    guard let rollup, let channels else { preconditionFailure("a block begins before its calls") }
    return switch RollupProfile.Kind(rawValue: kind) ?? .deposit {
    case .deposit: deposit(rollup, &draws, in: genesis)
    case .withdraw: withdraw(rollup, &draws, in: &genesis)
    case .commit: commit(rollup, &draws, in: genesis)
    case .prove: prove(rollup, &draws, in: genesis)
    case .finalise: finalise(rollup, &draws, in: genesis)
    case .open:
      channels.open(
        from: draws.pick(RollupProfile.Choice.user), to: draws.pick(RollupProfile.Choice.payee),
        in: genesis)
    case .close: channels.close(&draws, in: genesis)
    case .topUp: channels.topUp(&draws, in: genesis)
    case .doubleWithdraw: doubleWithdraw(rollup, &draws, in: &genesis)
    }
  }

  // MARK: Users

  func deposit(
    _ rollup: PlacedContract, _ draws: inout ChoiceDraws, in genesis: GenesisBuilder
  ) -> GeneratedCall {
    deposits += 1
    let user = draws.pick(RollupProfile.Choice.user)
    return rollup.call(
      from: user, "deposit(address)", [genesis.word(ofAccount: user)], value: Self.amount,
      gas: 150_000)
  }

  func withdraw(
    _ rollup: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    var withdrawals = current ?? nextWithdrawals(rollup, &draws, in: &genesis)
    let index = withdrawals.used
    withdrawals.used += 1
    current = withdrawals.used == Withdrawals.size ? nil : withdrawals
    let receiver = withdrawals.receivers[index]
    let arguments =
      [
        Word(number: withdrawals.batch), Word(number: index), genesis.word(ofAccount: receiver),
        Self.amount,
      ] + withdrawals.tree.proof(of: index)
    last = arguments
    return rollup.call(from: receiver, Self.withdrawal, arguments, gas: 250_000)
  }

  /// Those of the oldest batch made final in transactions, or of one that was final before the first
  /// block.
  func nextWithdrawals(
    _ rollup: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> Withdrawals {
    if !final.isEmpty { return final.removeFirst() }
    let withdrawals = withdrawals(of: oldBatches, &draws, in: genesis)
    rollup.set(
      "withdrawal_root", [Word(number: oldBatches)], to: withdrawals.tree.root, in: &genesis)
    oldBatches += 1
    return withdrawals
  }

  func withdrawals(
    of batch: Int, _ draws: inout ChoiceDraws, in genesis: GenesisBuilder
  ) -> Withdrawals {
    let receivers = (0..<Withdrawals.size).map { _ in draws.pick(RollupProfile.Choice.user) }
    let leaves = receivers.enumerated().map { index, receiver in
      keccak256(words: [
        Word(number: batch), Word(number: index), genesis.word(ofAccount: receiver), Self.amount,
      ])
    }
    return Withdrawals(batch: batch, receivers: receivers, tree: MerkleTree(leaves))
  }

  /// Withdraws what was just withdrawn once more, and is refused.
  func doubleWithdraw(
    _ rollup: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    guard let last else { return withdraw(rollup, &draws, in: &genesis) }
    return rollup.call(
      from: draws.pick(RollupProfile.Choice.user), Self.withdrawal, last, gas: 250_000,
      intended: .revert)
  }
}
