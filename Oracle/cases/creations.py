"""Creations, and what is done with the created."""


class Creations:
    """A part of `Program`."""

    def create(self, fuel):
        """Creates a contract and, mostly, calls it; at times twice with the same salt."""
        random, code = self.random, self.code
        if self.level >= 2:
            return self.observe_something(fuel)
        init = init_code(random, self.world, type(self), self.level + 1, self.number)
        name = random.choice(self.instructions.creations)
        salt = random.choice([0, 0, 1, self.world.word()])
        for _ in range(random.choice([1, 1, 1, 2])):
            self.emit_creation(init, name, salt)
            self.use_created(fuel)

    def emit_creation(self, init, name, salt):
        """Leaves the address, or zero."""
        random, code = self.random, self.code
        code.push(len(init))
        code.push_data(init)
        code.push(0)
        code.emit("CODECOPY")
        if name == "CREATE2":
            code.push(salt)
        if random.random() < 0.01:
            # Longer than init code may be from Shanghai on.
            code.push(random.choice([49152, 49153]))
        else:
            code.push(len(init))
        code.push(0)
        code.push(random.choice([0, 0, 0, 1, 5, 10 ** 20]))
        code.emit(name)

    def use_created(self, fuel):
        """Calls the address on the stack or looks at it, and keeps it in a slot."""
        random, code = self.random, self.code
        if random.random() < 0.5:
            code.duplicate(1)
            code.push(random.randrange(8))
            code.emit("SSTORE")
        for _ in range(random.choice([0, 1, 1, 2])):
            place = code.depth
            self.emit_call(lambda: code.duplicate(code.depth - place + 1))
            self.look_at_result(0)
        if random.random() < 0.5:
            code.emit(random.choice(self.instructions.of_account))
            self.observe()
        else:
            code.emit("POP")


def init_code(random, world, program, level=1, number=None):
    """Init code: mostly of a small contract, else one that fails, is destroyed or returns what cannot be code."""
    kind = random.random()
    code = program(random, world, level, number)
    assembler = code.code
    for _ in range(random.choice([0, 0, 1, 3])):
        code.statement(1)
    if kind < 0.7:
        runtime = runtime_code(random, world, program, level, number)
        assembler.push(len(runtime))
        assembler.push_data(runtime)
        assembler.push(0)
        assembler.emit("CODECOPY")
        assembler.push(len(runtime))
        assembler.push(0)
        assembler.emit("RETURN")
    elif kind < 0.78:
        # Whatever is in memory becomes code; 0xEF at its start is refused from London on.
        assembler.push(random.choice([0xEF, 0xEE, 0x60, 0x00]))
        assembler.push(0)
        assembler.emit("MSTORE8")
        assembler.push(random.choice([1, 1, 3, 24, 24576, 24577]))
        assembler.push(0)
        assembler.emit("RETURN")
    elif kind < 0.86:
        code.push_address()
        assembler.emit("SELFDESTRUCT")
    else:
        code.end()
    return assembler.assemble()


def runtime_code(random, world, program, level, number):
    """A created contract's code."""
    kind = random.random()
    code = program(random, world, level, number)
    if kind < 0.35:
        # Destroys itself at the first call.
        code.push_address()
        code.code.emit("SELFDESTRUCT")
        return code.code.assemble()
    if kind < 0.45:
        return b""
    return code.build(random.randint(1, 6))
