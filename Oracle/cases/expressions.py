"""Code that leaves one word."""


class Expressions:
    """A part of `Program`: uses its `random`, `world`, `instructions` and `code`."""

    def expression(self, fuel=2):
        random, code = self.random, self.code
        kind = random.random()
        if fuel > 0 and kind < 0.3:
            self.expression(fuel - 1)
            self.expression(fuel - 1)
            code.emit(random.choice(self.instructions.binary))
        elif fuel > 0 and kind < 0.35:
            self.expression(fuel - 1)
            code.emit(random.choice(self.instructions.unary))
        elif fuel > 0 and kind < 0.39:
            for _ in range(3):
                self.expression(0)
            code.emit(random.choice(["ADDMOD", "MULMOD"]))
        elif kind < 0.52:
            self.constant()
        elif kind < 0.64:
            code.emit(random.choice(self.instructions.environment))
        elif kind < 0.74:
            code.push(self.world.slot())
            code.emit("TLOAD" if self.instructions.has("TLOAD") and random.random() < 0.3 else "SLOAD")
        elif kind < 0.79:
            code.push(random.choice([0, 4, 32, 36, 64, 1000, self.world.word()]))
            code.emit("CALLDATALOAD")
        elif kind < 0.86:
            self.push_address()
            code.emit(random.choice(self.instructions.of_account))
        elif kind < 0.91:
            self.offset()
            code.emit("MLOAD")
        elif kind < 0.94:
            self.size()
            self.offset()
            code.emit("KECCAK256")
        elif kind < 0.96:
            self.of_block()
        elif code.depth > 0:
            code.duplicate(random.randint(1, min(16, code.depth)))
        else:
            self.constant()

    def constant(self):
        value = self.world.word()
        if value == 0 and self.instructions.has("PUSH0") and self.random.random() < 0.7:
            self.code.emit("PUSH0")
        else:
            self.code.push(value, self.random.choice([1, 1, 1, 2, 4, 8, 20, 32]))

    def of_block(self):
        """A block's hash, near enough or not, or a blob's."""
        random, code = self.random, self.code
        if self.instructions.has("BLOBHASH") and random.random() < 0.5:
            code.push(random.choice([0, 1, 2, 6, 2 ** 64, 2 ** 256 - 1]))
            code.emit("BLOBHASH")
            return
        code.push(random.choice([0, 1, 2, 255, 256, 257, 300]))
        code.emit("NUMBER")
        code.emit("SUB")
        code.emit("BLOCKHASH")

    def push_address(self):
        """An account, at times with bits above the address, which count for nothing."""
        random, code = self.random, self.code
        kind = random.random()
        if kind < 0.06:
            code.emit("ADDRESS")
        elif kind < 0.1:
            code.emit(random.choice(["CALLER", "ORIGIN", "COINBASE"]))
        elif kind < 0.13:
            code.push(int.from_bytes(self.world.address(self.number), "big") | random.getrandbits(96) << 160, 32)
        elif kind < 0.2:
            # What an earlier creation left.
            code.push(random.randrange(8))
            code.emit("SLOAD")
        else:
            code.push(int.from_bytes(self.world.address(self.number), "big"), 20)

    def offset(self):
        """A place in memory, call data or code."""
        random = self.random
        kind = random.random()
        if kind < 0.9:
            self.code.push(random.choice([0, 0, 1, 31, 32, 33, 64, 95, 96, 128, 200, 256]))
        elif kind < 0.997:
            self.code.push(random.choice([500, 1023, 1024, 4000, 12345]))
        else:
            self.code.push(random.choice([2 ** 20, 2 ** 32 - 1, 2 ** 64 - 1, 2 ** 64, 2 ** 256 - 1]))

    def size(self):
        """How many bytes."""
        random = self.random
        kind = random.random()
        if kind < 0.92:
            self.code.push(random.choice([0, 0, 1, 4, 31, 32, 32, 33, 64, 100, 160]))
        elif kind < 0.997:
            self.code.push(random.choice([300, 1000, 2048]))
        else:
            self.code.push(random.choice([2 ** 18, 2 ** 32, 2 ** 63, 2 ** 64, 2 ** 256 - 1]))
