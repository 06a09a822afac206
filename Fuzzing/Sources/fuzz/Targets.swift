import Glibc

/// What can be fuzzed, by name. Each takes any bytes and must neither trap nor take long; where it finds that
/// two ways to the same thing differ, it traps itself.
private let targets: [String: @Sendable ([UInt8]) -> Void] = [
  "interpreter": executePrograms,
  "rlp": readRLP,
  "blocks": readBlocks,
  "json": readJSON,
  "yaml": readYAML,
]

/// Written once, before libFuzzer's first input.
nonisolated(unsafe) private var target: ([UInt8]) -> Void = { _ in }

/// libFuzzer calls this before it looks at its arguments: the first is ours, the target's name.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> Int32 {
  let given = count.pointee > 1 ? arguments.pointee[1].map { String(cString: $0) } : nil
  guard let name = given, let chosen = targets[name] else {
    let names = targets.keys.sorted().joined(separator: "|")
    print("usage: fuzz \(names) [libFuzzer's options and folders]")
    exit(64)
  }
  target = chosen
  arguments.pointee[1] = arguments.pointee[0]
  arguments.pointee += 1
  count.pointee -= 1
  return 0
}

/// libFuzzer calls this with one input after another.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  target(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
