"""The accounts that the contracts and transactions of one case know of."""
from coincurve import PrivateKey
from ethereum.crypto.hash import keccak256
from ethereum_rlp import rlp
from ethereum_types.numeric import Uint

from specification.forks import at_least


def address_of_key(key):
    return bytes(keccak256(PrivateKey(key).public_key.format(compressed=False)[1:]))[12:]


def created_address(creator, nonce):
    """Where CREATE, or a transaction without a recipient, puts a contract."""
    return bytes(keccak256(rlp.encode([creator, Uint(nonce)])))[12:]


# Accounts with keys, so that they can sign authorizations.
KEYS = [bytes(keccak256(b"gridlock fuzzing key %d" % index)) for index in range(12)]
OWNERS = [address_of_key(key) for key in KEYS]


class World:
    """The cast of a case. Everything is drawn from `random`, so it is the same for the same seed."""

    def __init__(self, random, fork):
        self.random, self.fork = random, fork
        self.senders = OWNERS[:random.randint(2, 8)]
        # Owners without an account: who authorizes is created by it.
        self.strangers = OWNERS[8:]
        self.contracts = [
            (0xC0DE << 144 | random.getrandbits(100)).to_bytes(20, "big")
            for _ in range(random.randint(2, 6))]
        # Libraries: real compilers' contracts.
        self.tokens, self.pools = [], []
        self.absent = [random.randbytes(20) for _ in range(3)]
        last = 17 if self.at_least("Prague") else 10 if self.at_least("Cancun") else 9
        self.precompiles = [*range(1, last + 1), *([0x100] if self.at_least("Osaka") else [])]
        self.children = [
            created_address(creator, nonce)
            for creator in self.contracts[:3] + self.senders[:2] for nonce in (0, 1, 2, 3)]
        self.beneficiary = random.choice(
            [b"\xcb" * 20] * 4 + [self.senders[0], self.contracts[0], self.absent[0], bytes(19) + b"\4"])

    def at_least(self, fork):
        return at_least(self.fork, fork)

    def address(self, caller=None):
        """Some account's address, mostly one with code.

        The contract numbered `caller` finds mostly contracts after it: if all called all, every transaction
        would run out of gas.
        """
        random = self.random
        group = random.choices(
            [self.contracts, self.senders, self.children, self.tokens + self.pools, self.absent,
             [self.beneficiary], self.strangers, None],
            [40, 14, 12, 6, 7, 4, 3, 14])[0]
        if group is None:
            # Precompiles, zero, and those just past the last one.
            return random.choice([0, *self.precompiles, 18, 0x100, 0xff]).to_bytes(20, "big")
        if group is self.contracts and caller is not None and random.random() < 0.85:
            group = self.contracts[caller + 1:] or self.absent
        return random.choice(group or self.contracts)

    def slot(self):
        random = self.random
        if random.random() < 0.93:
            return random.randrange(8)
        return random.choice([2 ** 256 - 1, 2 ** 255, random.getrandbits(256), 2 ** 64, 0x100])

    def word(self):
        """A number that instructions may treat in a way of its own, or any."""
        random = self.random
        kind = random.random()
        if kind < 0.35:
            return random.choice(INTERESTING)
        if kind < 0.6:
            return random.getrandbits(random.choice([1, 3, 5, 8]))
        if kind < 0.7:
            return (2 ** 256 - random.getrandbits(random.choice([2, 8, 64]))) % 2 ** 256
        if kind < 0.8:
            return int.from_bytes(self.address(), "big")
        return random.getrandbits(random.choice([16, 32, 63, 64, 65, 128, 160, 255, 256]))


INTERESTING = sorted({
    max(0, 2 ** power + offset) % 2 ** 256
    for power in (0, 1, 5, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 159, 160, 191, 192, 254, 255, 256)
    for offset in (-1, 0, 1)})
