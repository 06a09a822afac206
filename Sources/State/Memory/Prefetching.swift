import CThreads

/// Asks for the cache line at `place`, which will be read. Changes nothing, whatever the address is.
@inlinable @inline(__always)
public func prefetchToRead(_ place: UnsafeRawPointer) { threads_prefetch_to_read(place) }

/// Asks for the cache line at `place`, which will be written. Changes nothing, whatever the address is.
@inlinable @inline(__always)
public func prefetchToWrite(_ place: UnsafeRawPointer) { threads_prefetch(place) }
