# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title One-way payment channels by hash chains
@notice
  A payer locks ether and names the end of a hash chain; each link before it, told to the payee outside
  of the chain, is worth one unit more. The payee closes with the best link it has, and the chain is
  hashed as often as the units it claims; the payer takes back what is left, or all after the expiry.
  What meets: the number of channels, one slot that every opening counts up; otherwise nothing but the
  two parties. What a closing costs grows with what was paid.
@dev PayWord (Rivest and Shamir 1996), without its signatures: the parties are known by their accounts.
"""

event Opened:
    channel: indexed(uint256)
    payer: indexed(address)
    payee: indexed(address)
    deposit: uint256

event Closed:
    channel: indexed(uint256)
    units: uint256

LINKS: constant(uint256) = 1_024

struct Channel:
    payer: address
    payee: address
    anchor: bytes32
    deposit: uint256
    unit: uint256
    expiry: uint256

channel_count: public(uint256)
channels: public(HashMap[uint256, Channel])


@external
@payable
def open(payee: address, anchor: bytes32, unit: uint256, duration: uint256) -> uint256:
    assert msg.value > 0 and unit > 0, "nothing to pay with"
    channel: uint256 = self.channel_count + 1
    self.channel_count = channel
    self.channels[channel] = Channel(
        payer=msg.sender, payee=payee, anchor=anchor, deposit=msg.value, unit=unit,
        expiry=block.timestamp + duration,
    )
    log Opened(channel=channel, payer=msg.sender, payee=payee, deposit=msg.value)
    return channel


@external
@payable
def top_up(channel: uint256):
    assert msg.sender == self.channels[channel].payer, "not the payer"
    self.channels[channel].deposit += msg.value


@external
def close(channel: uint256, link: bytes32, units: uint256):
    """
    @notice Pays the payee `units` units and the payer the rest.
    """
    state: Channel = self.channels[channel]
    assert msg.sender == state.payee, "not the payee"
    end: bytes32 = link
    for _: uint256 in range(units, bound=LINKS):
        end = keccak256(end)
    assert end == state.anchor, "not a link of the chain"
    payment: uint256 = min(units * state.unit, state.deposit)
    self.channels[channel] = empty(Channel)
    raw_call(state.payee, b"", value=payment)
    raw_call(state.payer, b"", value=state.deposit - payment)
    log Closed(channel=channel, units=units)


@external
def reclaim(channel: uint256):
    state: Channel = self.channels[channel]
    assert msg.sender == state.payer, "not the payer"
    assert block.timestamp > state.expiry, "not expired"
    self.channels[channel] = empty(Channel)
    raw_call(state.payer, b"", value=state.deposit)
    log Closed(channel=channel, units=0)
