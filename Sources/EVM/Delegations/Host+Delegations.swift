import Primitives
import State

extension Host {
  /// Whose code runs when `account` is called, and the gas left after accessing it: the account itself,
  /// or the one that it delegates to. One step only: what a delegate delegates to is not followed.
  @inline(__always)
  mutating func codeAccount(
    of account: Int32, _ gas: Int64, _ view: any StateView
  ) throws(ReadFailure) -> (account: Int32, gas: Int64) {
    guard let delegate = try delegate(of: account, view) else { return (account, gas) }
    let isWarm = journal.warm(delegate)
    return (delegate, gas &- (isWarm ? rules.gas.warmAccess : rules.gas.coldAccount))
  }

  /// The account that `account` delegates to; nil where it has code of its own, or none.
  @inline(__always)
  mutating func delegate(
    of account: Int32, _ view: any StateView
  ) throws(ReadFailure) -> Int32? {
    let code = try journal.code(account, view)
    if code == .empty { return nil }
    // Its length is the first thing that running it would load.
    let analysed = analysed(code)
    if _fastPath(analysed.pointee.count != Delegation.byteCount) { return nil }
    let bytes = UnsafeRawBufferPointer(start: analysed.pointee.bytes, count: Delegation.byteCount)
    return Delegation.target(of: bytes).map { journal.number(of: $0, view) }
  }

  /// Whether the account may send transactions: it has no code, or delegates (EIP-3607, EIP-7702).
  @inline(__always)
  mutating func maySend(_ account: Int32, _ view: any StateView) throws(ReadFailure) -> Bool {
    let code = try journal.code(account, view)
    if _fastPath(code == .empty) { return true }
    return rules.hasDelegations && Delegation.target(of: codeBytes(code)) != nil
  }

  /// Makes the delegations that a transaction brings, those that do not hold left out. They stay even
  /// if the transaction fails, and so does their refund.
  @inline(never)
  mutating func authorize(
    _ authorizations: UnsafeBufferPointer<PreparedAuthorization>, _ view: any StateView
  ) throws(ReadFailure) {
    for authorization in authorizations {
      let authority = journal.number(of: authorization.authority, view)
      _ = journal.warm(authority)
      guard try maySend(authority, view),
        try journal.nonce(authority, view) == authorization.nonce
      else { continue }
      // From EIP-161 on, an account that is there is not empty.
      if try !journal.isEmpty(authority, view) {
        journal.refund &+= rules.gas.authorizationRefund
      }
      journal.setCode(authority, authorization.code)
      journal.setNonce(authority, authorization.nonce &+ 1)
    }
  }
}
