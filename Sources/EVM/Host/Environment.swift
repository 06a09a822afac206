import Primitives

/// What instructions can ask of the block and the transaction, each as the word it pushes.
struct Environment: BitwiseCopyable {
  var origin = Word.zero
  /// The effective gas price (EIP-1559).
  var gasPrice = Word.zero
  var coinbase = Word.zero
  var timestamp = Word.zero
  var number = Word.zero
  var prevRandao = Word.zero
  var gasLimit = Word.zero
  var chainID = Word.zero
  var baseFee = Word.zero
  var blobBaseFee = Word.zero
}
