"""Calls to accounts and precompiles, and looks at what they left."""
from . import precompiles


class Calls:
    """A part of `Program`."""

    def call(self, fuel):
        """Any call, with the callee's input partly in memory already."""
        random = self.random
        if random.random() < 0.5:
            self.expression(1)
            self.code.push(random.choice([0, 32]))
            self.code.emit("MSTORE")
        self.emit_call(lambda: self.push_address())
        self.look_at_result(fuel)

    def emit_call(self, push_target, name=None, input_size=None):
        """Leaves whether the call succeeded."""
        random, code = self.random, self.code
        name = name or random.choice(self.instructions.calls)
        self.size() if random.random() < 0.6 else code.push(32)
        self.offset()
        if input_size is None:
            self.size()
            code.push(random.choice([0, 0, 0, 4, 32]))
        else:
            code.push(input_size)
            code.push(0)
        if name in ("CALL", "CALLCODE"):
            self.push_value()
        push_target()
        self.push_gas()
        code.emit(name)

    def push_value(self):
        """Mostly nothing; else a little, or more than there is."""
        random, code = self.random, self.code
        kind = random.random()
        if kind < 0.6:
            code.push(0)
        elif kind < 0.95:
            code.push(random.choice([1, 1, 2, 7, 100]))
        elif kind < 0.98:
            code.emit("CALLVALUE")
        else:
            code.push(random.choice([10 ** 18, 10 ** 21, 2 ** 256 - 1]))

    def push_gas(self):
        random, code = self.random, self.code
        kind = random.random()
        if kind < 0.45:
            code.emit("GAS")
        elif kind < 0.92:
            code.push(random.choice(
                [3000, 20000, 60000, 100_000, 100_000, 200_000, 300_000, random.randrange(100_000)]))
        else:
            code.push(random.choice([0, 1, 100, 700, 2299, 2300, 2301, 2 ** 63, 2 ** 64, 2 ** 256 - 1]))

    def look_at_result(self, fuel):
        """Uses the word that says whether a call succeeded, and the return data."""
        random, code = self.random, self.code
        kind = random.random()
        if kind < 0.15 and fuel > 0:
            over = code.new_label()
            code.push_label(over)
            code.emit("JUMPI")
            self.block(fuel)
            code.place(over)
        else:
            self.observe()
        if not self.instructions.has("RETURNDATASIZE"):
            return
        kind = random.random()
        if kind < 0.25:
            code.emit("RETURNDATASIZE")
            self.observe()
        elif kind < 0.5:
            self.copy_return_data()

    def callable_precompiles(self):
        return self.world.precompiles

    def call_precompile(self, _):
        """A precompile, with input that means something to it more often than not."""
        random, code = self.random, self.code
        number = precompiles.choose(random, self.callable_precompiles())
        content = precompiles.call_data(random, number)
        if content:
            code.push(len(content))
            code.push_data(content)
            code.push(0)
            code.emit("CODECOPY")
        self.emit_call(lambda: code.push(number), input_size=len(content))
        self.look_at_result(0)
        if random.random() < 0.6:
            # The whole output, wherever the call wrote.
            code.emit("RETURNDATASIZE")
            code.push(0)
            code.push(0)
            code.emit("RETURNDATACOPY")
            code.emit("RETURNDATASIZE")
            code.push(0)
            code.emit("KECCAK256")
            self.observe()
