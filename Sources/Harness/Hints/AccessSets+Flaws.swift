import GSL
import Schedulers

extension AccessSets {
  /// The same sets with locations left out and foreign ones added, as `setting` says.
  ///
  /// Each location of each transaction is dropped with one probability, and brings a location of some
  /// other transaction along with the other; draws come from two streams of `seed`, a part for each block,
  /// so that more of one flaw does not move the other.
  func spoilt(_ setting: HintSetting, seed: UInt64, block: Int) -> AccessSets {
    guard setting.missing > 0 || setting.overWide > 0, !accesses.isEmpty else { return self }
    var drops = RandomStream(seed: seed, named: "hints.missing")
    var strangers = RandomStream(seed: seed, named: "hints.over-wide")
    drops.restart(part: UInt64(block))
    strangers.restart(part: UInt64(block))
    var spoilt = AccessSets()
    for transaction in 0..<transactionCount {
      var kept: [(name: Name, isWrite: Bool)] = []
      var added: [(name: Name, isWrite: Bool)] = []
      for access in accesses(of: transaction) {
        // Drawn for every location, so that a higher probability drops the same ones and more.
        if drops.unit() >= setting.missing { kept.append((name(of: access), access.isWrite)) }
        let bringsOne = strangers.unit() < setting.overWide
        let stranger = accesses[strangers.below(accesses.count)]
        if bringsOne { added.append((name(of: stranger), stranger.isWrite)) }
      }
      spoilt.append(kept + added, gas: gas[transaction])
    }
    return spoilt
  }
}
