import ArgumentParser
import Foundation
import Schedulers
import Workloads

/// `gridlock list`: what names the other commands and workload files can use.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the schedulers, profiles or distributions there are.",
    discussion: """
      Parameters of schedulers follow their names, as in static-locks:granularity=accounts, wherever a \
      scheduler is named. "needs" is what one has to be told of a block before it executes it, and "accepts" \
      what it makes use of if it is told; without either it is told nothing.

      Examples:
        gridlock list profiles
        gridlock list schedulers --json
      """)

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case schedulers, profiles, distributions
  }

  /// One thing that has a name, and what it can be told.
  struct Item: Codable {
    struct Parameter: Codable {
      var name: String
      var meaning: String
      /// The values there are, in words, and the one that applies if none is given.
      var values: String?
      var standard: String?

      enum CodingKeys: String, CodingKey {
        case name, meaning, values
        case standard = "default"
      }

      /// For people: what it means, and what it can be.
      var line: String {
        guard let values, let standard else { return meaning }
        return "\(meaning): \(values); \(standard) if not given"
      }
    }
    var name: String
    var summary: String
    /// What a scheduler has to be told of a block; "nothing" if it can do without.
    var needs: String?
    /// What a scheduler makes use of if it is told.
    var accepts: String?
    var parameters: [Parameter]
  }

  @Argument(help: "schedulers, profiles or distributions.")
  var subject: Subject

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let items = Self.items(subject)
    print(json ? try Self.json(items) : Self.table(items))
  }

  static func items(_ subject: Subject) -> [Item] {
    switch subject {
    case .schedulers:
      allSchedulers.map { scheduler in
        let told = scheduler.requirement
        return Item(
          name: scheduler.name, summary: scheduler.summary,
          needs: (told == .hints ? .nothing : told).rawValue,
          accepts: told == .hints ? told.rawValue : nil,
          parameters: scheduler.parameters.map {
            .init(
              name: $0.name, meaning: $0.meaning, values: $0.allowed, standard: $0.standard)
          })
      }
    case .profiles:
      allProfiles.map { profile in
        Item(
          name: profile.name, summary: profile.summary,
          parameters: profile.keys.map { .init(name: $0.name, meaning: $0.meaning) })
      }
    case .distributions:
      allDistributions.map { kind in
        Item(
          name: kind.name, summary: kind.summary,
          parameters: kind.parameters.map { .init(name: $0.name, meaning: $0.meaning) })
      }
    }
  }

  static func json(_ items: [Item]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(items), as: UTF8.self)
  }

  /// Names in one column, what they mean in the other; parameters indented below their owner.
  static func table(_ items: [Item]) -> String {
    let rows = items.flatMap { item in
      // Most need nothing, and their summaries say so.
      let needed = item.needs == KnowledgeRequirement.nothing.rawValue ? nil : item.needs
      return [(item.name, item.summary)] + (needed.map { [("  needs", $0)] } ?? [])
        + (item.accepts.map { [("  accepts", "\($0) (optional)")] } ?? [])
        + item.parameters.map { ("  " + $0.name, $0.line) }
    }
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, meaning in
      name + String(repeating: " ", count: width - name.count + 2) + meaning
    }.joined(separator: "\n")
  }
}
