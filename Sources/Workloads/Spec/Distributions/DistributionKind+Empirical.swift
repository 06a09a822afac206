import Foundation
import GSL

extension DistributionKind {
  static let empirical = DistributionKind(
    name: "empirical", summary: "in proportion to the weights of a table, the largest first",
    parameters: [
      ("file", "a text file beside the workload: a weight a line, or 'key,weight'")
    ]
  ) { section throws(WorkloadError) in
    let weights = try section.weights("file")
    return LawRecipe(
      objection: { domain in
        guard domain.count < weights.count else { return nil }
        return (
          "the table has \(weights.count) weights for \(domain.count) keys",
          "give as many keys as the table has, or more"
        )
      },
      make: { domain, _ in Empirical(count: domain.count, weights: weights) })
  }
}

extension SpecSection {
  /// The most weights that a table may have.
  static let weightLimit = 1_000_000

  /// The weights of the table that `key` names, the largest first.
  fileprivate func weights(_ key: String) throws(WorkloadError) -> [Double] {
    let name = try text(key)
    let path =
      name.hasPrefix("/") ? name : (folder(of: key) as NSString).appendingPathComponent(name)
    let remedy = "name a text file of at most \(Self.weightLimit) weights, one a line"
    var status = stat()
    // A device or a pipe might never end.
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size < 1 << 25,
      let data = FileManager.default.contents(atPath: path),
      let text = String(validating: data, as: UTF8.self)
    else { throw error(key, "'\(path)' cannot be read as a table", remedy: remedy) }
    var weights: [Double] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard let field = weightField(line) else { continue }
      if let weight = Double(field), weight >= 0, weight.isFinite {
        weights.append(weight)
      } else if index > 0 {
        // The first line may be a heading.
        throw error(
          key, "line \(index + 1) of '\(path)' is no weight: '\(field.prefix(40))'", remedy: remedy)
      }
    }
    guard weights.count <= Self.weightLimit, weights.contains(where: { $0 > 0 }),
      weights.reduce(0, +).isFinite
    else {
      throw error(key, "'\(path)' has \(weights.count) weights, or none above 0", remedy: remedy)
    }
    return weights.sorted(by: >)
  }

  /// The last field of a line; nil for an empty line or a comment.
  private func weightField(_ line: Substring) -> String? {
    let text = line.trimmingCharacters(in: .whitespaces)
    guard !text.isEmpty, !text.hasPrefix("#") else { return nil }
    return text.split(separator: ",").last.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The folder from which paths in the value of `key` start: that of the file it stands in.
  private func folder(of key: String) -> String {
    switch node(key)?.origin ?? origin {
    case .file(let path, _, _), .wholeFile(let path): (path as NSString).deletingLastPathComponent
    case .override: ""
    }
  }
}
