"""One check-up from an address to a report: fetch a few pages, read them at a safe distance, look."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from .facts import Clue, Mention, Page, Place
from .fetch import CouldNotFetchError, Fetched, Fetcher
from .inner import bare, inner_pages
from .known import KnownPlaces
from .parsing import SHARED, PageToRead, ParsePool
from .platforms import network_of, read_account
from .report import REASONS, Account, Finding, Outcome, PageRead, Report
from .settings import Settings
from .showing import social_doors
from .site import findings_without_looking, look_at_pages, outcome_of
from .webaddress import BadAddressError, WebAddress, read_address
from .worker import WorkerDiedError

_TRY_PLAIN = (Outcome.REFUSED, Outcome.BAD_PADLOCK, Outcome.TOO_SLOW, Outcome.BROKE_OFF)


@dataclass(slots=True)
class _Trip:
    """What one visit has met so far."""

    fetcher: Fetcher
    pool: ParsePool
    settings: Settings
    read: list[Page] = field(default_factory=list)
    log: list[PageRead] = field(default_factory=list)


async def look_at(
    site_url: str,
    *,
    known: KnownPlaces | None = None,
    settings: Settings | None = None,
    pool: ParsePool = SHARED,
) -> Report:
    """One website looked at. Whatever the website or its address does, the answer is a report."""
    settings = settings or Settings()
    async with Fetcher(settings) as fetcher:
        return await look_with(fetcher, site_url, known=known, settings=settings, pool=pool)


def look(site_url: str, *, known: KnownPlaces | None = None, settings: Settings | None = None) -> Report:
    """The same, blocking: for workers and scripts, not from inside a running event loop."""
    return asyncio.run(look_at(site_url, known=known, settings=settings))


async def look_with(
    fetcher: Fetcher, site_url: str, *, known: KnownPlaces | None, settings: Settings, pool: ParsePool
) -> Report:
    """`look_at` with a fetcher of one's own, already open."""
    started = datetime.now(UTC)
    trip = _Trip(fetcher, pool, settings)
    outcome = await _visit(trip, site_url)
    accounts: tuple[Account, ...] = ()
    findings: tuple[Finding, ...] = findings_without_looking(outcome)
    if outcome is Outcome.LOOKED:
        accounts, findings = look_at_pages(trip.read, known=known)
    return Report(
        site=site_url,
        outcome=outcome,
        words=REASONS[outcome],
        pages=tuple(trip.log),
        accounts=accounts,
        findings=findings,
        started=started,
        finished=datetime.now(UTC),
    )


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
        async with asyncio.timeout(trip.settings.site_seconds):
            outcome = await _front_page(trip, address)
            if outcome is Outcome.LOOKED:
                await _other_pages(trip)
    except TimeoutError:
        outcome = Outcome.LOOKED if trip.read else Outcome.TOO_SLOW
    return outcome


async def _front_page(trip: _Trip, address: WebAddress) -> Outcome:
    outcome = await _one_page(trip, address)
    if address.guessed and address.scheme == "https" and outcome in _TRY_PLAIN:
        # Nobody wrote "https://": perhaps the website never had a padlock.
        trip.log.clear()
        outcome = await _one_page(trip, replace(address, scheme="http", port=80))
    return outcome


async def _one_page(trip: _Trip, address: WebAddress) -> Outcome:
    try:
        fetched = await trip.fetcher.page(address)
    except CouldNotFetchError as error:
        trip.log.append(PageRead(address.url, error.outcome))
        return error.outcome
    return await _parse(trip, fetched)


async def _parse(trip: _Trip, fetched: Fetched) -> Outcome:
    url = fetched.address.url
    question = PageToRead(fetched.body, url, fetched.content_type, fetched.cut_short)
    try:
        page = await asyncio.to_thread(trip.pool.read, question, seconds=trip.settings.parse_seconds)
    except WorkerDiedError:
        trip.log.append(PageRead(url, Outcome.COULD_NOT_READ))
        return Outcome.COULD_NOT_READ
    outcome = outcome_of(page)
    trip.log.append(PageRead(url, outcome, page.title, page.cut_short))
    if outcome is Outcome.LOOKED:
        trip.read.append(page)
    return outcome


async def _other_pages(trip: _Trip) -> None:
    """The front page is enough for a report; whatever goes wrong further in is only noted."""
    room = trip.settings.max_pages - 1
    seen = {bare(trip.read[0].url)}
    for url in inner_pages(trip.read[0], room):
        address = _readable(trip, url)
        if address is not None and bare(address.url) not in seen:
            seen.add(bare(address.url))
            await _one_page(trip, address)
    await _open_doors(trip, room - len(seen) + 1)


def _readable(trip: _Trip, url: str) -> WebAddress | None:
    try:
        return read_address(url, allow_private=trip.settings.allow_private)
    except BadAddressError:
        return None


async def _open_doors(trip: _Trip, most: int) -> None:
    """A link such as leasowpark.example/facebook is tried, to see where it leads; Facebook never is."""
    for platform, (url, text) in list(social_doors(trip.read).items())[: max(0, most)]:
        address = _readable(trip, url)
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
