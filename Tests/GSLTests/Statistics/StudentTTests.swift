import GSL
import Testing

/// Critical values as every printed table of Student's t has them.
@Suite struct StudentTTests {
  @Test(arguments: [
    (1.0, 0.975, 12.706), (2, 0.975, 4.303), (5, 0.975, 2.571), (9, 0.975, 2.262),
    (30, 0.975, 2.042), (5, 0.95, 2.015), (10, 0.995, 3.169),
  ])
  func quantilesMatchPublishedTables(freedom: Double, probability: Double, expected: Double) {
    let student = StudentT(degreesOfFreedom: freedom)
    #expect(abs(student.quantile(probability) - expected) < 0.0006)
    #expect(abs(student.quantile(1 - probability) + expected) < 0.0006)
    #expect(abs(student.cumulative(student.quantile(probability)) - probability) < 1e-9)
  }

  /// With one degree of freedom it is Cauchy's distribution, whose quantile is tan(π(p − ½)).
  @Test func oneDegreeOfFreedomIsCauchy() {
    #expect(abs(StudentT(degreesOfFreedom: 1).quantile(0.75) - 1) < 1e-9)
  }

  @Test func endsAndOutside() {
    let student = StudentT(degreesOfFreedom: 4)
    #expect(student.quantile(0) == -.infinity)
    #expect(student.quantile(1) == .infinity)
    #expect(student.quantile(1.5).isNaN)
    #expect(student.twoSidedProbability(beyond: 0) == 1)
  }

  /// A noncentral t without noncentrality is Student's t.
  @Test(arguments: [1.0, 2, 5, 19, 200])
  func noncentralTAgreesWithCentralT(freedom: Double) {
    let central = StudentT(degreesOfFreedom: freedom)
    let noncentral = NoncentralT(degreesOfFreedom: freedom, noncentrality: 0)
    for bound in [0.5, 1, 2.571, 6] {
      let expected = central.twoSidedProbability(beyond: bound)
      #expect(abs(noncentral.twoSidedProbability(beyond: bound) - expected) < 1e-6)
    }
  }

  @Test func momentsOfTooFewValuesAreNotANumber() {
    #expect(Moments.mean([]).isNaN)
    #expect(Moments.variance([1]).isNaN)
    #expect(Moments.quantile(0.5, of: []).isNaN)
    #expect(Moments.lag1Autocorrelation([1, 2]).isNaN)
  }

  @Test func momentsByHand() {
    let values = [2.0, 4, 4, 4, 5, 5, 7, 9]
    #expect(Moments.mean(values) == 5)
    #expect(abs(Moments.variance(values) - 32.0 / 7) < 1e-12)
    #expect(Moments.quantile(0.5, of: values) == 4.5)
  }
}
