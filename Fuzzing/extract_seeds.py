#!/usr/bin/env python3
"""Takes seeds for libFuzzer out of the fixtures: extract_seeds.py FIXTURES FOLDER

Writes FOLDER/{blocks,transactions,json}: the bytes of blocks, of transactions, and small test files. What is too
long for the fuzzer is left out. Without fixtures the folders are empty, and the fuzzer starts from what it has.
"""
import hashlib
import json
import pathlib
import sys

LONGEST = 8192
MOST = 400


def keep(folder: pathlib.Path, data: bytes) -> None:
    if 0 < len(data) <= LONGEST and len(list(folder.iterdir())) < MOST:
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def main() -> None:
    fixtures, target = map(pathlib.Path, sys.argv[1:3])
    folders = {name: target / name for name in ("blocks", "transactions", "json")}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    # Spread over the whole tree, in an order that is the same on any machine.
    for path in sorted((fixtures / "ethereum-tests/BlockchainTests").rglob("*.json"))[::3]:
        keep(folders["json"], path.read_bytes())
        for case in json.loads(path.read_text()).values():
            for block in case["blocks"][:2]:
                keep(folders["blocks"], bytes.fromhex(block["rlp"][2:]))
    for path in sorted((fixtures / "ethereum-tests/GeneralStateTests").rglob("*.json"))[::7]:
        keep(folders["json"], path.read_bytes())
        for case in json.loads(path.read_text()).values():
            for posts in case["post"].values():
                if "txbytes" in posts[0]:
                    keep(folders["transactions"], bytes.fromhex(posts[0]["txbytes"][2:]))


if __name__ == "__main__":
    main()
