/// Keccak-256 of the RLP of a list of logs, each `[address, [topics], data]`: how state tests and
/// expected outcomes commit to logs.
public func logsHash(_ logs: [Log]) -> Hash {
  var list = RLPEncoder()
  list.append(logs)
  return keccak256(list.bytes)
}
