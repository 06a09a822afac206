import Foundation

/// What executing a program once costs: the mean of a number of executions, each of which did what it
/// must.
public struct ProgramMeasurement: Encodable, Hashable, Sendable {
  public var program: String
  /// Executions that were timed.
  public var n: Int
  /// Nanoseconds of processor time of the executing thread, an execution.
  public var cpuNanoseconds: Double
  /// Nanoseconds on the wall, an execution.
  public var wallNanoseconds: Double
  /// Before refunds, intrinsic gas excluded.
  public var gas: UInt64
  public var refund: UInt64
  /// EVM instructions of one execution, those of calls included.
  public var instructions: UInt64
  /// The first 32 bytes of what the call returned, in hexadecimal.
  public var output: String
  public var logs: Int
  /// Whether there was an expectation to compare with.
  public var checked: Bool

  private enum CodingKeys: String, CodingKey {
    case program, n, gas, refund, instructions, output, logs, checked
    case cpuNanoseconds = "cpu_ns"
    case wallNanoseconds = "wall_ns"
  }

  /// One JSON object on one line, keys in order.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// The heading of ``row``s, with units.
  public static let header = row(
    "program", "µs/run", "instructions", "ns/instr", "Mgas/s", "gas", "checked")

  /// One line of a table.
  public var row: String {
    func text(_ number: Double, _ digits: Int) -> String {
      String(format: "%.\(digits)f", number)
    }
    return Self.row(
      program, text(cpuNanoseconds / 1000, 2), "\(instructions)",
      text(cpuNanoseconds / Double(max(1, instructions)), 2),
      text(Double(gas) / cpuNanoseconds * 1000, 0), "\(gas)", checked ? "yes" : "no")
  }

  private static func row(_ name: String, _ cells: String...) -> String {
    let widths = [12, 13, 9, 9, 12, 8]
    return zip(cells, widths).reduce(
      name + String(repeating: " ", count: max(0, 15 - name.count))
    ) { line, cell in
      line + String(repeating: " ", count: max(1, cell.1 - cell.0.count)) + cell.0
    }
  }
}
