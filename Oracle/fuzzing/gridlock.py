"""Our side: a `gridlock fuzz-case` that is asked one case after another."""
import json
import select
import subprocess


class Gridlock:
    """One process. One that dies or hangs is an outcome like any other, and is started anew."""

    SECONDS = 120

    def __init__(self, binary):
        self.binary = binary
        self.process = None

    def tell(self, case, accounts=False):
        """Sends a case; `answer` must be called next."""
        if accounts:
            self.stop()
        if self.process is None:
            # A session of its own, so that Ctrl-C ends the driver first.
            self.process = subprocess.Popen(
                [self.binary, "fuzz-case", *(["--accounts"] if accounts else [])], text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
        try:
            self.process.stdin.write(json.dumps(case) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def answer(self):
        """The outcome of the case that was sent last."""
        ready, _, _ = select.select([self.process.stdout], [], [], self.SECONDS)
        if not ready:
            self.stop()
            return {"crash": "gridlock gave no answer in %d seconds" % self.SECONDS}
        line = self.process.stdout.readline()
        if not line:
            code = self.process.wait()
            self.process = None
            return {"crash": "gridlock ended by itself with code %d" % code}
        return json.loads(line)

    def run(self, case, accounts=False):
        self.tell(case, accounts)
        outcome = self.answer()
        if accounts:
            self.stop()
        return outcome

    def stop(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
