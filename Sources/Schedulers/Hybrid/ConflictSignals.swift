import Primitives
import State

/// What two transactions may have in common, and conflict on.
enum ConflictSignal: Int, CaseIterable {
  /// The contract called.
  case contract = 0
  /// Something of the sender's in the contract called, such as its balance of a token.
  case sender = 1
  /// Something that a word of the call data names: a receiver, an item, a pool.
  case argument0 = 2
  case argument1, argument2, argument3

  var bit: UInt8 { 1 &<< UInt8(truncatingIfNeeded: rawValue) }
}

/// The names of what a call may conflict on, as hashes: equal for equal things, whoever names them. A
/// receiver that one call names is the sender of another.
struct ConflictSignals {
  private let contract: UInt64
  private let transaction: UnsafePointer<Transaction>

  /// - Parameter contractHash: the ``TableHash`` of the called account.
  @inline(__always)
  init(_ transaction: UnsafePointer<Transaction>, contractHash: UInt64) {
    self.transaction = transaction
    contract = contractHash
  }

  /// Which function of which contract is called; never zero.
  @inline(__always)
  var template: UInt64 {
    transaction.pointee.input.withUnsafeBytes { bytes in
      mixed(contract, UInt64(bytes.loadUnaligned(as: UInt32.self)) | 1 << 40) | 1
    }
  }

  /// The hash of what `signal` names; nil if the call data is too short.
  @inline(__always)
  func name(_ signal: ConflictSignal) -> UInt64? {
    switch signal {
    case .contract: return mixed(contract, 0x6a09_e667_f3bc_c908)
    case .sender:
      let sender = transaction.pointee.sender
      return name(sender.low, sender.middle, UInt64(sender.high), 0)
    case .argument0, .argument1, .argument2, .argument3:
      let offset = 4 &+ 32 &* (signal.rawValue &- ConflictSignal.argument0.rawValue)
      return transaction.pointee.input.withUnsafeBytes { bytes in
        guard bytes.count >= offset &+ 32 else { return nil }
        func limb(_ index: Int) -> UInt64 {
          UInt64(
            bigEndian: bytes.loadUnaligned(
              fromByteOffset: offset &+ 24 &- 8 &* index, as: UInt64.self))
        }
        return name(limb(0), limb(1), limb(2), limb(3))
      }
    }
  }

  @inline(__always)
  private func name(_ l0: UInt64, _ l1: UInt64, _ l2: UInt64, _ l3: UInt64) -> UInt64 {
    mixed(contract ^ mixed(l0, l1 ^ 0xbb67_ae85_84ca_a73b), mixed(l2, l3 ^ 0x3c6e_f372_fe94_f82b))
  }
}

/// A hash of two words by one multiplication (folded, as in wyhash).
@inline(__always)
func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
  let product = (a ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: b ^ 0xd1b5_4a32_d192_ed03)
  return product.high ^ product.low
}
