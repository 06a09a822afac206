import Testing

@testable import State

@Suite struct GrowableBufferTests {
  @Test func growsAndKeepsItsElements() {
    var buffer = GrowableBuffer<Int>(capacity: 1)
    for value in 0..<1_000 { buffer.append(value) }
    #expect(buffer.count == 1_000)
    #expect((0..<1_000).allSatisfy { buffer[$0] == $0 })
  }

  @Test func appendsRunsAndTruncates() {
    var buffer = GrowableBuffer<UInt8>(capacity: 2)
    buffer.append(7)
    [UInt8](0..<200).withUnsafeBufferPointer { source in
      if let start = source.baseAddress { buffer.append(copying: start, count: 200) }
    }
    #expect(buffer.count == 201)
    #expect(buffer[0] == 7 && buffer[200] == 199)
    buffer.truncate(to: 3)
    #expect(buffer.count == 3)
    let copy = buffer.copy()
    buffer[2] = 99
    #expect(copy[2] == 1 && copy.count == 3)
    buffer.removeAll()
    #expect(buffer.count == 0 && buffer.capacity >= 201)
  }
}
