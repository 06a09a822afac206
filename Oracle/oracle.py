#!/usr/bin/env python3
"""Executes cases on Ethereum's executable specification and prints their outcomes, one JSON object a line.

usage: oracle.py [--accounts] [FILE ...]      files of cases, one a line (default: standard input)

A case:
 {"fork": "Cancun",                Frontier to Osaka, as consensus tests name them
  "pre": {"0xaddress": {"balance": "0x..", "nonce": "0x..", "code": "0x..", "storage": {"0x..": "0x.."}}},
  "env": {"currentNumber", "currentCoinbase", "currentTimestamp", "currentGasLimit", "currentBaseFee",
          "currentRandom", "currentDifficulty", "currentExcessBlobGas", "chainId": 1,
          "blockHashes": {"12": "0x.."}, "fakeBlockHashes": true (that of n is keccak256 of n in decimal),
          "parentBeaconBlockRoot", "withdrawals": only with "system": true},
  "txs": [transactions in JSON-RPC form; "from" is believed, without it the signature counts],
  "system": false}                 true: also the block's system calls and withdrawals
Its outcome:
 {"results": [{"outcome": "success" | "reverted" | "halted", "gasUsed", "logs", "logsHash", "output"} | {"error"}],
  "gasUsed", "logsHash", "logsBloom", "receiptsRoot", "stateRoot", "post" with --accounts}
With "system", also "requestsHash" from Prague on, or {"results", "invalid": reason} for a block whose requests
cannot be collected. {"crash": reason} where there is no outcome. An invalid transaction leaves the state untouched; the next one is executed after it.
No block reward is paid. `gridlock fuzz-case` reads and prints the same.
"""
import argparse
import json
import sys
import threading

from specification.execution import execute


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", action="store_true", help="list every account afterwards")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    for stream in map(open, options.files) if options.files else [sys.stdin]:
        for line in filter(str.strip, stream):
            try:
                outcome = execute(json.loads(line), options.accounts)
            except Exception as error:
                outcome = {"crash": "%s: %s" % (type(error).__name__, error)}
            print(json.dumps(outcome), flush=True)


if __name__ == "__main__":
    # The specification recurses with the depth of calls.
    sys.setrecursionlimit(100_000)
    threading.stack_size(512 << 20)
    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
