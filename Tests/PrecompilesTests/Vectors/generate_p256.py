#!/usr/bin/env python3
"""Writes p256verify.json: what Ethereum's executable specification answers to signatures on secp256r1
(`pip install ethereum-execution==2.20.0`). Random values come from a seed.

Beside random signatures there are those that a careless addition of points gets wrong: the two products
equal, or each other's negative, or one of them infinity; and numbers at the ends of their ranges.
"""
import json
import os
import random
from importlib.metadata import version
from types import SimpleNamespace

from ethereum.forks.osaka.vm.precompiled_contracts import p256verify as specification
from ethereum_types.numeric import Uint

rng = random.Random(7951)
p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff
n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551
b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b
G = (0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,
     0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5)


def add(a, c):
    if a is None or c is None:
        return a or c
    if a[0] == c[0]:
        if a[1] != c[1]:
            return None
        slope = 3 * (a[0] * a[0] - 1) * pow(2 * a[1], -1, p)
    else:
        slope = (c[1] - a[1]) * pow(c[0] - a[0], -1, p)
    x = (slope * slope - a[0] - c[0]) % p
    return x, (slope * (a[0] - x) - a[1]) % p


def times(k, point):
    total = None
    while k:
        if k & 1:
            total = add(total, point)
        point = add(point, point)
        k >>= 1
    return total


def word(number):
    return number.to_bytes(32, "big")


def encode(h, r, s, key):
    return word(h) + word(r) + word(s) + word(key[0]) + word(key[1])


def sign(h, secret, nonce):
    r = times(nonce, G)[0] % n
    return r, (h + r * secret) * pow(nonce, -1, n) % n


def fitting(secret, u1, u2):
    """A signature whose products are u1 times the generator and u2 times the key."""
    r = times((u1 + u2 * secret) % n, G)[0] % n
    s = r * pow(u2, -1, n) % n
    return u1 * s % n, r, s


def answer(data):
    evm = SimpleNamespace(message=SimpleNamespace(data=data), gas_left=Uint(6900), output=b"")
    specification.p256verify(evm)
    return bytes(evm.output)


def vectors():
    number = lambda: rng.randrange(1, n)
    for i in range(12):
        h, secret = rng.getrandbits(256), number()
        key, (r, s) = times(secret, G), sign(h, secret, number())
        yield f"valid {i}", encode(h, r, s, key)
        yield f"high s {i}", encode(h, r, n - s, key)
        yield f"another hash {i}", encode(h ^ 1 << rng.randrange(256), r, s, key)
        yield f"another r {i}", encode(h, r ^ 1, s, key)
        yield f"another key {i}", encode(h, r, s, times(secret + 1, G))
        yield f"negated key {i}", encode(h, r, s, (key[0], p - key[1]))
    secret = number()
    key = times(secret, G)
    for name, u1, u2 in [
            ("equal products", 2 * secret % n, 2), ("equal products of one", secret, 1),
            ("u1 zero", 0, 5), ("u2 one", 7, 1), ("u2 minus one", 7, n - 1), ("u1 minus one", n - 1, 3),
            ("sum is the generator", (1 - 3 * secret) % n, 3)]:
        yield name, encode(*fitting(secret, u1, u2), key)
    # u1·G = −u2·key: the sum is infinity, whatever r is.
    u2, r = number(), number()
    s = r * pow(u2, -1, n) % n
    yield "sum is infinity", encode(-u2 * secret * s % n, r, s, key)
    h, (r, s) = 3, sign(3, secret, 12345)
    for name, value in [("zero", 0), ("order", n), ("order and one", n + 1), ("all ones", 2**256 - 1)]:
        yield f"r {name}", encode(h, value, s, key)
        yield f"s {name}", encode(h, r, value, key)
    yield "hash above the order", encode(n + 5, *sign(n + 5, secret, 99), key)
    yield "hash all ones", encode(2**256 - 1, *sign(2**256 - 1, secret, 99), key)
    yield "hash of the order", encode(n, *sign(n, secret, 99), key)
    yield "key of the generator", encode(h, *sign(h, 1, 77), G)
    yield "key at infinity", encode(h, r, s, (0, 0))
    yield "key off the curve", encode(h, r, s, (key[0], key[1] ^ 1))
    yield "key x of p", encode(h, r, s, (p, pow(b, (p + 1) // 4, p)))
    yield "key x of zero", encode(h, r, s, (0, pow(b, (p + 1) // 4, p)))
    yield "key y all ones", encode(h, r, s, (key[0], 2**256 - 1))
    whole = encode(h, r, s, key)
    yield "the same whole", whole
    for count in (0, 1, 32, 128, 159):
        yield f"{count} bytes", whole[:count]
    yield "161 bytes", whole + b"\0"
    yield "twice", whole + whole


def main():
    document = {
        "generator": f"generate_p256.py with ethereum-execution {version('ethereum-execution')}",
        "vectors": [
            {"name": name, "input": data.hex(), "output": answer(data).hex()}
            for name, data in vectors()],
    }
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "p256verify.json"), "w") as file:
        json.dump(document, file, indent=1)
        file.write("\n")
    print(len(document["vectors"]), sum(v["output"] != "" for v in document["vectors"]))


main()
