"""The instructions that the generator emits: code, operands taken, results left, and the fork that brought them."""
from specification.forks import at_least

_TABLE = """
STOP 00 0 0 Frontier|ADD 01 2 1 Frontier|MUL 02 2 1 Frontier|SUB 03 2 1 Frontier|DIV 04 2 1 Frontier
SDIV 05 2 1 Frontier|MOD 06 2 1 Frontier|SMOD 07 2 1 Frontier|ADDMOD 08 3 1 Frontier|MULMOD 09 3 1 Frontier
EXP 0a 2 1 Frontier|SIGNEXTEND 0b 2 1 Frontier|LT 10 2 1 Frontier|GT 11 2 1 Frontier|SLT 12 2 1 Frontier
SGT 13 2 1 Frontier|EQ 14 2 1 Frontier|ISZERO 15 1 1 Frontier|AND 16 2 1 Frontier|OR 17 2 1 Frontier
XOR 18 2 1 Frontier|NOT 19 1 1 Frontier|BYTE 1a 2 1 Frontier|SHL 1b 2 1 ConstantinopleFix
SHR 1c 2 1 ConstantinopleFix|SAR 1d 2 1 ConstantinopleFix|CLZ 1e 1 1 Osaka|KECCAK256 20 2 1 Frontier
ADDRESS 30 0 1 Frontier|BALANCE 31 1 1 Frontier|ORIGIN 32 0 1 Frontier|CALLER 33 0 1 Frontier
CALLVALUE 34 0 1 Frontier|CALLDATALOAD 35 1 1 Frontier|CALLDATASIZE 36 0 1 Frontier
CALLDATACOPY 37 3 0 Frontier|CODESIZE 38 0 1 Frontier|CODECOPY 39 3 0 Frontier|GASPRICE 3a 0 1 Frontier
EXTCODESIZE 3b 1 1 Frontier|EXTCODECOPY 3c 4 0 Frontier|RETURNDATASIZE 3d 0 1 Byzantium
RETURNDATACOPY 3e 3 0 Byzantium|EXTCODEHASH 3f 1 1 ConstantinopleFix|BLOCKHASH 40 1 1 Frontier
COINBASE 41 0 1 Frontier|TIMESTAMP 42 0 1 Frontier|NUMBER 43 0 1 Frontier|PREVRANDAO 44 0 1 Frontier
GASLIMIT 45 0 1 Frontier|CHAINID 46 0 1 Istanbul|SELFBALANCE 47 0 1 Istanbul|BASEFEE 48 0 1 London
BLOBHASH 49 1 1 Cancun|BLOBBASEFEE 4a 0 1 Cancun|POP 50 1 0 Frontier|MLOAD 51 1 1 Frontier
MSTORE 52 2 0 Frontier|MSTORE8 53 2 0 Frontier|SLOAD 54 1 1 Frontier|SSTORE 55 2 0 Frontier
JUMP 56 1 0 Frontier|JUMPI 57 2 0 Frontier|PC 58 0 1 Frontier|MSIZE 59 0 1 Frontier|GAS 5a 0 1 Frontier
JUMPDEST 5b 0 0 Frontier|TLOAD 5c 1 1 Cancun|TSTORE 5d 2 0 Cancun|MCOPY 5e 3 0 Cancun|PUSH0 5f 0 1 Shanghai
LOG0 a0 2 0 Frontier|LOG1 a1 3 0 Frontier|LOG2 a2 4 0 Frontier|LOG3 a3 5 0 Frontier|LOG4 a4 6 0 Frontier
CREATE f0 3 1 Frontier|CALL f1 7 1 Frontier|CALLCODE f2 7 1 Frontier|RETURN f3 2 0 Frontier
DELEGATECALL f4 6 1 Homestead|CREATE2 f5 4 1 ConstantinopleFix|STATICCALL fa 6 1 Byzantium
REVERT fd 2 0 Byzantium|INVALID fe 0 0 Frontier|SELFDESTRUCT ff 1 0 Frontier
"""

CODE, TAKES, LEAVES, SINCE = {}, {}, {}, {}
for _entry in _TABLE.replace("\n", "|").split("|"):
    if _entry:
        _name, _code, _takes, _leaves, _fork = _entry.split()
        CODE[_name], TAKES[_name], LEAVES[_name] = int(_code, 16), int(_takes), int(_leaves)
        SINCE[_name] = _fork

_ENVIRONMENT = (
    "ADDRESS ORIGIN CALLER CALLVALUE CALLDATASIZE CODESIZE GASPRICE RETURNDATASIZE COINBASE TIMESTAMP NUMBER "
    "PREVRANDAO GASLIMIT CHAINID SELFBALANCE BASEFEE BLOBBASEFEE PC MSIZE GAS").split()
_UNARY = "ISZERO NOT CLZ".split()
_BINARY = (
    "ADD MUL SUB DIV SDIV MOD SMOD EXP SIGNEXTEND LT GT SLT SGT EQ AND OR XOR BYTE SHL SHR SAR").split()


class Instructions:
    """What a fork has, by the role in which the generator uses it."""

    def __init__(self, fork):
        def known(names):
            return [name for name in names if at_least(fork, SINCE[name])]
        self.environment, self.unary, self.binary = map(known, (_ENVIRONMENT, _UNARY, _BINARY))
        self.of_account = known(["BALANCE", "EXTCODESIZE", "EXTCODEHASH"])
        self.calls = known(["CALL", "CALL", "CALLCODE", "DELEGATECALL", "DELEGATECALL", "STATICCALL"])
        self.creations = known(["CREATE", "CREATE2", "CREATE2"])
        self.all = set(known(CODE))

    def has(self, name):
        return name in self.all
