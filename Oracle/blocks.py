#!/usr/bin/env python3
"""Holds one block of every workload to Ethereum's executable specification.

Each workload file is generated, one block is exported as the inputs of a transition tool, and the
specification's own transition tool (ethereum-execution's t8n) executes it. State root, receipts root, gas
used, logs and the accounts after the block must be those that we say. Every profile that there is has to be
among the workloads.
"""
import argparse
import io
import json
import logging
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time

FIELDS = ("stateRoot", "txRoot", "receiptsRoot", "gasUsed", "logsHash", "logsBloom")


def export(gridlock, workload, options, folder):
    """Writes the block into `folder`; returns its chain and fork, or raises with what was said."""
    command = [
        gridlock, "generate", workload, "--unmeasured", "-p", f"blocks={options.block}",
        "-p", f"transactions_per_block={options.transactions}",
        "--export", "t8n", "--block", str(options.block), "--out", folder]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode != 0:
        raise RuntimeError(run.stderr.strip() or f"exit code {run.returncode}")
    said = re.search(r"^block .*, fork (\w+), chain (\d+)$", run.stdout, re.MULTILINE)
    return said.group(1), said.group(2)


def specification(fork, chain, folder):
    """What the specification's transition tool makes of the block in `folder`."""
    from ethereum_spec_tools.evm_tools import ForkCache, main
    logging.disable(logging.CRITICAL)
    out = io.StringIO()
    arguments = ["t8n", f"--state.fork={fork}", f"--state.chainid={chain}", "--state.reward=-1",
                 "--output.result=stdout", "--output.alloc=stdout", f"--output.basedir={folder}"]
    for name in ("alloc", "env", "txs"):
        arguments.append(f"--input.{name}={os.path.join(folder, name)}.json")
    with ForkCache() as cache:
        code = main(arguments, out, io.StringIO(""), cache)
    if code:
        raise RuntimeError(f"the specification's t8n ends with {code}")
    return json.loads(out.getvalue())["result"]


def difference(ours, theirs):
    """The first difference, or None."""
    for field in FIELDS:
        if ours.get(field) != theirs.get(field):
            return f"{field} is {ours.get(field)}, the specification says {theirs.get(field)}"
    if ours["rejected"] or theirs.get("rejected"):
        return f"transactions rejected: {theirs.get('rejected')}"
    return None


def check(task):
    """One workload: its name, the profiles in it, and a verdict with a line of text."""
    workload, options = task
    name = os.path.splitext(os.path.basename(workload))[0]
    with open(workload) as file:
        profiles = set(re.findall(r"^\s*-?\s*profile:\s*([\w-]+)", file.read(), re.MULTILINE))
    start = time.monotonic()
    try:
        with tempfile.TemporaryDirectory() as folder:
            fork, chain = export(options.gridlock, workload, options, folder)
            with open(os.path.join(folder, "result.json")) as file:
                ours = json.load(file)
            theirs = specification(fork, chain, folder)
    except Exception as error:
        return name, profiles, False, f"{type(error).__name__}: {error}"
    wrong = difference(ours, theirs)
    if wrong:
        return name, profiles, False, wrong
    count = len(theirs["receipts"])
    if count == 0:
        return name, profiles, False, "the block is empty"
    return name, profiles, True, (
        f"{count:4} transactions  {int(ours['gasUsed'], 16):>11,} gas  state root "
        f"{ours['stateRoot'][:10]}…  receipts root {ours['receiptsRoot'][:10]}…  "
        f"{time.monotonic() - start:5.1f} s")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workloads", nargs="+", metavar="WORKLOAD")
    parser.add_argument("--gridlock", default=".build/release/gridlock")
    parser.add_argument("--transactions", type=int, default=200, help="in the block (200)")
    parser.add_argument(
        "--block", type=int, default=3,
        help="which (3): what comes of proposals and auctions is not in the first")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()

    known = json.loads(subprocess.run(
        [options.gridlock, "list", "profiles", "--json"], capture_output=True, text=True,
        check=True).stdout)
    counts, covered = {True: 0, False: 0}, set()
    with multiprocessing.Pool(options.jobs) as pool:
        tasks = [(workload, options) for workload in options.workloads]
        for name, profiles, passed, text in pool.imap(check, tasks):
            counts[passed] += 1
            if passed:
                covered |= profiles
            print(f"{'passed' if passed else 'FAILED'}  {name:26} {text}", flush=True)
    missing = [profile["name"] for profile in known if profile["name"] not in covered]
    for profile in missing:
        print(f"skipped no block of profile {profile} has passed")
    print(f"{counts[True]} passed, {counts[False]} failed, {len(missing)} skipped")
    sys.exit(1 if counts[False] or missing else 0)


if __name__ == "__main__":
    main()
