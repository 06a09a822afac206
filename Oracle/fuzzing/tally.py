"""What a run did and reached."""
from collections import Counter

from cases.program import instructions_of
from specification.coverage import Coverage


class Tally:
    """Counts of one fork's cases."""

    def __init__(self, fork):
        self.fork, self.coverage = fork, Coverage()
        self.cases = self.differences = self.executed = self.gas = 0
        self.outcomes, self.kinds, self.rejections = Counter(), Counter(), Counter()
        # Cases with system calls; what the specification could not execute.
        self.blocks, self.faults = Counter(), Counter()

    def count(self, case, expected):
        self.cases += 1
        self.gas += int(expected.get("gasUsed", "0x0"), 16)
        if case.get("system"):
            self.blocks["invalid" if "invalid" in expected else "valid"] += 1
        for transaction, result in zip(case["txs"], expected["results"]):
            if "error" in result:
                self.outcomes["rejected"] += 1
                self.rejections[result["error"].split(":")[0]] += 1
            else:
                self.outcomes[result["outcome"]] += 1
                self.kinds["create" if transaction["to"] is None else int(transaction["type"], 16)] += 1

    def add(self, other):
        for name in ("cases", "differences", "executed", "gas"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("outcomes", "kinds", "rejections", "blocks", "faults"):
            getattr(self, name).update(getattr(other, name))
        self.coverage.add(other.coverage)

    def lines(self):
        """The report of this fork."""
        reached, opcodes = self.coverage, self.coverage.opcodes
        # What the specification calls by older or longer names.
        same = {"SHA3": "KECCAK256", "KECCAK": "KECCAK256", "DIFFICULTY": "PREVRANDAO"}
        known = {same.get(name, name) for name in opcodes}
        absent = sorted(instructions_of(self.fork).all - known - {"INVALID"})
        yield "%s: %d cases, %d transactions, %d Mgas, %d instructions; %d differences" % (
            self.fork, self.cases, sum(self.outcomes.values()), self.gas // 10 ** 6,
            sum(opcodes.values()), self.differences)
        yield "  transactions: " + listed(self.outcomes)
        yield "  of those executed, by type: " + listed(self.kinds)
        yield "  rejections: " + listed(self.rejections)
        yield "  blocks with system calls: " + listed(self.blocks)
        yield "  calls that failed: " + listed(reached.halts)
        yield "  deepest call %d; instructions reached: %d, not reached: %s" % (
            reached.deepest, len(opcodes), " ".join(absent) or "none")
        yield "  least executed: " + listed(Counter(dict(opcodes.most_common()[:-9:-1])))
        yield "  precompiles: " + listed(Counter({"0x%02x" % n: c for n, c in reached.precompiles.items()}))
        if self.faults:
            yield "  the specification failed on: " + listed(self.faults)


def listed(counter):
    return ", ".join("%s %d" % (name, count) for name, count in sorted(
        counter.items(), key=lambda entry: (-entry[1], str(entry[0])))) or "none"
