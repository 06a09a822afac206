import Primitives

/// A transaction whose data, gas limit and value are one of several each.
public struct StateTestTransaction: Hashable, Sendable {
  /// Payloads, each with the access list that belongs to it.
  public var inputs: [Input]
  /// Nil: 2²⁵⁶ or more, which no transaction can carry.
  public var gasLimits: [Word?]
  /// Nil as in ``gasLimits``.
  public var values: [Word?]
  public var nonce: Word?
  /// Nil creates a contract.
  public var to: Address?
  public var sender: Address
  public var fees: Fees
  /// Nil: not a blob transaction.
  public var blobs: Blobs?
  /// Nil: not a set-code transaction.
  public var authorizations: [Authorization]?

  /// One of the payloads.
  public struct Input: Hashable, Sendable {
    public var bytes: [UInt8]
    /// Nil: none is given, which is not the same as an empty one.
    public var accessList: [AccessListEntry]?
  }

  /// What the sender pays; nil numbers are 2²⁵⁶ or more.
  public enum Fees: Hashable, Sendable {
    case gasPrice(Word?)
    /// EIP-1559
    case dynamic(maxFeePerGas: Word?, maxPriorityFeePerGas: Word?)
  }

  /// EIP-4844
  public struct Blobs: Hashable, Sendable {
    public var maxFeePerBlobGas: Word?
    public var versionedHashes: [Hash]
  }

  /// The EIP-2718 type of the transaction with that payload, told by the fields that are there.
  func kind(dataIndex: Int) -> Transaction.Kind {
    if authorizations != nil { return .setCode }
    if blobs != nil { return .blob }
    if case .dynamic = fees { return .dynamicFee }
    return inputs[dataIndex].accessList == nil ? .legacy : .accessList
  }
}

/// A case's transaction has a number that no transaction can carry: such a one is invalid.
public struct UnrepresentableTransaction: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which field, and how large it may be.
  public var description: String
}

extension StateTest {
  /// The transaction of one of this test's cases.
  /// - Throws: ``UnrepresentableTransaction`` where a number is too large for its field.
  public func transaction(
    of testCase: StateTestCase
  ) throws(UnrepresentableTransaction) -> Transaction {
    let template = transaction
    let input = template.inputs[testCase.dataIndex]
    let kind = template.kind(dataIndex: testCase.dataIndex)
    let fees = try template.resolvedFees()
    var result = Transaction(
      kind: kind, sender: template.sender, chainID: kind == .legacy ? nil : Self.chainID,
      nonce: try limb(template.nonce, "nonce"),
      gasLimit: try limb(template.gasLimits[testCase.gasIndex], "gas limit"),
      maxFeePerGas: fees.most, maxPriorityFeePerGas: fees.priority, to: template.to,
      value: try whole(template.values[testCase.valueIndex], "value"), input: input.bytes)
    result.accessList = input.accessList ?? []
    if let blobs = template.blobs {
      result.maxFeePerBlobGas = try whole(blobs.maxFeePerBlobGas, "blob fee")
      result.blobVersionedHashes = blobs.versionedHashes
    }
    result.authorizations = template.authorizations ?? []
    return result
  }
}

extension StateTestTransaction {
  fileprivate func resolvedFees() throws(UnrepresentableTransaction) -> (
    most: Word, priority: Word
  ) {
    switch fees {
    case .gasPrice(let price):
      let price = try whole(price, "gas price")
      return (price, price)
    case .dynamic(let most, let priority):
      return (try whole(most, "fee"), try whole(priority, "priority fee"))
    }
  }
}

private func whole(_ number: Word?, _ field: String) throws(UnrepresentableTransaction) -> Word {
  guard let number else {
    throw UnrepresentableTransaction(description: "the \(field) is 2²⁵⁶ or more")
  }
  return number
}

private func limb(_ number: Word?, _ field: String) throws(UnrepresentableTransaction) -> UInt64 {
  guard let number, number.fitsInOneLimb else {
    throw UnrepresentableTransaction(description: "the \(field) is 2⁶⁴ or more")
  }
  return number.l0
}
