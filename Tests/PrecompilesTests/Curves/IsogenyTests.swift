import Testing

@testable import Precompiles

struct IsogenyTests {
  @Test func toE() {
    var random = SeededGenerator(state: 41)
    check(
      BLS12381.mapToIsogenousCurve, BLS12381.isogenyToE, b: BLS12381.b,
      inputs: (0..<12).map { _ in BLS12381.Fp.random(&random) } + BLS12381.Fp.edges)
  }

  @Test func toTwist() {
    var random = SeededGenerator(state: 42)
    check(
      BLS12381.mapToIsogenousTwist, BLS12381.isogenyToTwist, b: BLS12381.twistB,
      inputs: (0..<12).map { _ in Fp2<BLS12381>.random(&random) } + [.zero, .one, -.one])
  }

  /// Mapped elements are on the isogenous curve with the sign of what was mapped, their images on the
  /// curve, and images of sums are sums of images.
  private func check<F: SquareRootField>(
    _ map: SimplifiedSWU<F>, _ isogeny: Isogeny<F>, b: F, inputs: [F]
  ) {
    #expect(map.z.squareRoot() == nil)
    let points = inputs.map(map.map)
    for (u, (x, y)) in zip(inputs, points) {
      #expect(y.squared() == x.squared() * x + map.a * x + map.b)
      #expect(y.isOdd == u.isOdd || y.isZero)
      #expect(isogeny.image(x: x, y: y).isOnCurve(b: b))
    }
    for (p, q) in zip(points, points.dropFirst()) where p.x != q.x {
      let slope = (p.y - q.y) * (p.x - q.x).inverted()
      let x = slope.squared() - p.x - q.x
      let y = slope * (p.x - x) - p.y
      let sum = JacobianPoint(isogeny.image(x: p.x, y: p.y)) + isogeny.image(x: q.x, y: q.y)
      #expect(sum.affine == isogeny.image(x: x, y: y))
    }
  }
}
