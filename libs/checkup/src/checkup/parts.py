"""The text of a page, cut into its parts: what it says itself, and what stands in menus, header and footer.

One reading of the whole text; the parts are found in it again, so nothing of the page is changed or read
twice. Pieces of text are kept apart by `BORDER`, which counts as a space everywhere.
"""

from __future__ import annotations

from bisect import bisect_right

from selectolax.lexbor import LexborNode

from .facts import Place, Said
from .heads import Attributes
from .text_scan import Places, Signs, lowered

BORDER = "\x1f"
LONGEST_TEXT = 200_000  # letters: what a page says beyond that, nobody reads
_MOST_PARTS = 150
_SHORTEST = 12
_MOST_KEPT = 8_192
_END_OF_PAGE = 3_000
_BEGINNING = 60
_MOST_TRIES = 20  # a text made of one letter must not be tried at every place

# Elements that may be one of these parts, and the names they go by.
PART_TAGS = (
    "div", "span", "nav", "header", "footer", "aside", "section", "article", "main", "ul", "ol", "menu", "li",
    "tbody", "tr", "td", "center", "body", "details",
)  # fmt: skip
BY_TAG = {"nav": Place.MENU, "footer": Place.BOTTOM, "header": Place.TOP, "aside": Place.SIDE}
_BY_ID = {
    "nav": Place.MENU, "navigation": Place.MENU, "menu": Place.MENU, "navbar": Place.MENU,
    "footer": Place.BOTTOM, "colophon": Place.BOTTOM, "SITE_FOOTER": Place.BOTTOM, "header": Place.TOP,
    "masthead": Place.TOP, "SITE_HEADER": Place.TOP, "sidebar": Place.SIDE,
}  # fmt: skip
_BY_CLASS = {
    "navbar": Place.MENU, "nav": Place.MENU, "menu": Place.MENU, "footer": Place.BOTTOM,
    "site-footer": Place.BOTTOM, "site-header": Place.TOP, "sidebar": Place.SIDE,
}  # fmt: skip
# Readers' comments.
_COMMENTS_BY_ID = ("comments", "disqus_thread")
_COMMENTS_BY_CLASS = ("comment-list", "commentlist", "comments-area")
IDS_OF_PARTS = frozenset((*_BY_ID, *_COMMENTS_BY_ID))
_CLASSES = frozenset((*_BY_CLASS, *_COMMENTS_BY_CLASS))
_CONTENT = frozenset(("article", "main", "section"))


class _NamesAPart(dict[str | None, bool]):
    """Whether an element's classes say that it is a part. Pages of one builder share them, so the last few
    thousand are kept; asking for one costs half of what asking `lru_cache` does.
    """

    def __missing__(self, classes: str | None) -> bool:
        if len(self) >= _MOST_KEPT:
            self.clear()
        told = self[classes] = classes is not None and not _CLASSES.isdisjoint(classes.split())
        return told


NAMES_A_PART = _NamesAPart()


def place_of_part(attributes: Attributes) -> Place | None:
    """None for readers' comments, which have no place."""
    by_class = (_BY_CLASS[name] for name in (attributes.get("class") or "").split() if name in _BY_CLASS)
    return _BY_ID.get(attributes.get("id") or "") or next(by_class, None)


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
        self._kept: list[tuple[int, int, int]] = []  # from, to, and where it then stands in `own`
        self.signs: Places = {}  # where they stand in `low`
        self.own_signs: Places = {}  # and in `own_low`

    def take_apart(self, parts: list[tuple[Place | None, LexborNode]]) -> None:
        """In page order; None as a place means readers' comments."""
        found: list[tuple[int, int, Place | None]] = []
        here = dict.fromkeys((*Place, None), 0)
        for place, node in parts[:_MOST_PARTS]:
            if place is Place.TOP and _in_content(node):
                continue
            said = node.text(deep=True, separator=BORDER)
            start = _first_of(said, self.whole, here[place]) if len(said) >= _SHORTEST else -1
            if start >= 0:
                here[place] = start + len(said)
                found.append((start, here[place], place))
        self._leave_out(found)

    def said(self) -> Said:
        return Said(self.own, BORDER.join([said for place, said in self.parts if place is not None]))

    def look_for(self, signs: Signs) -> None:
        self.signs = signs.places(self.low)
        self.own_signs = self.signs if self.own_low is self.low else self._places_of_its_own()

    def _places_of_its_own(self) -> Places:
        """Found again by arithmetic: looking twice would cost ten times as much."""
        own: dict[str, list[int]] = {}
        starts = [start for start, _, _ in self._kept]
        for sign, places in self.signs.items():
            for place in places:
                start, end, moved_to = self._kept[bisect_right(starts, place) - 1]
                if place + len(sign) <= end:
                    own.setdefault(sign, []).append(moved_to + place - start)
        return own

    def _leave_out(self, found: list[tuple[int, int, Place | None]]) -> None:
        bottom: list[str] = []
        here = 0
        moved_to = 0
        self._kept = []
        for start, end, place in sorted(found, key=lambda part: part[:2]):
            if start < here:
                continue
            self._kept.append((here, start, moved_to))
            moved_to += start - here + len(BORDER)
            here = end
            said = self.whole[start:end]
            self.parts.append((place, said))
            if place is Place.BOTTOM:
                bottom.append(said)
        self._kept.append((here, len(self.whole), moved_to))
        if len(self._kept) > 1:
            self.own = BORDER.join([self.whole[start:end] for start, end, _ in self._kept])
            self.own_low = BORDER.join([self.low[start:end] for start, end, _ in self._kept])
        self.bottom = BORDER.join((*bottom, self.whole[-_END_OF_PAGE:]))


def _first_of(said: str, whole: str, here: int) -> int:
    """Where a long text begins in another, or -1. How it begins is looked for, which is nearly always enough:
    getting ready to look for all of it takes longer than looking.
    """
    beginning = said[:_BEGINNING]
    for _ in range(_MOST_TRIES):
        here = whole.find(beginning, here)
        if here < 0 or whole.startswith(said, here):
            return here
        here += 1
    return whole.find(said, here)


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
