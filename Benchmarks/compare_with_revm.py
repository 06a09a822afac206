#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the programs in `gridlock evm-bench` and in revm (through pyrevm) by turns, and prints the ratios.

usage: compare_with_revm.py --gridlock PATH [--programs FOLDER] [--rounds 7] [--only a,b] [--json FILE]

Needs pyrevm 0.3.7 (pip install pyrevm==0.3.7). Times are processor time of the executing thread; a ratio is the
median over the rounds of ours divided by revm's of the same round. Ends with 1 where gas or output differ.

What it works around in pyrevm, where one would measure something else:
 - state stays warm and dirty from one call to the next, so every execution gets a machine of its own;
 - a slot that is inserted is warm, so slots are inserted under a snapshot that is taken back;
 - raw code in an account is analysed again at every call, so code is deployed once and taken from there.
"""
import argparse
import json
import math
import pathlib
import statistics
import subprocess
import sys
import time

from pyrevm import EVM

CALLER = "0x1000000000000000000000000000000000000001"
TARGET = "0xc0de000000000000000000000000000000000001"
# Executions a sample (ours, revm's), so that each takes some tens of milliseconds.
COUNTS = {
    "loop_add": (5, 2), "loop_mulmod": (5, 2), "keccak_loop": (2, 1), "memory_loop": (6, 2),
    "storage_loop": (10, 2), "erc20_batch": (40, 15), "amm_batch": (25, 8), "empty_batch": (300, 50),
}  # fmt: skip
# The programs that the geometric mean is over.
RATED = ["loop_add", "loop_mulmod", "keccak_loop", "memory_loop", "storage_loop", "erc20_batch", "amm_batch"]
CALLS = {"erc20_batch": 1000, "amm_batch": 1000, "empty_batch": 1000}


def read_hex(path):
    return bytes.fromhex(path.read_text().strip().removeprefix("0x"))


def prefixed(digits):
    return digits if digits.startswith("0x") else "0x" + digits


def analysed(code):
    evm = EVM(spec_id="CANCUN")
    init = b"\x61" + len(code).to_bytes(2, "big") + bytes.fromhex("80600a5f395ff3") + code
    return evm.basic(evm.deploy(CALLER, init))


class Program:
    """One program, ready to be executed in revm."""

    def __init__(self, folder, name):
        self.path = folder / name
        self.code = analysed(read_hex(folder / f"{name}.hex"))
        self.data = read_hex(folder / f"{name}.calldata")
        self.codes, self.slots = [], []
        state = folder / f"{name}.state"
        for line in state.read_text().splitlines() if state.exists() else []:
            match line.split():
                case ["code", address, file]:
                    self.codes.append((prefixed(address), analysed(read_hex(folder / file))))
                case ["slot", address, key, value]:
                    self.slots.append((prefixed(address), int(key, 16), int(value, 16)))

    def machine(self):
        evm = EVM(spec_id="CANCUN")
        evm.insert_account_info(TARGET, self.code)
        for address, code in self.codes:
            evm.insert_account_info(address, code)
        for address, key, value in self.slots:
            mark = evm.snapshot()
            evm.insert_account_storage(address, key, value)
            evm.revert(mark)
        return evm

    def run(self, n):
        machines = [self.machine() for _ in range(n)]
        start = time.thread_time_ns()
        for evm in machines:
            output = evm.message_call(CALLER, TARGET, calldata=self.data, gas=10**10)
        elapsed = (time.thread_time_ns() - start) / n
        result = machines[-1].result
        intrinsic = 21000 + sum(16 if byte else 4 for byte in self.data)
        gas = result.gas_used + result.gas_refunded - intrinsic
        return {"cpu_ns": elapsed, "gas": gas, "output": "0x" + bytes(output)[:32].hex()}


def run_ours(gridlock, program, n):
    command = [gridlock, "evm-bench", str(program.path), "--n", str(n), "--json"]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def row(name, ours, theirs):
    calls = CALLS.get(name, 1)
    cpu = statistics.median(sample["cpu_ns"] for sample in ours)
    ratio = statistics.median(a["cpu_ns"] / b["cpu_ns"] for a, b in zip(ours, theirs))
    same = all(ours[0][key] == theirs[0][key] for key in ("gas", "output"))
    instructions = ours[0]["instructions"]
    print(
        f"{name:12} {statistics.median(s['cpu_ns'] for s in theirs) / calls:12.0f} {cpu / calls:12.0f}"
        f" {instructions / calls:12.0f} {cpu / instructions:9.2f} {ratio:9.3f}  {'yes' if same else 'NO'}"
    )
    return ratio, same


def main():
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser()
    parser.add_argument("--gridlock", required=True)
    parser.add_argument("--programs", type=pathlib.Path, default=here / "programs")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only")
    parser.add_argument("--json")
    options = parser.parse_args()
    names = [n for n in COUNTS if not options.only or n in options.only.split(",")]
    programs = {name: Program(options.programs, name) for name in names}
    ours, theirs = {n: [] for n in names}, {n: [] for n in names}
    for _ in range(options.rounds):
        for name in names:
            ours[name].append(run_ours(options.gridlock, programs[name], COUNTS[name][0]))
            theirs[name].append(programs[name].run(COUNTS[name][1]))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps({"ours": ours, "revm": theirs}))
    print(f"{'program':12} {'revm ns':>12} {'ours ns':>12} {'instructions':>12} {'ns/instr':>9} {'ours/revm':>9}  same gas and output")
    rows = {name: row(name, ours[name], theirs[name]) for name in names}
    rated = [rows[name][0] for name in RATED if name in rows]
    if len(rated) == len(RATED):
        mean = math.exp(statistics.mean(map(math.log, rated)))
        print(f"geometric mean of ours/revm over {len(rated)}: {mean:.3f}, highest {max(rated):.3f}")
    print("a batch's times and instructions are those of one of its 1,000 calls")
    sys.exit(0 if all(same for _, same in rows.values()) else 1)


if __name__ == "__main__":
    main()
