import ArgumentParser
import Contention
import Foundation
import Harness
import Reporting
import Schedulers

/// `gridlock inspect`: what blocks contend for, and what that allows.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract:
      "Says what depends on what in blocks, how fast they can get, and which keys are to blame.",
    discussion: """
      PATH is a workload file, a stream of 'gridlock generate', real blocks as 'gridlock replay' takes \
      them, or block tests. The blocks are executed in order with notes of every access, and checked: a \
      damaged stream, a block that does not match its header or a transaction that does not end as meant \
      is refused. What a transaction takes is the median of five executions in order without notes, which \
      are checked too.

      Dependencies are judged by several relations side by side, from whole accounts (D0) to none (D9); \
      --relation chooses the one shown in detail. That balances and slots commute is found out by \
      executing each transaction again as if earlier ones had not added to them, or taken from them.

      Examples:
        gridlock inspect Workloads/defi.yaml
        gridlock inspect Workloads/transfers.yaml -p profiles.0.receiver.exponent=1.2 --relation D5
        gridlock inspect fixtures/mainnet --block 19932148 --top 20
        gridlock inspect mixed.stream --csv > mixed.csv
        gridlock inspect Workloads/measured-*.yaml --brief

      Exit codes: 0 ok, 3 a stream is damaged or blocks fail their check, 64 no such path, block or relation.
      """)

  @Argument(
    help: "Workload files, streams, block folders or archives, or block tests.",
    completion: .file())
  var paths: [String]

  @Option(
    name: [.customShort("p"), .customLong("set")],
    help: .init(
      "Change a value of a workload file, by its dotted path; may be repeated.",
      valueName: "key=value"))
  var overrides: [String] = []

  @Option(help: "The seed, in place of a workload file's.")
  var seed: UInt64?

  @Option(help: "Only the block of this number.")
  var block: UInt64?

  @Option(help: "How many hot keys to name, at most 1000.")
  var top = 10

  @Option(help: "The relation to show in detail: D0, D1, D2, D3, D3b, D4, D5, D6 or D9.")
  var relation = DependencyRelation.reads

  @Flag(help: "Print one JSON object in place of text.")
  var json = false

  @Flag(help: "Print CSV, one row per block and relation, in place of text.")
  var csv = false

  @Flag(help: "Print a Markdown table, one row per PATH.")
  var brief = false

  func validate() throws {
    guard [json, csv, brief].count(where: { $0 }) <= 1 else {
      throw ValidationError("--json, --csv, --brief: give one of them")
    }
    guard (0...1000).contains(top) else {
      throw ValidationError("--top \(top): give a number from 0 to 1000")
    }
  }

  func run() throws {
    var inspector = Inspector()
    inspector.hotKeys = csv || brief ? max(1, top) : top
    inspector.block = block
    inspector.overrides = overrides + (seed.map { ["seed=\($0)"] } ?? [])
    let watch = SignalWatch(requesting: inspector.interruption) {
      printToStandardError("\ngridlock: interrupted")
      _exit(GridlockExit.runFailed.rawValue)
    }
    defer { withExtendedLifetime(watch) {} }
    try ThreadCount.require(1)
    let inspections = try onLargeStack { [inspector] in try paths.map { try inspector.inspect($0) }
    }
    print(try format.render(inspections), terminator: "")
  }

  private var format: any InspectionFormat {
    if json { return InspectionJSON() }
    if csv { return InspectionCSV() }
    if brief { return InspectionBrief() }
    let terminal = Terminal.standardOutput
    return InspectionText(
      width: terminal.columns, isStyled: terminal.isInteractive, relation: relation)
  }
}

extension DependencyRelation: ExpressibleByArgument {
  /// As written in lists of relations, in either case.
  public init?(argument: String) {
    guard
      let found = Self.allCases.first(where: { $0.rawValue.lowercased() == argument.lowercased() })
    else { return nil }
    self = found
  }

  public static var allValueStrings: [String] { allCases.map(\.rawValue) }
}
