/// Why a stream could not be written or read; the description is one line that names the file.
public struct StreamFileError: Error, Sendable, CustomStringConvertible {
  public let description: String
}
