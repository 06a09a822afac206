import Primitives
import Signatures
import Synchronization

/// The secret keys of a workload's accounts, where its file says `signable: yes`. Public on purpose, and
/// equal in every workload: nothing of value can be kept with them.
public enum AccountKey {
  /// The secret key of account `number`: Keccak-256 of "gridlock account" and the number in decimal.
  public static func secretKey(ofAccount number: Int) -> Word {
    keccak256(Array("gridlock account \(number)".utf8)).word
  }

  /// The address that the key of account `number` signs for; 20 to 50 µs.
  static func address(ofAccount number: Int) -> Address {
    guard let address = Signatures.address(ofSecretKey: secretKey(ofAccount: number)) else {
      preconditionFailure("the hash that is the key of account \(number) is no key of secp256k1")
    }
    return address
  }
}

/// The addresses of accounts that have secret keys, each derived at its first use; one for all lanes that
/// make a workload.
final class SignableAddresses: Sendable {
  private struct Known {
    var addresses: [Int: Address] = [:]
    var numbers: [Address: Int] = [:]
  }
  private let known = Mutex(Known())

  /// The address of account `number`.
  func address(ofAccount number: Int) -> Address {
    if let address = known.withLock({ $0.addresses[number] }) { return address }
    // Outside of the lock, or lanes would derive in turn.
    let address = AccountKey.address(ofAccount: number)
    known.withLock {
      $0.addresses[number] = address
      $0.numbers[address] = number
    }
    return address
  }

  /// The number of the account at `address`; nil if it has not come up.
  func number(of address: Address) -> Int? { known.withLock { $0.numbers[address] } }
}
