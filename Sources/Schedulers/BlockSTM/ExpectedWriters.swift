/// Who is expected to write what a transaction will access, so that an attempt before they have ended
/// would probably be in vain.
///
/// A handle on memory that somebody else keeps for the block.
struct ExpectedWriters: BitwiseCopyable {
  /// By transaction, where its writers begin in `writers`; one more for the end. Nil if nobody is expected.
  var starts: UnsafePointer<UInt32>?
  var writers: UnsafePointer<UInt32>?

  static var none: Self { Self(starts: nil, writers: nil) }

  /// One of them that has not ended, or has to be executed again; nil if there is none.
  @inline(__always)
  func unfinished(
    of transaction: Int, _ scheduler: UnsafeMutablePointer<CollaborativeScheduler>
  ) -> Int? {
    guard let starts, let writers else { return nil }
    var index = Int(starts[transaction])
    let end = Int(starts[transaction &+ 1])
    while index < end {
      let writer = Int(writers[index])
      if !scheduler.pointee.progress(of: writer).isAt(.executed) { return writer }
      index &+= 1
    }
    return nil
  }
}
