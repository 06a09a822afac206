"""Contracts of a real compiler: the tokens and the pool of our workloads (Vyper), and calls to them."""
import json
import pathlib

from ethereum.crypto.hash import keccak256

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Workloads" / "contracts"
_artifacts = {}


def artifact(name):
    if name not in _artifacts:
        _artifacts[name] = json.loads((FOLDER / (name + ".json")).read_text())
    return _artifacts[name]


def word(value):
    return (value if isinstance(value, int) else int.from_bytes(value, "big")).to_bytes(32, "big")


def mapped(slot, *keys):
    """The slot of a mapping's value, as Vyper places it: keccak256(slot . key)."""
    for key in keys:
        slot = int.from_bytes(keccak256(word(slot) + word(key)), "big")
    return slot


def deploy(world, accounts):
    """Two tokens and their pool, which the senders hold and have approved; their code is Cancun's."""
    random = world.random
    world.tokens = [b"\x70\xce" + random.randbytes(17) + bytes([n]) for n in (0, 1)]
    world.pools = [b"\x90\x01" + random.randbytes(18)]
    pool = world.pools[0]
    holders = world.senders + world.contracts[:2] + [pool]
    for token in world.tokens:
        slots = artifact("erc20")["storageSlots"]
        storage = {slots["totalSupply"]["slot"]: 10 ** 24}
        for holder in holders:
            storage[mapped(slots["balanceOf"]["slot"], holder)] = 10 ** 21
            storage[mapped(slots["allowance"]["slot"], holder, pool)] = random.choice([2 ** 256 - 1, 10 ** 20])
        accounts[token] = account(artifact("erc20"), storage)
    slots = artifact("pool")["storageSlots"]
    accounts[pool] = account(artifact("pool"), {
        slots["token0"]["slot"]: int.from_bytes(world.tokens[0], "big"),
        slots["token1"]["slot"]: int.from_bytes(world.tokens[1], "big"),
        slots["packed"]["slot"]: 10 ** 21 | 10 ** 21 << 112 | 900 << 224,
        slots["unlocked"]["slot"]: 1})


def account(contract, storage):
    return {"nonce": 1, "balance": 0, "code": bytes.fromhex(contract["runtimeBytecode"].removeprefix("0x")),
            "storage": storage}


def call(world):
    """A target among the libraries, and call data it understands."""
    random = world.random
    if random.random() < 0.4:
        target, contract = random.choice(world.pools), artifact("pool")
        signature = random.choice(["swap(bool,uint256,uint256)"] * 5 + ["sync()", "reserves()"])
        arguments = [random.randrange(2), random.choice([0, 1, 10 ** 15, 10 ** 20, 2 ** 255]), 0]
    else:
        target, contract = random.choice(world.tokens), artifact("erc20")
        signature = random.choice(
            ["transfer(address,uint256)"] * 4 + ["approve(address,uint256)", "balanceOf(address)"]
            + ["transferFrom(address,address,uint256)"] * 2)
        people = world.senders + world.contracts + world.pools
        arguments = [random.choice(people), random.choice([0, 1, 1000, 10 ** 21, 10 ** 21 + 1])]
        if signature.startswith("transferFrom"):
            arguments.insert(0, random.choice(people))
    selector = bytes.fromhex(contract["selectors"][signature][2:])
    return target, selector + b"".join(word(argument) for argument in arguments)
