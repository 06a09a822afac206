# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Price oracle
@notice
  Prices pushed by a transmitter, as Chainlink's feeds are: an asset's answer, round and time share one
  slot, which markets read and a transmitter overwrites, so that everything after an update waits for it.
@dev Packed: answer (18 decimals) | round << 192 | time << 224.
"""

event AnswerUpdated:
    asset: indexed(address)
    answer: uint256
    round: uint256

ANSWER_MAX: constant(uint256) = 2**192 - 1

owner: public(address)
transmitters: public(HashMap[address, bool])
feeds: HashMap[address, uint256]


@deploy
def __init__():
    self.owner = msg.sender


@external
def setTransmitter(transmitter: address, allowed: bool):
    assert msg.sender == self.owner, "forbidden"
    self.transmitters[transmitter] = allowed


@external
def transmit(asset: address, answer: uint256):
    assert self.transmitters[msg.sender], "forbidden"
    assert answer > 0 and answer <= ANSWER_MAX, "no price"
    packed: uint256 = self.feeds[asset]
    round: uint256 = ((packed >> 192) + 1) % 2**32
    previous: uint256 = packed & ANSWER_MAX
    # A slip of the decimal point must not liquidate everybody.
    assert previous == 0 or (answer <= previous * 2 and answer * 2 >= previous), "deviation"
    self.feeds[asset] = answer | (round << 192) | ((block.timestamp % 2**32) << 224)
    log AnswerUpdated(asset=asset, answer=answer, round=round)


@external
@view
def latest(asset: address) -> (uint256, uint256):
    """
    @notice The price of the asset and the time when it was set.
    """
    packed: uint256 = self.feeds[asset]
    assert packed != 0, "no feed"
    return packed & ANSWER_MAX, packed >> 224
