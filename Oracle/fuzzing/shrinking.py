"""Makes a case that differs small, keeping that it differs."""
import copy
import time


class Shrinker:
    """Tries ever smaller cases; `differs` says of one whether the outcomes still differ."""

    def __init__(self, differs, seconds=60):
        self.differs, self.end = differs, time.monotonic() + seconds

    def shrink(self, case):
        before = None
        while before != case and not self.is_over():
            before = copy.deepcopy(case)
            case = self.drop_transactions(case)
            case = self.drop_accounts(case)
            case = self.shorten_bytes(case)
            case = self.simplify_fields(case)
        return case

    def is_over(self):
        return time.monotonic() > self.end

    def accepts(self, case):
        return not self.is_over() and self.differs(case)

    def drop_transactions(self, case):
        for index in reversed(range(len(case["txs"]))):
            if len(case["txs"]) > 1:
                for renumbers in (True, False):
                    smaller = without_transaction(case, index, renumbers)
                    if self.accepts(smaller):
                        case = smaller
                        break
        return case

    def drop_accounts(self, case):
        for address in list(case["pre"]):
            smaller = copy.deepcopy(case)
            del smaller["pre"][address]
            if self.accepts(smaller):
                case = smaller
                continue
            for slot in list(case["pre"][address].get("storage", {})):
                smaller = copy.deepcopy(case)
                del smaller["pre"][address]["storage"][slot]
                if self.accepts(smaller):
                    case = smaller
        return case

    def shorten_bytes(self, case):
        """Code and input: cuts the end off, and makes stretches JUMPDEST, which moves no jump's goal."""
        places = [("pre", address, "code") for address in case["pre"]]
        places += [("txs", index, "input") for index in range(len(case["txs"]))]
        for part, key, field in places:
            content = bytes.fromhex(case[part][key].get(field, "0x")[2:])

            def attempt(candidate):
                smaller = copy.deepcopy(case)
                smaller[part][key][field] = "0x" + candidate.hex()
                return smaller if self.accepts(smaller) else None

            size = len(content)
            while size > 0:
                smaller = attempt(content[:-size])
                if smaller:
                    case, content = smaller, content[:-size]
                    size = min(size, len(content))
                else:
                    size //= 2
            size = len(content) // 2
            while size > 0:
                for start in range(0, len(content), size):
                    blank = content[:start] + b"\x5b" * len(content[start:start + size]) + content[start + size:]
                    smaller = attempt(blank) if blank != content else None
                    if smaller:
                        case, content = smaller, blank
                size //= 2
        return case

    def simplify_fields(self, case):
        for index, transaction in enumerate(case["txs"]):
            for field, simple in (("value", "0x0"), ("accessList", []), ("authorizationList", None),
                                  ("maxPriorityFeePerGas", "0x0")):
                if field not in transaction or transaction[field] == simple:
                    continue
                smaller = copy.deepcopy(case)
                if simple is None:
                    smaller["txs"][index][field] = transaction[field][:-1]
                else:
                    smaller["txs"][index][field] = simple
                if self.accepts(smaller):
                    case = smaller
        return case


def without_transaction(case, index, renumbers):
    """The case without one transaction; later ones of its sender move up, or keep their nonces."""
    smaller = copy.deepcopy(case)
    dropped = smaller["txs"].pop(index)
    if renumbers:
        for later in smaller["txs"][index:]:
            if later["from"] == dropped["from"]:
                later["nonce"] = hex(max(0, int(later["nonce"], 16) - 1))
    return smaller
