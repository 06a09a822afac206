import Testing

@testable import Harness

@Suite("Hint settings")
struct HintSettingTests {
  @Test(
    "A setting is read from its own spelling",
    arguments: [
      HintSetting(.perfect), HintSetting(.learned, missing: 0.2), HintSetting(.stale, age: 3),
      HintSetting(.declared, overWide: 1), HintSetting(.none),
      HintSetting(.perfect, missing: 0.05, overWide: 0.5),
    ])
  func spelling(setting: HintSetting) throws {
    let (rest, read) = try HintSetting.extract(from: "static-dag:\(setting)")
    #expect(rest == "static-dag")
    #expect(read == setting)
    #expect(try HintSetting(spelling: String("\(setting)".dropFirst("hints=".count))) == setting)
  }

  @Test("What is not said of hints is left to the scheduler")
  func rest() throws {
    let (rest, setting) = try HintSetting.extract(
      from: "static-locks:granularity=accounts:hints=learned:missing=0.1")
    #expect(rest == "static-locks:granularity=accounts")
    #expect(setting == HintSetting(.learned, missing: 0.1))
    #expect(try HintSetting.extract(from: "block-stm").setting == nil)
  }

  @Test(
    "What cannot be meant is refused in words",
    arguments: [
      ("learnt", "there are no hints called"), ("learned:missing=2", "missing cannot be"),
      ("learned:missing=nan", "missing cannot be"), ("learned:age=2", "is for stale hints"),
      ("stale:age=-1", "age cannot be"), ("none:missing=0.1", "no hints can"),
      ("perfect:missing", "says nothing of hints"), ("perfect:missing=0:missing=1", "said twice"),
      ("", "there are no hints called"),
    ])
  func refused(text: String, problem: String) {
    let error = #expect(throws: HintSpellingError.self) { try HintSetting(spelling: text) }
    #expect(error?.problem.contains(problem) == true)
  }

  @Test("Only perfect hints without gaps are sure to miss nothing")
  func mayMiss() {
    #expect(!HintSetting(.perfect, overWide: 0.5).mayMiss)
    #expect(HintSetting(.perfect, missing: 0.01).mayMiss)
    #expect(HintSetting(.learned).mayMiss)
  }

  @Test("Schedulers that take no hints refuse them, those that need sets refuse none")
  func contenders() throws {
    #expect(throws: Contender.NameError.self) { try Contender(spelling: "block-stm:hints=learned") }
    #expect(throws: Contender.NameError.self) { try Contender(spelling: "static-dag:hints=none") }
    let contender = try Contender(spelling: "static-dag:missing=0.5:hints=learned")
    #expect(contender.name == "static-dag:hints=learned:missing=0.5")
    let settings = [HintSetting(.perfect), HintSetting(.none)]
    #expect(contender.arms(workers: 2, hints: settings).map(\.label) == ["\(contender.name) ×2"])
    let plain = try Contender(spelling: "static-dag")
    #expect(
      plain.arms(workers: 2, hints: settings).map(\.name) == ["static-dag:hints=perfect"])
    #expect(plain.arms(workers: 2, hints: []).map(\.name) == ["static-dag"])
  }
}
