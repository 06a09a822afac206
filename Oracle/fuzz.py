#!/usr/bin/env python3
"""Differential fuzzing of gridlock's EVM against Ethereum's executable specification: `make fuzz-evm`.

usage: fuzz.py [--cases N] [--forks Cancun,Prague] [--seed 1] [--jobs 2] [--gridlock PATH]
       fuzz.py --case FILE ...        runs cases again and says how they differ

A case is a random block of 1 to 20 transactions (cases/). Compared are every transaction's status, gas, logs and
output, the receipts root and the state root; gridlock also executes each under Block-STM with two workers, which
must come to the same. A case that differs is shrunk and written to --findings. Case i is of the i-th fork in
turn and has seed --seed + i: the same options, the same cases, whatever --jobs.
Exit codes: 0 nothing differs, 1 a fault of the driver, 6 something differs, 130 interrupted and nothing differs.
"""
import argparse
import json
import multiprocessing
import pathlib
import signal
import sys
import time

from fuzzing import worker
from fuzzing.comparison import account_differences, difference
from fuzzing.gridlock import Gridlock
from fuzzing.tally import Tally
from specification.execution import execute

ROOT = pathlib.Path(__file__).resolve().parents[1]


def main():
    options = parse()
    sys.exit(replay(options) if options.case else fuzz(options))


def parse():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--forks", default="Cancun,Prague")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--gridlock", default=str(ROOT / ".build/release/gridlock"))
    parser.add_argument("--findings", default=str(ROOT / ".fuzz-findings"))
    parser.add_argument("--case", nargs="*", default=[])
    return parser.parse_args()


def fuzz(options):
    forks = options.forks.split(",")
    seeds = [(forks[i % len(forks)], options.seed + i) for i in range(options.cases)]
    is_over, reports = multiprocessing.Event(), multiprocessing.SimpleQueue()
    signal.signal(signal.SIGINT, lambda *_: is_over.set())
    workers = [
        multiprocessing.Process(target=worker.start, args=(
            seeds[job::options.jobs], options.gridlock, options.findings, is_over, reports))
        for job in range(options.jobs)]
    for process in workers:
        process.start()
    tallies, faults = gather(reports, len(workers), forks, options.cases)
    for process in workers:
        process.join()
    for fork in forks:
        print("\n".join(tallies[fork].lines()), flush=True)
    done = sum(tally.cases for tally in tallies.values())
    differences = sum(tally.differences for tally in tallies.values())
    print("%d of %d cases, %d differences" % (done, options.cases, differences))
    return 1 if faults else 6 if differences else 130 if is_over.is_set() else 0


def gather(reports, running, forks, total):
    """Sums up what the workers tell until all have ended; prints findings as they come."""
    tallies, faults, done = {fork: Tally(fork) for fork in forks}, 0, 0
    start = shown = time.monotonic()
    while running:
        report = reports.get()
        if report is None:
            running -= 1
            continue
        tally, finding = report
        if finding:
            print(finding, flush=True)
        if tally is None:
            faults += 1
            continue
        tallies[tally.fork].add(tally)
        done += 1
        now = time.monotonic()
        if now - shown > 10:
            shown = now
            print("%d of %d cases, %.1f a second" % (done, total, done / (now - start)),
                  file=sys.stderr, flush=True)
    return tallies, faults


def replay(options):
    """Cases from files, again, with every account that differs."""
    sys.setrecursionlimit(20_000)
    gridlock, differences = Gridlock(options.gridlock), 0
    for path in options.case:
        for line in pathlib.Path(path).read_text().splitlines():
            case = json.loads(line)
            expected, found = execute(case, lists_accounts=True), gridlock.run(case, accounts=True)
            reason = difference(expected, found)
            print("%s: %s" % (case.get("id", path), reason or "no difference"))
            if reason and "post" in expected and found.get("post"):
                print("\n".join("  " + line for line in account_differences(expected["post"], found["post"])))
            differences += reason is not None
    return 6 if differences else 0


if __name__ == "__main__":
    main()
