import EVM
import Primitives

/// Why a block is refused, with the numbers that do not fit.
public enum BlockFault: Error, Hashable, Sendable {
  /// The bytes are no block.
  case undecodable(BlockDecodingError)
  /// The parent is not among the blocks that were imported.
  case unknownParent(Hash)
  case header(HeaderFault)
  /// Its RLP has more bytes than a block may have (EIP-7934).
  case tooLong(Int, limit: Int)
  /// What the header says of the block's content is not what the content is.
  case commitment(CommitmentFault)
  case ommers(OmmersFault)
  /// A transaction, counted from zero, has no place in the block.
  case transaction(index: Int, TransactionFault)
  /// What the header says of the block's outcome is not what came out.
  case outcome(OutcomeFault)
}

/// What the header must be that its parent alone decides.
public enum HeaderFault: Error, Hashable, Sendable {
  case number(UInt64, expected: UInt64)
  /// Not later than the parent's.
  case timestamp(UInt64, parent: UInt64)
  /// It differs from the parent's, doubled in the first block of London, by a 1024th or more.
  case gasLimitStep(UInt64, parent: UInt64)
  /// Less than 5,000.
  case gasLimitBelowMinimum(UInt64)
  /// More than 2⁶³ − 1 (EIP-1985).
  case gasLimitAboveMaximum(UInt64)
  case gasUsedAboveLimit(UInt64, limit: UInt64)
  /// More than 32 bytes; this many.
  case extraDataTooLong(Int)
  /// A field of the fork is not there.
  case missing(HeaderField)
  /// A field is there that the fork does not know.
  case unexpected(HeaderField)
  case baseFee(Word, expected: Word)
  case difficulty(Word, expected: Word)
  /// From the Merge on it is zero (EIP-3675).
  case nonce(UInt64)
  case excessBlobGas(UInt64, expected: UInt64)
  case blobGasUsedAboveLimit(UInt64, limit: UInt64)
}

/// A field that forks added to headers.
public enum HeaderField: String, Hashable, Sendable, CaseIterable {
  case baseFeePerGas, withdrawalsRoot, blobGasUsed, excessBlobGas, parentBeaconBlockRoot
  case requestsHash
}

/// What the header says of the block's content.
public enum CommitmentFault: Error, Hashable, Sendable {
  case transactionsRoot(Hash, stated: Hash)
  case ommersHash(Hash, stated: Hash)
  case withdrawalsRoot(Hash, stated: Hash)
  case blobGasUsed(UInt64, stated: UInt64)
}

/// What is wrong with a block's ommers (yellow paper, 11.1).
public enum OmmersFault: Error, Hashable, Sendable {
  /// More than two, or any from the Merge on.
  case tooMany(Int, limit: Int)
  /// Those below are of the ommer with this index.
  case twice(index: Int)
  case isAncestor(index: Int)
  case alreadyIncluded(index: Int)
  /// Its parent is none of the block's ancestors from the second to the seventh.
  case parent(index: Int, Hash)
  case header(index: Int, HeaderFault)
}

/// Why a transaction has no place in its block.
public enum TransactionFault: Error, Hashable, Sendable {
  /// No key fits its signature.
  case unsigned
  /// The transactions before it leave less gas than its limit.
  case gasLimitAboveRemaining(UInt64, remaining: UInt64)
  case rejected(TransactionRejection)
}

/// What the header says of the block's outcome.
public enum OutcomeFault: Error, Hashable, Sendable {
  case gasUsed(UInt64, stated: UInt64)
  case receiptsRoot(Hash, stated: Hash)
  /// The filters by Keccak-256.
  case logsBloom(Hash, stated: Hash)
  case stateRoot(Hash, stated: Hash)
  /// The requests cannot be collected.
  case requests(RequestsFailure)
  case requestsHash(Hash, stated: Hash)
}
