import Primitives
import State

extension Host {
  /// The account's number and the gas left after accessing it (EIP-2929).
  @inline(__always)
  mutating func access(
    _ word: Word, _ gas: Int64, _ view: any StateView
  ) -> (account: Int32, gas: Int64) {
    let account = journal.number(of: Address(truncating: word), view)
    return (account, gas &- (journal.warm(account) ? rules.gas.warmAccess : rules.gas.coldAccount))
  }

  @inline(never)
  mutating func balance(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 {
    let (account, left) = access(sp[0], gas, view)
    if left < 0 { return -1 }
    do throws(ReadFailure) {
      sp[0] = try journal.balance(account, view)
    } catch { return suspend(frame, error) }
    return left
  }

  @inline(never)
  mutating func selfBalance(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 {
    do throws(ReadFailure) {
      sp[1] = try journal.balance(frame.pointee.account, view)
    } catch { return suspend(frame, error) }
    return gas
  }

  @inline(never)
  mutating func externalCodeSize(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 {
    let (account, left) = access(sp[0], gas, view)
    if left < 0 { return -1 }
    do throws(ReadFailure) {
      let code = try journal.code(account, view)
      sp[0] = Word(UInt64(truncatingIfNeeded: codeBytes(code).count))
    } catch { return suspend(frame, error) }
    return left
  }

  /// EXTCODEHASH: zero for an account that is empty or not there (EIP-1052).
  @inline(never)
  mutating func externalCodeHash(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 {
    let (account, left) = access(sp[0], gas, view)
    if left < 0 { return -1 }
    do throws(ReadFailure) {
      let code = try journal.code(account, view)
      let isNothing = code == .empty ? try journal.isEmpty(account, view) : false
      sp[0] = isNothing ? .zero : codeStore._withUnsafeGuaranteedRef { $0.hash(code).word }
    } catch { return suspend(frame, error) }
    return left
  }

  /// EXTCODECOPY: address, offset in memory, offset in the code, size.
  @inline(never)
  mutating func externalCodeCopy(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 {
    let size = sp[-3]
    var left = frame.pointee.touchMemory(sp[-1], size, gas: gas)
    if left < 0 { return -1 }
    left &-= rules.gas.copyWord &* Int64(truncatingIfNeeded: (size.l0 &+ 31) &>> 5)
    let account: Int32
    (account, left) = access(sp[0], left, view)
    if left < 0 { return -1 }
    if size.isZero { return left }
    do throws(ReadFailure) {
      copy(
        codeBytes(try journal.code(account, view)), from: sp[-2],
        to: frame.pointee.memory + Int(truncatingIfNeeded: sp[-1].l0),
        count: Int(truncatingIfNeeded: size.l0))
    } catch { return suspend(frame, error) }
    return left
  }

  /// Copies `count` bytes of `source` from `offset` on, zeros where it has ended.
  private func copy(
    _ source: UnsafeRawBufferPointer, from offset: Word, to target: UnsafeMutablePointer<UInt8>,
    count: Int
  ) {
    let start =
      offset.fitsInOneLimb && offset.l0 < UInt64(source.count)
      ? Int(truncatingIfNeeded: offset.l0) : source.count
    let available = min(count, source.count &- start)
    if available > 0, let bytes = source.baseAddress {
      UnsafeMutableRawPointer(target).copyMemory(from: bytes + start, byteCount: available)
    }
    (target + available).update(repeating: 0, count: count &- available)
  }
}
