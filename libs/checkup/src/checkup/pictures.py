"""Which pictures are content, and which of them are described."""

from __future__ import annotations

from .facts import Pictures, absolute
from .heads import Attributes
from .text_scan import Signs

_MOST = 20
_SPACERS = Signs(
    "spacer", "blank.gif", "clear.gif", "pixel", "transparent", "facebook.com/tr", "1x1", "shim.gif",
    "trans.gif",
    "/b/ss/", "doubleclick", "google-analytics", "scorecardresearch", "stats.wp.com", "/beacon",
    "statcounter",
)  # fmt: skip
_TINY = frozenset(("0", "1", "2", "3", "0px", "1px", "2px", "3px"))
_DECORATION = frozenset(("presentation", "none"))
_LATER = ("data-src", "data-lazy-src", "data-original", "data-lazy")


class PicturesSeen:
    def __init__(self, base: str) -> None:
        self.base = base
        self.total = 0
        self._bare = 0
        self._examples: list[str] = []
        self._sources: dict[str, None] = {}
        self.in_links = 0
        self.insecure: list[str] = []

    def see(self, attributes: Attributes) -> None:
        source = _source(attributes)
        if not source or not is_content(attributes, source):
            return
        self.total += 1
        if source[:5].lower() == "http:":
            self.insecure.append(source)
        if len(self._sources) < _MOST and not source.startswith("data:"):
            self._sources.setdefault(source[:2_000], None)
        if not is_described(attributes):
            self._bare += 1
            if len(self._examples) < _MOST:
                self._examples.append(source[:300])

    def first(self) -> list[str]:
        """Where the first pictures come from, as written."""
        return list(self._sources)

    def pictures(self) -> Pictures:
        led = (
            source if source.startswith("https://") else absolute(self.base, source)
            for source in self._sources
        )
        return Pictures(
            total=self.total,
            undescribed=tuple(self._examples),
            undescribed_count=self._bare,
            in_links_undescribed=self.in_links,
            sources=tuple(dict.fromkeys(address for address in led if address)),
        )


def _source(attributes: Attributes) -> str:
    source = attributes.get("src") or ""
    if source and not source.startswith("data:image/gif") and not source.startswith("data:image/svg"):
        return source
    later = next((attributes[name] for name in _LATER if attributes.get(name)), None)
    return later or source or (attributes.get("srcset") or "").split(" ", maxsplit=1)[0]


def is_described(attributes: Attributes) -> bool:
    """An empty description is one too: it says the picture is decoration."""
    return "alt" in attributes or bool(
        attributes.get("title") or attributes.get("aria-label") or attributes.get("aria-labelledby")
    )


def is_content(attributes: Attributes, source: str) -> bool:
    """Not a tracking dot, a spacer, or marked as decoration."""
    if attributes.get("width") in _TINY or attributes.get("height") in _TINY:
        return False
    if attributes.get("role") in _DECORATION or attributes.get("aria-hidden") == "true":
        return False
    if _SPACERS.any_in(source[:300].lower()):
        return False
    return "display:none" not in (attributes.get("style") or "").replace(" ", "").lower()
