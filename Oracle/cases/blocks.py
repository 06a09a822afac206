"""A whole case: accounts, block, transactions."""
import random as randomness

from . import libraries
from .program import Program, SystemProgram
from .transactions import Sending, hexadecimal
from .world import World

# More than all transactions of a case may ask for together.
GAS_LIMIT = 100_000_000


def make_case(fork, seed):
    """The case of this fork and seed, in the format of `oracle.py`."""
    random = randomness.Random("gridlock/%s/%s" % (fork, seed))
    world = World(random, fork)
    accounts = {}
    for sender in world.senders:
        accounts[sender] = {"nonce": random.choice([0, 0, 1, 5, 2 ** 32]), "balance": 10 ** 20}
    if world.at_least("Cancun") and random.random() < 0.3:
        libraries.deploy(world, accounts)
    for number, contract in enumerate(world.contracts):
        accounts[contract] = make_contract(random, world, number)
    if world.at_least("Prague"):
        delegate(random, world, accounts)
    if random.random() < 0.3:
        accounts[world.absent[1]] = {"balance": 1}
    env = make_environment(random, world)
    system = world.at_least("Cancun") and random.random() < 0.25
    if system:
        make_whole(random, world, accounts, env)
    nonces = {address: account.get("nonce", 0) for address, account in accounts.items()}
    sending = Sending(random, world, env, nonces)
    count = random.choice([1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 12, 20] if random.random() < 0.7 else [1, 2, 3])
    transactions = [sending.transaction() for _ in range(count)]
    if random.random() < 0.06:
        transactions = sweep(random, sending, transactions)
    return {"id": "%s-%d" % (fork, seed), "fork": fork, "env": env, "system": system,
            "pre": {hexadecimal(address): as_json(account) for address, account in accounts.items()},
            "txs": transactions}


def make_contract(random, world, number, program=Program):
    storage = {slot: random.choice([1, 2, 3, 2 ** 256 - 1, random.getrandbits(160)])
               for slot in random.sample(range(8), random.randrange(6))}
    if random.random() < 0.5:
        # So that programs find each other in storage.
        storage[random.randrange(8)] = int.from_bytes(world.address(), "big")
    return {"nonce": random.choice([0, 1, 1, 1, 2, 2 ** 64 - 2, 2 ** 64 - 1] if random.random() < 0.1 else [1]),
            "balance": random.choice([0, 1, 5, 1000, 10 ** 18]), "storage": storage,
            "code": program(random, world, number=number).build(random.choice([2, 5, 8, 12, 20]))}


def delegate(random, world, accounts):
    """Some senders are delegated before the block (EIP-7702)."""
    for sender in world.senders:
        if random.random() < 0.25:
            target = random.choice(world.contracts) if random.random() < 0.6 else world.address()
            accounts[sender]["code"] = b"\xef\x01\x00" + target


# Beacon roots (EIP-4788), history (EIP-2935), withdrawal requests (EIP-7002), consolidations (EIP-7251).
SYSTEM_CONTRACTS = [bytes.fromhex(digits) for digits in (
    "000f3df6d732807ef1319fb7b8bb8522d0beac02", "0000f90827f1c53a10cb7a02335b175320002935",
    "00000961ef480eb55e80d19ad83579a64c007002", "0000bbddc7ce488642fb579f8b00f3a590007251")]


def make_whole(random, world, accounts, env):
    """Makes the block one with withdrawals and system calls."""
    env["parentBeaconBlockRoot"] = "0x" + random.randbytes(32).hex()
    env["withdrawals"] = [
        {"index": hex(index), "validatorIndex": hex(random.getrandbits(20)),
         "address": hexadecimal(world.address()), "amount": hex(random.choice([0, 1, 10 ** 9, 2 ** 40]))}
        for index in range(random.choice([0, 1, 2, 16]))]
    for address in SYSTEM_CONTRACTS:
        if random.random() < 0.95:
            accounts[address] = make_contract(random, world, len(world.contracts) - 1, SystemProgram)
            world.contracts.append(address)


def make_environment(random, world):
    env = {
        "currentCoinbase": hexadecimal(world.beneficiary), "currentGasLimit": hex(GAS_LIMIT),
        "currentNumber": hex(random.choice([1, 5, 256, 257, 300, 20_000_000])),
        "currentTimestamp": hex(random.choice([1000, 1_800_000_000])), "fakeBlockHashes": True}
    if world.at_least("Paris"):
        env.update(currentRandom=hex(random.getrandbits(256)), currentDifficulty="0x0")
    else:
        env["currentDifficulty"] = hex(random.choice([1, 0x20000, 2 ** 70]))
    if world.at_least("London"):
        env["currentBaseFee"] = hex(random.choice([0, 7, 7, 7, 1000, 10 ** 10]))
    if world.at_least("Cancun"):
        env["currentExcessBlobGas"] = hex(random.choice([0, 0, 131072, 10_000_000, 60_000_000]))
    return env


def sweep(random, sending, transactions):
    """One transaction many times with less and less gas, so that it ends at one instruction after another."""
    model = random.choice(transactions)
    if "authorizationList" in model or "blobVersionedHashes" in model or int(model["gas"], 16) > 10 ** 7:
        return transactions
    step = random.choice([1, 2, 3, 20, 100, 700, 2500])
    gas = int(model["gas"], 16)
    first = int(model["nonce"], 16)
    return [dict(model, nonce=hex(min(first + index, 2 ** 64 - 1)), gas=hex(max(0, gas - index * step)))
            for index in range(16)]


def as_json(account):
    return {"nonce": hex(account.get("nonce", 0)), "balance": hex(account.get("balance", 0)),
            "code": hexadecimal(account.get("code", b"")),
            "storage": {hex(slot): hex(value) for slot, value in account.get("storage", {}).items() if value}}
