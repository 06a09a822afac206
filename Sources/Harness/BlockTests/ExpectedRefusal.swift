/// Why a test says that a block must be refused: one of several exceptions, by the names that
/// github.com/ethereum/tests and execution-spec-tests give them.
struct ExpectedRefusal: Hashable, Sendable {
  /// Without the class in front, like `INVALID_GAS_USED`.
  let exceptions: [String]

  /// - Parameter text: Like `BlockException.INVALID_GAS_USED|TransactionException.NONCE_IS_MAX`.
  init(_ text: String) {
    exceptions = text.split(separator: "|").map { name in
      String(name.split(separator: ".").last ?? name)
    }
  }

  /// Whether a block refused for this reason was refused as the test says; nil where one of the
  /// exceptions is not known here, so that nobody can tell.
  func admits(_ kind: FaultKind) -> Bool? {
    var isKnown = true
    for exception in exceptions {
      guard let kinds = Self.kinds(of: exception) else {
        isKnown = false
        continue
      }
      if kinds.contains(kind) { return true }
    }
    return isKnown ? false : nil
  }

  /// The reasons that fit an exception; nil for one that is not known here.
  private static func kinds(of exception: String) -> Set<FaultKind>? {
    if let kinds = headerExceptions[exception] ?? contentExceptions[exception] { return kinds }
    if let kinds = transactionExceptions[exception] { return kinds }
    // A number or a list that its field has no room for is no block of ours at all.
    let isEncoding = exception.hasPrefix("RLP_") || exception.hasSuffix("_OVERFLOW")
    return isEncoding ? [.undecodable] : nil
  }
}
