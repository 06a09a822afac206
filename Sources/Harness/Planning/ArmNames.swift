/// The name under which results have what `spelling` names: "static-locks:granularity=accounts" of a
/// scheduler with settings, in the one order that settings are written in.
///
/// - Throws: ``PlanError`` for an unknown scheduler or setting, with the nearest known one.
public func armName(spelling: String) throws(PlanError) -> String {
  do { return try Contender(spelling: spelling).name } catch { throw PlanError(error.description) }
}
