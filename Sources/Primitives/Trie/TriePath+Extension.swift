extension TriePath {
  /// Calls `body` with the extension node that leads along the nibbles from `start` up to `end` to `node`.
  func withExtension<Value>(
    from start: Int, to end: Int, _ node: UnsafeRawBufferPointer,
    _ body: (UnsafeRawBufferPointer) -> Value
  ) -> Value {
    // A header, a path of at most 34 bytes, a reference of at most 33.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 80) { buffer in
      let middle = buffer.baseAddress.unsafelyUnwrapped + 44
      let path = storeHexPrefix(from: start, to: end, isLeaf: false, before: middle)
      let payload = path + storeReference(to: node, at: middle)
      let header = RLPHeader.store(RLPHeader.list, payload: payload, before: middle - path)
      return body(
        UnsafeRawBufferPointer(start: middle - path - header, count: header + payload))
    }
  }
}
