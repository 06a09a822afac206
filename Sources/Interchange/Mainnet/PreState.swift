import Primitives
import State

/// Reads `pre_state.json`: the accounts and slots that a block touches, as they are before it.
///
/// - Parameter library: where codes named by `code_hash` are; code may also stand in place as `code`.
func loadPreState(path: String, codes library: CodeLibrary?) throws(InterchangeError) -> Allocation
{
  try JSONDocument(path: path).root.allocation { (account) throws(InterchangeError) in
    AccountAllocation(
      balance: try account.member("balance").word(),
      nonce: try account.member("nonce").integer(),
      code: try code(of: account, library),
      storage: try account.member("storage").storage())
  }
}

private func code(
  of account: JSONValue, _ library: CodeLibrary?
) throws(InterchangeError) -> [UInt8] {
  if let code = try account.optionalMember("code") { return try code.bytes() }
  guard let hash = try account.optionalMember("code_hash") else { return [] }
  if try hash.hash() == keccak256([]) { return [] }
  guard let library else { throw hash.error("names code, but there is no bytecodes.json") }
  guard let code = try library.code(try hash.hash()) else {
    throw hash.error("names code that bytecodes.json does not have")
  }
  return code
}
