"""The picture shown where a gathering's address is shared: the bandstand, the date in large, the place.

1200 by 630 pixels, as the places where people share expect it. The backdrop is a file of ours
(tools/share_picture.py draws it); the same words give the same picture, kept in memory.
"""

import io
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

STATIC = Path(__file__).parent / "static"
SIZE = (1200, 630)
_LEFT, _WIDE = 64, 508
_INK, _EVERGREEN, _QUIET, _CREAM, _BRICK = "#1d2521", "#14392d", "#535f58", "#fdf8ea", "#a63c28"
_WELSH = set("ŵŷŴŶẁẃẅỳẀẂẄỲ")
_FILES = ("atkinson-hyperlegible-next.woff2", "atkinson-hyperlegible-next-welsh.woff2")
_LETTERS = set(map(chr, range(0x20, 0x7F))) | set(map(chr, range(0xA0, 0x100))) | set("Œœ–—‘’“”•…") | _WELSH


@dataclass(frozen=True)
class Words:
    """What stands on the picture, from top to bottom."""

    hub: str
    weekday: str
    day: str
    hours: str
    title: str
    place: str
    welcome: str = ""
    called_off: bool = False


@lru_cache(maxsize=48)
def picture(words: Words) -> bytes:
    """Return a PNG file of at most 150 KB."""
    drawn = _backdrop().copy()
    pen = ImageDraw.Draw(drawn)
    _write(pen, (_LEFT, 44), words.hub, _CREAM, size=27, weight=600, wide=1070, most=1)
    at = 128
    if words.called_off:
        pen.rounded_rectangle((_LEFT, at, _LEFT + 212, at + 54), 12, fill=_BRICK)
        _write(pen, (_LEFT + 22, at + 38), "Called off", "#ffffff", size=34, weight=700)
        at += 64
    at = _write(pen, (_LEFT, at + 36), words.weekday, _QUIET, size=38, weight=600) + 14
    at = _write(pen, (_LEFT, at + 66), words.day, _EVERGREEN, size=88, weight=800, most=1) + 10
    at = _write(pen, (_LEFT, at + 44), words.hours, _INK, size=42, weight=600) + 22
    at = _write(pen, (_LEFT, at + 36), words.title, _INK, size=38, weight=700, most=3) + 14
    at = _write(pen, (_LEFT, at + 28), words.place, _QUIET, size=28, weight=500, most=2)
    if at < 520 and not words.called_off:
        _write(pen, (_LEFT, 588), words.welcome, _BRICK, size=32, weight=700, most=1)
    kept = io.BytesIO()
    drawn.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _write(
    pen: ImageDraw.ImageDraw,
    at: tuple[int, int],
    text: str,
    colour: str,
    *,
    size: int,
    weight: int,
    wide: int = _WIDE,
    most: int = 2,
) -> int:
    """Write text from a base line on, smaller where a word would not fit; return the last base line."""
    left, base = at
    text = _plain(text)
    while size > 24 and not _fits(text, size, weight, wide, most):
        size -= 2
    lines = _lines(text, size, weight, wide)
    for line in _cut(lines, most, size, weight, wide):
        x = float(left)
        for part, font in _parts(line, size, weight):
            pen.text((x, base), part, fill=colour, font=font, anchor="ls")
            x += font.getlength(part)
        base += round(size * 1.18)
    return base - round(size * 1.18) if lines else base


def _plain(text: str) -> str:
    """Leave out what our letters cannot write: an emoji would be an empty box."""
    flat = "".join(one if one in _LETTERS else unicodedata.normalize("NFKD", one) for one in text)
    return " ".join("".join(one for one in flat if one in _LETTERS).split())


def _fits(text: str, size: int, weight: int, wide: int, most: int) -> bool:
    lines = _lines(text, size, weight, wide)
    return len(lines) <= most and all(_length(line, size, weight) <= wide for line in lines)


def _lines(text: str, size: int, weight: int, wide: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _length(longer, size, weight) <= wide:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(lines: list[str], most: int, size: int, weight: int, wide: int) -> list[str]:
    """Return at most so many lines, none too long, with … where something was left out."""
    kept = lines[:most]
    if kept and len(lines) > most:
        kept[-1] += " …"
    return [_shortened(line, size, weight, wide) for line in kept]


def _shortened(line: str, size: int, weight: int, wide: int) -> str:
    while _length(line, size, weight) > wide and len(line) > 2:
        line = line.removesuffix("…").rstrip()[:-1] + "…"
    return line


def _length(line: str, size: int, weight: int) -> float:
    return sum(font.getlength(part) for part, font in _parts(line, size, weight))


def _parts(line: str, size: int, weight: int) -> list[tuple[str, ImageFont.FreeTypeFont]]:
    """Cut a line where the Welsh letters, which have a file of their own, begin and end."""
    parts: list[tuple[str, bool]] = []
    for letter in line:
        welsh = letter in _WELSH
        if parts and parts[-1][1] == welsh:
            parts[-1] = (parts[-1][0] + letter, welsh)
        else:
            parts.append((letter, welsh))
    return [(text, _font(size, weight, welsh=welsh)) for text, welsh in parts]


@lru_cache(maxsize=64)
def _font(size: int, weight: int, *, welsh: bool) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(STATIC / "fonts" / _FILES[welsh], size)
    font.set_variation_by_axes([weight])
    return font


@cache
def _backdrop() -> Image.Image:
    with Image.open(STATIC / "pictures/share.png") as backdrop:
        return backdrop.convert("RGB")
