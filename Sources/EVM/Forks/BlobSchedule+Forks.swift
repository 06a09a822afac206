import Primitives

extension BlobSchedule {
  /// EIP-4844.
  public static var cancun: BlobSchedule { BlobSchedule() }

  /// EIP-7691.
  public static var prague: BlobSchedule {
    cancun.changed(maximum: 9, target: 6, updateFraction: 5_007_716)
  }

  /// EIP-7594, EIP-7918.
  public static var osaka: BlobSchedule {
    var schedule = prague
    schedule.maximumPerTransaction = 6
    schedule.reserveGas = 1 << 13
    return schedule
  }

  /// EIP-7892, the first.
  public static var bpo1: BlobSchedule {
    osaka.changed(maximum: 15, target: 10, updateFraction: 8_346_193)
  }

  /// EIP-7892, the second.
  public static var bpo2: BlobSchedule {
    bpo1.changed(maximum: 21, target: 14, updateFraction: 11_684_671)
  }

  private func changed(maximum: Int, target: Int, updateFraction: UInt64) -> BlobSchedule {
    var schedule = self
    schedule.maximumPerBlock = maximum
    schedule.targetPerBlock = target
    schedule.updateFraction = updateFraction
    return schedule
  }
}

extension BlobSchedule {
  /// The excess of a block, from its parent's excess, blob gas used and base fee (EIP-4844, EIP-7918). All
  /// zero where the parent has none of them. Saturates where a header states what no chain comes near.
  public func excessBlobGas(afterExcess excess: UInt64, used: UInt64, baseFee: Word) -> UInt64 {
    let target = gasPerBlob * UInt64(targetPerBlock)
    let (total, overflow) = excess.addingReportingOverflow(used)
    if overflow { return .max }
    if total < target { return 0 }
    let price = Word(gasPerBlob) &* self.baseFee(excessBlobGas: excess)
    if Word(reserveGas) &* baseFee > price {
      let kept = used.multipliedFullWidth(by: UInt64(maximumPerBlock - targetPerBlock))
      // Fits: the factor is less than what is divided by.
      let share = UInt64(maximumPerBlock).dividingFullWidth(kept).quotient
      let (raised, overflow) = excess.addingReportingOverflow(share)
      return overflow ? .max : raised
    }
    return total - target
  }
}
