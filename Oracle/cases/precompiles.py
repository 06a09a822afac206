"""Call data for the precompiles 0x01 to 0x11 and 0x100: right, nearly right, and wrong."""
from functools import cache

from coincurve import PrivateKey
from py_ecc import bn128
from py_ecc.optimized_bls12_381 import optimized_curve as bls

BN_PRIME = bn128.field_modulus
BN_ORDER = bn128.curve_order
BLS_PRIME = bls.field_modulus
BLS_ORDER = bls.curve_order

# The specification needs up to a second for a pairing, so those are rare.
_WEIGHTS = {1: 10, 2: 8, 3: 8, 4: 10, 5: 14, 6: 10, 7: 8, 8: 0.5, 9: 10, 10: 0.5,
            11: 6, 12: 2, 13: 3, 14: 1, 15: 0.3, 16: 2, 17: 0.7, 256: 6}


def choose(random, available):
    numbers = list(available)
    return random.choices(numbers, [_WEIGHTS[number] for number in numbers])[0]


def call_data(random, number):
    """Input for precompile `number`."""
    content = _MAKERS[number](random)
    kind = random.random()
    if kind < 0.8 or not content:
        return content
    if kind < 0.87:
        return content[:random.randrange(len(content))]
    if kind < 0.92:
        return content + random.randbytes(random.choice([1, 31, 32, 64]))
    place = random.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << random.randrange(8)]) + content[place + 1:]


def word(value, width=32):
    return value.to_bytes(width, "big")


def recovery(random):
    secret = word(random.randrange(1, 2 ** 250))
    digest = random.randbytes(32)
    signature = PrivateKey(secret).sign_recoverable(digest, hasher=None)
    v = random.choice([27 + signature[64]] * 6 + [27, 28, 0, 26, 29, 2 ** 255 + 27])
    r, s = signature[:32], signature[32:64]
    if random.random() < 0.15:
        # The other s that fits, which the precompile accepts.
        s = word(SECP_ORDER - int.from_bytes(s, "big"))
        v = v ^ 7 if v in (27, 28) else v
    if random.random() < 0.1:
        r = word(random.choice([0, 1, SECP_ORDER, SECP_ORDER - 1, 2 ** 256 - 1]))
    if random.random() < 0.1:
        s = word(random.choice([0, 1, SECP_ORDER, SECP_ORDER - 1, 2 ** 256 - 1]))
    return digest + word(v) + r + s


SECP_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def any_bytes(random):
    return random.randbytes(random.choice([0, 1, 31, 32, 33, 55, 56, 63, 64, 65, 119, 128, 200]))


def modular_exponentiation(random):
    def length():
        return random.choice([0, 1, 1, 2, 8, 31, 32, 32, 33, 63, 64, 65, 96])
    lengths = [length(), random.choice([0, 1, 1, 2, 3, 32, 33]), length()]
    content = b""
    for count in lengths:
        kind = random.random()
        content += (bytes(count) if kind < 0.1 else word(1, count) if kind < 0.2 and count
                    else b"\xff" * count if kind < 0.3 else random.randbytes(count))
    if random.random() < 0.06:
        lengths[random.randrange(3)] = random.choice([1024, 1025, 2 ** 16, 2 ** 32, 2 ** 64, 2 ** 250])
    return b"".join(map(word, lengths)) + content


@cache
def bn_points():
    return [bn128.multiply(bn128.G1, k) for k in (1, 2, 3, 5, 8, 13, 1000003)]


def bn_point(random):
    kind = random.random()
    if kind < 0.1:
        return bytes(64)
    if kind < 0.16:
        return word(random.choice([1, 0, BN_PRIME, BN_PRIME + 1])) + word(random.choice([2, 1, BN_PRIME]))
    x, y = random.choice(bn_points())
    y = BN_PRIME - y.n if random.random() < 0.3 else y.n
    return word(x.n) + word(y)


def bn_scalar(random):
    return word(random.choice(
        [0, 1, 2, 3, BN_ORDER - 1, BN_ORDER, BN_ORDER + 1, 2 ** 256 - 1, random.getrandbits(256)]))


@cache
def bn_twist_points():
    return [bn128.multiply(bn128.G2, k) for k in (1, 2, 7)]


def bn_pairs(random):
    """Two pairs that cancel, mostly; or one, or none."""
    def twist(point):
        x, y = point
        return b"".join(word(int(c)) for c in (x.coeffs[1], x.coeffs[0], y.coeffs[1], y.coeffs[0]))
    kind = random.random()
    if kind < 0.15:
        return b""
    x, y = random.choice(bn_points())
    point = random.choice(bn_twist_points())
    first = word(x.n) + word(y.n) + twist(point)
    if kind < 0.3:
        return bytes(64) + twist(point)
    if kind < 0.4:
        return first[:64] + bytes(128)
    if kind < 0.55:
        return first[:64] + first[96:128] + first[64:96] + first[128:]
    return first + word(x.n) + word(BN_PRIME - y.n) + twist(point)


def blake(random):
    rounds = random.choice([0, 1, 2, 12, 12, 40, 300])
    last = random.choice([0, 1, 1, 1, 2])
    return word(rounds, 4) + random.randbytes(64 + 128 + 16) + bytes([last])


@cache
def bls_points():
    return [bls.normalize(bls.multiply(bls.G1, k)) for k in (1, 2, 3, 1000003)]


@cache
def bls_twist_points():
    return [bls.normalize(bls.multiply(bls.G2, k)) for k in (1, 2, 5)]


def field(value):
    return word(int(value), 64)


def g1(random):
    kind = random.random()
    if kind < 0.12:
        return bytes(128)
    if kind < 0.2:
        # On the curve y² = x³ + 4 but of the wrong order; not on it; not a field element.
        return field(random.choice([0, 1, BLS_PRIME, BLS_PRIME - 1])) + field(random.choice([2, BLS_PRIME - 2, 1]))
    x, y = random.choice(bls_points())
    return field(x) + field(BLS_PRIME - int(y) if random.random() < 0.3 else y)


def g2(random):
    kind = random.random()
    if kind < 0.12:
        return bytes(256)
    x, y = random.choice(bls_twist_points())
    content = b"".join(map(field, (*x.coeffs, *y.coeffs)))
    if kind < 0.2:
        return content[64:128] + content[:64] + content[128:]
    return content


def bls_scalar(random):
    return word(random.choice(
        [0, 1, 2, BLS_ORDER - 1, BLS_ORDER, BLS_ORDER + 1, 2 ** 256 - 1, random.getrandbits(64)]))


def sum_of(point):
    return lambda random: point(random) + point(random)


def products_of(point):
    return lambda random: b"".join(
        point(random) + bls_scalar(random) for _ in range(random.choice([0, 1, 1, 2, 3])))


def bls_pairs(random):
    kind = random.random()
    if kind < 0.2:
        return b""
    x, y = random.choice(bls_points())
    twist = b"".join(map(field, [c for part in random.choice(bls_twist_points()) for c in part.coeffs]))
    if kind < 0.4:
        return g1(random) + g2(random)
    return field(x) + field(y) + twist + field(x) + field(BLS_PRIME - int(y)) + twist


def element(random):
    return field(random.choice(
        [0, 1, 2, BLS_PRIME - 1, BLS_PRIME, 2 ** 384 - 1] + [random.randrange(BLS_PRIME)] * 8))


def secp256r1(random):
    """A signature (EIP-7951), of a nonce that the key and the digest determine."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature
    key = ec.derive_private_key(random.randrange(1, 2 ** 250), ec.SECP256R1())
    digest = random.randbytes(32)
    r, s = decode_dss_signature(
        key.sign(digest, ec.ECDSA(Prehashed(hashes.SHA256()), deterministic_signing=True)))
    point = key.public_key().public_numbers()
    if random.random() < 0.15:
        r, s = random.choice([(0, s), (r, 0), (R1_ORDER, s), (r, R1_ORDER), (r, R1_ORDER - s)])
    x, y = (point.x, point.y) if random.random() < 0.85 else random.choice([(0, 0), (point.x, 1), (2 ** 256 - 1, 0)])
    return digest + word(r) + word(s) + word(x) + word(y)


R1_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def blob_proof(random):
    """A constant polynomial's opening anywhere: its proof is the point at infinity."""
    from hashlib import sha256

    from py_ecc.bls.point_compression import compress_G1
    constant = random.choice([0, 1, 2, 3])
    commitment = word(compress_G1(bls.multiply(bls.G1, constant)), 48)
    proof = b"\xc0" + bytes(47)
    versioned = b"\x01" + sha256(commitment).digest()[1:]
    z = word(random.choice([0, 1, BLS_ORDER - 1, random.randrange(BLS_ORDER)]))
    y = word(constant if random.random() < 0.8 else random.choice([4, BLS_ORDER, BLS_ORDER + constant]))
    return versioned + z + y + commitment + proof


_MAKERS = {
    1: recovery, 2: any_bytes, 3: any_bytes, 4: any_bytes, 5: modular_exponentiation, 6: sum_of(bn_point),
    7: lambda random: bn_point(random) + bn_scalar(random), 8: bn_pairs, 9: blake, 10: blob_proof,
    11: sum_of(g1), 12: products_of(g1), 13: sum_of(g2), 14: products_of(g2), 15: bls_pairs, 16: element,
    17: lambda random: element(random) + element(random), 256: secp256r1}
