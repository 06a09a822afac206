import Foundation
import Testing

@Suite("gridlock generate")
struct GenerateCommandTests {
  private let small = ["-p", "blocks=2", "-p", "transactions_per_block=100", "-p", "accounts=500"]

  private func generate(_ arguments: String...) throws -> GridlockProcess {
    try GridlockProcess.start(["generate"] + arguments + small, in: GridlockProcess.packageRoot)
      .finish()
  }

  /// The value of a line of the summary.
  private func value(_ name: String, _ run: GridlockProcess) -> String? {
    run.output.split(separator: "\n").first { $0.hasPrefix(name + " ") }.map {
      $0.dropFirst(name.count).trimmingCharacters(in: .whitespaces)
    }
  }

  @Test(
    "A written stream is replayed, and the run records its hash",
    arguments: ["binary", "json-lines"])
  func streamsAreReplayed(format: String) throws {
    let folder = try TemporaryFolder()
    let made = try generate(
      "Workloads/mixed.yaml", "--out", folder.path("mixed.stream"), "--format", format)
    #expect(made.exitCode == 0, "\(made.errors)")
    let hash = try #require(value("sha-256", made))
    #expect(value("contention", made)?.contains("parallelism") == true)
    let run = try GridlockProcess.run(
      "run", folder.path("mixed.stream"), "--pairs", "1", "--threads", "2", "--out", folder.path)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      run.output.contains("the stream \(folder.path("mixed.stream")): 2 blocks, 200 transactions"))
    #expect(folder.text("Results/mixed/runs.csv").contains(hash))
  }

  @Test("A damaged stream is refused by name, and nothing is measured")
  func damagedStreamsAreRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.stream")
    #expect(try generate("Workloads/transfers.yaml", "--out", path).exitCode == 0)
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    data[data.count - 50] ^= 1
    try data.write(to: URL(fileURLWithPath: path))
    let run = try GridlockProcess.run("run", path, "--pairs", "1", "--out", folder.path)
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("\(path): is damaged or cut short"))
    let overridden = try GridlockProcess.run("run", path, "--seed", "3")
    #expect(overridden.exitCode == 64 && overridden.errors.contains("is a stream"))
  }

  @Test("An output that exists ends in 3 and is left as it is, unless forced")
  func existingOutput() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine", to: "a.stream")
    let refused = try generate("Workloads/transfers.yaml", "--out", path)
    #expect(refused.exitCode == 3)
    #expect(refused.errors == "gridlock: \(path) exists; give another name, or --force\n")
    #expect(folder.text("a.stream") == "mine")
    #expect(try generate("Workloads/transfers.yaml", "--out", path, "--force").exitCode == 0)
  }

  @Test("The examples of help are right as typed into a shell")
  func examples() throws {
    let help = try GridlockProcess.run("generate", "--help").output
    for line in help.split(separator: "\n") where line.contains("{") {
      #expect(line.contains("'target={parallelism: 8}'"), "\(line)")
    }
    #expect(help.contains("target={"))
  }

  @Test("Ctrl-C leaves no part of a stream")
  func interruption() throws {
    let folder = try TemporaryFolder()
    let run = try GridlockProcess.start(
      [
        "generate", "Workloads/transfers.yaml", "-p", "blocks=5000", "--unmeasured", "--out",
        folder.path("big.stream"),
      ], in: GridlockProcess.packageRoot)
    // Until it writes: to a file that has no name yet. Should it never, it ends, and the test fails.
    while !run.hasOpenFile(in: folder), run.isRunning { usleep(1_000) }
    run.interrupt()
    let ended = run.finish()
    #expect(ended.exitCode == 3 && ended.errors.contains("interrupted"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy {
        !$0.hasPrefix("big")
      })
  }

  @Test("Targets are solved, or refused with the range")
  func targets() throws {
    let met = try generate("Workloads/swaps.yaml", "-p", "target.dependent=0.6")
    #expect(met.exitCode == 0)
    #expect(value("target", met)?.hasPrefix("dependent 0.6 asked, 0.") == true, "\(met.output)")
    let refused = try generate("Workloads/swaps.yaml", "-p", "target.parallelism=500")
    #expect(refused.exitCode == 64)
    #expect(refused.errors.contains("is out of reach: profiles.0.pool.exponent from 0 to 4 gives"))
  }

  @Test("Threads do not change the bytes")
  func threads() throws {
    let hashes = try ["1", "2", "8"].map {
      value("sha-256", try generate("Workloads/mixed.yaml", "--threads", $0))
    }
    #expect(hashes[0] != nil && Set(hashes).count == 1)
    #expect(try generate("Workloads/mixed.yaml", "--threads", "0").exitCode == 64)
  }

  @Test("--time gives a ratio")
  func timing() throws {
    let run = try generate("Workloads/transfers.yaml", "--time")
    #expect(run.exitCode == 0)
    let ratio = try #require(value("ratio", run))
    #expect(ratio.hasSuffix("%"))
    let number = try #require(Double(ratio.dropLast()))
    #expect(number > 0 && number.isFinite)
  }

  @Test("Every distribution is listed")
  func distributions() throws {
    let run = try GridlockProcess.run("list", "distributions")
    for name in [
      "uniform", "zipf", "zipf-mixture", "hot-set", "distinct", "geometric", "poisson", "latest",
      "drifting", "empirical", "exponential", "lognormal", "pareto",
    ] {
      #expect(run.output.contains("\n\(name) ") || run.output.hasPrefix("\(name) "))
    }
  }
}
