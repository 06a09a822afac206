import Glibc

/// A stretch of zeroed address space that never moves: pages cost memory once they are written to.
struct Slab: ~Copyable {
  let base: UnsafeMutableRawPointer
  let byteCount: Int

  /// Reserves `byteCount` bytes of address space. Running out of it is not a condition a run can go on
  /// from.
  init(byteCount: Int) {
    let mapped = mmap(
      nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let mapped, mapped != MAP_FAILED else {
      fatalError("cannot reserve \(byteCount) bytes of address space: errno \(errno)")
    }
    base = mapped
    self.byteCount = byteCount
  }

  deinit { munmap(base, byteCount) }
}
