import Foundation
import Testing

@testable import Results

@Suite struct EnvironmentRecordTests {
  private let plan = MeasurementPlan(
    suite: "quick", command: "gridlock run quick.yaml", startedAt: "2026-11-21T08:00:00Z", pairs: 6,
    warmUpRuns: 1)

  @Test func survivesTheFile() throws {
    try withTemporaryFolder { folder in
      var record = EnvironmentRecord.capture(session: "s", plan: plan)
      // JSON has no infinity.
      record.loadAfter = LoadAverage(oneMinute: 1.5, fiveMinutes: .infinity, fifteenMinutes: 0.5)
      try record.write(toFolder: folder)
      #expect(try EnvironmentRecord.read(fromFolder: folder) == record)
    }
  }

  @Test func capturesThisMachine() {
    let record = EnvironmentRecord.capture(session: "s", plan: plan)
    #expect(record.machine.usableProcessors >= 1)
    #expect(record.machine.logicalProcessors >= record.machine.usableProcessors)
    #expect(!record.machine.hostName.isEmpty && !record.machine.kernel.isEmpty)
    #expect(record.build.identifier.count == 16)
    #expect(record.build.statisticsLibrary.hasPrefix("GSL "))
    #expect(record.build.allocator != "")
  }

  @Test func theCommitIsThatOfTheExecutablesClone() throws {
    try withTemporaryFolder { folder in
      func git(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
          ["git", "-C", folder, "-c", "user.name=x", "-c", "user.email=x"] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
      }
      func label() -> String {
        var build = BuildRecord(
          configuration: "release", compiler: "", statisticsLibrary: "", allocator: "",
          identifier: "")
        build.addCommit(ofExecutable: folder + "/.build/gridlock")
        return build.commitLabel
      }
      try writeFile("", to: folder + "/.build/gridlock")
      #expect(label() == "", "no repository")
      try git("init")
      try git("commit", "--allow-empty", "-m", "x")
      #expect(label() == "", "a repository, but not of gridlock")
      try writeFile("", to: folder + "/Sources/gridlock/Gridlock.swift")
      #expect(label().hasSuffix("+changes"))
      try git("add", "-A")
      try git("commit", "-m", "x")
      #expect(label().count == 12 && !label().contains("+"))
    }
  }

  @Test func readsProcessorDescriptions() {
    var machine = MachineRecord(
      hostName: "h", cpuModel: "", logicalProcessors: 4, usableProcessors: 4, kernel: "k")
    let processor = { (socket: Int, core: Int) in
      "model name\t: AMD EPYC 9654\nmicrocode\t: 0xa1\nphysical id\t: \(socket)\ncore id\t\t: \(core)\n"
        + "flags\t\t: fpu hypervisor sse\n\n"
    }
    machine.add(
      cpuInfo: processor(0, 0) + processor(0, 1) + processor(1, 0) + processor(1, 0))
    #expect(machine.cpuModel == "AMD EPYC 9654")
    #expect(machine.sockets == 2)
    #expect(machine.cores == 3)
    #expect(machine.isVirtual == true)
    #expect(machine.label == "h / AMD EPYC 9654 / 4 processors")
  }

  @Test func readsLimits() {
    #expect(MachineRecord.usableProcessors(status: "a: 1\nCpus_allowed_list:\t0-3,8\n") == 5)
    #expect(MachineRecord.usableProcessors(status: "Cpus_allowed_list:\t3-0\n") == nil)
    #expect(MachineRecord.usableProcessors(status: "") == nil)
    #expect(ContainerRecord.processorLimit(cpuMax: "150000 100000") == 1.5)
    #expect(ContainerRecord.processorLimit(cpuMax: "max 100000") == nil)
    #expect(ContainerRecord.processorLimit(cpuMax: "-1 100000") == nil)
    #expect(
      ContainerRecord.groupFolders(membership: "1:cpu:/x\n0::/a/b\n")
        == ["/sys/fs/cgroup", "/sys/fs/cgroup/a", "/sys/fs/cgroup/a/b"])
    #expect(
      MachineRecord.prettyName(osRelease: "ID=debian\nPRETTY_NAME=\"Debian 12\"\n") == "Debian 12")
  }

  @Test func aBrokenFileIsNamed() throws {
    try withTemporaryFolder { folder in
      try writeFile("{\"schemaVersion\": 1}", to: EnvironmentRecord.fileName(in: folder))
      let error = #expect(throws: ResultsError.self) {
        try EnvironmentRecord.read(fromFolder: folder)
      }
      #expect(error?.kind == .malformed)
      #expect(error?.problem.contains("lacks the key") == true)
    }
  }
}
