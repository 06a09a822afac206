import Primitives
import Testing

@testable import State

@Suite struct CodeStoreTests {
  @Test func internsByContent() {
    let store = CodeStore()
    #expect(store.intern([]) == .empty)
    let one = store.intern([1])
    #expect(store.intern([1]) == one)
    #expect(store.intern([2]) != one)
    #expect(Array(store.bytes(one)) == [1])
    #expect(store.hash(one) == keccak256([1]))
    #expect(store.count == 3)
  }

  /// Enough to fill several segments, from several threads at once.
  @Test func referencesStayValidWhileOthersIntern() async {
    let store = CodeStore()
    await withTaskGroup { group in
      for task in 0..<4 {
        group.addTask {
          for number in 0..<1_000 {
            let code = [UInt8(number & 255), UInt8(number >> 8), UInt8(task / 2)]
            #expect(Array(store.bytes(store.intern(code))) == code)
          }
        }
      }
    }
    #expect(store.count == 2_001)
  }
}
