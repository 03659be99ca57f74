"""Words on a picture: made safe for XML, measured, and broken into lines that fit."""

import unicodedata
from functools import cache

# Widths of the letters from space to ~ in hundredths of their size: the wider of our bold type and of Arial,
# so that lines fit on a machine without ours.
_WIDTHS = bytes.fromhex(
    "1f212f4c3d6148182121303b1c251c2c42383a3c3e3d3f383e3921213a3d3a3d6248484848433d4e"
    "482a38483d56484e434e48433d48435e44433e222c223a3821383d383d38243d3d1e1c3820593d3d"
    "3d3d2738263d384e383833271c273a"
)
_FIRST = 32


def plain(text: str) -> str:
    """Return the text on one line, without what XML 1.0 has no place for."""
    return " ".join("".join(letter if _allowed(letter) else " " for letter in text).split())


def _allowed(letter: str) -> bool:
    code = ord(letter)
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


@cache
def _width(letter: str) -> float:
    at = ord(letter) - _FIRST
    if 0 <= at < len(_WIDTHS):
        return _WIDTHS[at] / 100
    if unicodedata.combining(letter):
        return 0
    base = unicodedata.normalize("NFD", letter)[0]
    if base != letter:
        return _width(base)
    return 1.1 if unicodedata.east_asian_width(letter) in "WF" else 0.75


def width(text: str, size: float) -> float:
    """Return how wide the text is, at most, in the units of its size."""
    return sum(map(_width, text)) * size


def wrapped(text: str, *, room: float, size: float, most: int) -> list[str]:
    """Return the text in lines no wider than the room; what goes beyond `most` lines ends in an ellipsis."""
    lines: list[str] = []
    for word in plain(text).split(" "):
        for part in _pieces(word, room, size):
            together = f"{lines[-1]} {part}" if lines else part
            if lines and width(together, size) <= room:
                lines[-1] = together
            else:
                lines.append(part)
    return lines if len(lines) <= most else [*lines[: most - 1], _cut(lines[most - 1], room, size)]


def _pieces(word: str, room: float, size: float) -> list[str]:
    """Break a word that is wider than the room, wherever that may be."""
    pieces, piece = [], ""
    for letter in word:
        if piece and width(piece + letter, size) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece] if piece else pieces


def _cut(line: str, room: float, size: float) -> str:
    while line and width(f"{line}…", size) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
