"""Numbers and bytes as JSON cases write them."""


def number(value):
    """An int, or the number that a hexadecimal or decimal string spells; None stays None."""
    if value is None or isinstance(value, int):
        return value
    return int(value, 16) if value.startswith("0x") else int(value)


def data(value):
    """The bytes that hexadecimal digits spell, with or without 0x, a leading zero left out or not."""
    if value is None:
        return b""
    digits = value.removeprefix("0x")
    return bytes.fromhex(digits if len(digits) % 2 == 0 else "0" + digits)


def text(value):
    """0x and the digits of bytes."""
    return "0x" + bytes(value).hex()
