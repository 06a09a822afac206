import Foundation
import Workloads

extension ExperimentPlan: CustomStringConvertible {
  /// The merged configuration, for people: what files and options together ask for.
  public var description: String {
    var lines = ["Suite \(suite): \(runCount) measured runs"]
    lines.append("  compare    \(arms.map(\.label).joined(separator: ", ")) with sequential")
    let copies = unique(cases.flatMap(copies).map(\.workers))
    if !copies.isEmpty {
      lines.append(
        "  and with   \(copies.map { "\($0) sequential executions at once" }.joined(separator: ", ")): "
          + "what the machine allows")
    }
    lines.append(
      "  measure    \(count(pairs, "pair")) each, ABBA, after \(count(warmups, "warm-up"))")
    for planned in cases {
      lines.append("  case       \(planned.name): \(text(planned.source))")
      if planned.learningBlocks > 0 {
        lines.append("    learn    from its first \(count(planned.learningBlocks, "block"))")
      }
      if let own = planned.arms {
        lines.append("    compare  \(own.map(\.label).joined(separator: ", "))")
      }
    }
    return (lines + warnings.map { "warning: \($0)" }).joined(separator: "\n")
  }

  /// What makes the figures worth less than they could be.
  var warnings: [String] {
    var warnings: [String] = []
    if isQuick { warnings.append("a quick run: its figures are not for decisions") }
    if ignoresHints {
      warnings.append(
        "--hints changes nothing: the schedulers take none, or name their own")
    }
    let processors = ProcessInfo.processInfo.activeProcessorCount
    let crowded = (arms + cases.flatMap { $0.arms ?? [] }).map(\.workers).filter { $0 > processors }
    if let most = crowded.max() {
      warnings.append("\(most) workers on \(processors) processors will take turns")
    }
    return warnings
  }
}

private func text(_ source: ExperimentPlan.Case.Source) -> String {
  switch source {
  case .generated(let workload): text(workload)
  case .stream(let path, let header):
    "the stream \(path): \(count(header.blocks, "block")), \(count(header.transactions, "transaction")), "
      + "sha-256 \(header.sha256.prefix(12))…"
  }
}

/// Such as "20 blocks × 500 transactions among 10000 accounts, seed 7; 70% transfers (sender uniform,
/// receiver zipf), 30% swaps (…)".
private func text(_ workload: WorkloadSpec) -> String {
  let mix = workload.mix.map { entry in
    let choices = entry.profile.choices.map { choice in
      let parameters = choice.parameters.map { "\($0.name) \($0.value)" }
      return "\(choice.name) \(choice.distribution)"
        + (parameters.isEmpty ? "" : " (\(parameters.joined(separator: ", ")))")
    }
    let share = workload.mix.count == 1 ? "" : "\((entry.share * 1000).rounded() / 10)% "
    return "\(share)\(entry.name) (\(choices.joined(separator: ", ")))"
  }
  return
    "\(count(workload.blocks, "block")) × \(count(workload.transactionsPerBlock, "transaction")) "
    + "among \(count(workload.accounts, "account")), seed \(workload.seed); "
    + mix.joined(separator: ", ")
    + (workload.target.map {
      "; \($0.measure.rawValue) \($0.value) by \($0.knobs.joined(separator: ", "))"
    }
      ?? "")
}

private func count(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
