"""Executes a case on the specification."""
from ethereum.crypto.hash import keccak256
from ethereum.exceptions import EthereumException
from ethereum_rlp import rlp
from ethereum_types.bytes import Bytes32
from ethereum_types.numeric import U64, U256, Uint

from .coverage import Coverage
from .forks import fork
from .values import data, number, text


class MissingBlockHash(Exception):
    """BLOCKHASH was asked for a block that the case says nothing of."""


class BlockHashes(list):
    """The last 256 block hashes, oldest first; reading one that is not known is an error."""

    def __init__(self, env):
        given = {number(k): data(v) for k, v in (env.get("blockHashes") or {}).items()}
        current = number(env["currentNumber"])
        for ancestor in range(max(0, current - 256), current):
            value = given.get(ancestor)
            if value is None and env.get("fakeBlockHashes"):
                value = keccak256(str(ancestor).encode())
            self.append(None if value is None else Bytes32(value))

    def __getitem__(self, index):
        value = list.__getitem__(self, index)
        if value is None:
            raise MissingBlockHash(index)
        return value


def execute(case, lists_accounts=False, coverage=None):
    """Executes the transactions of `case` in order; an invalid one changes nothing.

    Returns the outcome as `oracle.py` prints it. `coverage` counts what was reached.
    """
    coverage = coverage or Coverage()
    coverage.install()
    rules, env = fork(case["fork"]), case["env"]
    state = rules.state_of(case["pre"])
    block = rules.environment(env, state, BlockHashes(env))
    output = rules.vm.BlockOutput()
    system = case.get("system", False)
    if system:
        before_transactions(rules, block)
    results = []
    for fields in case["txs"]:
        results.append(transaction_result(rules, block, output, fields, results, coverage))
    requests = None
    if system:
        try:
            requests = after_transactions(rules, block, output, env)
        except EthereumException as error:
            return {"id": case.get("id"), "results": results, "invalid": str(error)}
    outcome = block_outcome(rules, state, output, results)
    if requests:
        outcome["requestsHash"] = requests
    if lists_accounts:
        outcome["post"] = rules.accounts_of(state)
    if "id" in case:
        outcome["id"] = case["id"]
    return outcome


def transaction_result(rules, block, output, fields, earlier, coverage):
    """Executes one transaction and says how it ended."""
    transaction = rules.transaction(fields)
    # Receipts are numbered without the transactions that were rejected.
    index = Uint(sum(1 for result in earlier if "error" not in result))
    gas_before, logs_before = int(output.block_gas_used), len(output.block_logs)
    coverage.output, coverage.error = b"", "no end"
    recover = rules.fork.recover_sender
    if "from" in fields:
        sender = rules.address(fields["from"])
        rules.fork.recover_sender = lambda *_: sender
    try:
        rules.fork.process_transaction(
            block_env=block, block_output=output, tx=transaction, index=index)
    except EthereumException as error:
        return {"error": ": ".join(filter(None, (type(error).__name__, str(error))))}
    finally:
        rules.fork.recover_sender = recover
    logs = output.block_logs[logs_before:]
    outcome = end_of(coverage.error)
    created = fields.get("to") in (None, "", "0x") and outcome == "success"
    return {"outcome": outcome, "gasUsed": hex(int(output.block_gas_used) - gas_before),
            "logs": len(logs), "logsHash": text(keccak256(rlp.encode(logs))),
            # What init code returns is the account's code, and in the state.
            "output": "0x" if created else text(coverage.output)}


def end_of(error):
    if error is None:
        return "success"
    return "reverted" if type(error).__name__ == "Revert" else "halted"


def block_outcome(rules, state, output, results):
    logs = output.block_logs
    outcome = {
        "results": results, "gasUsed": hex(int(output.block_gas_used)),
        "logsHash": text(keccak256(rlp.encode(logs))),
        "logsBloom": text(rules.bloom.logs_bloom(logs)),
        "stateRoot": text(rules.state.state_root(state))}
    if rules.at_least("Byzantium"):
        outcome["receiptsRoot"] = text(rules.trie.root(output.receipts_trie))
    return outcome


def before_transactions(rules, block):
    """The system calls before the first transaction: EIP-4788, EIP-2935."""
    call = getattr(rules.fork, "process_unchecked_system_transaction", None)
    if rules.at_least("Cancun"):
        call(block_env=block, target_address=rules.fork.BEACON_ROOTS_ADDRESS,
             data=block.parent_beacon_block_root)
    if rules.at_least("Prague"):
        call(block_env=block, target_address=rules.fork.HISTORY_STORAGE_ADDRESS,
             data=block.block_hashes[-1])


def after_transactions(rules, block, output, env):
    """Withdrawals (EIP-4895) and requests (EIP-7685); the hash of those, or None before Prague."""
    if env.get("withdrawals") is not None and rules.at_least("Shanghai"):
        rules.fork.process_withdrawals(block, output, tuple(
            rules.blocks.Withdrawal(
                U64(number(w["index"])), U64(number(w["validatorIndex"])),
                rules.address(w["address"]), U256(number(w["amount"])))
            for w in env["withdrawals"]))
    if not rules.at_least("Prague"):
        return None
    rules.fork.process_general_purpose_requests(block_env=block, block_output=output)
    return text(rules.requests.compute_requests_hash(output.requests))
