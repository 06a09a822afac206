import Primitives

/// Payments in ERC-20 tokens: `transfer(receiver, amount)`.
///
/// Touches the sender's nonce and two balance slots of the token, nothing shared: what contends is
/// whoever is popular as a sender or as a receiver.
public struct TransfersProfile: WorkloadProfile {
  public static let name = "transfers"
  public static let summary = "ERC-20 transfers: two balance slots a transaction"
  public static let keys = [
    (name: "sender", meaning: "distribution over the accounts"),
    (name: "receiver", meaning: "distribution over the accounts"),
    (name: "tokens", meaning: "how many token contracts there are (1)"),
    (name: "token", meaning: "distribution over them (uniform)"),
    (name: "amount", meaning: "distribution from minimum (1) to maximum (1000000) (uniform)"),
    (name: "token_contract", meaning: "the contract (erc20)"),
  ]

  static let transfer = "transfer(address,uint256)"

  public static let contentionChoices = ["sender", "receiver"]
  public static let keepsState = false

  public let choices: [ChoiceSpec]
  public let kinds = TransactionKind.only("transfer")
  let token: ContractArtifact

  public init(from section: SpecSection) throws(WorkloadError) {
    let tokens = try section.integer(
      "tokens", in: 1...GenesisBuilder.contractLimit, default: 1,
      because: "each is an account with code and storage of its own")
    choices = [
      try ChoiceSpec("sender", among: .accounts, in: section),
      try ChoiceSpec("receiver", among: .accounts, in: section),
      try ChoiceSpec("token", among: .numbered(tokens), in: section, default: "uniform"),
      try ChoiceSpec(
        "amount", among: .values(1...TokenAmounts.largest), in: section, default: "uniform"),
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
  /// By number; nil until the first transfer.
  private var tokens: [Address?]

  init(_ profile: TransfersProfile) {
    token = profile.token
    transfer = profile.token.method(TransfersProfile.transfer)
    tokens = []
  }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let (sender, receiver) = (draws.pick(0), draws.pick(1))
    let address = tokenAddress(draws.pick(2), in: &genesis)
    let receiverAddress = genesis.address(ofAccount: receiver)
    genesis.fund(genesis.address(ofAccount: sender), with: token, at: address)
    // A receiver that holds some already: a first balance would cost four times the gas, once.
    genesis.fund(receiverAddress, with: token, at: address)
    return GeneratedCall(
      sender: sender, to: address,
      input: transfer.callData(Word(receiverAddress), Word(UInt64(draws.pick(3)))),
      gasLimit: 80_000)
  }

  private func tokenAddress(_ number: Int, in genesis: inout GenesisBuilder) -> Address {
    while tokens.count <= number { tokens.append(nil) }
    if let known = tokens[number] { return known }
    let address = genesis.token(number, of: token)
    tokens[number] = address
    return address
  }
}
