"""One process of a run: makes cases, asks both sides, tells what came of it."""
import json
import pathlib
import signal
import sys
import threading
import traceback

from cases.blocks import make_case
from specification.execution import execute

from .comparison import account_differences, difference
from .gridlock import Gridlock
from .shrinking import Shrinker
from .tally import Tally

# The specification recurses with the depth of calls.
STACK_BYTES = 512 << 20


def start(*arguments):
    """The process's body: `work` on a thread with a large stack. Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setrecursionlimit(100_000)
    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=work, args=arguments)
    thread.start()
    thread.join()


def work(seeds, binary, findings, is_over, reports):
    """Runs the cases of `seeds`, (fork, number) each, and puts tallies and findings on `reports`."""
    gridlock = Gridlock(binary)
    try:
        for fork, seed in seeds:
            if is_over.is_set():
                break
            reports.put(run_case(fork, seed, gridlock, findings))
    except Exception:
        reports.put((None, traceback.format_exc()))
    finally:
        gridlock.stop()
        reports.put(None)


def run_case(fork, seed, gridlock, findings):
    """The tally of one case, and the text of a finding or None."""
    tally = Tally(fork)
    case = make_case(fork, seed)
    gridlock.tell(case)
    try:
        expected = execute(case, coverage=tally.coverage)
    except Exception as error:
        gridlock.answer()
        tally.cases += 1
        tally.faults["%s in %s-%d" % (type(error).__name__, fork, seed)] += 1
        return tally, None
    found = gridlock.answer()
    tally.count(case, expected)
    reason = difference(expected, found)
    if reason is None:
        return tally, None
    tally.differences = 1
    return tally, "%s-%d: %s\n%s" % (fork, seed, reason, keep(case, gridlock, findings))


def keep(case, gridlock, findings):
    """Shrinks a case that differs and writes it to a file; says where and how to run it again."""
    def differs(candidate):
        try:
            return difference(execute(candidate), gridlock.run(candidate)) is not None
        except Exception:
            return False
    small = Shrinker(differs).shrink(case)
    expected, found = execute(small, lists_accounts=True), gridlock.run(small, accounts=True)
    folder = pathlib.Path(findings)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (case["id"] + ".json")
    # With the right outcome in it, the file can be a regression test as it is.
    small["expected"] = {key: value for key, value in expected.items() if key != "post"}
    path.write_text(json.dumps(small) + "\n")
    lines = ["shrunk: " + str(difference(expected, found))]
    if "post" in expected and found.get("post"):
        lines += account_differences(expected["post"], found["post"])[:20]
    lines += ["kept as %s; again: Oracle/fuzz.py --case %s" % (path, path)]
    return "\n".join("  " + line for line in lines)
