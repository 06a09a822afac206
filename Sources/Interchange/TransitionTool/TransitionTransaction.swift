import Primitives
import Signatures

/// One of the transactions given to a transition tool: a transaction, or why it is none.
public enum TransitionTransaction: Sendable {
  case transaction(Transaction)
  /// It cannot be part of any block; the others can.
  case unusable(String)
}

/// How a transition tool signs transactions that come with a secret key and without a signature.
public struct TransitionSigning: Hashable, Sendable {
  public var chainID: UInt64
  /// Whether legacy transactions name their chain (EIP-155), unless they say that they are not protected.
  public var protectsLegacy: Bool

  public init(chainID: UInt64, protectsLegacy: Bool) {
    self.chainID = chainID
    self.protectsLegacy = protectsLegacy
  }
}

extension TransitionTransaction {
  /// `txs`: a list of objects, the RLP of a list in hexadecimal, or null.
  static func decodeAll(
    _ value: JSONValue, _ signing: TransitionSigning
  ) throws(InterchangeError) -> [TransitionTransaction] {
    if value.isNull { return [] }
    guard value.kind == .string else {
      return try value.map { (entry) throws(InterchangeError) in decode(entry, signing) }
    }
    let bytes = try value.bytes()
    do {
      return try transactionEnvelopes(inList: bytes).map(decode)
    } catch {
      var problem = value.error("no list of transactions: \(error.description)")
      problem.isRLP = true
      throw problem
    }
  }

  private static func decode(envelope: [UInt8]) -> TransitionTransaction {
    do throws(TransactionDecodingError) {
      return withSender(try Transaction(decoding: envelope))
    } catch {
      return .unusable(error.description)
    }
  }

  private static func decode(
    _ value: JSONValue, _ signing: TransitionSigning
  ) -> TransitionTransaction {
    do throws(InterchangeError) {
      var transaction = try Transaction(decodingTransition: value, signing)
      guard transaction.signature == nil else { return withSender(transaction) }
      guard let key = try value.optionalMember("secretKey") else {
        return .unusable("has neither a signature nor a secretKey")
      }
      return transaction.sign(secretKey: try key.word())
        ? .transaction(transaction) : .unusable("secretKey is no key of secp256k1")
    } catch {
      return .unusable(error.description)
    }
  }

  private static func withSender(_ transaction: Transaction) -> TransitionTransaction {
    guard let sender = transaction.recoveredSender() else {
      return .unusable("the signature is nobody's")
    }
    var transaction = transaction
    transaction.sender = sender
    return .transaction(transaction)
  }
}
