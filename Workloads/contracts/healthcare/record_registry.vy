# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Register of patients' records, and of who looked at them
@notice
  Records stay where they are; the register holds their digests. Accredited providers add and read
  records as far as the consent registry permits. Whether a reading leaves an entry behind is the
  register's `log_scope`, and decides what contends:
  - 0, none: reading is an event only; readings of one patient run side by side;
  - 1, per patient: the length of the patient's log chains the readings of one patient;
  - 2, global: one length chains every reading of the block.
  In an emergency a clinician may override a missing consent for a day ("break the glass"): every
  override is a numbered incident, which an auditor reviews.
@dev An entry is provider | time << 160 | purpose << 224.
"""

interface Consents:
    def permits(patient: address, provider: address, purpose: uint256) -> bool: view

event RecordAdded:
    patient: indexed(address)
    provider: indexed(address)
    index: uint256
    digest: bytes32

event RecordAccessed:
    patient: indexed(address)
    provider: indexed(address)
    index: uint256
    purpose: uint256

event GlassBroken:
    patient: indexed(address)
    clinician: indexed(address)
    incident: uint256
    reason: bytes32

event IncidentReviewed:
    incident: indexed(uint256)
    justified: bool

TREATMENT: constant(uint256) = 1
LOG_NONE: constant(uint256) = 0
LOG_PATIENT: constant(uint256) = 1
LOG_GLOBAL: constant(uint256) = 2
OVERRIDE_TIME: constant(uint256) = 86_400
# What an incident stands at.
OPEN: constant(uint256) = 1
JUSTIFIED: constant(uint256) = 2
ABUSE: constant(uint256) = 3

owner: public(address)
consents: public(Consents)
accredited: public(HashMap[address, bool])
emergency: public(HashMap[address, bool])
auditor: public(HashMap[address, bool])
log_scope: public(uint256)
records: public(HashMap[address, DynArray[bytes32, 4096]])
access_log: public(HashMap[address, DynArray[uint256, 65_536]])
global_log_length: public(uint256)
global_log: public(HashMap[uint256, uint256])
override_until: public(HashMap[address, HashMap[address, uint256]])
incident_count: public(uint256)
incidents: public(HashMap[uint256, uint256])


@deploy
def __init__(consents: Consents, log_scope: uint256):
    self.owner = msg.sender
    self.consents = consents
    self.log_scope = log_scope


@external
def accredit(provider: address, emergency: bool):
    assert msg.sender == self.owner, "not the owner"
    self.accredited[provider] = True
    self.emergency[provider] = emergency


@internal
@view
def _check(patient: address, purpose: uint256):
    assert self.accredited[msg.sender], "not accredited"
    permitted: bool = staticcall self.consents.permits(patient, msg.sender, purpose)
    if not permitted:
        assert self.override_until[patient][msg.sender] >= block.timestamp, "no consent"


@external
def add_record(patient: address, digest: bytes32) -> uint256:
    self._check(patient, TREATMENT)
    index: uint256 = len(self.records[patient])
    self.records[patient].append(digest)
    log RecordAdded(patient=patient, provider=msg.sender, index=index, digest=digest)
    return index


@external
def access(patient: address, index: uint256, purpose: uint256) -> bytes32:
    """
    @notice The digest of a record, for a purpose that the patient consented to, logged by `log_scope`.
    """
    self._check(patient, purpose)
    digest: bytes32 = self.records[patient][index]
    scope: uint256 = self.log_scope
    entry: uint256 = convert(msg.sender, uint256) | (block.timestamp << 160) | (purpose << 224)
    if scope == LOG_PATIENT:
        self.access_log[patient].append(entry)
    elif scope == LOG_GLOBAL:
        length: uint256 = self.global_log_length
        self.global_log[length] = entry
        self.global_log_length = length + 1
    log RecordAccessed(patient=patient, provider=msg.sender, index=index, purpose=purpose)
    return digest


@external
def break_glass(patient: address, reason: bytes32) -> uint256:
    assert self.emergency[msg.sender], "no emergency role"
    incident: uint256 = self.incident_count + 1
    self.incident_count = incident
    self.incidents[incident] = OPEN
    self.override_until[patient][msg.sender] = block.timestamp + OVERRIDE_TIME
    log GlassBroken(patient=patient, clinician=msg.sender, incident=incident, reason=reason)
    return incident


@external
def review(incident: uint256, justified: bool):
    assert self.auditor[msg.sender], "not an auditor"
    assert self.incidents[incident] == OPEN, "not open"
    self.incidents[incident] = JUSTIFIED if justified else ABUSE
    log IncidentReviewed(incident=incident, justified=justified)


@external
@view
def log_length(patient: address) -> uint256:
    return len(self.access_log[patient])
