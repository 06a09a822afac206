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
  /// Blob gas by which the blocks up to `parent` have passed their targets (EIP-4844).
  public func excessBlobGas(after parent: BlockHeader) -> UInt64 {
    let (sum, overflow) = (parent.excessBlobGas ?? 0).addingReportingOverflow(
      parent.blobGasUsed ?? 0)
    let target = UInt64(targetPerBlock) * gasPerBlob
    // Beyond 2⁶⁴ no valid chain comes; a genesis may say anything.
    if overflow { return .max }
    return sum < target ? 0 : sum - target
  }
}
