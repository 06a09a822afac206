import Primitives
import State

/// What a transaction of a real block is, as far as profiles tell transactions apart.
public enum ObservedKind: String, Hashable, Sendable, CaseIterable {
  /// A payment in ether to an account without code.
  case payment
  /// A transfer of an ERC-20 token.
  case token
  /// A trade: slots of several contracts change, and among them reserves or a price.
  case swap
  /// A mint, transfer or sale of collectibles.
  case collectible
  /// Any other call or creation.
  case other
  /// Whatever changes the location that most of its block change, unless that is next to payments alone:
  /// trades through wrapped ether, a popular token's transfers to one receiver, one sender's many calls.
  case hotspot

  /// By what it calls and by what it changed; never ``hotspot``, which its block decides.
  /// - Parameter changed: the slots that it changed.
  init(_ transaction: Transaction, gasUsed: UInt64, changed: [LocationSlot]) {
    let selector = transaction.input.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let contracts = Set(changed.map(\.contract))
    let isOneContract = contracts.count == 1 && contracts.first == transaction.to
    if transaction.to != nil, transaction.input.isEmpty, gasUsed == 21_000 {
      self = .payment
    } else if Self.tokenSelectors.contains(selector), isOneContract, changed.count <= 3 {
      self = .token
    } else if Self.collectibleSelectors.contains(selector) {
      self = .collectible
    } else if Self.swapSelectors.contains(selector)
      || contracts.count > 2
        && changed.contains(where: { $0.contract != transaction.to && $0.isPoolState })
    {
      self = .swap
    } else {
      self = .other
    }
  }

  /// `transfer` and `transferFrom`, whose third changed slot is an allowance.
  private static let tokenSelectors: Set<UInt32> = [0xa905_9cbb, 0x23b8_72dd]
  /// Swaps of the routers of Uniswap V2 and V3, and the universal router's `execute`.
  private static let swapSelectors: Set<UInt32> = [
    0x7ff3_6ab5, 0x18cb_afe5, 0x38ed_1739, 0xfb3b_db41, 0x8803_dbee, 0x4a25_d94a, 0xb6f9_de95,
    0x791a_c947, 0x5c11_d795, 0x414b_f389, 0xc04b_8d59, 0x5ae4_01dc, 0x3593_564c, 0x2485_6bc3,
  ]
  /// Mints, `safeTransferFrom`, and orders of OpenSea's Wyvern and Seaport.
  private static let collectibleSelectors: Set<UInt32> = [
    0x1249_c58b, 0xa071_2d68, 0x40c1_0f19, 0x6a62_7842, 0x2609_2b83, 0x4284_2e0e, 0xb88d_4fde,
    0xab83_4bab, 0xfb0f_3ee1, 0x0dc4_0b05,
  ]
}

/// A slot that a transaction changed.
struct LocationSlot: Hashable, Sendable {
  var contract: Address
  var key: Word

  /// Where pools of Uniswap V2 keep their reserves, and those of V3 their price.
  var isPoolState: Bool { key == Word(8) || key == .zero }
}
