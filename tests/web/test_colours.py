"""What can be read can be read by everyone: contrast of every pair in use, in light and in dark."""

import re
from pathlib import Path

import pytest

from bandstand.kit.icons import SHAPES

STATIC = Path(__file__).resolve().parents[2] / "src/bandstand/web/static"
TOKENS = (STATIC / "css/tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = TOKENS.split("@media (prefers-color-scheme: dark)")

KINDS = sorted(SHAPES)
READ = [  # ink on ground: 4.5 to 1
    *[(ink, ground) for ink in ("ink", "quiet", "link") for ground in ("paper", "card", "sunk")],
    *[(kind, ground) for kind in KINDS for ground in ("paper", "card")],
    ("band-ink", "band"), ("action-ink", "action"), ("paper", "link"), ("careful-ink", "paper"),
    ("careful-ink", "card"), ("sky-ink", "sky"), ("good-ink", "good"), ("careful-ink", "careful"),
    ("win-ink", "win"), ("unsure-ink", "unsure"), ("unsure-ink", "card"), ("quiet", "win"), ("ink", "win"),
]  # fmt: skip
SEEN = [  # outlines, marks and buttons on ground: 3 to 1
    ("edge", "paper"), ("edge", "card"), ("focus", "paper"), ("focus", "card"), ("band-ink", "band"),
    ("link", "sunk"), ("action", "paper"), ("action", "card"), ("accent", "band"),
    *[(kind, "sunk") for kind in KINDS],
]  # fmt: skip


def colours(*sheets: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for sheet in sheets:
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", sheet))
    return found


SCHEMES = {"light": colours(LIGHT), "dark": colours(LIGHT, DARK)}


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def too_faint(scheme: str, pairs: list[tuple[str, str]], least: float) -> dict[str, float]:
    of = SCHEMES[scheme]
    ratios = {f"{ink} on {ground}": round(contrast(of[ink], of[ground]), 2) for ink, ground in pairs}
    return {pair: ratio for pair, ratio in ratios.items() if ratio < least}


def test_contrast_is_reckoned_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_can_be_read(scheme: str) -> None:
    assert too_faint(scheme, READ, 4.5) == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_and_outlines_can_be_seen(scheme: str) -> None:
    assert too_faint(scheme, SEEN, 3) == {}


def test_a_faint_pair_would_be_told() -> None:
    assert list(too_faint("light", [("accent", "paper")], 4.5)) == ["accent on paper"]


def test_every_kind_has_a_colour_and_a_shape_of_its_own() -> None:
    for scheme in SCHEMES.values():
        assert len({scheme[kind] for kind in KINDS}) == len(KINDS)
    assert len(set(SHAPES.values())) == len(KINDS)


def weight(*names: str) -> int:
    return sum((STATIC / name).stat().st_size for name in names)


def test_what_every_page_loads_stays_small() -> None:
    """Bytes as they lie: the sheets of every page under 31 KB, its script under 3 KB, the font under 24 KB."""
    site = (STATIC / "css/site.css").read_text(encoding="utf-8")
    sheets = [f"css/{name}" for name in re.findall(r'url\("(\w+\.css)"\)', site)]

    assert len(sheets) == 9
    assert weight("css/site.css", *sheets) < 31 * 1024
    assert weight("js/site.js") < 3 * 1024
    assert weight("fonts/atkinson-hyperlegible-next.woff2") < 24 * 1024


def test_scripts_for_some_pages_stay_small_too() -> None:
    scripts = {path.name: weight(f"js/{path.name}") for path in (STATIC / "js").glob("*.js")}

    assert len(scripts) > 3
    assert {name: size for name, size in scripts.items() if size > 7 * 1024} == {}


# Paper is white in the dark too.
STICKERS = ["#74bdbb", "#7fb2d6", "#8fc07f", "#b79be0", "#dba36a", "#e69ab8", "#f1cf6c"]
PAPER = {"print.css", "paper.css", "poster.css", "poster-a5.css"}


def test_colours_are_named_in_one_sheet_only() -> None:
    """A colour written elsewhere would stay light in the dark and survive a re-brand."""
    named = {
        sheet.name: re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text(encoding="utf-8"))
        for sheet in (STATIC / "css").glob("*.css")
        if sheet.name not in {"tokens.css", *PAPER}
    }

    assert {name: sorted(set(found)) for name, found in named.items() if found} == {
        "base.css": ["#1d2521"],  # what is marked stays dark on brass in both
        "components.css": ["#000"],  # the shade under a button
        "inviting.css": ["#000"],  # a list that is printed
        # Squares are scanned in black on white.
        "phones.css": ["#000", "#fff"],
        # A table has one colour, whether on a screen, in the dark or on a sticker.
        "tables.css": STICKERS,
    }


def test_a_table_has_the_same_colour_on_a_screen_and_on_paper() -> None:
    a_table = re.compile(r"\.table-shape\.(\w+)\{color:(#\w+)\}")
    screen, paper = (
        a_table.findall((STATIC / f"css/{name}.css").read_text("utf-8")) for name in ("tables", "paper")
    )

    assert sorted(colour for _, colour in screen) == STICKERS
    assert sorted(screen) == sorted(paper)
