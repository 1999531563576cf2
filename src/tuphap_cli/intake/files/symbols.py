"""What the letters of symbol fonts show: ticks, crosses and boxes; knows no file."""

from __future__ import annotations

# Letters of fonts whose signs stand for "yes" in a column: a tick, a cross, a ticked or crossed box, a black dot.
_TICKS = {
    "wingdings": {0xFB: "x", 0xFC: "✓", 0xFD: "x", 0xFE: "✓", 0x78: "x", 0x6C: "●", 0x6E: "■", 0x9F: "•", 0xA7: "•"},
    "wingdings 2": {0x4F: "x", 0x50: "✓", 0x51: "x", 0x52: "✓", 0x53: "x", 0x54: "x", 0x97: "●"},
    "webdings": {0x61: "✓", 0x72: "x", 0x6E: "●"},
    "symbol": {0xB7: "•", 0xD6: "✓", 0xB4: "×"},
}
# An empty box or circle: nothing is marked.
_EMPTY = {
    "wingdings": {0x6F, 0x71, 0x72, 0xA8, 0xA1},
    "wingdings 2": {0xA3, 0x2A, 0x30},
    "webdings": {0x63},
}
_PRIVATE = 0xF000  # where Word keeps the letters of such fonts


def is_symbol_font(font: str) -> bool:
    """Whether the letters of ``font`` are signs."""
    return font.lower() in _TICKS


def shown(text: str, font: str) -> str:
    """``text`` as signs where it is set in a symbol font: "ü" in Wingdings is a tick."""
    known = _TICKS.get(font.lower())
    if known is None:
        return text
    empty = _EMPTY.get(font.lower(), set())
    codes = [ord(c) - _PRIVATE if ord(c) >= _PRIVATE else ord(c) for c in text]
    return "".join("" if code in empty else known.get(code, letter) for code, letter in zip(codes, text, strict=True))


def of_code(code: str, font: str) -> str:
    """The sign with the hexadecimal ``code`` in ``font``; "" for one that says nothing here."""
    try:
        letter = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    sign = shown(letter, font)
    return sign if ord(letter) < _PRIVATE or sign != letter else ""
