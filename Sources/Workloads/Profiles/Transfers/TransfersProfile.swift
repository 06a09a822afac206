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

  public let choices: [ChoiceSpec]
  private let token: ContractArtifact

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

  public func call(_ picks: [Int], in genesis: inout GenesisBuilder) -> ContractCall {
    let (sender, receiver, number, amount) = (picks[0], picks[1], picks[2], picks[3])
    let address = genesis.token(number, of: token)
    let receiverAddress = genesis.address(ofAccount: receiver)
    genesis.fund(genesis.address(ofAccount: sender), with: token, at: address)
    // A receiver that holds some already: a first balance would cost four times the gas, once.
    genesis.fund(receiverAddress, with: token, at: address)
    return ContractCall(
      sender: sender, contract: address,
      input: token.callData(Self.transfer, Word(receiverAddress), Word(UInt64(amount))),
      gasLimit: 80_000)
  }
}
