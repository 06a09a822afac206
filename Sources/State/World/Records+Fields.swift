import Primitives

/// Single fields of records in a table, by their own addresses.
///
/// Threads that execute in place share records, never fields: one writes an account's balance while
/// another reads its nonce, one a slot's value while others look for its key. `record.pointee.balance = x`
/// would make the same store, but says of the whole record that it is being modified, to ThreadSanitizer
/// and to whoever reads the code. The offsets are constants after optimisation.
extension UnsafeMutablePointer<AccountRecord> {
  @inlinable @inline(__always)
  var nonce: UnsafeMutablePointer<UInt64> {
    field(MemoryLayout<AccountRecord>.offset(of: \.nonce))
  }
  @inlinable @inline(__always)
  var balance: UnsafeMutablePointer<Word> {
    field(MemoryLayout<AccountRecord>.offset(of: \.balance))
  }
  /// One word: threads that write either of them exclude each other.
  @inlinable @inline(__always)
  var codeAndExistence: UnsafeMutablePointer<UInt32> {
    field(MemoryLayout<AccountRecord>.offset(of: \.codeAndExistence))
  }

  @inlinable @inline(__always)
  func setCode(_ code: CodeReference) {
    let word = codeAndExistence
    word.pointee = word.pointee & 0x8000_0000 | code.index
  }
  @inlinable @inline(__always)
  func setExists(_ exists: Bool) {
    let word = codeAndExistence
    word.pointee = word.pointee & 0x7fff_ffff | (exists ? 0x8000_0000 : 0)
  }
  /// Writes the balance and settles existence by it: to read it back by loads of other widths than the stores
  /// waits until those have reached the cache.
  @inlinable @inline(__always)
  func setBalance(_ value: Word) {
    balance.pointee = value
    setExists(
      !value.isZero || nonce.pointee != 0 || codeAndExistence.pointee & 0x7fff_ffff != 0)
  }
  /// Makes the account exist if it is not empty, and otherwise not.
  @inlinable @inline(__always)
  func settleExistence() {
    let isEmpty =
      nonce.pointee == 0 && balance.pointee.isZero && codeAndExistence.pointee & 0x7fff_ffff == 0
    setExists(!isEmpty)
  }
}

extension UnsafeMutablePointer<SlotRecord> {
  @inlinable @inline(__always)
  var value: UnsafeMutablePointer<Word> { field(MemoryLayout<SlotRecord>.offset(of: \.value)) }
}

extension UnsafeMutablePointer {
  /// The field so many bytes into the record; stored properties of a struct always have an offset.
  @inlinable @inline(__always)
  func field<Field>(_ offset: Int?) -> UnsafeMutablePointer<Field> {
    (UnsafeMutableRawPointer(self) + offset.unsafelyUnwrapped).assumingMemoryBound(to: Field.self)
  }
}
