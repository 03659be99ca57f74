"""Web addresses as formats for machines want them, and which of a group's is its main one."""

import re
from urllib.parse import quote, urlsplit

from ..models import OnlinePlace
from ..queries.feeds import Entry

_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SAFE = "%/:;=@!$&'()*+,~?"


def as_uri(address: str) -> str:
    """Return the address with everything escaped that a URI must not hold; empty if it is none."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
        return ""
    path, query, fragment = (_escaped(part) for part in (parts.path, parts.query, parts.fragment))
    return f"{parts.scheme}://{host}{port}{path}{query and '?' + query}{fragment and '#' + fragment}"


def _escaped(part: str) -> str:
    return quote(_STRAY.sub("%25", part), safe=_SAFE)


def main_website(entry: Entry) -> OnlinePlace | None:
    """Return the group's own website. An account elsewhere is none: having only that is quite usual."""
    own = (place for place in entry.online if place.kind == OnlinePlace.Kind.WEBSITE)
    return next((place for place in own if as_uri(place.url)), None)


def others(entry: Entry) -> list[OnlinePlace]:
    """Return the group's other online places."""
    main = main_website(entry)
    return [place for place in entry.online if place != main and as_uri(place.url)]


def label_of(place: OnlinePlace) -> str:
    """Return what a link to it is called: what the group calls it, else its kind."""
    sort = f" {place.sort}" if place.sort else ""
    return place.label or f"{place.get_kind_display()}{sort}"


def online_of(entry: Entry, kind: str) -> list[str]:
    """Return the addresses of one kind, as they open."""
    return [place.url for place in entry.online if place.kind == kind]
