import Primitives
import State

/// What the interpreter needs of the world around a frame: state, logs, calls.
struct Host: ~Copyable {
  var environment = Environment()
  var returnData: UnsafePointer<UInt8>
  var returnDataCount = 0

  @inline(never)
  mutating func balance(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func selfBalance(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func externalCodeSize(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func externalCodeCopy(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func externalCodeHash(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func blockHash(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func blobHash(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func loadStorage(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func storeStorage(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func loadTransient(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func storeTransient(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func create(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func create2(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func call(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func callCode(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func delegateCall(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func staticCall(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func selfDestruct(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { -1 }

  @inline(never)
  mutating func log(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView, topicCount: Int
  ) -> Int64 { -1 }
}
