import ArgumentParser
import Glibc
import Harness
import Schedulers

/// How many threads a command may be asked for, and whether the system has them.
enum ThreadCount {
  /// Address space that a thread which executes transactions takes besides its stack: the EVM's memory, which
  /// costs nothing until it is written to, and the operands of 1,025 frames (`EVM/Host/Host.swift`).
  private static let bytesOfEVM = (1 << 30) + (33 << 20)

  /// Refuses a number that cannot be meant.
  static func check(_ count: Int, for option: String) throws {
    guard (1...ExperimentSettings.mostWorkers).contains(count) else {
      throw ValidationError("\(option) \(count): give 1 to \(ExperimentSettings.mostWorkers)")
    }
  }

  /// Finds out whether so many threads can execute transactions at once. Afterwards, what lacks is a trap.
  /// - Throws: `ThreadShortage`, or ``CommandFailure`` where their memory has no place.
  static func require(_ count: Int) throws {
    // Where there is no file to work on, it is still one that finds that out.
    let count = max(1, count)
    let bytes = count * bytesOfEVM
    let mapped = mmap(
      nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let mapped, mapped != MAP_FAILED else {
      throw CommandFailure(
        .runFailed,
        "no room for \(count) that execute transactions: they take \((bytes >> 30) + 1) GiB of address space "
          + "beside their stacks; ask for fewer threads, or let the process have more (ulimit -v)")
    }
    // Kept meanwhile: they need both.
    defer { munmap(mapped, bytes) }
    try requireThreads(count)
  }
}
