import CGSL

/// The version of the GNU Scientific Library that Gridlock was compiled against, such as "2.7.1".
public let gslVersion: String = GSL_VERSION
