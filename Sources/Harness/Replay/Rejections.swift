import EVM
import Schedulers

extension TransactionResult {
  /// Why the transaction was refused; nil if it was executed.
  var rejectionReason: TransactionRejection? {
    status == .rejected ? TransactionRejection(rawValue: rejection) : nil
  }
}

extension TransactionRejection {
  /// Which precompile is wanting, in words, if that was the reason: then nothing is to be judged.
  var missingPrecompile: String? {
    unsupportedPrecompile.map { number in
      let name = Self.precompileNames[number].map { " (\($0))" } ?? ""
      return "precompile 0x\(String(number, radix: 16))\(name) is not there yet"
    }
  }

  private static let precompileNames = [
    5: "modular exponentiation", 6: "bn254 addition", 7: "bn254 multiplication",
    8: "bn254 pairing", 9: "BLAKE2b compression", 10: "KZG point evaluation",
  ]
}
