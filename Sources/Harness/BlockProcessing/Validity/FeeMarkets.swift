import EVM
import Primitives

extension BlockHeader {
  /// The base fee of the child of `parent` in wei per gas (EIP-1559): 10⁹ where the parent has none, else
  /// the parent's, moved by at most an eighth towards blocks half full.
  public static func baseFee(after parent: BlockHeader) -> Word {
    guard let fee = parent.baseFeePerGas else { return Word(1_000_000_000) }
    let target = parent.gasLimit / 2
    if parent.gasUsed == target { return fee }
    let isAbove = parent.gasUsed > target
    let distance = isAbove ? parent.gasUsed - target : target - parent.gasUsed
    let change = Word.divide(Word.divide(fee &* Word(distance), Word(target)), 8)
    return isAbove ? fee &+ max(change, 1) : fee &- change
  }
}

extension BlobSchedule {
  /// The excess blob gas of the child of `parent` (EIP-4844, EIP-7918).
  public func excessBlobGas(after parent: BlockHeader) -> UInt64 {
    excessBlobGas(
      afterExcess: parent.excessBlobGas ?? 0, used: parent.blobGasUsed ?? 0,
      baseFee: parent.baseFeePerGas ?? .zero)
  }
}
