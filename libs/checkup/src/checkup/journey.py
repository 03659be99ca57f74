"""What the way to a website shows, into an `Arrival`: the padlock, both spellings of its name, its feed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .connect import padlock_days
from .entries import Entry, read_entries
from .facts import Arrival, Page
from .feed import read_feed
from .fetch import Fetched, Fetcher
from .outcomes import CouldNotFetchError
from .report import Outcome
from .settings import Settings
from .tries import readable, try_links, try_mail, try_preview, weigh_pictures
from .units import registrable
from .webaddress import WebAddress, join

_DOES_NOT_WORK = (Outcome.NO_SUCH_NAME, Outcome.REFUSED, Outcome.BAD_PADLOCK, Outcome.NOT_FOUND)
_NOT_THERE = (Outcome.NO_SUCH_NAME, Outcome.NOT_FOUND)
# Where a builder puts the news of a website without being asked.
_FEEDS = {"WordPress": "/feed/", "Wix": "/blog-feed.xml", "Drupal": "/rss.xml"}


@dataclass(slots=True)
class Journey:
    """Filled as the visit goes on, so that whatever ends it early leaves what was seen until then."""

    fetcher: Fetcher
    settings: Settings
    arrival: Arrival
    front: WebAddress | None = None  # where the front page was found
    wants_posts: bool = False
    entries: tuple[Entry, ...] | None = None  # of its news feed, where that is wanted and could be read

    def note(self, **seen: object) -> None:
        self.arrival = replace(self.arrival, **seen)  # type: ignore[arg-type]

    def turned_back(self, error: CouldNotFetchError) -> None:
        """The front page could not be had this way."""
        if error.outcome is Outcome.BAD_PADLOCK:
            self.note(padlock=False, padlock_problem=error.padlock)

    def arrived(self, fetched: Fetched) -> None:
        self.front = front = fetched.address
        self.note(ended_at=front.url)
        if front.scheme == "https":
            self.note(padlock=True, padlock_problem="", padlock_days=padlock_days(front.host))
        if fetched.way and fetched.way[0].scheme == "http":
            self.note(plain_moves_on=front.scheme == "https")

    def wishes(self, address: WebAddress) -> None:
        """What robots.txt says to search engines, also where it keeps us out ourselves."""
        self.note(searching_forbidden=self.fetcher.searching_forbidden(address))

    async def look_around(self, pages: list[Page], been: dict[str, bool]) -> None:
        """Everything beside the pages, the most telling first. `been` is what we know is there."""
        front, fetcher, settings = pages[0], self.fetcher, self.settings
        await self._knock_at_other_doors()
        await self._read_feed(front)
        self.note(preview=await try_preview(fetcher, front, settings), mail=await try_mail(fetcher, pages))
        if settings.thorough:
            self.note(pictures=await weigh_pictures(fetcher, front, settings))
            self.note(links=await try_links(fetcher, front, settings, been))

    async def _knock_at_other_doors(self) -> None:
        front = self.front
        if front is None or front.port not in (80, 443):
            return  # other ports exist only in a demo or a test, and have no second door
        if front.scheme == "http" and self.arrival.padlock is None:
            await self._try_padlock(front)
        if front.scheme == "https" and self.arrival.plain_moves_on is None:
            await self._try_plain(front)
        other = other_spelling(front)
        if other is not None and not self.arrival.www_differs:
            await self._try_spelling(other)

    async def _try_padlock(self, front: WebAddress) -> None:
        try:
            await self.fetcher.knock(replace(front, scheme="https", port=443, target="/"))
        except CouldNotFetchError as error:
            if error.outcome in (Outcome.BAD_PADLOCK, Outcome.REFUSED):
                self.note(padlock=False, padlock_problem=error.padlock)
            return
        self.note(padlock=True, padlock_days=padlock_days(front.host))

    async def _try_plain(self, front: WebAddress) -> None:
        try:
            there = await self.fetcher.knock(replace(front, scheme="http", port=80, target="/"))
        except CouldNotFetchError:
            return
        if there.address.scheme == "https":
            self.note(plain_moves_on=True)
        elif there.status == 200:
            self.note(plain_moves_on=False)

    async def _try_spelling(self, other: WebAddress) -> None:
        try:
            there = await self.fetcher.knock(replace(other, target="/"))
        except CouldNotFetchError as error:
            works = error.outcome not in _DOES_NOT_WORK
        else:
            works = there.status not in (404, 410)
        if not works:
            self.note(www_differs=spelling_of(other))

    async def _read_feed(self, front: Page) -> None:
        named = [readable(front.absolute(link), self.settings) for link in front.head.feeds[:1]]
        usual = _FEEDS.get(front.builder)
        if not named and usual is not None and self.front is not None:
            named = [join(self.front, usual, allow_private=self.settings.allow_private)]
        for address in named:
            if address is not None:
                await self._try_feed(address)

    async def _try_feed(self, address: WebAddress) -> None:
        try:
            fetched = await self.fetcher.feed(address)
        except CouldNotFetchError as error:
            if error.outcome in _NOT_THERE:
                self.note(feed_missing=True)
            return
        feed = read_feed(fetched.body, fetched.address.url)
        self.note(feed=feed, feed_missing=feed is None)
        if feed is not None and self.wants_posts:
            self.entries = read_entries(fetched.body, fetched.address.url)


def other_spelling(address: WebAddress) -> WebAddress | None:
    """With "www." for without, and the other way round; None where there is no such habit."""
    bare = address.host.removeprefix("www.")
    if address.is_number or address.port not in (80, 443) or bare != registrable(bare) or "." not in bare:
        return None
    return replace(address, host=bare if address.host.startswith("www.") else f"www.{bare}")


def spelling_of(address: WebAddress) -> str:
    return "www" if address.host.startswith("www.") else "bare"
