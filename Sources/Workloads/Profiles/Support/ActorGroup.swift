/// Parties that a profile brings along besides the workload's accounts: companies, gateways, validators.
///
/// Their accounts have numbers of their own, above every account that a workload file can ask for, so
/// that whoever is popular there is not by chance a carrier or a validator here.
enum ActorGroup: Int, CaseIterable {
  // Supply chain
  case producer, carrier, warehouse, retailer, sensor, certifier, consumer, counterfeiter
  // Healthcare and its data market
  case gateway, newPatient, clinician, auditor, outsider, publisher, contributor, marketTreasury
  // DAO
  case proposer, member, delegator, keeper, grantee
  // Real estate
  case propertyManager, propertyIssuer, unverified
  // Bridge and rollup
  case relayer, validator, sequencer, prover, finaliser, channelPayee
  // Adversarial
  case attacker, bystander, celebrity

  /// Members that a group has at most; numbers wrap around there.
  static let size = 1 << 20
  /// Above the ten million accounts that a file can ask for.
  private static let first = 1 << 30

  /// The account number of member `member`, counting from 0.
  func account(_ member: Int) -> Int {
    Self.first + rawValue * Self.size + member % Self.size
  }

  /// What an account is called: `gateway 3`, or `account 17` for one of the workload's own.
  static func name(ofAccount number: Int) -> String {
    let place = number - first
    guard place >= 0, let group = Self(rawValue: place / size) else { return "account \(number)" }
    return "\(group) \(place % size)"
  }
}
