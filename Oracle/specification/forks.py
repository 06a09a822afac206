"""The specification's modules by fork, and conversions from JSON to their types."""
import functools
import importlib

from ethereum_types.bytes import Bytes, Bytes0, Bytes32
from ethereum_types.numeric import U8, U64, U256, Uint

from .values import data, number

# The names that consensus tests use, oldest first, and the specification's packages.
PACKAGES = {
    "Frontier": "frontier", "Homestead": "homestead", "EIP150": "tangerine_whistle",
    "EIP158": "spurious_dragon", "Byzantium": "byzantium", "ConstantinopleFix": "constantinople",
    "Istanbul": "istanbul", "Berlin": "berlin", "London": "london", "Paris": "paris",
    "Shanghai": "shanghai", "Cancun": "cancun", "Prague": "prague", "Osaka": "osaka",
}
ORDER = list(PACKAGES)


def at_least(fork, other):
    """Whether `fork` is `other` or came after it."""
    return ORDER.index(fork) >= ORDER.index(other)


class Fork:
    """One fork's rules, and its types made from JSON."""

    def __init__(self, name):
        self.name = name
        package = "ethereum.forks." + PACKAGES[name]
        for module in ("fork", "vm", "state", "fork_types", "transactions", "trie", "bloom", "blocks"):
            setattr(self, module, importlib.import_module(package + "." + module))
        if self.at_least("Prague"):
            self.requests = importlib.import_module(package + ".requests")
        # Half of the specification's time goes into looking for JUMPDESTs anew at every call, which depends on
        # nothing but the code.
        interpreter = importlib.import_module(package + ".vm.interpreter")
        interpreter.get_valid_jump_destinations = functools.lru_cache(256)(
            interpreter.get_valid_jump_destinations)
        self.environment_fields = self.vm.BlockEnvironment.__dataclass_fields__

    def at_least(self, other):
        return at_least(self.name, other)

    def address(self, value):
        return self.fork_types.Address(data(value).rjust(20, b"\0"))

    def state_of(self, accounts):
        """The state that `pre` describes."""
        state = self.state.State()
        for address, account in accounts.items():
            address = self.address(address)
            self.state.set_account(state, address, self.fork_types.Account(
                nonce=Uint(number(account.get("nonce", 0))),
                balance=U256(number(account.get("balance", 0))),
                code=Bytes(data(account.get("code")))))
            for key, value in (account.get("storage") or {}).items():
                if number(value):
                    self.state.set_storage(state, address, word(key), U256(number(value)))
        return state

    def accounts_of(self, state):
        """The reverse: every account that is there."""
        accounts = {}
        for address, account in state._main_trie._data.items():
            if account is None:
                continue
            trie = state._storage_tries.get(address)
            slots = trie._data.items() if trie else ()
            accounts["0x" + bytes(address).hex()] = {
                "nonce": hex(int(account.nonce)), "balance": hex(int(account.balance)),
                "code": "0x" + bytes(account.code).hex(),
                "storage": {hex(int.from_bytes(k, "big")): hex(int(v)) for k, v in slots}}
        return accounts

    def environment(self, env, state, block_hashes):
        """What the transactions of a block see of it."""
        root = env.get("parentBeaconBlockRoot")
        values = dict(
            chain_id=U64(number(env.get("chainId", 1))), state=state,
            block_gas_limit=Uint(number(env["currentGasLimit"])), block_hashes=block_hashes,
            coinbase=self.address(env["currentCoinbase"]),
            number=Uint(number(env["currentNumber"])), time=U256(number(env["currentTimestamp"])),
            difficulty=Uint(number(env.get("currentDifficulty") or 0)),
            base_fee_per_gas=Uint(number(env.get("currentBaseFee") or 0)),
            prev_randao=word(env.get("currentRandom") or 0),
            excess_blob_gas=U64(number(env.get("currentExcessBlobGas") or 0)),
            parent_beacon_block_root=word(root or 0))
        known = {name: value for name, value in values.items() if name in self.environment_fields}
        return self.vm.BlockEnvironment(**known)

    def transaction(self, fields):
        """A transaction from its JSON-RPC form."""
        kind = transaction_kind(fields)
        to = fields.get("to")
        common = dict(
            nonce=U256(number(fields["nonce"])), gas=Uint(number(fields["gas"])),
            to=Bytes0(b"") if to in (None, "", "0x") else self.address(to),
            value=U256(number(fields.get("value", 0))),
            data=Bytes(data(fields.get("input", fields.get("data")))),
            r=U256(number(fields.get("r", 0))), s=U256(number(fields.get("s", 0))))
        types = self.transactions
        if kind == 0:
            legacy = getattr(types, "LegacyTransaction", None) or types.Transaction
            return legacy(gas_price=Uint(number(fields["gasPrice"])),
                          v=U256(number(fields.get("v", 27))), **common)
        common.update(
            chain_id=U64(number(fields.get("chainId", 1))),
            y_parity=U256(number(fields.get("yParity", fields.get("v", 0)))),
            access_list=tuple(self.access(entry) for entry in fields.get("accessList") or ()))
        if kind == 1:
            return types.AccessListTransaction(
                gas_price=Uint(number(fields["gasPrice"])), **common)
        common.update(
            max_priority_fee_per_gas=Uint(number(fields["maxPriorityFeePerGas"])),
            max_fee_per_gas=Uint(number(fields["maxFeePerGas"])))
        if kind == 2:
            return types.FeeMarketTransaction(**common)
        if kind == 3:
            return types.BlobTransaction(
                max_fee_per_blob_gas=U256(number(fields["maxFeePerBlobGas"])),
                blob_versioned_hashes=tuple(word(h) for h in fields["blobVersionedHashes"]),
                **common)
        common["nonce"] = U64(number(fields["nonce"]))
        return types.SetCodeTransaction(
            authorizations=tuple(self.authorization(a) for a in fields["authorizationList"]),
            **common)

    def access(self, entry):
        """One entry of an access list; older forks have plain tuples."""
        address, keys = self.address(entry["address"]), tuple(map(word, entry["storageKeys"]))
        access = getattr(self.transactions, "Access", None)
        return access(address, keys) if access else (address, keys)

    def authorization(self, entry):
        return self.fork_types.Authorization(
            chain_id=U256(number(entry["chainId"])), address=self.address(entry["address"]),
            nonce=U64(number(entry["nonce"])),
            y_parity=U8(number(entry.get("yParity", entry.get("v")))),
            r=U256(number(entry["r"])), s=U256(number(entry["s"])))


def word(value):
    return Bytes32(number(value).to_bytes(32, "big"))


def transaction_kind(fields):
    """The stated type, or the one that the fields imply."""
    if fields.get("type") is not None:
        return number(fields["type"])
    for kind, field in ((4, "authorizationList"), (3, "blobVersionedHashes"), (2, "maxFeePerGas"),
                        (1, "accessList")):
        if fields.get(field) is not None:
            return kind
    return 0


_forks = {}


def fork(name):
    """The fork of this name, loaded once."""
    if name not in _forks:
        _forks[name] = Fork(name)
    return _forks[name]
