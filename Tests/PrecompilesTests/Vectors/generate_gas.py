#!/usr/bin/env python3
"""Writes gas.json: what Ethereum's executable specification charges for calls of modexp and of sums of
products (`pip install ethereum-execution==2.20.0`). Random values come from a seed.

A vector is {"fork", "precompile", "input", "gas"}; input is hexadecimal, for sums of products a count
of pairs. Gas null: the call fails whatever it is given (EIP-7823).
"""
import importlib
import json
import os
import random
from importlib.metadata import version

rng = random.Random(7883)


def modexp(fork, data):
    module = importlib.import_module(f"ethereum.forks.{fork}.vm.precompiled_contracts.modexp")
    U256 = module.U256
    padded = data + bytes(200)
    lengths = [int.from_bytes(padded[32 * i:32 * i + 32], "big") for i in range(3)]
    base, exponent, modulus = lengths
    if fork == "osaka" and max(lengths) > 1024:
        return None
    # The specification's buffer_read pads with zeros.
    start, count = 96 + base, min(32, exponent)
    head = int.from_bytes(data[start:start + count].ljust(count, b"\0"), "big")
    return int(module.gas_cost(U256(base), U256(modulus), U256(exponent), U256(head)))


def sums(name):
    gas = importlib.import_module("ethereum.forks.prague.vm.gas")
    tables = importlib.import_module("ethereum.forks.prague.vm.precompiled_contracts.bls12_381")
    discounts = list(getattr(tables, f"{name}_K_DISCOUNT"))
    for k in list(range(1, 140)) + [1000, 50_000]:
        discount = int(discounts[k - 1]) if k <= 128 else int(getattr(tables, f"{name}_MAX_DISCOUNT"))
        yield k, k * int(getattr(gas, f"GAS_BLS_{name}_MUL")) * discount // int(tables.MULTIPLIER)


def main():
    out = []
    lengths = [0, 1, 7, 8, 9, 31, 32, 33, 63, 64, 65, 96, 128, 255, 256, 513, 1023, 1024, 1025, 2000, 100_000]
    inputs = [b"", bytes(31) + b"\x01"]
    for _ in range(120):
        base, exponent, modulus = (rng.choice(lengths) for _ in range(3))
        head = rng.randbytes(rng.randrange(40))
        head = bytes(rng.randrange(len(head) + 1)) + head
        data = b"".join(n.to_bytes(32, "big") for n in (base, exponent, modulus))
        if base <= 128:
            data += bytes(base) + head
        inputs.append(data)
    for data in inputs:
        for fork in ("byzantium", "istanbul", "berlin", "prague", "osaka"):
            out.append({"fork": fork, "precompile": 5, "input": data.hex(), "gas": modexp(fork, data)})
    for number, name in ((12, "G1"), (14, "G2")):
        out += [{"fork": "prague", "precompile": number, "input": str(k), "gas": gas} for k, gas in sums(name)]
    document = {"generator": f"generate_gas.py with ethereum-execution {version('ethereum-execution')}", "vectors": out}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "gas.json")
    with open(path, "w") as file:
        json.dump(document, file, indent=1)
        file.write("\n")
    print(len(out))


if __name__ == "__main__":
    main()
