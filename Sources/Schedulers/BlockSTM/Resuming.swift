/// Who goes on, of those that waited at one place for a transaction, when it is done.
public enum Resuming: String, Sendable, CaseIterable {
  /// The lowest. The others wait for that one in turn, unless it turns out not to write there: so a chain is
  /// executed in order, each link once.
  case lowest
  /// All at once, as in the paper: right where they only read, and where they write too, all but one of
  /// them are in vain.
  case all

  static let parameter = SchedulerParameter.word(
    "resuming", "who goes on of those that waited for one transaction at one place",
    standard: Resuming.lowest)
}
