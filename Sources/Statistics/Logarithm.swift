import Glibc

/// The natural logarithm. Here, so that no other file of the module needs the C library.
func logarithm(_ value: Double) -> Double { log(value) }

/// *e* to the power of `value`.
func exponential(_ value: Double) -> Double { exp(value) }
