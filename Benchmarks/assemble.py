#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Assembles the programs that are written by hand: programs/NAME.asm to programs/NAME.hex.

usage: assemble.py [--check]     --check writes nothing and ends with 1 where a .hex is not its .asm

A word is a mnemonic, a number (the shortest PUSH), #N:0x… (PUSHN), a label's definition `name:`, or `@name`
(PUSH2 of where it is). What follows `;` is for people.
"""
import pathlib
import sys

PROGRAMS = pathlib.Path(__file__).resolve().parent / "programs"
# One source, three programs: they differ in the contract that is called.
OUTPUTS = {"call_batch": ["erc20_batch", "amm_batch", "empty_batch"]}
OPCODES = {
    "ADD": 0x01, "SUB": 0x03, "DIV": 0x04, "MULMOD": 0x09, "EXP": 0x0A, "LT": 0x10, "ISZERO": 0x15,
    "AND": 0x16, "OR": 0x17, "XOR": 0x18, "SHL": 0x1B, "SHR": 0x1C, "KECCAK256": 0x20,
    "CALLDATALOAD": 0x35, "CALLDATASIZE": 0x36, "CALLDATACOPY": 0x37, "POP": 0x50, "MLOAD": 0x51,
    "MSTORE": 0x52, "MSTORE8": 0x53, "SLOAD": 0x54, "SSTORE": 0x55, "JUMPI": 0x57, "GAS": 0x5A,
    "MCOPY": 0x5E, "PUSH0": 0x5F, "CALL": 0xF1, "RETURN": 0xF3, "REVERT": 0xFD,
    **{f"DUP{n}": 0x7F + n for n in range(1, 17)}, **{f"SWAP{n}": 0x8F + n for n in range(1, 17)},
}  # fmt: skip


def push(value, width=None):
    width = width or max(1, (value.bit_length() + 7) // 8)
    return bytes([0x5F + width]) + value.to_bytes(width, "big")


def assemble(source):
    words = [word for line in source.splitlines() for word in line.split(";")[0].split()]
    code, labels, uses = bytearray(), {}, []
    for word in words:
        if word.endswith(":"):
            labels[word[:-1]] = len(code)
            code.append(0x5B)
        elif word.startswith("@"):
            uses.append((len(code) + 1, word[1:]))
            code += push(0, 2)
        elif word.startswith("#"):
            width, value = word[1:].split(":")
            code += push(int(value, 0), int(width))
        elif word in OPCODES:
            code.append(OPCODES[word])
        else:
            code += push(int(word, 0))
    for place, label in uses:
        code[place : place + 2] = labels[label].to_bytes(2, "big")
    return "0x" + code.hex() + "\n"


def main():
    stale = []
    for source in sorted(PROGRAMS.glob("*.asm")):
        text = assemble(source.read_text())
        for name in OUTPUTS.get(source.stem, [source.stem]):
            target = PROGRAMS / f"{name}.hex"
            if target.exists() and target.read_text() == text:
                continue
            stale.append(target.name)
            if "--check" not in sys.argv:
                target.write_text(text)
    for name in stale:
        print(f"{name}: {'not what its .asm says' if '--check' in sys.argv else 'written'}")
    sys.exit(1 if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
