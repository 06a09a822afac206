import GSL
import Primitives
import State

/// Makes the blocks that a workload file asks for.
///
/// Deterministic: the same spec gives the same bytes on every machine and with any number of threads.
/// Every choice draws from streams named for it and for the block, so that changing one choice leaves the
/// draws of the others as they were.
public struct BlockGenerator: Sendable {
  /// The chain ID of generated transactions: that of private networks.
  public static let chainID: UInt64 = 1337
  /// The fork that generated blocks are made for.
  public static let fork = "Cancun"
  /// Raised when the same spec gives other bytes than before.
  public static let version = 3

  let spec: WorkloadSpec
  private let collectsNames: Bool

  /// - Parameter collectingNames: Whether to note what addresses and slots are called.
  public init(_ spec: WorkloadSpec, collectingNames: Bool = false) {
    self.spec = spec
    collectsNames = collectingNames
  }

  /// Makes all blocks, their genesis state and their hash.
  public func generate(threads: Int = 1) -> GeneratedWorkload {
    generate(threads: threads) { () throws(Never) in }
  }

  /// As ``generate(threads:)``; what `check` throws, which is called between blocks, ends it.
  public func generate<Failure: Error>(
    threads: Int, check: @Sendable () throws(Failure) -> Void
  ) throws(Failure) -> GeneratedWorkload {
    assemble(try draft(threads: threads, check: check))
  }

  /// Notes of a genesis state that has nothing in it yet, for a lane.
  ///
  /// - Parameter signable: The addresses that all lanes of a run share.
  func emptyGenesis(_ signable: SignableAddresses?) -> GenesisBuilder {
    GenesisBuilder(collectingNames: collectsNames, signable: signable)
  }

  /// Blocks that lack headers, on a genesis state that is still notes.
  struct Draft {
    var plan: MixPlan
    var blocks: [DraftBlock]
    var genesis: GenesisBuilder
    /// By lane.
    var drawn: [[[[UInt32]]]]
    /// Whose transactions they are.
    var senders: [Int]
  }

  /// Makes the transactions of all blocks: what generation takes for each block.
  /// - Parameter prepared: Called on each thread when its laws and orders are made, before its first block.
  func draft<Failure: Error>(
    threads: Int, prepared: @Sendable () -> Void = {}, check: @Sendable () throws(Failure) -> Void
  ) throws(Failure) -> Draft {
    let plan = MixPlan(spec)
    var nonces = SenderNonces(accounts: spec.accounts)
    var lanes = try lanes(
      threads: threads, plan, &nonces, prepared: prepared, check: check)
    let areNumbered = lanes.count == 1
    var genesis = lanes[0].genesis
    for lane in lanes.dropFirst() { genesis.merge(lane.genesis) }
    let drawn = lanes.map(\.drawn)
    var blocks = lanes.flatMap(\.drafts)
    // Or numbering would copy every block, because the lanes still held it.
    lanes = []
    if !areNumbered { for index in blocks.indices { nonces.number(&blocks[index]) } }
    let senders = nonces.senders
    genesis.senders = senders.map { genesis.address(ofAccount: $0) }
    return Draft(plan: plan, blocks: blocks, genesis: genesis, drawn: drawn, senders: senders)
  }

  /// Makes what every block has once, and hashes everything.
  func assemble(_ draft: Draft) -> GeneratedWorkload {
    var builder = draft.genesis
    let genesis = builder.allocation()
    var headers = HeaderMaker(spec)
    let blocks = draft.blocks.enumerated().map { index, block in
      Block(
        header: headers.header(UInt64(index + 1), of: block.transactions),
        transactions: block.transactions)
    }
    var workload = GeneratedWorkload(
      name: spec.name, seed: spec.seed, genesis: genesis, blocks: blocks, fork: Self.fork,
      chainID: Self.chainID)
    workload.intended = draft.blocks.map(\.intended)
    workload.arrivals = spec.arrivals == nil ? nil : draft.blocks.map(\.arrivals)
    workload.names = builder.names
    if builder.signable != nil, !draft.senders.isEmpty {
      workload.signers = Dictionary(
        uniqueKeysWithValues: draft.senders.map { (builder.address(ofAccount: $0), $0) })
    }
    workload.kinds = kindCounts(draft)
    workload.realised = skews(draft)
    workload.streamHash = StreamEncoder.hash(workload)
    return workload
  }

  private func skews(_ draft: Draft) -> [RealisedSkew] {
    let dealers = GenerationLane.dealers(spec)
    return spec.mix.indices.flatMap { entry in
      dealers[entry].enumerated().compactMap { choice, dealer in
        dealer.skew(
          of: draft.drawn.map { $0[entry][choice] }, profile: "\(entry) \(spec.mix[entry].name)")
      }
    }
  }

  private func kindCounts(_ draft: Draft) -> [GeneratedWorkload.KindCount] {
    var counts = spec.mix.enumerated().flatMap { index, entry in
      entry.profile.kinds.map {
        GeneratedWorkload.KindCount(entry: index, profile: entry.name, kind: $0.name)
      }
    }
    for block in draft.blocks {
      for (kind, intended) in zip(block.kinds, block.intended) {
        counts[Int(kind)].transactions += 1
        if intended == .revert { counts[Int(kind)].reverts += 1 }
        if intended == .halt { counts[Int(kind)].halts += 1 }
      }
    }
    return counts
  }
}
