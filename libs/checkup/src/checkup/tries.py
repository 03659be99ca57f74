"""Tries what the first page leads to beside its pages: links, pictures, the share picture, e-mail domains.

Only headings are asked for, in turn and as robots.txt wishes. "Not there" is said where the answer is plain:
404, 410, or a name nobody has. Every other trouble may be between the website and us alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from .facts import Link, Page, Tried
from .fetch import Fetcher
from .outcomes import CouldNotFetchError
from .pace import GivenUpError
from .platforms import network_of
from .report import Outcome
from .settings import Settings
from .units import site_of
from .webaddress import BadAddressError, WebAddress, read_address

_GONE = (404, 410)
_MOST_MAIL = 5
_PICTURES = "image/"
# Set aside for examples by those who hand out names (RFC 2606): nobody has them, so nobody is asked.
_NOBODYS = ("example", "test", "invalid", "localhost")


async def try_links(
    fetcher: Fetcher, front: Page, settings: Settings, been: dict[str, bool]
) -> tuple[Tried, ...]:
    """So many of the first page's own links, and so many leading elsewhere. `been` is what we know is there.

    Social networks are never asked, so their links are not among the answers.
    """
    tried = []
    for link, address in _worth_trying(front, settings):
        known = been.get(address.url)
        tried.append(
            await _try(fetcher, address, link.text) if known is None else Tried(address.url, link.text, known)
        )
    return tuple(tried)


def _worth_trying(front: Page, settings: Settings) -> Iterator[tuple[Link, WebAddress]]:
    here = site_of(urlsplit(front.url).hostname or "")
    room = {True: settings.max_links_tried, False: settings.max_outside_links_tried}
    seen = set()
    for link in front.links:
        address = readable(front.absolute(link).split("#", maxsplit=1)[0], settings)
        if address is None or address.url in seen or network_of(address.host):
            continue
        seen.add(address.url)
        own = site_of(address.host) == here
        if room[own] > 0:
            room[own] -= 1
            yield link, address


async def weigh_pictures(fetcher: Fetcher, front: Page, settings: Settings) -> tuple[Tried, ...]:
    """How heavy the first pictures are, where their servers say."""
    sources = list(dict.fromkeys(front.pictures.sources))[: settings.max_pictures_weighed]
    addresses = (readable(source, settings) for source in sources)
    return tuple([await _try(fetcher, address, "") for address in addresses if address is not None])


async def try_preview(fetcher: Fetcher, front: Page, settings: Settings) -> Tried | None:
    """The share picture. Something else at its address is as good as nothing there."""
    address = readable(front.head.preview_picture, settings)
    return await _try(fetcher, address, "", kind=_PICTURES) if address is not None else None


async def try_mail(fetcher: Fetcher, pages: Sequence[Page]) -> tuple[Tried, ...]:
    """Whether the names after the "@" exist. No letter is sent and no website asked."""
    seen = dict.fromkeys(
        mail.address for page in pages for mail in page.reaching.emails if "@" in mail.address
    )
    return tuple([await _try_mail(fetcher, address) for address in list(seen)[:_MOST_MAIL]])


async def _try_mail(fetcher: Fetcher, address: str) -> Tried:
    domain = address.rpartition("@")[2].strip().lower().rstrip(".")
    try:
        host = read_address(f"https://{domain}/").host
    except BadAddressError:
        return Tried(address, "", None)
    if host.rpartition(".")[2] in _NOBODYS:
        return Tried(address, "", None)
    return Tried(address, "", await fetcher.mail_domain(host))


async def _try(fetcher: Fetcher, address: WebAddress, text: str, *, kind: str = "") -> Tried:
    try:
        there = await fetcher.knock(address)
    except CouldNotFetchError as error:
        return Tried(address.url, text, False if error.outcome is Outcome.NO_SUCH_NAME else None)
    except GivenUpError:  # somebody else's host is crowded, which is no reason to lose the visit
        return Tried(address.url, text, None)
    if there.status in _GONE or (kind and there.status == 200 and not there.content_type.startswith(kind)):
        return Tried(address.url, text, there=False)
    arrived = there.status < 400
    return Tried(address.url, text, True if arrived else None, there.size if arrived else None)


def readable(url: str, settings: Settings) -> WebAddress | None:
    try:
        return read_address(url, allow_private=settings.allow_private) if url else None
    except BadAddressError:
        return None
