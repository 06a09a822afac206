# pragma version 0.4.3
# SPDX-License-Identifier: GPL-3.0-or-later
"""
@title Provenance registry of a supply chain
@notice
  Every item has a passport (who holds it, in which state it is) that only a company of the right role
  may move on, step by step, from the maker to the buyer; every step is appended to the item's history.
  Items can be aggregated on pallets, which move as one, and sensors log readings against items.
  What meets:
  - the steps of one item: its passport and the length of its history form a chain of 3 to 6 links;
  - sequential registrations and certificates: each kind counts in one slot of its own;
  - a pallet's steps read and write every item on it;
  - roles and the temperature limit are read by everyone and written by nearly no one.
@dev
  A passport is custodian | state << 160 | time of the last step << 168, the slot that Solidity would
  make of such a struct. A step of a history is actor | state << 160 | time << 168.
"""

flag Role:
    PRODUCER
    CARRIER
    WAREHOUSE
    RETAILER
    SENSOR
    CERTIFIER

event Step:
    item: indexed(uint256)
    actor: indexed(address)
    state: uint256

event Aggregated:
    pallet: indexed(uint256)
    custodian: indexed(address)
    items: uint256

event Certified:
    serial: indexed(uint256)
    item: indexed(uint256)
    digest: bytes32

event Excursion:
    item: indexed(uint256)
    reading: uint256

event RoleGranted:
    account: indexed(address)
    roles: Role

CREATED: constant(uint256) = 1
PROCESSED: constant(uint256) = 2
IN_TRANSIT: constant(uint256) = 3
STORED: constant(uint256) = 4
ON_SALE: constant(uint256) = 5
SOLD: constant(uint256) = 6

# Serial numbers that producers choose start here; the registry's own count stays below.
FIRST_SERIAL: constant(uint256) = 2**64
PALLET_SIZE: constant(uint256) = 64
ADDRESS_MASK: constant(uint256) = 2**160 - 1

owner: public(address)
roles: public(HashMap[address, Role])
item_count: public(uint256)
origin: public(HashMap[uint256, bytes32])
passport: public(HashMap[uint256, uint256])
consignee: public(HashMap[uint256, address])
history: public(HashMap[uint256, DynArray[uint256, 32]])
pallet_of: public(HashMap[uint256, uint256])
contents: HashMap[uint256, DynArray[uint256, PALLET_SIZE]]
certificate_count: public(uint256)
certificate: public(HashMap[uint256, bytes32])
certificate_of: public(HashMap[uint256, uint256])
temperature_limit: public(uint256)
reading_count: public(HashMap[uint256, uint256])
readings: public(HashMap[uint256, uint256[256]])
excursions: public(HashMap[uint256, uint256])


@deploy
def __init__(temperature_limit: uint256):
    self.owner = msg.sender
    self.temperature_limit = temperature_limit


@external
def grant_role(account: address, roles: Role):
    assert msg.sender == self.owner, "not the owner"
    self.roles[account] |= roles
    log RoleGranted(account=account, roles=roles)


@internal
def _step(item: uint256, custodian: address, state: uint256):
    stamp: uint256 = (state << 160) | (block.timestamp << 168)
    self.passport[item] = convert(custodian, uint256) | stamp
    self.history[item].append(convert(msg.sender, uint256) | stamp)
    log Step(item=item, actor=msg.sender, state=state)


@internal
@view
def _held(item: uint256) -> uint256:
    # The state of an item that the caller holds by itself, not on a pallet.
    passport: uint256 = self.passport[item]
    assert passport & ADDRESS_MASK == convert(msg.sender, uint256), "not the custodian"
    assert self.pallet_of[item] == 0, "on a pallet"
    return (passport >> 160) & 255


@internal
@pure
def _is_ready(state: uint256) -> bool:
    return state == CREATED or state == PROCESSED or state == STORED


@internal
def _register(item: uint256, origin: bytes32):
    assert Role.PRODUCER in self.roles[msg.sender], "not a producer"
    assert self.passport[item] == 0, "registered already"
    self.origin[item] = origin
    self._step(item, msg.sender, CREATED)


@external
def register(item: uint256, origin: bytes32):
    """
    @notice Registers an item under a serial number of the producer's choice: nothing is shared.
    """
    assert item >= FIRST_SERIAL, "not a serial number"
    self._register(item, origin)


@external
def register_next(origin: bytes32) -> uint256:
    """
    @notice Registers an item under the registry's next number, which every such call counts up.
    """
    item: uint256 = self.item_count + 1
    self.item_count = item
    self._register(item, origin)
    return item


@external
def process(item: uint256):
    assert Role.PRODUCER in self.roles[msg.sender], "not a producer"
    assert self._held(item) == CREATED, "not fresh"
    self._step(item, msg.sender, PROCESSED)


@internal
def _dispatch(item: uint256, carrier: address, consignee: address):
    self.consignee[item] = consignee
    self._step(item, carrier, IN_TRANSIT)


@external
def dispatch(item: uint256, carrier: address, consignee: address):
    assert Role.CARRIER in self.roles[carrier], "not a carrier"
    assert self._is_ready(self._held(item)), "not ready"
    self._dispatch(item, carrier, consignee)


@internal
@view
def _arrival() -> uint256:
    # What becomes of an item that arrives at the caller.
    roles: Role = self.roles[msg.sender]
    assert (Role.WAREHOUSE | Role.RETAILER) in roles, "neither warehouse nor retailer"
    return ON_SALE if Role.RETAILER in roles else STORED


@internal
def _accept(item: uint256, state: uint256):
    assert (self.passport[item] >> 160) & 255 == IN_TRANSIT, "not in transit"
    assert self.consignee[item] == msg.sender, "not the consignee"
    self._step(item, msg.sender, state)


@external
def accept(item: uint256):
    assert self.pallet_of[item] == 0, "on a pallet"
    self._accept(item, self._arrival())


@external
def sell(item: uint256, buyer: address):
    assert Role.RETAILER in self.roles[msg.sender], "not a retailer"
    assert self._held(item) == ON_SALE, "not on sale"
    self._step(item, buyer, SOLD)


@external
def aggregate(pallet: uint256, items: DynArray[uint256, PALLET_SIZE]):
    """
    @notice Puts items that the caller holds on a new pallet.
    """
    assert pallet != 0 and len(self.contents[pallet]) == 0, "pallet in use"
    assert len(items) > 0, "nothing to aggregate"
    for item: uint256 in items:
        assert self._is_ready(self._held(item)), "not ready"
        self.pallet_of[item] = pallet
    self.contents[pallet] = items
    log Aggregated(pallet=pallet, custodian=msg.sender, items=len(items))


@external
def dispatch_pallet(pallet: uint256, carrier: address, consignee: address):
    assert Role.CARRIER in self.roles[carrier], "not a carrier"
    items: DynArray[uint256, PALLET_SIZE] = self.contents[pallet]
    assert len(items) > 0, "no such pallet"
    for item: uint256 in items:
        passport: uint256 = self.passport[item]
        assert passport & ADDRESS_MASK == convert(msg.sender, uint256), "not the custodian"
        assert self._is_ready((passport >> 160) & 255), "not ready"
        self._dispatch(item, carrier, consignee)


@external
def accept_pallet(pallet: uint256):
    """
    @notice Accepts a pallet and breaks it up: its items are on their own again.
    """
    state: uint256 = self._arrival()
    items: DynArray[uint256, PALLET_SIZE] = self.contents[pallet]
    assert len(items) > 0, "no such pallet"
    for item: uint256 in items:
        self._accept(item, state)
        self.pallet_of[item] = 0
    self.contents[pallet] = []


@external
def certify(item: uint256, digest: bytes32) -> uint256:
    """
    @notice Issues the next certificate: every call counts up the one number.
    """
    assert Role.CERTIFIER in self.roles[msg.sender], "not a certifier"
    assert self.passport[item] != 0, "no such item"
    serial: uint256 = self.certificate_count + 1
    self.certificate_count = serial
    self.certificate[serial] = digest
    self.certificate_of[item] = serial
    log Certified(serial=serial, item=item, digest=digest)
    return serial


@external
def record(item: uint256, readings: DynArray[uint256, 32]):
    """
    @notice Logs readings of a sensor into the item's ring of the last 256.
    """
    assert Role.SENSOR in self.roles[msg.sender], "not a sensor"
    assert self.passport[item] != 0, "no such item"
    limit: uint256 = self.temperature_limit
    count: uint256 = self.reading_count[item]
    for reading: uint256 in readings:
        self.readings[item][count % 256] = reading
        count += 1
        if reading > limit:
            self.excursions[item] += 1
            log Excursion(item=item, reading=reading)
    self.reading_count[item] = count


@external
@view
def state_of(item: uint256) -> uint256:
    return (self.passport[item] >> 160) & 255


@external
@view
def history_length(item: uint256) -> uint256:
    return len(self.history[item])
