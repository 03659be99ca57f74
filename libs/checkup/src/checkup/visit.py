"""One check-up from an address to a report: fetch a few pages, read them at a safe distance, look."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from .entries import Entry
from .facts import Arrival, Clue, Mention, Page, Place
from .fetch import Fetched, Fetcher
from .inner import bare, inner_pages
from .journey import Journey, other_spelling, spelling_of
from .known import KnownPlaces
from .memory import Memory, remember
from .others import Others
from .outcomes import CouldNotFetchError
from .pace import SHARED as SHARED_PACE
from .pace import GivenUpError, Turns
from .parsing import SHARED, PageToRead, ParsePool
from .platforms import network_of, read_account
from .recognise import outcome_of
from .report import REASONS, Account, Finding, Outcome, PageRead, PostsRead, Report
from .settings import Settings
from .showing import social_doors
from .site import findings_without_looking, look_at_pages
from .ties import Tie, ties_of, with_names
from .tries import readable
from .webaddress import BadAddressError, WebAddress, read_address
from .wire import Wire
from .worker import WorkerDiedError

_TRY_PLAIN = (Outcome.REFUSED, Outcome.BAD_PADLOCK, Outcome.TOO_SLOW, Outcome.BROKE_OFF)
_TRY_OTHER_SPELLING = (Outcome.REFUSED, Outcome.BAD_PADLOCK, Outcome.NO_SUCH_NAME)


@dataclass(slots=True)
class _Trip:
    """What one visit has met so far."""

    fetcher: Fetcher
    pool: ParsePool
    settings: Settings
    memory: Memory | None
    journey: Journey
    others: Others | None
    own_key: str
    read: list[Page] = field(default_factory=list)
    log: list[PageRead] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Seen:
    """A report and what it was made from."""

    report: Report
    pages: tuple[Page, ...]
    arrival: Arrival


# Of a page further in: what it says may well be what we were looking for.
_MAY_OPEN_LATER = frozenset(
    (Outcome.REFUSED, Outcome.TOO_SLOW, Outcome.BROKE_OFF, Outcome.TURNED_AWAY, Outcome.ASKED_NOT_TO,
    Outcome.SITE_ERROR, Outcome.SCRIPT_ONLY, Outcome.COULD_NOT_READ, Outcome.BAD_PADLOCK)
)  # fmt: skip


async def look_at(
    site_url: str,
    *,
    known: KnownPlaces | None = None,
    settings: Settings | None = None,
    pool: ParsePool = SHARED,
    pace: Turns = SHARED_PACE,
    memory: Memory | None = None,
) -> Report:
    """One website looked at. Whatever the website or its address does, the answer is a report."""
    settings = settings or Settings()
    async with Wire(settings) as wire:
        fetcher = Fetcher(wire, settings, pace=pace, memory=memory)
        return await look_with(fetcher, site_url, known=known, settings=settings, pool=pool, memory=memory)


def look(
    site_url: str,
    *,
    known: KnownPlaces | None = None,
    settings: Settings | None = None,
    pace: Turns = SHARED_PACE,
    memory: Memory | None = None,
) -> Report:
    """The same, blocking: for workers and scripts, not from inside a running event loop."""
    return asyncio.run(look_at(site_url, known=known, settings=settings, pace=pace, memory=memory))


async def look_with(
    fetcher: Fetcher,
    site_url: str,
    *,
    known: KnownPlaces | None,
    settings: Settings,
    pool: ParsePool,
    memory: Memory | None = None,
) -> Report:
    """`look_at` with a fetcher of one's own, whose wire is open."""
    seen = await see_with(fetcher, site_url, known=known, settings=settings, pool=pool, memory=memory)
    return seen.report


async def see_with(
    fetcher: Fetcher,
    site_url: str,
    *,
    known: KnownPlaces | None,
    settings: Settings,
    pool: ParsePool,
    memory: Memory | None = None,
) -> Seen:
    """`look_with`, with the facts the report was made from."""
    started = datetime.now(UTC)
    others = known.others if known is not None else None
    journey = Journey(fetcher, settings, Arrival(address=site_url), wants_posts=others is not None)
    own_key = known.own_key if known is not None else ""
    trip = _Trip(fetcher, pool, settings, memory, journey, others, own_key)
    try:
        outcome = await _visit(trip, site_url)
    except GivenUpError as sent_away:
        raise sent_away.__cause__ or sent_away from None
    accounts: tuple[Account, ...] = ()
    findings: tuple[Finding, ...]
    ties: tuple[Tie, ...] | None = None
    if outcome is Outcome.LOOKED:
        accounts, findings = look_at_pages(trip.read, known=known, arrival=journey.arrival)
        if trip.others is not None:
            ties = ties_of(trip.read, journey.entries or (), trip.others, trip.own_key)
    else:
        findings = findings_without_looking(outcome, known=known, arrival=journey.arrival)
    report = Report(
        site=site_url,
        outcome=outcome,
        words=REASONS[outcome],
        pages=tuple(trip.log),
        accounts=accounts,
        findings=findings,
        started=started,
        finished=datetime.now(UTC),
        ties=ties,
        posts=_posts(journey.entries),
    )
    return Seen(report, tuple(trip.read), journey.arrival)


def _posts(entries: tuple[Entry, ...] | None) -> PostsRead | None:
    if entries is None:
        return None
    days = [entry.day for entry in entries if entry.day is not None]
    return PostsRead(frozenset(entry.address for entry in entries), min(days, default=None))


async def _visit(trip: _Trip, site_url: str) -> Outcome:
    if not site_url.strip():
        return Outcome.NO_WEBSITE
    try:
        address = read_address(site_url, allow_private=trip.settings.allow_private)
    except BadAddressError as error:
        return error.outcome
    if network_of(address.host):
        return Outcome.SOCIAL_ONLY
    try:
        async with asyncio.timeout(trip.settings.site_seconds) as patience:
            trip.fetcher.patience = patience
            outcome = await _front_page(trip, address)
            trip.journey.wishes(trip.journey.front or address)
            if outcome is Outcome.LOOKED:
                await _other_pages(trip)
                await trip.journey.look_around(trip.read, _been(trip))
    except TimeoutError:
        outcome = Outcome.LOOKED if trip.read else Outcome.TOO_SLOW
    return outcome


def _been(trip: _Trip) -> dict[str, bool]:
    """Addresses known to be there, or not, from the pages alone."""
    missing = {page.url: False for page in trip.log if page.outcome is Outcome.NOT_FOUND}
    return missing | {page.url: True for page in trip.read}


async def _front_page(trip: _Trip, address: WebAddress) -> Outcome:
    outcome = await _plain_if_need_be(trip, address)
    other = other_spelling(address)
    if outcome in _TRY_OTHER_SPELLING and other is not None:
        before = list(trip.log)
        trip.log.clear()
        if await _plain_if_need_be(trip, other) is Outcome.LOOKED:
            trip.journey.note(www_differs=spelling_of(address))
            return Outcome.LOOKED
        trip.log[:] = before
    return outcome


async def _plain_if_need_be(trip: _Trip, address: WebAddress) -> Outcome:
    outcome = await _one_page(trip, address)
    if address.guessed and address.scheme == "https" and outcome in _TRY_PLAIN:
        # Nobody wrote "https://": perhaps the website never had a padlock.
        before = list(trip.log)
        trip.log.clear()
        plain = await _one_page(trip, replace(address, scheme="http", port=80))
        if plain in _TRY_PLAIN:
            trip.log[:] = before
            return outcome
        outcome = plain
    return outcome


async def _one_page(trip: _Trip, address: WebAddress) -> Outcome:
    try:
        fetched = await trip.fetcher.page(address)
    except CouldNotFetchError as error:
        trip.log.append(PageRead(address.url, error.outcome))
        if not trip.read:
            trip.journey.turned_back(error)
        return error.outcome
    if not trip.read:
        trip.journey.arrived(fetched)
    elif bare(fetched.address.url) in {bare(page.url) for page in trip.read}:
        return Outcome.LOOKED  # sent back to a page we have read
    return await _parse(trip, fetched)


async def _parse(trip: _Trip, fetched: Fetched) -> Outcome:
    url = fetched.address.url
    try:
        page = fetched.page or await _read(trip, fetched)
    except WorkerDiedError:
        trip.log.append(PageRead(url, Outcome.COULD_NOT_READ))
        return Outcome.COULD_NOT_READ
    outcome = outcome_of(page)
    trip.log.append(PageRead(url, outcome, page.title, page.cut_short))
    if outcome is Outcome.LOOKED:
        trip.read.append(page)
        _keep(trip, page, fetched)
    return outcome


async def _read(trip: _Trip, fetched: Fetched) -> Page:
    question = PageToRead(fetched.body, fetched.address.url, fetched.content_type, fetched.cut_short)
    page = await asyncio.to_thread(trip.pool.read, question, seconds=trip.settings.parse_seconds)
    wishes = _wishes(fetched)
    if wishes:
        robots = ", ".join(filter(None, (page.head.robots, wishes)))
        page = replace(page, head=replace(page.head, robots=robots))
    if trip.others is not None:
        page = await asyncio.to_thread(with_names, page, trip.others, trip.own_key)
    return page


def _wishes(fetched: Fetched) -> str:
    """What the answer's heading asks of every search engine, or of the one most people use."""
    told = (wish.lower().removeprefix("googlebot:") for wish in fetched.headers.getall("X-Robots-Tag", ()))
    return ", ".join(wish.strip() for wish in told if ":" not in wish)[:500]


def _keep(trip: _Trip, page: Page, fetched: Fetched) -> None:
    if trip.memory is None:
        return
    before = trip.memory.recall(page.url) if fetched.page is not None else None
    told = fetched.headers
    remembered = before or remember(page, told.get("ETag", ""), told.get("Last-Modified", ""))
    if remembered is not None:
        trip.memory.keep(page.url, remembered)


async def _other_pages(trip: _Trip) -> None:
    """The front page is enough for a report; whatever goes wrong further in is only noted."""
    room = trip.settings.max_pages - 1
    seen = {bare(trip.read[0].url)}
    trip.journey.note(left_unread=True)  # should our time run out on the way
    for url in inner_pages(trip.read[0], room):
        address = readable(url, trip.settings)
        if address is not None and bare(address.url) not in seen:
            seen.add(bare(address.url))
            await _one_page(trip, address)
    trip.journey.note(left_unread=any(page.outcome in _MAY_OPEN_LATER for page in trip.log))
    await _open_doors(trip, room - len(seen) + 1)


async def _open_doors(trip: _Trip, most: int) -> None:
    """A link such as leasowpark.example/facebook is tried, to see where it leads; Facebook never is."""
    for platform, (url, text) in list(social_doors(trip.read).items())[: max(0, most)]:
        address = readable(url, trip.settings)
        account = read_account(await _leads_to(trip, address)) if address is not None else None
        if account is not None and account.platform == platform:
            mention = Mention(account, Place.BODY, frozenset((Clue.FOLLOW,)), text or url, -1, 1, 1)
            front = trip.read[0]
            trip.read[0] = replace(front, mentions=(*front.mentions, mention))


async def _leads_to(trip: _Trip, address: WebAddress) -> str:
    """The social media address at the end of the redirects, or ""."""
    try:
        await trip.fetcher.page(address)
    except CouldNotFetchError as error:
        return error.url if error.outcome is Outcome.SOCIAL_ONLY else ""
    return ""
