import Primitives

/// Payments in ERC-20 tokens, by `transfer(receiver, amount)`, and in ether.
///
/// Touches the sender's nonce and two balances (slots of the token, or the accounts' own), nothing shared:
/// what contends is whoever is popular as a sender or as a receiver. See the README beside this file.
public struct TransfersProfile: WorkloadProfile {
  public static let name = "transfers"
  public static let summary = "payments in tokens or ether: two balances a transaction"
  public static let keys = [
    (name: "sender", meaning: "distribution over the accounts"),
    (name: "receiver", meaning: "distribution over the accounts"),
    (name: "tokens", meaning: "how many token contracts there are (1)"),
    (name: "token", meaning: "distribution over them (uniform)"),
    (name: "amount", meaning: "distribution from minimum (1) to maximum (1000000) (uniform)"),
    (name: "token_contract", meaning: "the contract (erc20)"),
    (name: "shares", meaning: "weights of the kinds of transaction: token (1) and ether (0)"),
  ]

  static let transfer = "transfer(address,uint256)"
  /// Names of kinds.
  static let (inTokens, inEther) = ("token", "ether")

  public static let contentionChoices = ["sender", "receiver"]
  public static let keepsState = false

  public let choices: [ChoiceSpec]
  public let kinds: [TransactionKind]
  let token: ContractArtifact

  public init(from section: SpecSection) throws(WorkloadError) {
    let tokens = try section.integer(
      "tokens", in: 1...GenesisBuilder.contractLimit, default: 1,
      because: "each is an account with code and storage of its own")
    // A kind without a share is left out: what there is to draw from decides what is drawn, and a
    // workload of one kind draws none.
    let kinds = try section.shares(default: [(Self.inTokens, 1), (Self.inEther, 0)])
      .filter { $0.share > 0 }
    self.kinds = kinds
    // Ten million payments of a hundredth of an ether are less than what a sender has.
    let paysInEther = kinds.contains { $0.name == Self.inEther }
    let largest = paysInEther ? TokenAmounts.largest / 100 : TokenAmounts.largest
    choices = [
      try ChoiceSpec("sender", among: .accounts, in: section),
      try ChoiceSpec("receiver", among: .accounts, in: section),
      try ChoiceSpec("token", among: .numbered(tokens), in: section, default: "uniform"),
      try ChoiceSpec(
        "amount", among: .values(1...largest), in: section, default: "uniform"),
    ]
    token = try section.contract(
      "token_contract", default: .erc20, methods: [Self.transfer],
      variables: GenesisBuilder.tokenVariables)
  }

  public func makeSession() -> any ProfileSession { TransfersSession(self) }
}

/// Remembers nothing but where the tokens are.
private final class TransfersSession: ProfileSession {
  private let token: ContractArtifact
  private let transfer: ContractMethod
  /// The kind of payments in ether; nil where there are none.
  private let etherKind: Int?
  private struct Token {
    var address: Address
    /// Where its holders are noted.
    var holders: Int
  }
  /// By number; nil until the first transfer.
  private var tokens: [Token?]

  init(_ profile: TransfersProfile) {
    token = profile.token
    transfer = profile.token.method(TransfersProfile.transfer)
    etherKind = profile.kinds.firstIndex { $0.name == TransfersProfile.inEther }
    tokens = []
  }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    kind == etherKind ? payInEther(&draws, in: &genesis) : payInTokens(&draws, in: &genesis)
  }

  private func payInEther(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let (sender, receiver) = (draws.pick(0), draws.pick(1))
    // One that exists already, as nearly all receivers do.
    genesis.open(account: receiver)
    return GeneratedCall(
      sender: sender, to: genesis.address(ofAccount: receiver),
      value: Word(UInt64(draws.pick(3))), gasLimit: 21_000)
  }

  private func payInTokens(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let (sender, receiver) = (draws.pick(0), draws.pick(1))
    let token = place(draws.pick(2), in: &genesis)
    genesis.fund(account: sender, in: token.holders)
    // A receiver that holds some already: a first balance would cost four times the gas, once.
    genesis.fund(account: receiver, in: token.holders)
    let receiverAddress = genesis.address(ofAccount: receiver)
    return GeneratedCall(
      sender: sender, to: token.address,
      input: transfer.callData(Word(receiverAddress), Word(UInt64(draws.pick(3)))),
      gasLimit: 80_000)
  }

  private func place(_ number: Int, in genesis: inout GenesisBuilder) -> Token {
    if number < tokens.count, let known = tokens[number] { return known }
    while tokens.count <= number { tokens.append(nil) }
    let address = genesis.token(number, of: token)
    let placed = Token(address: address, holders: genesis.holders(of: address))
    tokens[number] = placed
    return placed
  }
}
