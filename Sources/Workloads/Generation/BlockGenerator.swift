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

  private let spec: WorkloadSpec
  private let collectsNames: Bool

  /// - Parameter collectingNames: Whether to note what addresses and slots are called.
  public init(_ spec: WorkloadSpec, collectingNames: Bool = false) {
    self.spec = spec
    collectsNames = collectingNames
  }

  /// Makes all blocks, their genesis state and their hash.
  public func generate() -> GeneratedWorkload {
    let plan = MixPlan(spec.mix)
    let lane = GenerationLane(spec, plan, collectingNames: collectsNames)
    var drafts = (0..<spec.blocks).map { index in
      lane.block(
        UInt64(index + 1), count: spec.transactionsPerBlock,
        after: index * spec.transactionsPerBlock)
    }
    var nonces = SenderNonces(accounts: spec.accounts)
    for index in drafts.indices { nonces.number(&drafts[index], in: &lane.genesis) }
    return assemble(plan, drafts, genesis: lane.genesis, dealers: lane.dealers)
  }

  private func assemble(
    _ plan: MixPlan, _ drafts: [DraftBlock], genesis builder: GenesisBuilder,
    dealers: [[ChoiceDealer]]
  ) -> GeneratedWorkload {
    var builder = builder
    let genesis = builder.allocation()
    var headers = HeaderMaker(seed: spec.seed)
    let blocks = drafts.enumerated().map { index, draft in
      Block(
        header: headers.header(UInt64(index + 1), of: draft.transactions),
        transactions: draft.transactions)
    }
    let kinds = kindCounts(plan, drafts)
    return GeneratedWorkload(
      name: spec.name, seed: spec.seed, genesis: genesis, blocks: blocks, fork: Self.fork,
      chainID: Self.chainID,
      streamHash: StreamEncoder.hash(
        genesis: genesis, blocks: blocks, fork: Self.fork, chainID: Self.chainID),
      realised: skews(dealers), kinds: kinds.joined().map { $0 }, intended: drafts.map(\.intended),
      names: builder.names,
      transactionsByProfile: zip(spec.mix, kinds).map { entry, kinds in
        (entry.name, kinds.reduce(0) { $0 + $1.transactions })
      })
  }

  private func skews(_ dealers: [[ChoiceDealer]]) -> [RealisedSkew] {
    spec.mix.indices.flatMap { index in
      dealers[index].compactMap {
        $0.skew(of: [$0.drawn], profile: "\(index) \(spec.mix[index].name)")
      }
    }
  }

  /// By entry of the mix.
  private func kindCounts(_ plan: MixPlan, _ drafts: [DraftBlock])
    -> [[GeneratedWorkload.KindCount]]
  {
    var counts = spec.mix.map { entry in
      entry.profile.kinds.map {
        GeneratedWorkload.KindCount(
          profile: entry.name, kind: $0.name, transactions: 0, reverts: 0, halts: 0)
      }
    }
    for draft in drafts {
      for (kind, intended) in zip(draft.kinds, draft.intended) {
        let (entry, place) = plan.place(of: kind)
        counts[entry][place].transactions += 1
        switch intended {
        case .success: break
        case .revert: counts[entry][place].reverts += 1
        case .halt: counts[entry][place].halts += 1
        }
      }
    }
    return counts
  }
}
