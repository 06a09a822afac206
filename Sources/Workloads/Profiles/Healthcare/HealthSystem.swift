import Primitives

/// The two registers of the health system.
struct HealthSystem {
  let consents: PlacedContract
  let records: PlacedContract

  /// Patients of before the first block have the numbers up to here.
  private static let patients: Word = 10_000_000
  private static let incidents: Word = 1_000_000

  init(log: HealthcareProfile.LogScope, in genesis: inout GenesisBuilder) {
    consents = PlacedContract(.consentRegistry, in: &genesis)
    records = PlacedContract(.recordRegistry, in: &genesis)
    consents.set("patient_count", to: Self.patients, in: &genesis)
    records.set("consents", to: consents.word, in: &genesis)
    records.set("log_scope", to: Word(number: log.rawValue), in: &genesis)
    records.set("incident_count", to: Self.incidents, in: &genesis)
    // Neither counter starts from zero: a first entry would cost more gas than the next.
    records.set("global_log_length", to: 1, in: &genesis)
  }
}
