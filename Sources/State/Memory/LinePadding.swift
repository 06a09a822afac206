/// Room of two cache lines, for x86 fetches lines in pairs: at the beginning and at the end of an object that
/// one thread writes to, it keeps what threads write apart, wherever the allocator puts the objects.
///
/// Objects of the same size that one thread makes for several lie side by side. Where the counters of two
/// lanes shared a line, plain transfers took twice as long beside each other as alone.
public struct LinePadding: BitwiseCopyable, Sendable {
  private let room = InlineArray<16, UInt64>(repeating: 0)

  public init() {}
}
