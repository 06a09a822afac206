import ArgumentParser

/// Numbers on the command line, refused with the form that they have.
enum Numbers {
  /// Of an option such as `--pairs 20`.
  static func whole(_ text: String) throws -> Int {
    guard let number = Int(text) else { throw ValidationError("give a whole number, such as 20") }
    return number
  }

  /// Of an option such as `--threads 1,2,4`.
  static func list(_ text: String) throws -> CommaSeparated<Int> {
    guard let numbers = CommaSeparated<Int>(argument: text) else {
      throw ValidationError("give whole numbers between commas, such as 1,2,4")
    }
    return numbers
  }
}
