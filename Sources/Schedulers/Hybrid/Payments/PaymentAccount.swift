import State
import Synchronization

/// One account's record while the lanes of a ``PaymentBlock`` make payments on it.
///
/// A record is a cache line, and whatever lanes agree on about an account lies in it too, or else every
/// payment would wait for a second line that lanes take from each other. The word that keeps the nonce has
/// room for it: above the nonce, which takes 40 bits, there is the number of the transaction that paid last,
/// plus one, and above that a lock for the balance, held for a few instructions.
/// ``PaymentBlock/canExecute(_:on:)`` sees to it that all of this fits.
struct PaymentAccount: BitwiseCopyable {
  private let word: SharedWords
  private let record: AccountPlaces

  private static let nonceBits: UInt64 = 40
  private static let nonceMask: UInt64 = 1 &<< nonceBits &- 1
  private static let lock: UInt64 = 1 &<< 63

  /// Nonces that were loaded are less, so that it takes 2³⁹ countings to outgrow 40 bits; and numbers of
  /// transactions are.
  static let nonceLimit: UInt64 = 1 &<< (nonceBits &- 1)
  static let transactionLimit = 1 &<< 23 &- 1

  @inline(__always)
  init(_ account: AccountReference, of state: WorldState) {
    record = state.places(of: account)
    word = UnsafeMutableRawPointer(record.nonce).assumingMemoryBound(to: SharedWord.self)
  }

  enum Answer {
    case isPaid
    /// The nonce is not there yet, or somebody has the lock: another time it may be paid.
    case isNotNow
    /// The payer has not enough, as far as is known before anybody is paid, or is none that is meant here.
    case isRefused
  }

  // MARK: While nobody is paid

  /// Takes the payment from the account and counts its nonce up, if all that it needs is there.
  @inline(__always)
  func pay(_ pending: PendingPayment) -> Answer {
    let present = word.pointee.load(ordering: .relaxed)
    // The second is false where the lock is held, too.
    guard present & Self.nonceMask == pending.nonce,
      present &>> Self.nonceBits <= UInt64(truncatingIfNeeded: pending.transaction),
      word.pointee.compareExchange(
        expected: present, desired: present | Self.lock, ordering: .acquiring
      ).exchanged
    else { return .isNotNow }
    guard record.exists, take(pending.payment.debit, from: pending.needed) else {
      word.pointee.store(present, ordering: .releasing)
      return .isRefused
    }
    let note = UInt64(truncatingIfNeeded: pending.transaction &+ 1) &<< Self.nonceBits
    word.pointee.store((pending.nonce &+ 1) | note, ordering: .releasing)
    return .isPaid
  }

  /// Takes `amount`, at most `needed`, from the balance, if that is at least `needed`. The highest limb is
  /// not touched: who has something in it is refused, as payees are (``canReceive``).
  @inline(__always)
  private func take(_ amount: UInt128, from needed: UInt128) -> Bool {
    let limbs = record.balance
    guard limbs[3] == 0 else { return false }
    let low = UInt128(limbs[1]) &<< 64 | UInt128(limbs[0])
    guard limbs[2] != 0 || low >= needed else { return false }
    let (rest, borrows) = low.subtractingReportingOverflow(amount)
    limbs[0] = UInt64(truncatingIfNeeded: rest)
    limbs[1] = UInt64(truncatingIfNeeded: rest &>> 64)
    if borrows { limbs[2] &-= 1 }
    return true
  }

  /// Whether it is in the state, and no block could pay it so much that its balance wraps. Lanes may ask while
  /// others take.
  @inline(__always)
  var canReceive: Bool { record.exists && record.balance[3] == 0 }

  var exists: Bool { record.exists }

  /// Whether it is in the state, and empty (EIP-161).
  func isThereAndEmpty(_ code: CodeReference) -> Bool {
    let present = acquire()
    let limbs = record.balance
    let isEmpty =
      present & Self.nonceMask == 0 && limbs[0] | limbs[1] | limbs[2] | limbs[3] == 0
      && code == .empty
    word.pointee.store(present, ordering: .releasing)
    return isEmpty && record.exists
  }

  // MARK: Afterwards, either

  /// Adds what was paid to the balance, limb by limb and without the lock: nobody reads a balance meanwhile, and
  /// however additions interleave, each limb that wraps is counted on in the next by whoever made it wrap.
  ///
  /// With ``settle()``, one locked instruction a payment instead of three.
  @inline(__always)
  func receive(_ amount: UInt128) {
    let low = UInt64(truncatingIfNeeded: amount)
    let wraps = limb(0).pointee.wrappingAdd(low, ordering: .relaxed).newValue < low
    let high = UInt64(truncatingIfNeeded: amount &>> 64)
    if _slowPath(wraps || high != 0) { receive(UInt128(high) + (wraps ? 1 : 0), fromLimb: 1) }
  }

  @inline(never)
  private func receive(_ amount: UInt128, fromLimb first: Int) {
    var rest = amount
    var number = first
    while rest != 0 && number < 4 {
      let low = UInt64(truncatingIfNeeded: rest)
      let wraps = limb(number).pointee.wrappingAdd(low, ordering: .relaxed).newValue < low
      rest = (rest &>> 64) + (wraps ? 1 : 0)
      number += 1
    }
  }

  private func limb(_ number: Int) -> SharedWords {
    UnsafeMutableRawPointer(record.balance + number).assumingMemoryBound(to: SharedWord.self)
  }

  /// Leaves nothing but the nonce in its word. No lane changes that now, so that all who pay from this account
  /// store the same.
  @inline(__always)
  func settle() {
    word.pointee.store(
      word.pointee.load(ordering: .relaxed) & Self.nonceMask, ordering: .relaxed)
  }

  // MARK: Or

  /// Takes one payment by the account back.
  func takeBack(_ debit: UInt128) {
    let present = acquire()
    add(debit)
    word.pointee.store(present & Self.nonceMask &- 1, ordering: .releasing)
  }

  // MARK: The lock of the balance, and what is done under it

  @inline(__always)
  private func add(_ amount: UInt128) {
    let limbs = record.balance
    let (low, carries) = (UInt128(limbs[1]) &<< 64 | UInt128(limbs[0]))
      .addingReportingOverflow(amount)
    limbs[0] = UInt64(truncatingIfNeeded: low)
    limbs[1] = UInt64(truncatingIfNeeded: low &>> 64)
    guard _slowPath(carries) else { return }
    limbs[2] &+= 1
    if limbs[2] == 0 { limbs[3] &+= 1 }
  }

  /// Waits for the lock and returns the word without it.
  @inline(__always)
  private func acquire() -> UInt64 {
    let present = word.pointee.load(ordering: .relaxed)
    if _fastPath(present & Self.lock == 0), tryAcquire(present) { return present }
    return waitAndAcquire()
  }

  @inline(__always)
  private func tryAcquire(_ present: UInt64) -> Bool {
    word.pointee.compareExchange(
      expected: present, desired: present | Self.lock, ordering: .acquiring
    ).exchanged
  }

  @inline(never)
  private func waitAndAcquire() -> UInt64 {
    var backoff = Backoff()
    while true {
      backoff.wait()
      let present = word.pointee.load(ordering: .relaxed)
      if present & Self.lock == 0, tryAcquire(present) { return present }
    }
  }
}
