"""Transactions of every type that a fork has; most of them valid."""
from coincurve import PrivateKey
from ethereum.crypto.hash import keccak256
from ethereum_rlp import rlp
from ethereum_types.numeric import Uint

from . import libraries, precompiles
from .creations import init_code
from .program import Program
from .world import KEYS, OWNERS

SECP_ORDER = precompiles.SECP_ORDER


class Sending:
    """Makes the transactions of one case in order, keeping count of nonces."""

    def __init__(self, random, world, env, nonces):
        self.random, self.world, self.env, self.nonces = random, world, env, nonces
        # Blobs that the block still has room for.
        self.blobs = 6

    def transaction(self):
        random = self.random
        sender = random.choice(self.world.senders)
        to, content = self.message()
        kind = self.kind(to)
        fields = {
            "type": hex(kind), "from": hexadecimal(sender), "nonce": hex(min(self.nonces[sender], 2 ** 64 - 1)),
            "to": to and hexadecimal(to), "value": hex(random.choice([0, 0, 0, 1, 5, 1000])),
            "input": hexadecimal(content),
            "v": "0x1b" if kind == 0 else "0x0", "r": "0x1", "s": "0x1"}
        if kind > 0:
            fields["chainId"] = "0x1"
        self.price(fields, kind)
        if kind > 0:
            fields["accessList"] = self.access_list()
        if kind == 3:
            self.add_blobs(fields)
        if kind == 4:
            # The sender's nonce is counted up first.
            self.nonces[sender] += 1
            fields["authorizationList"] = [self.authorization() for _ in range(random.choice([1, 1, 2, 3]))]
            self.nonces[sender] -= 1
        fields["gas"] = hex(self.gas(fields, content))
        if random.random() < 0.05:
            self.spoil(fields, kind)
            return fields
        self.nonces[sender] += 1
        return fields

    def kind(self, to):
        """Types by fork; only the first three can create."""
        kinds = [0, 0]
        kinds += [1] if self.world.at_least("Berlin") else []
        kinds += [2, 2] if self.world.at_least("London") else []
        if to is not None:
            kinds += [3] if self.world.at_least("Cancun") and self.blobs > 0 else []
            kinds += [4, 4] if self.world.at_least("Prague") else []
        return self.random.choice(kinds)

    def message(self):
        """Recipient, None for a creation, and input."""
        random, world = self.random, self.world
        kind = random.random()
        if kind < 0.1:
            return None, init_code(random, world, Program)
        if kind < 0.22 and world.tokens:
            return libraries.call(world)
        if kind < 0.27:
            number = precompiles.choose(random, world.precompiles)
            return number.to_bytes(20, "big"), precompiles.call_data(random, number)
        content = b"".join(
            random.choice([bytes(32), random.randbytes(32), world.word().to_bytes(32, "big")])
            for _ in range(random.choice([0, 0, 1, 2, 3])))
        content += random.randbytes(random.choice([0, 0, 0, 4, 31]))
        if random.random() < 0.02:
            # Enough data to be charged by its floor (EIP-7623).
            content += random.randbytes(random.choice([500, 3000]))
        if kind < 0.85:
            return random.choice(world.contracts), content
        return world.address(), content

    def gas(self, fields, content):
        """From just what the transaction costs to plenty, so that some end anywhere in between."""
        random, world = self.random, self.world
        tokens = content.count(0) + 4 * (len(content) - content.count(0))
        least = 21000 + 4 * tokens
        if fields["to"] is None:
            least += 32000 + (2 * ((len(content) + 31) // 32) if world.at_least("Shanghai") else 0)
        for entry in fields.get("accessList", ()):
            least += 2400 + 1900 * len(entry["storageKeys"])
        least += 25000 * len(fields.get("authorizationList", ()))
        if world.at_least("Prague"):
            least = max(least, 21000 + 10 * tokens)
        kind = random.random()
        if kind < 0.05:
            return least + random.choice([0, 0, 1, 2, 3, 100])
        if kind < 0.18:
            return least + random.randrange(60000)
        return least + random.choice([200_000, 300_000, 500_000, 500_000, 1_000_000, 1_000_000, 3_000_000])

    def price(self, fields, kind):
        base = int(self.env["currentBaseFee"], 16) if self.world.at_least("London") else 0
        random = self.random
        if kind < 2:
            fields["gasPrice"] = hex(base + random.choice([0, 1, 3, 10, 1000]))
        else:
            fields["maxFeePerGas"] = hex(base + random.choice([0, 1, 10, 1000]))
            fields["maxPriorityFeePerGas"] = hex(min(
                random.choice([0, 1, 2, 10]), int(fields["maxFeePerGas"], 16)))

    def access_list(self):
        return [{"address": hexadecimal(self.world.address()),
                 "storageKeys": ["0x%064x" % self.world.slot() for _ in range(self.random.randrange(4))]}
                for _ in range(self.random.choice([0, 1, 1, 2, 4]))]

    def add_blobs(self, fields):
        count = self.random.randint(1, min(3, self.blobs))
        self.blobs -= count
        fields["maxFeePerBlobGas"] = hex(self.random.choice([1] + [10 ** 10] * 9))
        fields["blobVersionedHashes"] = [
            hexadecimal(b"\1" + self.random.randbytes(31)) for _ in range(count)]

    # Authorizations (EIP-7702)

    def authorization(self):
        """Mostly one that counts; else with one thing wrong."""
        random, world = self.random, self.world
        owner = random.choice([*range(len(world.senders)), 8, 9, 10, 11])
        authority = OWNERS[owner]
        chain = random.choice([0, 1, 1, 1])
        to = random.choice(world.contracts) if random.random() < 0.6 else world.address()
        if random.random() < 0.12:
            to = bytes(20)
        nonce = self.nonces.get(authority, 0)
        kind = random.random()
        if kind < 0.06:
            chain = random.choice([2, 2 ** 64, 2 ** 256 - 1])
        elif kind < 0.12:
            nonce = random.choice([nonce + 1, max(0, nonce - 1), 2 ** 64 - 2, 2 ** 64 - 1])
        digest = keccak256(b"\5" + rlp.encode((Uint(chain), to, Uint(nonce))))
        signature = PrivateKey(KEYS[owner]).sign_recoverable(digest, hasher=None)
        r, s, parity = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:64], "big"), signature[64]
        if 0.12 <= kind < 0.18:
            r, s, parity = random.choice([
                (r, SECP_ORDER - s, 1 - parity), (r, s, 1 - parity), (0, s, parity), (r, 0, parity),
                (SECP_ORDER, s, parity), (r, SECP_ORDER, parity), (2 ** 256 - 1, s, parity),
                (r, s, 2 + parity), (r, s, 255)])
        elif kind >= 0.18:
            self.nonces[authority] = nonce + 1
        return {"chainId": hex(chain), "address": hexadecimal(to), "nonce": hex(nonce),
                "yParity": hex(parity), "r": hex(r), "s": hex(s)}

    # What makes a transaction invalid

    def spoil(self, fields, kind):
        random = self.random
        ways = [self.spoil_nonce, self.spoil_gas, self.spoil_value, self.spoil_price, self.spoil_sender]
        if kind == 3:
            ways += [self.spoil_blobs] * 4
        if kind == 4:
            ways.append(lambda fields: fields.update(authorizationList=[]))
        if kind >= 2:
            ways.append(lambda fields: fields.update(
                maxPriorityFeePerGas=hex(int(fields["maxFeePerGas"], 16) + 1)))
        if fields["to"] is None and self.world.at_least("Shanghai"):
            ways.append(lambda fields: fields.update(
                input="0x" + "00" * random.choice([49152, 49153]), gas=hex(2_000_000)))
        random.choice(ways)(fields)

    def spoil_nonce(self, fields):
        nonce = int(fields["nonce"], 16)
        wrong = self.random.choice([nonce + 1, max(0, nonce - 1), nonce + 100, 2 ** 64 - 1])
        fields["nonce"] = hex(min(wrong, 2 ** 64 - 1))

    def spoil_gas(self, fields):
        # From Osaka on a transaction may have 2²⁴ (EIP-7825).
        capped = [2 ** 24 + 1] if self.world.at_least("Osaka") else []
        fields["gas"] = hex(self.random.choice([0, 20999, 21000, 100_000_001, *capped]))

    def spoil_value(self, fields):
        fields["value"] = hex(self.random.choice([10 ** 20, 10 ** 21, 2 ** 255, 2 ** 256 - 1]))

    def spoil_price(self, fields):
        price = self.random.choice([0, 6, 10 ** 17, 2 ** 240])
        for name in ("gasPrice", "maxFeePerGas"):
            if name in fields:
                fields[name] = hex(price)

    def spoil_sender(self, fields):
        """A contract sends (EIP-3607 refuses), or somebody who has nothing."""
        sender = self.random.choice([self.world.contracts[0], self.world.absent[0]])
        fields["from"], fields["nonce"] = hexadecimal(sender), self.random.choice(["0x0", "0x1"])

    def spoil_blobs(self, fields):
        good = fields["blobVersionedHashes"][0]
        fields["blobVersionedHashes"] = self.random.choice(
            [[], [good] * 10, ["0x02" + good[4:]], [good, "0x00" + good[4:]]])
        if self.random.random() < 0.2:
            fields["blobVersionedHashes"], fields["maxFeePerBlobGas"] = [good], "0x0"


def hexadecimal(content):
    return "0x" + content.hex()
