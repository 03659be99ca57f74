"""Make the small font files the screens use, from the npm package as it is published.

    npm pack @fontsource-variable/atkinson-hyperlegible-next && tar xzf fontsource-*.tgz
    uv run --no-project --with fonttools --with brotli tools/fonts.py package

Two files come out: one with every letter of everyday UK English (and French and German names), and a very
small one with the Welsh letters that the first file's source lacks, which a browser fetches only when a page
has such a letter.
Also prints how to stretch Arial so that text keeps its place while the font is on its way.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).resolve().parent.parent
FONTS = HERE / "src/bandstand/web/static/fonts"
NAME = "atkinson-hyperlegible-next"
WEIGHTS = (400, 400, 800)

ASCII = "".join(chr(code) for code in range(0x20, 0x7F))
ACCENTED = "ÀÁÂÄÇÈÉÊËÌÍÎÏÑÒÓÔÖÙÚÛÜÝàáâäçèéêëìíîïñòóôöùúûüýÿßŒœÆæØøÅå"
MARKS = "\u00a0£€©®°·×½¼¾²–—‘’“”•…′−™"
WELSH = "ŵŷŴŶẁẃẅỳẀẂẄỲ"

# How often each letter comes in English text, per thousand, spaces included: enough to compare two widths.
LETTERS = {
    " ": 180, "e": 102, "t": 75, "a": 65, "o": 62, "n": 57, "i": 57, "s": 53, "r": 50, "h": 50, "l": 33,
    "d": 33, "u": 23, "c": 22, "m": 20, "f": 18, "w": 17, "g": 16, "p": 15, "y": 14, "b": 13, "v": 8, "k": 6,
}  # fmt: skip


def smaller(source: Path, letters: str, features: list[str]) -> TTFont:
    """The font at `source` with only these letters and OpenType features, weights 400 to 800."""
    font = TTFont(source)
    options = Options()
    options.layout_features = features
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]
    options.flavor = "woff2"
    options.drop_tables += ["STAT", "GDEF", "prep", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    return instantiateVariableFont(font, {"wght": WEIGHTS})


def average_width(font: TTFont) -> float:
    """Mean width of a letter of running English, as a part of the type size."""
    letter_of: dict[int, Any] = font.getBestCmap()
    widths = font["hmtx"]
    total = sum(widths[letter_of[ord(letter)]][0] * often for letter, often in LETTERS.items())
    return float(total / sum(LETTERS.values()) / font["head"].unitsPerEm)


def fallback(font: TTFont, arial: TTFont) -> str:
    stretch = average_width(font) / average_width(arial)
    lines = font["hhea"]
    up, down = lines.ascent / 1000 / stretch, -lines.descent / 1000 / stretch
    return f"size-adjust: {stretch:.1%}; ascent-override: {up:.1%}; descent-override: {down:.1%}"


def main(package: Path, arial: Path) -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    jobs = [
        ("latin", ASCII + ACCENTED + MARKS, ["kern", "tnum"], f"{NAME}.woff2"),
        ("latin-ext", WELSH, [], f"{NAME}-welsh.woff2"),
    ]
    for part, letters, features, name in jobs:
        font = smaller(package / f"files/{NAME}-{part}-wght-normal.woff2", letters, features)
        font.flavor = "woff2"
        font.save(FONTS / name)
        print(f"{name}: {(FONTS / name).stat().st_size:,} bytes, {len(font.getGlyphOrder())} shapes")
        if part == "latin" and arial.exists():
            print(fallback(font, TTFont(arial)))


if __name__ == "__main__":
    # Liberation Sans has Arial's widths and is free.
    main(Path(sys.argv[1]), Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"))
