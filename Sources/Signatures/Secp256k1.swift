import CSecp256k1

/// The library's precomputed tables, made once.
///
/// `@unchecked Sendable` because the library only reads a context in everything but creating,
/// randomising and destroying it, and we do none of those after the initialiser.
struct Secp256k1: @unchecked Sendable {
  static let shared = Secp256k1()

  let context: OpaquePointer

  private init() {
    guard let context = secp256k1_context_create(UInt32(bitPattern: SECP256K1_CONTEXT_NONE)) else {
      // The library aborts on its own where memory ends.
      fatalError("libsecp256k1 gave no context")
    }
    self.context = context
  }
}
