import Primitives
import State

/// How the message of a transaction ended.
struct MessageOutcome {
  var status: TransactionStatus
  var gasLeft: Int64
}

extension Host {
  /// One attempt at a transaction; see ``TransactionWorker/execute(_:reading:into:)``.
  static func execute(
    _ transaction: PreparedTransaction, on host: UnsafeMutablePointer<Host>,
    beneficiary: Address, _ view: any StateView, into effects: TransactionEffects,
    readingAdditions: Bool = false
  ) throws(ReadFailure) {
    host.pointee.clear(view)
    host.pointee.journal.readsAdditions = readingAdditions
    effects.clear()
    if transaction.rejection != 0 {
      return effects.reject(transaction.rejection)
    }
    let sender = host.pointee.journal.number(of: transaction.sender, view)
    if let rejection = try host.pointee.buyGas(transaction, sender, view) {
      return effects.reject(rejection.rawValue)
    }
    host.pointee.prepareAccess(transaction, sender, view)
    if _slowPath(transaction.authorizations.count != 0) {
      try host.pointee.authorize(transaction.authorizations, view)
    }
    let outcome = try runMessage(transaction, host, sender, view)
    switch host.pointee.interruption {
    case .none: break
    case .readFailure(let failure): throw failure
    case .immenseAddition:
      return try execute(
        transaction, on: host, beneficiary: beneficiary, view, into: effects,
        readingAdditions: true)
    }
    host.pointee.gasLeft = outcome.gasLeft
    try host.pointee.settle(transaction, sender, outcome, beneficiary, view, effects)
  }

  /// Checks what depends on the sender's account, counts its nonce up and takes the price of all gas.
  @inline(__always)
  private mutating func buyGas(
    _ transaction: PreparedTransaction, _ sender: Int32, _ view: any StateView
  ) throws(ReadFailure) -> TransactionRejection? {
    if _slowPath(journal.takesCredits) { return try buyGasUnread(transaction, sender, view) }
    let nonce = try journal.nonce(sender, view)
    if transaction.nonce != nonce {
      return transaction.nonce < nonce ? .nonceTooLow : .nonceTooHigh
    }
    if try !maySend(sender, view) { return .senderHasCode }
    let maximum = transaction.maximumCost
    if !maximum.isZero {
      let balance = try journal.balance(sender, view)
      if balance < maximum { return .insufficientFunds }
      journal.setBalance(sender, balance &- transaction.upfrontCost)
    }
    journal.setNonce(sender, nonce &+ 1)
    // Who pays nothing need not be there before.
    if _slowPath(!rules.clearsEmptyAccounts) { journal.touch(sender) }
    return nil
  }

  /// The same where neither nonce nor balance has to be read: the nonce is what the transaction says, and
  /// of the balance it is enough that it suffices.
  @inline(never)
  private mutating func buyGasUnread(
    _ transaction: PreparedTransaction, _ sender: Int32, _ view: any StateView
  ) throws(ReadFailure) -> TransactionRejection? {
    if try !journal.hasNonce(transaction.nonce, sender, view) {
      let nonce = try journal.nonce(sender, view)
      return transaction.nonce < nonce ? .nonceTooLow : .nonceTooHigh
    }
    if try !maySend(sender, view) { return .senderHasCode }
    let maximum = transaction.maximumCost
    if !maximum.isZero {
      if try !journal.hasBalance(atLeast: maximum, sender, view) { return .insufficientFunds }
      journal.add(.zero &- transaction.upfrontCost, to: sender)
    }
    journal.setNonce(sender, transaction.nonce &+ 1)
    return nil
  }

  /// What is warm from the start (EIP-2929, EIP-2930), and what instructions see of the transaction.
  @inline(__always)
  private mutating func prepareAccess(
    _ transaction: PreparedTransaction, _ sender: Int32, _ view: any StateView
  ) {
    _ = journal.warm(sender)
    environment.origin = Word(transaction.sender)
    environment.gasPrice = transaction.gasPrice
    blobHashes = transaction.blobHashes
    for access in transaction.accessList {
      let account = journal.number(of: access.address, view)
      _ = journal.warm(account)
      for key in access.keys { _ = journal.warm(slot: journal.slot(key, of: account)) }
    }
  }

  /// Refunds, pays and collects the net changes (yellow paper, 6.2; EIP-1559, EIP-3529, EIP-7623).
  @inline(__always)
  private mutating func settle(
    _ transaction: PreparedTransaction, _ sender: Int32, _ outcome: MessageOutcome,
    _ beneficiary: Address, _ view: any StateView, _ effects: TransactionEffects
  ) throws(ReadFailure) {
    let spent = transaction.gasLimit &- outcome.gasLeft
    let due = min(max(journal.refund, 0), spent / rules.gas.refundQuotient)
    let used = max(spent &- due, transaction.floorGas)
    let refund = max(spent &- used, 0)
    if !transaction.gasPrice.isZero {
      let unpaid = transaction.cost(of: transaction.gasLimit &- used)
      if _slowPath(journal.takesCredits) {
        journal.add(unpaid, to: sender)
      } else {
        let balance = try journal.balance(sender, view)
        journal.setBalance(sender, balance &+ unpaid)
      }
    }
    let gasUsed = UInt64(bitPattern: used)
    let fee = payFee(
      transaction.fee(for: used, baseFee: environment.baseFee), beneficiary, view)
    effects.end(
      outcome.status, gasUsed: gasUsed, gasRefunded: UInt64(bitPattern: refund), fee: fee)
    try effects.changeWrites { writes throws(ReadFailure) in
      try journal.appendNetChanges(to: &writes, beneficiary: beneficiary, fee: fee, view)
    }
    if logs.count != 0 { effects.exchangeLogs(&logs, &logBytes) }
  }

  /// The fee that is left to report. A beneficiary that is removed at the end of the transaction is
  /// paid before that, so its fee goes with it. A fee of zero touches the beneficiary (EIP-161); before
  /// EIP-161 any fee does, so that it is there even for transactions that read no fees.
  @inline(__always)
  private mutating func payFee(
    _ fee: Word, _ beneficiary: Address, _ view: any StateView
  ) -> Word {
    if fee.isZero {
      journal.touch(journal.number(of: beneficiary, view))
      return fee
    }
    let account = journal.find(beneficiary)
    if account >= 0, journal.accounts[Int(account)].flags.contains(.destroyed) { return .zero }
    if _slowPath(!rules.clearsEmptyAccounts) {
      journal.touch(journal.number(of: beneficiary, view))
    }
    return fee
  }
}
