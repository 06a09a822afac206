"""Bytecode with labels and a known depth of stack."""
from .opcodes import CODE, LEAVES, TAKES


class Assembler:
    """Collects instructions. `depth` is how many words the code has left on its own stack so far."""

    def __init__(self):
        self._parts, self._data, self._labels = [], [], 0
        self.depth = 0

    def emit(self, name):
        self._parts.append(bytes([CODE[name]]))
        self.depth += LEAVES[name] - TAKES[name]

    def push(self, value, width=None):
        """PUSH1 to PUSH32, of the bytes the value needs or of `width`."""
        width = max(1, (value.bit_length() + 7) // 8, width or 1)
        self._parts.append(bytes([0x5f + width]) + value.to_bytes(width, "big"))
        self.depth += 1

    def duplicate(self, place):
        """DUP1 to DUP16: the word `place` from the top, the top being 1."""
        self._parts.append(bytes([0x7f + place]))
        self.depth += 1

    def swap(self, place):
        """SWAP1 to SWAP16: the top with the word `place` below it."""
        self._parts.append(bytes([0x8f + place]))

    def raw(self, code):
        self._parts.append(bytes(code))

    def new_label(self):
        self._labels += 1
        return self._labels

    def place(self, label):
        """The label is here, and is where jumps may go."""
        self._parts.append((label, True))
        self.emit("JUMPDEST")

    def push_label(self, label):
        self._parts.append((label, False))
        self.depth += 1

    def push_data(self, content):
        """Keeps `content` behind the code; pushes where it starts."""
        label = self.new_label()
        self._data.append((label, bytes(content)))
        self.push_label(label)

    def assemble(self):
        """The code: every reference to a label is a PUSH2."""
        parts = list(self._parts)
        for label, content in self._data:
            parts += [(label, True), content]
        places, offset = {}, 0
        for part in parts:
            if isinstance(part, bytes):
                offset += len(part)
            elif part[1]:
                places[part[0]] = offset
            else:
                offset += 3
        return b"".join(
            part if isinstance(part, bytes)
            else b"" if part[1] else b"\x61" + places[part[0]].to_bytes(2, "big")
            for part in parts)
