import Primitives

/// Keccak-256 of the RLP of a list of logs, each `[address, [topics], data]`: how state tests and
/// expected outcomes commit to logs.
func logsHash(_ logs: [Log]) -> Hash {
  var encoder = RLPEncoder()
  encoder.appendList { encoder in
    for log in logs {
      encoder.appendList { encoder in
        encoder.append(log.address)
        encoder.appendList { encoder in
          for topic in log.topics { encoder.append(Hash(topic)) }
        }
        encoder.append(log.data)
      }
    }
  }
  return keccak256(encoder.bytes)
}
