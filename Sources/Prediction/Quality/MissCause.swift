/// Why an access was not predicted. The raw values are the words of `gridlock predict`, its help and its JSON.
public enum MissCause: String, Sendable, CaseIterable {
  /// No transaction of this kind had been seen.
  case new
  /// No expression over sender, arguments and state that was tried gives its name: it depends on data in
  /// a way that is not known, or the search did not reach far enough.
  case unexplained
  /// The expression is known and reads the state, which the block itself had changed by then.
  case stale
  /// The expression is known, but too few transactions go there for it to be predicted.
  case rare
}
