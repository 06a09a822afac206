"""Whether two outcomes are one."""

_RESULT_FIELDS = ("outcome", "gasUsed", "output", "logs", "logsHash")
_BLOCK_FIELDS = ("gasUsed", "logsHash", "logsBloom", "receiptsRoot", "requestsHash", "stateRoot")


def difference(expected, found):
    """The first difference in words; None where there is none. Reasons of rejection are not compared."""
    if "crash" in found:
        return found["crash"]
    if found.get("schedulerDifference"):
        return "Block-STM differs from sequential execution: " + found["schedulerDifference"]
    if len(expected["results"]) != len(found["results"]):
        return "%d results, expected %d" % (len(found["results"]), len(expected["results"]))
    for index, (right, ours) in enumerate(zip(expected["results"], found["results"])):
        if "error" in right and "error" in ours:
            continue
        if "error" in right or "error" in ours:
            return "transaction %d: %s, expected %s" % (index, brief(ours), brief(right))
        for field in _RESULT_FIELDS:
            if right[field] != ours.get(field):
                return "transaction %d: %s %s, expected %s (%s)" % (
                    index, field, ours.get(field), right[field], right["outcome"])
    if "invalid" in expected or found.get("invalid"):
        # Of a block that is invalid nothing else is defined.
        agree = "invalid" in expected and found.get("invalid")
        return None if agree else "the block is %s, expected %s" % (
            found.get("invalid") or "valid", expected.get("invalid", "valid"))
    for field in _BLOCK_FIELDS:
        if expected.get(field) != found.get(field):
            return "%s %s, expected %s" % (field, found.get(field), expected.get(field))
    return None


def brief(result):
    return "rejected (%s)" % result["error"] if "error" in result else result["outcome"]


def account_differences(expected, found):
    """Lines that say which accounts differ, and in what."""
    lines = []
    for address in sorted({*expected, *found}):
        right, ours = expected.get(address), found.get(address)
        if right == ours:
            continue
        if right is None or ours is None:
            lines.append("%s: %s" % (address, "should not be there" if right is None else "is missing"))
            continue
        for field in ("nonce", "balance", "code"):
            if right[field] != ours[field]:
                lines.append("%s.%s: %s, expected %s" % (address, field, ours[field], right[field]))
        for slot in sorted({*right["storage"], *ours["storage"]}):
            pair = [side["storage"].get(slot, "0x0") for side in (ours, right)]
            if pair[0] != pair[1]:
                lines.append("%s[%s]: %s, expected %s" % (address, slot, *pair))
    return lines
