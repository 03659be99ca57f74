"""The text of a page, cut into its parts: what it says itself, and what stands in menus, header and footer.

One reading of the whole text; the parts are found in it again, so nothing of the page is changed or read
twice. Pieces of text are kept apart by `BORDER`, which counts as a space everywhere.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from .facts import Place
from .text_scan import lowered

BORDER = "\x1f"
LONGEST_TEXT = 200_000  # letters: what a page says beyond that, nobody reads
_MOST_PARTS = 150
_SHORTEST = 12
_END_OF_PAGE = 3_000

# What makes an element one of these parts, as a selector.
PART_TAGS = {"nav": Place.MENU, "footer": Place.BOTTOM, "header": Place.TOP, "aside": Place.SIDE}
PART_NAMES = {
    "#nav": Place.MENU, "#navigation": Place.MENU, "#menu": Place.MENU, "#navbar": Place.MENU,
    ".navbar": Place.MENU,
    ".nav": Place.MENU, ".menu": Place.MENU, "#footer": Place.BOTTOM, ".footer": Place.BOTTOM,
    ".site-footer": Place.BOTTOM, "#colophon": Place.BOTTOM, "#header": Place.TOP, "#masthead": Place.TOP,
    ".site-header": Place.TOP, "#sidebar": Place.SIDE, ".sidebar": Place.SIDE, "#SITE_FOOTER": Place.BOTTOM,
    "#SITE_HEADER": Place.TOP,
}  # fmt: skip
COMMENTS = ("#comments", ".comment-list", ".commentlist", "#disqus_thread", ".comments-area")
_CONTENT = frozenset(("article", "main", "section"))


class Text:
    """`whole` is everything a reader sees; `own` leaves out menus, header, footer, sides and comments."""

    def __init__(self, body: LexborNode | None) -> None:
        said = body.text(deep=True, separator=BORDER) if body is not None else ""
        if len(said) > LONGEST_TEXT:
            said = f"{said[:LONGEST_TEXT]}{BORDER}{said[-_END_OF_PAGE:]}"
        self.whole = said
        self.low = self.own_low = lowered(said)
        self.parts: list[tuple[Place | None, str]] = []
        self.own = self.whole
        self.bottom = ""

    def take_apart(self, parts: list[tuple[Place | None, LexborNode]]) -> None:
        """In page order; None as a place means readers' comments."""
        found: list[tuple[int, int, Place | None]] = []
        here = dict.fromkeys((*Place, None), 0)
        for place, node in parts[: 2 * _MOST_PARTS]:
            if place is Place.TOP and _in_content(node):
                continue
            said = node.text(deep=True, separator=BORDER)
            start = self.whole.find(said, here[place]) if len(said) >= _SHORTEST else -1
            if start >= 0:
                here[place] = start + len(said)
                found.append((start, here[place], place))
        self._leave_out(found)

    def _leave_out(self, found: list[tuple[int, int, Place | None]]) -> None:
        kept: list[str] = []
        kept_low: list[str] = []
        bottom: list[str] = []
        here = 0
        for start, end, place in sorted(found, key=lambda part: part[:2]):
            if start < here:
                continue
            kept.append(self.whole[here:start])
            kept_low.append(self.low[here:start])
            here = end
            said = self.whole[start:end]
            self.parts.append((place, said))
            if place is Place.BOTTOM:
                bottom.append(said)
        kept.append(self.whole[here:])
        kept_low.append(self.low[here:])
        self.own, self.own_low = BORDER.join(kept), BORDER.join(kept_low)
        self.bottom = BORDER.join((*bottom, self.whole[-_END_OF_PAGE:]))


def _in_content(node: LexborNode) -> bool:
    """A header inside an article is the article's own."""
    here = node.parent
    for _ in range(12):
        if here is None:
            return False
        if here.tag in _CONTENT:
            return True
        here = here.parent
    return False
