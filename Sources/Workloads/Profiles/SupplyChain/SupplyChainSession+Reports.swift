import Primitives

/// What is said of items: by sensors, by certifiers, and by who does not hold them.
extension SupplyChainSession {
  /// A sensor's gateway reports on one item after the other, then another gateway begins.
  func reading(
    _ registry: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    var burst =
      self.burst
      ?? Burst(
        sensor: ActorGroup.sensor.account(draws.pick(SupplyChainProfile.Choice.company)),
        nextItem: draws.pick(SupplyChainProfile.Choice.item), left: settings.sensorBurst)
    grant(.sensor, to: burst.sensor, in: &genesis)
    let item = self.item(burst.nextItem, in: &genesis)
    burst.nextItem = (burst.nextItem + 1) % settings.items
    burst.left -= 1
    self.burst = burst.left > 0 ? burst : nil
    reports += 1
    let values = (0..<settings.readings).map { Readings.value(reports, $0) }
    return registry.call(
      from: burst.sensor, "record(uint256,uint256[])", encoding: [.word(item.id), .words(values)],
      gas: 200_000 + 100_000 * UInt64(settings.readings))
  }

  func certificate(
    _ registry: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let certifier = ActorGroup.certifier.account(draws.pick(SupplyChainProfile.Choice.company))
    grant(.certifier, to: certifier, in: &genesis)
    let item = self.item(draws.pick(SupplyChainProfile.Choice.item), in: &genesis)
    return registry.call(
      from: certifier, "certify(uint256,bytes32)", [item.id, keccak256(item.id).word],
      gas: 250_000)
  }

  /// Somebody who does not hold the item tries to send it off, and is refused.
  func counterfeit(
    _ registry: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let company = draws.pick(SupplyChainProfile.Choice.company)
    let carrier = ActorGroup.carrier.account(company)
    grant(.carrier, to: carrier, in: &genesis)
    let item = self.item(draws.pick(SupplyChainProfile.Choice.item), in: &genesis)
    return registry.call(
      from: ActorGroup.counterfeiter.account(company), "dispatch(uint256,address,address)",
      [
        item.id, genesis.word(ofAccount: carrier),
        genesis.word(ofAccount: ActorGroup.retailer.account(company)),
      ], gas: 150_000, intended: .revert)
  }
}

/// Temperatures in hundredths of a degree, with the few that are too high.
enum Readings {
  static let limit: UInt64 = 800

  /// One in about fifty is above the limit.
  static func value(_ report: Int, _ index: Int) -> Word {
    Word(200 + scattered(report, salt: UInt64(index)) % 612)
  }
}
