"""What an execution reached: instructions, precompiles, ends of calls."""
from collections import Counter

from ethereum import trace


class Coverage:
    """Counts of what was executed; made a tracer of the specification by `install`."""

    def __init__(self):
        self.opcodes, self.precompiles, self.halts = Counter(), Counter(), Counter()
        self.deepest = 0
        # Of the transaction that ended last.
        self.output, self.error = b"", None

    def install(self):
        trace.set_evm_trace(self.take)

    def take(self, evm, event):
        kind = type(event)
        if kind is trace.OpStart:
            self.opcodes[event.op.name] += 1
        elif kind is trace.GasAndRefund or kind is trace.OpEnd:
            return
        elif kind is trace.PrecompileStart:
            self.precompiles[int.from_bytes(event.address, "big")] += 1
        elif kind is trace.OpException:
            self.halts[type(event.error).__name__] += 1
            self.deepest = max(self.deepest, int(evm.message.depth))
        elif kind is trace.EvmStop:
            self.deepest = max(self.deepest, int(evm.message.depth))
        elif kind is trace.TransactionEnd:
            self.output, self.error = bytes(event.output), event.error

    def add(self, other):
        self.opcodes += other.opcodes
        self.precompiles += other.precompiles
        self.halts += other.halts
        self.deepest = max(self.deepest, other.deepest)
