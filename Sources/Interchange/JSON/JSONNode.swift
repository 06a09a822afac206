/// What kind of value a node is.
enum JSONKind: UInt8, BitwiseCopyable {
  case object
  case array
  /// A string whose bytes in the text are its bytes.
  case string
  /// A string with escapes, which wants decoding.
  case escapedString
  case number
  case `true`
  case `false`
  case null

  /// With its article, for messages.
  var words: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string, .escapedString: "a string"
    case .number: "a number"
    case .true, .false: "a truth value"
    case .null: "null"
    }
  }
}

/// One value of a document, as a span of its text.
///
/// Nodes stand in text order, a container before what it holds; an object holds its keys as strings,
/// each before its value. Nothing is copied out of the text until somebody asks, so a file of which
/// little is wanted costs little more than its bytes.
struct JSONNode: BitwiseCopyable {
  var kind: JSONKind
  /// The offset of the first byte; of a string, the one after its quote.
  var start: UInt32
  /// One past the last byte; of a string, its closing quote.
  var end: UInt32
  /// The number of the node that follows this value and everything in it.
  var next: UInt32
}
