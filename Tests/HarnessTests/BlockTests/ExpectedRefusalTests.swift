import Testing

@testable import Harness

/// Which of our reasons fit which of the tests' exceptions.
@Suite struct ExpectedRefusalTests {
  @Test func oneOfSeveralExceptionsIsEnough() {
    let either = ExpectedRefusal(
      "BlockException.INVALID_GAS_USED|TransactionException.NONCE_IS_MAX")
    #expect(either.exceptions == ["INVALID_GAS_USED", "NONCE_IS_MAX"])
    #expect(either.admits(.gasUsed) == true)
    #expect(either.admits(.transaction(.nonceOverflow)) == true)
    #expect(either.admits(.stateRoot) == false)
  }

  @Test func whatIsNotKnownIsNotJudged() {
    #expect(ExpectedRefusal("BlockException.SOMETHING_NEW").admits(.gasUsed) == nil)
    let both = ExpectedRefusal("SOMETHING_NEW|INVALID_GAS_USED")
    #expect(both.admits(.gasUsed) == true)
    #expect(both.admits(.stateRoot) == nil)
    #expect(ExpectedRefusal("").admits(.gasUsed) == false)
  }

  @Test func whatCannotBeEncodedIsNoBlock() {
    for name in ["RLP_INVALID_FIELD_OVERFLOW_64", "VALUE_OVERFLOW", "RLP_LEADING_ZEROS_NONCE"] {
      #expect(ExpectedRefusal(name).admits(.undecodable) == true)
      #expect(ExpectedRefusal(name).admits(.stateRoot) == false)
    }
    let used = ExpectedRefusal("GAS_USED_OVERFLOW")
    #expect(used.admits(.gasAllowance) == true && used.admits(.undecodable) == false)
  }

  /// A block that has another state root broke none of the rules that tests break on purpose.
  @Test func noHeaderOrTransactionExceptionAdmitsAnotherOutcome() {
    let names =
      Array(ExpectedRefusal.headerExceptions.keys)
      + Array(ExpectedRefusal.transactionExceptions.keys)
    #expect(names.count > 50)
    for name in names {
      for kind in [FaultKind.stateRoot, .gasUsed, .receiptsRoot, .logsBloom] {
        #expect(ExpectedRefusal(name).admits(kind) == false, "\(name)")
      }
    }
  }
}
