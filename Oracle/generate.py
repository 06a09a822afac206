#!/usr/bin/env python3
"""Prints random cases, one a line, in the format of oracle.py: what `make fuzz-evm` runs.

usage: generate.py [--fork Cancun] [--seed 1] [--count 1]
"""
import argparse
import json

from cases.blocks import make_case


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fork", default="Cancun")
    parser.add_argument("--seed", type=int, default=1, help="of the first case; the next has the next")
    parser.add_argument("--count", type=int, default=1)
    options = parser.parse_args()
    for seed in range(options.seed, options.seed + options.count):
        print(json.dumps(make_case(options.fork, seed)))


if __name__ == "__main__":
    main()
