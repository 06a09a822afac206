// swift-tools-version: 6.2
import PackageDescription

/// Flags of the interpreter's module only, with the measurement that justifies each (nanoseconds an
/// instruction in the prototype of this loop; the shape is ours: 159 indirect jumps in place of one):
/// - SLP vectorisation turns 32-byte word copies into 16-byte loads over 8-byte stores, whose
///   store forwarding fails: 2.7 ns an instruction with it, 2.1 without.
/// - Tail duplication replicates the dispatch jump behind every handler of the predecoded loop, so
///   that each has its own branch history: 3.2 ns without, 1.3 with.
let interpreterFlags: SwiftSetting = .unsafeFlags([
  "-Xllvm", "-vectorize-slp=false",
  "-Xllvm", "-tail-dup-pred-size=2000",
  "-Xllvm", "-tail-dup-succ-size=2000",
])

/// Makes the words that workers share such that tests can step them (`Schedulers/Workers/Stepping`). Only
/// `Scripts/run-tests` sets the variable; without it nothing of that is compiled.
let steppedWords: [SwiftSetting] =
  Context.environment["GRIDLOCK_STEPPED_WORDS"] == nil ? [] : [.define("STEPPED_WORDS")]

/// Flags of the schedulers' module: its classes hold memory of one worker each, so that run-time checks
/// of exclusive access find nothing there and cost (one comparison on a busy machine: 154 ns a transaction
/// of no work without them, 169 with). ThreadSanitizer (`make test-threads`) watches what the check would.
let schedulerFlags: [SwiftSetting] =
  [.unsafeFlags(["-enforce-exclusivity=unchecked"])] + steppedWords

/// Flags of the workloads' module: its sessions and draws are classes because they own streams and change
/// with every transaction, each used by one generating thread. A sixth of the time of making a payment went
/// into run-time checks of exclusive access to them.
let workloadFlags: SwiftSetting = .unsafeFlags(["-enforce-exclusivity=unchecked"])

/// What stands beside the code of the workload profiles for people.
let profileReadmes = [
  "Adversarial", "Bridge", "DAO", "DeFi", "Gaming", "Healthcare", "Mix", "NFT", "RealEstate",
  "Rollup", "Structured", "SupplyChain", "Swaps", "Transfers",
].map { "Profiles/\($0)/README.md" }

let package = Package(
  name: "gridlock",
  products: [
    .executable(name: "gridlock", targets: ["gridlock"]),
    // For the package in Fuzzing/ only.
    .library(
      name: "FuzzedModules",
      targets: ["Primitives", "State", "EVM", "Schedulers", "Interchange", "Workloads"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
  ],
  targets: [
    // C libraries
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .systemLibrary(
      name: "CSecp256k1", pkgConfig: "libsecp256k1", providers: [.apt(["libsecp256k1-dev"])]),
    .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
    .systemLibrary(name: "CGMP", pkgConfig: "gmp", providers: [.apt(["libgmp-dev"])]),

    // What Swift cannot call: futex, prctl, the pause instruction
    .systemLibrary(name: "CThreads"),

    // Ethereum
    .target(name: "Primitives"),
    .target(name: "Signatures", dependencies: ["Primitives", "CSecp256k1"]),
    .target(
      name: "CSecp256r1",
      linkerSettings: [.linkedLibrary("hogweed"), .linkedLibrary("nettle"), .linkedLibrary("gmp")]),
    .target(
      name: "Precompiles", dependencies: ["Primitives", "CGMP", "CNettle", "CSecp256r1"]),
    .target(name: "State", dependencies: ["Primitives", "CThreads"]),
    .target(
      name: "EVM", dependencies: ["Primitives", "Signatures", "State", "Precompiles", "CNettle"],
      swiftSettings: [interpreterFlags]),
    .target(
      name: "Schedulers", dependencies: ["Primitives", "State", "CThreads"],
      swiftSettings: schedulerFlags),
    .target(name: "Prediction", dependencies: ["Primitives", "State", "Schedulers"]),
    .target(name: "Interchange", dependencies: ["Primitives", "Signatures", "State"]),

    // Workloads and their analysis
    .target(name: "CGSLExtras", dependencies: ["CGSL"]),
    .target(name: "GSL", dependencies: ["CGSL", "CGSLExtras"]),
    .target(name: "Statistics", dependencies: ["GSL"]),
    .target(name: "Contention", dependencies: ["Primitives", "State", "Statistics"]),
    .target(
      name: "Workloads",
      dependencies: [
        "Primitives", "Signatures", "State", "GSL", "CNettle",
        .product(name: "Yams", package: "Yams"),
      ],
      exclude: profileReadmes, swiftSettings: [workloadFlags]),

    // Experiments
    .target(name: "Results", dependencies: ["Statistics"]),
    .target(name: "Reporting", dependencies: ["Results", "Statistics", "Contention"]),
    .target(
      name: "Harness",
      dependencies: [
        "Primitives", "Signatures", "State", "EVM", "Schedulers", "Prediction", "Contention",
        "Workloads", "Interchange", "GSL", "Statistics", "Results",
      ]),
    .executableTarget(
      name: "gridlock",
      dependencies: [
        "Primitives", "State", "EVM", "Schedulers", "Prediction", "Contention", "Workloads",
        "Interchange", "Results", "Harness", "Reporting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .executableTarget(
      name: "scheduler-bench", dependencies: ["Primitives", "State", "Schedulers"]),

    // Tests. Each names every module that it imports, also those which come with another: SwiftPM compiles
    // a target again only if one of its own dependencies has changed, and code that was inlined from an older
    // version of a class writes beside its fields.
    .testTarget(
      name: "PrimitivesTests",
      dependencies: ["Primitives", "Signatures", .product(name: "BigInt", package: "BigInt")]),
    .testTarget(
      name: "PrecompilesTests",
      dependencies: ["Precompiles", "Primitives", .product(name: "BigInt", package: "BigInt")],
      exclude: ["Vectors"]),
    .testTarget(name: "StateTests", dependencies: ["State", "Primitives"]),
    .testTarget(
      name: "EVMTests", dependencies: ["EVM", "Primitives", "Signatures", "State"]),
    .testTarget(
      name: "SchedulersTests", dependencies: ["Schedulers", "Primitives", "State", "CThreads"],
      swiftSettings: steppedWords),
    .testTarget(
      name: "PredictionTests",
      dependencies: ["Prediction", "Primitives", "Schedulers", "State"]),
    .testTarget(
      name: "ContentionTests", dependencies: ["Contention", "Primitives", "State"]),
    .testTarget(name: "GSLTests", dependencies: ["GSL"]),
    .testTarget(
      name: "WorkloadsTests",
      dependencies: ["Workloads", "Primitives", "Signatures", "State", "EVM", "GSL"]),
    .testTarget(
      name: "InterchangeTests", dependencies: ["Interchange", "Primitives", "State"]),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics", "GSL"]),
    .testTarget(name: "ResultsTests", dependencies: ["Results"]),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Reporting", "Results", "Statistics", "Contention", "State", "Primitives",
      ]),
    .testTarget(
      name: "HarnessTests",
      dependencies: [
        "Harness", "Primitives", "Signatures", "State", "EVM", "Schedulers", "Prediction",
        "Contention", "Workloads", "Results", "Interchange",
      ],
      exclude: ["Differential/Cases"], swiftSettings: steppedWords),
    .testTarget(
      name: "GridlockTests",
      dependencies: ["gridlock", "Harness", "Schedulers", "Prediction", "Results"]),
  ],
  swiftLanguageModes: [.v6]
)
