/// The forks whose rules we have, oldest first.
///
/// Those that changed nothing about execution (the DAO fork, Muir Glacier and its like) are not among them.
public enum Fork: Int, Sendable, CaseIterable, Comparable {
  case frontier, homestead, tangerineWhistle, spuriousDragon, byzantium
  case constantinople, petersburg, istanbul, berlin, london
  case paris, shanghai, cancun, prague, osaka
  /// The forks that change blobs only (EIP-7892).
  case bpo1, bpo2

  public static func < (a: Fork, b: Fork) -> Bool { a.rawValue < b.rawValue }

  /// The fork of a name as consensus tests and chain configurations write it; upper and lower case are
  /// alike. Nil for a fork whose rules we do not have.
  public init?(name: String) {
    switch name.lowercased() {
    case "frontier": self = .frontier
    case "homestead": self = .homestead
    case "eip150", "tangerinewhistle": self = .tangerineWhistle
    case "eip158", "spuriousdragon": self = .spuriousDragon
    case "byzantium": self = .byzantium
    case "constantinople": self = .constantinople
    case "constantinoplefix", "petersburg": self = .petersburg
    case "istanbul": self = .istanbul
    case "berlin": self = .berlin
    case "london": self = .london
    case "paris", "merge", "themerge": self = .paris
    case "shanghai": self = .shanghai
    case "cancun": self = .cancun
    case "prague": self = .prague
    case "osaka": self = .osaka
    case "bpo1": self = .bpo1
    case "bpo2": self = .bpo2
    default: return nil
    }
  }

  /// The name that consensus tests use.
  public var name: String {
    switch self {
    case .frontier: "Frontier"
    case .homestead: "Homestead"
    case .tangerineWhistle: "EIP150"
    case .spuriousDragon: "EIP158"
    case .byzantium: "Byzantium"
    case .constantinople: "Constantinople"
    case .petersburg: "ConstantinopleFix"
    case .istanbul: "Istanbul"
    case .berlin: "Berlin"
    case .london: "London"
    case .paris: "Paris"
    case .shanghai: "Shanghai"
    case .cancun: "Cancun"
    case .prague: "Prague"
    case .osaka: "Osaka"
    case .bpo1: "BPO1"
    case .bpo2: "BPO2"
    }
  }
}
