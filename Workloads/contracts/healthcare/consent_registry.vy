# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Patients' consents to the use of their records
@notice
  A patient, or the institution that the patient has made steward, grants a provider some purposes of
  use until some time, and may revoke it. A consent is one slot of its patient and provider; only the
  number of patients is shared, and only registration writes it.
@dev A consent is purposes | expiry << 8; zero is none.
"""

event PatientRegistered:
    patient: indexed(address)
    number: uint256

event ConsentGranted:
    patient: indexed(address)
    provider: indexed(address)
    purposes: uint256
    expiry: uint256

event ConsentRevoked:
    patient: indexed(address)
    provider: indexed(address)

TREATMENT: constant(uint256) = 1
RESEARCH: constant(uint256) = 2
BILLING: constant(uint256) = 4

patient_count: public(uint256)
number_of: public(HashMap[address, uint256])
steward: public(HashMap[address, address])
consents: public(HashMap[address, HashMap[address, uint256]])


@external
def register(steward: address):
    assert self.number_of[msg.sender] == 0, "registered already"
    number: uint256 = self.patient_count + 1
    self.patient_count = number
    self.number_of[msg.sender] = number
    self.steward[msg.sender] = steward
    log PatientRegistered(patient=msg.sender, number=number)


@internal
@view
def _check(patient: address):
    assert self.number_of[patient] != 0, "no such patient"
    assert msg.sender == patient or msg.sender == self.steward[patient], "neither patient nor steward"


@external
def grant(patient: address, provider: address, purposes: uint256, expiry: uint256):
    self._check(patient)
    assert purposes != 0 and purposes <= TREATMENT | RESEARCH | BILLING, "no such purpose"
    assert expiry > block.timestamp, "expired already"
    self.consents[patient][provider] = purposes | (expiry << 8)
    log ConsentGranted(patient=patient, provider=provider, purposes=purposes, expiry=expiry)


@external
def revoke(patient: address, provider: address):
    self._check(patient)
    assert self.consents[patient][provider] != 0, "no consent"
    self.consents[patient][provider] = 0
    log ConsentRevoked(patient=patient, provider=provider)


@external
@view
def permits(patient: address, provider: address, purpose: uint256) -> bool:
    consent: uint256 = self.consents[patient][provider]
    return consent & purpose != 0 and consent >> 8 >= block.timestamp
