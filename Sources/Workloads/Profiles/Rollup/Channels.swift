import Primitives

/// Payment channels that are open, with the hash chains that only their payers know.
///
/// A class: it is a part of the session, which changes it.
final class Channels {
  private struct Channel {
    var number: Int
    var payer: Int
    var payee: Int
    /// What the payee's links are hashed from.
    var seed: Word
  }

  private let contract: PlacedContract
  private let links: Int
  private var open: [Channel] = []
  private var opened = Channels.firstChannel
  private var closed = 0

  /// Channels that were opened before the first block, at most.
  private static let firstChannel = 1_000_000
  private static let deposit: Word = 1_000_000_000_000
  private static let unit: Word = 1_000_000_000
  private static let week: Word = 604_800

  init(links: Int, in genesis: inout GenesisBuilder) {
    contract = PlacedContract(.paymentChannels, in: &genesis)
    self.links = links
    contract.set("channel_count", to: Word(number: Self.firstChannel), in: &genesis)
    genesis.endow(contract.address, with: GenesisBuilder.ether)
  }

  func open(from payer: Int, to payee: Int, in genesis: GenesisBuilder) -> GeneratedCall {
    opened += 1
    let seed = keccak256(Word(number: opened)).word
    open.append(Channel(number: opened, payer: payer, payee: payee, seed: seed))
    return contract.call(
      from: payer, "open(address,bytes32,uint256,uint256)",
      [genesis.word(ofAccount: payee), hashed(seed, times: links), Self.unit, Self.week],
      value: Self.deposit, gas: 350_000)
  }

  /// Closes a channel that is open; without any, one is opened.
  func close(_ draws: inout ChoiceDraws, in genesis: GenesisBuilder) -> GeneratedCall {
    guard let channel = takeOne() else { return open(&draws, in: genesis) }
    closed += 1
    let units = 1 + Int(scattered(closed) % UInt64(links))
    return contract.call(
      from: channel.payee, "close(uint256,bytes32,uint256)",
      [
        Word(number: channel.number), hashed(channel.seed, times: links - units),
        Word(number: units),
      ], gas: 200_000 + 500 * UInt64(links))
  }

  func topUp(_ draws: inout ChoiceDraws, in genesis: GenesisBuilder) -> GeneratedCall {
    guard let channel = open.last else { return open(&draws, in: genesis) }
    return contract.call(
      from: channel.payer, "top_up(uint256)", [Word(number: channel.number)],
      value: Self.deposit, gas: 100_000)
  }

  private func open(_ draws: inout ChoiceDraws, in genesis: GenesisBuilder) -> GeneratedCall {
    open(
      from: draws.pick(RollupProfile.Choice.user), to: draws.pick(RollupProfile.Choice.payee),
      in: genesis)
  }

  /// Any one, as it happens; the last one opened takes its place.
  private func takeOne() -> Channel? {
    guard let last = open.popLast() else { return nil }
    guard !open.isEmpty else { return last }
    let place = Int(scattered(closed, salt: 1) % UInt64(open.count))
    defer { open[place] = last }
    return open[place]
  }

  private func hashed(_ seed: Word, times: Int) -> Word {
    (0..<times).reduce(seed) { hash, _ in keccak256(hash).word }
  }
}
