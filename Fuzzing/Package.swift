// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds Gridlock builds this: it wants -sanitize=fuzzer and
// -enable-testing, which `make fuzz-readers` gives.
let package = Package(
  name: "Fuzzing",
  dependencies: [.package(name: "gridlock", path: "..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [.product(name: "FuzzedModules", package: "gridlock")])
  ],
  swiftLanguageModes: [.v6]
)
