"""Random programs: every statement leaves the stack as it found it, so that most run to their end."""
from .assembler import Assembler
from .calls import Calls
from .creations import Creations
from .expressions import Expressions
from .opcodes import Instructions

_instructions = {}


def instructions_of(fork):
    if fork not in _instructions:
        _instructions[fork] = Instructions(fork)
    return _instructions[fork]


class Program(Expressions, Calls, Creations):
    """One contract's code, or init code.

    `level` counts programs within programs; `number` is the contract's among those of the world.
    """

    def __init__(self, random, world, level=0, number=None):
        self.random, self.world, self.level, self.number = random, world, level, number
        self.instructions = instructions_of(world.fork)
        self.code = Assembler()

    def build(self, statements):
        random = self.random
        for _ in range(statements):
            self.statement()
        if random.random() < 0.9:
            self.end()
        if random.random() < 0.02:
            # A PUSH that the end of the code cuts off.
            self.code.raw([random.randrange(0x60, 0x80), *random.randbytes(random.randrange(3))])
        return self.code.assemble()

    def statement(self, fuel=3):
        """One statement; `fuel` bounds how deep blocks nest."""
        choices, weights = zip(*self.STATEMENTS)
        getattr(self, self.random.choices(choices, weights)[0])(fuel)

    STATEMENTS = [
        ("store", 18), ("observe_something", 14), ("write_memory", 10), ("copy_memory", 7), ("log", 5),
        ("call", 15), ("call_precompile", 4), ("create", 4), ("branch", 8), ("loop", 3), ("subroutine", 2),
        ("juggle", 6), ("accident", 0.8), ("leave", 1.2), ("recurse", 0.3)]

    # Storage

    def store(self, _):
        """SSTORE, often of a value that undoes or repeats an earlier one."""
        random, code = self.random, self.code
        if random.random() < 0.3:
            code.push(random.choice([0, 0, 1, 2, 3]))
        else:
            self.expression()
        code.push(self.world.slot())
        transient = self.instructions.has("TSTORE") and random.random() < 0.2
        code.emit("TSTORE" if transient else "SSTORE")

    def observe_something(self, _):
        self.expression()
        self.observe()

    def observe(self):
        """Makes the top of the stack matter: to storage, memory (which is returned), a log; or drops it."""
        random, code = self.random, self.code
        kind = random.random()
        if kind < 0.3:
            code.push(self.world.slot())
            code.emit("SSTORE")
        elif kind < 0.75:
            code.push(random.randrange(8) * 32)
            code.emit("MSTORE")
        elif kind < 0.9:
            code.push(0)
            code.push(0)
            code.emit("LOG1")
        else:
            code.emit("POP")

    # Memory

    def write_memory(self, _):
        self.expression()
        self.offset()
        self.code.emit(self.random.choice(["MSTORE", "MSTORE", "MSTORE", "MSTORE8"]))

    def copy_memory(self, _):
        random, code = self.random, self.code
        names = ["CALLDATACOPY", "CODECOPY", "EXTCODECOPY", "RETURNDATACOPY"] + ["MCOPY"] * 3
        name = random.choice([name for name in names if self.instructions.has(name)])
        if name == "RETURNDATACOPY":
            return self.copy_return_data()
        self.size()
        self.offset()
        self.offset()
        if name == "EXTCODECOPY":
            self.push_address()
        code.emit(name)

    def copy_return_data(self):
        """To the edge of what there is, and at times past it, which halts."""
        random, code = self.random, self.code
        kind = random.random()
        if kind < 0.75:
            code.emit("RETURNDATASIZE")
            code.push(0)
        elif kind < 0.9:
            code.push(0)
            code.emit("RETURNDATASIZE")
        else:
            code.push(random.choice([1, 32, 2 ** 64]))
            code.push(random.choice([0, 1, 2 ** 256 - 1]))
        self.offset()
        code.emit("RETURNDATACOPY")

    def log(self, _):
        topics = self.random.randrange(5)
        for _ in range(topics):
            self.expression(1)
        self.size()
        self.offset()
        self.code.emit("LOG%d" % topics)

    # Control

    def branch(self, fuel):
        code = self.code
        self.expression()
        over = code.new_label()
        code.push_label(over)
        code.emit("JUMPI")
        self.block(fuel)
        if self.random.random() < 0.4:
            end = code.new_label()
            code.push_label(end)
            code.emit("JUMP")
            code.place(over)
            self.block(fuel)
            code.place(end)
        else:
            code.place(over)

    def block(self, fuel):
        if fuel > 0:
            for _ in range(self.random.randint(1, 3)):
                self.statement(fuel - 1)

    def loop(self, fuel):
        """Counts down on the stack."""
        random, code = self.random, self.code
        code.push(random.choice([1, 2, 3, 5, 9, 17]) if fuel == 3 else 2)
        start = code.new_label()
        code.place(start)
        self.block(min(fuel, 1))
        code.push(1)
        code.swap(1)
        code.emit("SUB")
        code.duplicate(1)
        code.push_label(start)
        code.emit("JUMPI")
        code.emit("POP")

    def subroutine(self, fuel):
        """A jump there, and back to an address from the stack."""
        code = self.code
        start, over = code.new_label(), code.new_label()
        code.push_label(over)
        code.emit("JUMP")
        # In the subroutine the return address is on top of what the caller has.
        code.depth += 1
        code.place(start)
        self.block(fuel)
        code.emit("JUMP")
        code.place(over)
        for _ in range(self.random.randint(1, 2)):
            back = code.new_label()
            code.push_label(back)
            code.push_label(start)
            code.emit("JUMP")
            code.depth -= 1
            code.place(back)

    def juggle(self, _):
        """DUP and SWAP over words of our own, now and then deeper than what is there."""
        random, code = self.random, self.code
        count = random.choice([1, 2, 3, 4, 8, 17])
        for _ in range(count):
            if random.random() < 0.5:
                code.push(random.getrandbits(16))
            else:
                code.emit(random.choice(self.instructions.environment))
        for _ in range(random.randint(1, 6)):
            place = random.randint(1, 16)
            if code.depth > place or random.random() < 0.002:
                code.swap(place)
            place = random.randint(1, 16)
            if code.depth >= place and random.random() < 0.4:
                code.duplicate(place)
                count += 1
        while count > 1:
            name = random.choice(["POP", "ADD", "XOR", "SUB", "MUL", "AND"])
            code.emit(name)
            count -= 1
        self.observe()

    def recurse(self, _):
        """Calls itself with nearly all gas, or with what is enough for a few levels."""
        code = self.code
        for _ in range(4):
            code.push(0)
        if self.random.random() < 0.5:
            code.push(0)
            name = "CALL"
        else:
            name = self.random.choice([n for n in self.instructions.calls if n[0] in "DS"] or ["CALL"])
            if name == "CALL":
                code.push(0)
        code.emit("ADDRESS")
        if self.random.random() < 0.3:
            code.emit("GAS")
        else:
            code.push(self.random.choice([2000, 10000, 60000]))
        code.emit(name)
        self.observe()

    # Ends

    def accident(self, _):
        """What well-formed code does not do."""
        random, code = self.random, self.code
        kind = random.randrange(8)
        depth = code.depth
        if kind == 0:
            code.raw([random.randrange(256)])
        elif kind == 1:
            code.raw(random.randbytes(random.randint(1, 6)))
        elif kind == 2:
            code.push(random.choice([0, 1, 2 ** 16, 2 ** 64 + 1, 2 ** 256 - 1, random.randrange(300)]))
            code.emit("JUMP")
        elif kind == 3:
            self.expression()
            code.push(random.randrange(300))
            code.emit("JUMPI")
        elif kind == 4:
            # A destination within a PUSH's bytes is none.
            code.push(0x5b5b5b5b, 4)
            code.emit("POP")
        elif kind == 5:
            code.emit("INVALID")
        elif kind == 6:
            # Takes more than there is.
            for _ in range(code.depth + 1):
                code.emit("POP")
        else:
            self.overflow()
        code.depth = depth

    def overflow(self):
        """Fills the stack until it overflows, or, where the loop's end comes first, nearly."""
        code = self.code
        start = code.new_label()
        code.place(start)
        for _ in range(self.random.choice([1, 3])):
            code.emit("MSIZE")
        code.push_label(start)
        code.emit("JUMP")

    def leave(self, _):
        """Ends here, on a condition."""
        code = self.code
        self.expression()
        over = code.new_label()
        code.push_label(over)
        code.emit("JUMPI")
        self.end()
        code.place(over)

    def end(self):
        random, code = self.random, self.code
        depth = code.depth
        name = random.choices(
            ["RETURN", "STOP", "REVERT", "SELFDESTRUCT", "INVALID"], [63, 14, 14, 8, 1])[0]
        if name == "REVERT" and not self.instructions.has(name):
            name = "INVALID"
        if name in ("RETURN", "REVERT"):
            code.push(random.choice([0, 1, 32, 64, 256, 256, 257, self.world.word() % 2 ** 12]))
            code.push(random.choice([0, 0, 0, 1, 32]))
        elif name == "SELFDESTRUCT":
            self.push_address()
        code.emit(name)
        code.depth = depth


class SystemProgram(Program):
    """Code of a contract that the block itself calls: it creates nothing and calls nobody who might.

    The specification keeps an account that a system call creates and destroys, which no rule asks for and no
    client does; no real system contract creates any. Nor has it accidents: a jump astray may be a loop that only
    ends with a system call's 30 million gas, which take the specification minutes. They are as many rounds of
    BLAKE2, half an hour: nor does it call that.
    """

    STATEMENTS = [
        entry for entry in Program.STATEMENTS if entry[0] not in ("create", "call", "recurse", "accident")]

    def callable_precompiles(self):
        return [number for number in self.world.precompiles if number != 9]
