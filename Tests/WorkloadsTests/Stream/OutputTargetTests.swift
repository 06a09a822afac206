import Foundation
import Testing

@testable import Workloads

@Suite struct OutputTargetTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "gridlock-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func fault(_ name: String, replacing: Bool = true) -> OutputTargetError.Kind? {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do throws(OutputTargetError) {
      _ = try OutputTarget(folder + "/" + name, replacing: replacing)
      return nil
    } catch {
      return error.kind
    }
  }

  private func link(_ name: String, to destination: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/" + name, withDestinationPath: destination)
  }

  @Test func newFilesAreFine() { #expect(fault("new", replacing: false) == nil) }

  @Test func filesAreReplacedIfThatIsWanted() throws {
    try "x".write(toFile: folder + "/file", atomically: true, encoding: .utf8)
    #expect(throws: OutputTargetError.self) {
      try OutputTarget(folder + "/file", replacing: false)
    }
    #expect(fault("file") == nil)
  }

  @Test func pipesAreNoFiles() {
    #expect(mkfifo(folder + "/pipe", 0o600) == 0)
    #expect(fault("pipe") == .notAFile)
  }

  @Test func foldersAreNoFiles() { #expect(fault("") == .notAFile) }

  @Test func foldersHaveToBeThere() { #expect(fault("none/file") == .noFolder) }

  @Test func linksToPipesAreNoFiles() throws {
    #expect(mkfifo(folder + "/pipe", 0o600) == 0)
    try link("link", to: "pipe")
    #expect(fault("link") == .notAFile)
  }

  @Test func linksInACircleEnd() throws {
    try link("a", to: "b")
    try link("b", to: "a")
    #expect(fault("a") == .notAFile)
  }

  @Test func linksAreFollowedAlsoToWhatIsNotThereYet() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try link("first", to: "second")
    try link("second", to: folder + "/file")
    let target = try OutputTarget(folder + "/first", replacing: false)
    #expect(target.path == folder + "/file")
  }
}
