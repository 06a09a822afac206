/// Limits on spec files, checked on the text before it is parsed.
///
/// The YAML library recurses once a nesting level and hashes whole keys, so that a hostile file of a few
/// kilobytes could exhaust the stack or expand without end. Honest files are far below these limits.
enum YAMLBounds {
  /// 256 KiB; the largest suite of ours has two.
  static let fileSize = 1 << 18
  /// Opening brackets and braces in a file: bounds the nesting of one-line lists and groups.
  static let openings = 2_000
  /// Columns that indentation and leading dashes of a line may take: bounds the nesting of the rest.
  static let indentation = 200
  /// Aliases in a file: k aliases a level expand by at most e^(16/e), about 360 times.
  static let aliases = 16
  /// Values of a file once its aliases are expanded.
  static let expandedNodes = 100_000

  static func check(_ text: String, origin: Origin, key: String) throws(WorkloadError) {
    guard text.utf8.count <= fileSize else {
      throw WorkloadError(
        at: origin, key: key, "is larger than \(fileSize / 1024) KiB",
        remedy: "spread the cases over several suites")
    }
    var counts = Counts()
    for byte in text.utf8 { counts.take(byte) }
    guard !counts.sawControl else {
      throw WorkloadError(
        at: origin, key: key, "is a binary file", remedy: "give a YAML text file in UTF-8")
    }
    guard counts.openings <= openings, counts.deepest <= indentation else {
      throw WorkloadError(
        at: origin, key: key, "is nested too deeply, or has more than \(openings) brackets",
        remedy: "write groups on lines of their own, and nest them less")
    }
    guard counts.aliases <= aliases else {
      throw WorkloadError(
        at: origin, key: key, "has more than \(aliases) aliases",
        remedy: "write the values out where they are used")
    }
  }

  /// A scan that knows no YAML: it counts what could be a nesting level or an alias, and rather too
  /// much than too little.
  private struct Counts {
    var openings = 0
    var aliases = 0
    var deepest = 0
    var sawControl = false
    private var column = 0
    private var isLeading = true
    private var previous = UInt8(ascii: "\n")

    mutating func take(_ byte: UInt8) {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        column = 0
        isLeading = true
      case UInt8(ascii: "\t"), UInt8(ascii: " "):
        column += 1
      case 0..<32, 127:
        sawControl = true
      default:
        column += 1
        count(byte)
      }
      if isLeading { deepest = max(deepest, column) }
      previous = byte
    }

    private mutating func count(_ byte: UInt8) {
      let follows = previous <= 32 || "[{,:-".utf8.contains(previous)
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"): openings += 1
      case UInt8(ascii: "*") where follows: aliases += 1
      default: break
      }
      if !"-?:".utf8.contains(byte) { isLeading = false }
    }
  }
}
