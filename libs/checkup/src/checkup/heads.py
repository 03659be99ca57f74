"""What a page says of itself to browsers, search engines and social networks."""

from __future__ import annotations

from .facts import Head, Link, absolute

_LONGEST = 600
_MOST_FEEDS = 10
_MOST_ADDRESSES = 30
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_OF_COMMENTS = ("comment", "kommentar", "sylwadau")

Attributes = dict[str, str | None]


class HeadSeen:
    """Collects `<meta>` and `<link>` as they come; the first of each kind counts."""

    def __init__(self, url: str, robots: str) -> None:
        self._url = url
        self._robots = [robots.lower()] if robots else []
        self._said: dict[str, str] = {}
        self._feeds: dict[str, Link] = {}
        self.phone_version = False
        self.insecure: list[str] = []
        self.addresses: list[str] = []  # style sheets and the like, for who built the page

    def meta(self, attributes: Attributes) -> None:
        content = attributes.get("content")
        name = attributes.get("name") or attributes.get("property") or attributes.get("http-equiv") or ""
        if content is None or not name or len(name) > 60:
            return
        name = name.strip().lower()
        if name in ("robots", "googlebot"):
            self._robots.append(content.lower()[:_LONGEST])
        elif name not in self._said:
            self._said[name] = content[:_LONGEST].strip()

    def link(self, attributes: Attributes) -> str:
        """What is left to others: the address of a rel=me link, else ""."""
        rel = (attributes.get("rel") or "").lower()
        address = attributes.get("href") or ""
        if len(self.addresses) < _MOST_ADDRESSES:
            self.addresses.append(address[:300])
        if "alternate" in rel:
            self._alternate(attributes, address)
        elif "stylesheet" in rel and address[:5].lower() == "http:":
            self.insecure.append(address)
        return address if rel == "me" or "me" in rel.split() else ""

    def _alternate(self, attributes: Attributes, address: str) -> None:
        media = (attributes.get("media") or "").lower()
        if "max-width" in media or "handheld" in media:
            self.phone_version = True
        if (attributes.get("type") or "").strip().lower() not in _FEED_TYPES or not address:
            return
        title = (attributes.get("title") or "")[:200]
        said = f"{title} {address}".lower()
        if not any(word in said for word in _OF_COMMENTS) and len(self._feeds) < _MOST_FEEDS:
            self._feeds.setdefault(address, Link(address, title))

    def said(self, *names: str) -> str:
        """The first of these settings that says anything."""
        return next((self._said[name] for name in names if self._said.get(name)), "")

    def viewport(self) -> str | None:
        viewport = self._said.get("viewport")
        return viewport.lower() if viewport is not None else None

    def head(self, base: str, language: str) -> Head:
        picture = self.said(
            "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"
        )
        return Head(
            description=self.said("description"),
            language=(language or self.said("content-language")).strip().lower().replace("_", "-")[:20],
            robots=", ".join(self._robots),
            preview_title=self.said("og:title", "twitter:title"),
            preview_description=self.said("og:description", "twitter:description"),
            preview_picture=absolute(base, picture) if picture else "",
            network_handle=self.said("twitter:site"),
            generator=self.said("generator"),
            feeds=tuple(self._feeds.values()),
        )
