/// The draws that one transaction of a profile makes.
public struct ChoiceDraws {
  /// By place in the profile's choices. Without counting references, which would take as long as a draw:
  /// the lane that hands this out holds them for as long.
  private let dealers: [Unmanaged<ChoiceDealer>]

  init(_ dealers: [ChoiceDealer]) { self.dealers = dealers.map { Unmanaged.passUnretained($0) } }

  /// Draws choice `choice` of ``WorkloadProfile/choices``: an account's or thing's number, or a value.
  ///
  /// Every choice draws from a stream of its own, so what one draws never depends on which others were
  /// drawn; drawing one twice gives two picks.
  @inline(__always)
  public mutating func pick(_ choice: Int) -> Int {
    dealers[choice]._withUnsafeGuaranteedRef { $0.pick() }
  }
}
