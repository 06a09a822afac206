import Primitives
import State

/// From values to the texts of a line, and back.
extension StreamJSON.Account {
  init(_ address: Address, _ allocation: AccountAllocation, number: Int?) {
    account = address.hex
    self.number = number
    nonce = allocation.nonce
    balance = allocation.balance.hex
    code = hexText(allocation.code)
    let slots = allocation.storage.filter { !$0.value.isZero }
    storage = Dictionary(uniqueKeysWithValues: slots.map { ($0.key.hex, $0.value.hex) })
  }

  /// Nil if a text is not what it should be.
  var allocation: (Address, AccountAllocation)? {
    guard let address = Address(hex: account), let balance = Word(hex: balance),
      let code = hexBytes(code)
    else { return nil }
    var allocation = AccountAllocation(balance: balance, nonce: nonce, code: code)
    for (key, value) in storage {
      guard let key = Word(hex: key), let value = Word(hex: value) else { return nil }
      allocation.storage[key] = value
    }
    return (address, allocation)
  }
}

extension StreamJSON.Header {
  init(_ block: Block, hasArrivals: Bool) {
    self.block = block.header.number
    timestamp = block.header.timestamp
    gasLimit = block.header.gasLimit
    baseFee = (block.header.baseFeePerGas ?? .zero).hex
    beneficiary = block.header.beneficiary.hex
    prevrandao = block.header.mixHash.word.hex
    transactions = block.transactions.count
    self.hasArrivals = hasArrivals
  }

  /// Nil if a text is not what it should be.
  var header: BlockHeader? {
    guard let baseFee = Word(hex: baseFee), let beneficiary = Address(hex: beneficiary),
      let prevrandao = Word(hex: prevrandao)
    else { return nil }
    var header = BlockHeader.generated
    header.number = block
    header.timestamp = timestamp
    header.gasLimit = gasLimit
    header.baseFeePerGas = baseFee
    header.beneficiary = beneficiary
    header.mixHash = Hash(prevrandao)
    return header
  }
}

extension StreamJSON.Call {
  init(_ transaction: Transaction, _ outcome: IntendedOutcome, arrival: UInt64?) {
    type = transaction.kind.rawValue
    from = transaction.sender.hex
    nonce = transaction.nonce
    gas = transaction.gasLimit
    maxFee = transaction.maxFeePerGas.hex
    maxPriorityFee = transaction.maxPriorityFeePerGas.hex
    to = transaction.to?.hex
    value = transaction.value.hex
    input = hexText(transaction.input)
    if !transaction.accessList.isEmpty {
      accessList = transaction.accessList.map { entry in
        StreamJSON.Entry(address: entry.address.hex, storageKeys: entry.storageKeys.map(\.hex))
      }
    }
    intended = "\(outcome)"
    self.arrival = arrival
  }

  /// Nil if it is none that there is.
  var outcome: IntendedOutcome? { IntendedOutcome.allCases.first { "\($0)" == intended } }

  /// Nil if a text is not what it should be.
  func transaction(chainID: UInt64) -> Transaction? {
    guard let kind = Transaction.Kind(rawValue: type), kind.rawValue <= 2,
      let sender = Address(hex: from), let maxFee = Word(hex: maxFee),
      let maxPriorityFee = Word(hex: maxPriorityFee), let value = Word(hex: value),
      let input = hexBytes(input)
    else { return nil }
    let callee = to.flatMap { Address(hex: $0) }
    guard to == nil || callee != nil else { return nil }
    var transaction = Transaction(
      kind: kind, sender: sender, chainID: chainID, nonce: nonce, gasLimit: gas,
      maxFeePerGas: maxFee, maxPriorityFeePerGas: maxPriorityFee, to: callee, value: value,
      input: input)
    for entry in accessList ?? [] {
      guard let address = Address(hex: entry.address) else { return nil }
      let keys = entry.storageKeys.compactMap { Word(hex: $0) }
      guard keys.count == entry.storageKeys.count else { return nil }
      transaction.accessList.append(AccessListEntry(address: address, storageKeys: keys))
    }
    return transaction
  }
}
