"""Reading what a program asks for. Everything it may ask is checked, also what narrows nothing here."""

import re
import uuid
from dataclasses import replace
from datetime import datetime, time

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from bandstand.groups.export import oruk_terms
from bandstand.groups.queries import kinds
from bandstand.groups.queries.feeds import Wanted, schemes_in_use, terms
from bandstand.people.models import Hub
from bandstand.places.postcodes import is_full, tidy
from bandstand.places.queries import points_of

from ..open_feed import NotUnderstoodError
from .pages import Part

A_PAGE, LARGEST_PAGE, LAST_PAGE = 50, 250, 1_000_000
LONGEST_SEARCH = 200
NEARBY, FARTHEST = 5_000, 100_000  # metres
_DAYS = frozenset(
    day[:letters]
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for letters in (2, 3, len(day))
)


def part(request: HttpRequest) -> Part:
    """Return which page is asked for. Larger pages than the largest are that large."""
    number = _whole(request, "page", usual=1)
    size = _whole(request, "per_page", usual=A_PAGE)
    return Part(number, min(size, LARGEST_PAGE))


def wanted(request: HttpRequest, *, near: bool = False) -> Wanted:
    """Return what is asked of services; with `near`, of services at locations, so near a postcode too."""
    _ages_and_times(request)
    words = request.GET.get("search", "").strip()
    if len(words) > LONGEST_SEARCH:
        raise NotUnderstoodError(f"Search for at most {LONGEST_SEARCH} letters.")
    found = replace(_by_term(request), words=words, since=_since(request))
    return _near(request, found) if near else found


def _whole(request: HttpRequest, name: str, *, usual: int) -> int:
    typed = request.GET.get(name)
    if typed is None:
        return usual
    if not re.fullmatch(r"[0-9]{1,9}", typed) or not 1 <= int(typed) <= LAST_PAGE:
        raise NotUnderstoodError(f"Give “{name}” as a whole number from 1.")
    return int(typed)


def _by_term(request: HttpRequest) -> Wanted:
    hub: Hub = request.hub  # type: ignore[attr-defined]
    term, taxonomy = _uuid(request, "taxonomy_term_id"), _uuid(request, "taxonomy_id")
    found = Wanted()
    if term is not None:
        found = _of_term(hub, term)
    if taxonomy is not None and not found.nothing:
        scheme = scheme_of(hub, taxonomy)
        if scheme is None:
            return Wanted(nothing=True)
        is_kinds = scheme == oruk_terms.KINDS
        found = replace(found, any_kind=is_kinds, scheme="" if is_kinds else scheme)
    return found


def _of_term(hub: Hub, term: uuid.UUID) -> Wanted:
    kind = next((kind for kind in kinds() if oruk_terms.kind_id(hub, kind) == term), None)
    if kind:
        return Wanted(kind=kind)
    interest = terms().filter(uid=term).first()
    return Wanted(interest=interest) if interest else Wanted(nothing=True)


def scheme_of(hub: Hub, taxonomy: uuid.UUID) -> str | None:
    """Return which list of terms this id means, of those the hub has."""
    schemes = [oruk_terms.KINDS, *schemes_in_use()]
    return next((one for one in schemes if oruk_terms.taxonomy_id(hub, one) == taxonomy), None)


def _uuid(request: HttpRequest, name: str) -> uuid.UUID | None:
    typed = request.GET.get(name, "").strip()
    try:
        return uuid.UUID(typed) if typed else None
    except ValueError:
        raise NotUnderstoodError(f"Give “{name}” as an id, like those in this feed.") from None


def _since(request: HttpRequest) -> datetime | None:
    typed = request.GET.get("modified_after", "").strip()
    if not typed:
        return None
    try:
        moment = parse_datetime(typed.replace(" ", "+"))
        day = None if moment else parse_date(typed)
    except ValueError:
        moment = day = None
    if day:
        moment = datetime.combine(day, time.min)
    if moment is None or not 1900 < moment.year < 9000:
        raise NotUnderstoodError("Give “modified_after” as a time like 2026-04-14T18:00:00Z.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _near(request: HttpRequest, found: Wanted) -> Wanted:
    typed, proximity = request.GET.get("postcode", "").strip(), request.GET.get("proximity", "").strip()
    if not typed:
        if proximity:
            raise NotUnderstoodError("Give a “postcode” as well: “proximity” says how far from it.")
        return found
    postcode = tidy(typed)
    point = points_of([postcode]).get(postcode) if is_full(postcode) else None
    if point is None:
        raise NotUnderstoodError("Give “postcode” as a whole postcode that we know, like DY1 1AE.")
    return replace(found, near=point, metres=_metres(proximity))


def _metres(typed: str) -> float:
    metres = _number(typed) if typed else NEARBY
    if metres is None or not 0 < metres <= FARTHEST:
        raise NotUnderstoodError(f"Give “proximity” in metres, up to {FARTHEST}.")
    return metres


def _number(typed: str) -> float | None:
    return float(typed) if re.fullmatch(r"[0-9]{1,7}(?:\.[0-9]{1,6})?", typed) else None


def _ages_and_times(request: HttpRequest) -> None:
    """Check what is asked of ages, days and times.

    Which ages a group is for, and when it meets, is not kept, and what is not known rules nobody out: these
    narrow nothing. See docs/developers/open-data.md.
    """
    for name in ("minimum_age", "maximum_age"):
        age = request.GET.get(name, "").strip()
        if age and ((years := _number(age)) is None or years > 150):
            raise NotUnderstoodError(f"Give “{name}” in years, like 16.")
    for name in ("start_time", "end_time"):
        if (typed := request.GET.get(name, "").strip()) and not _is_time(typed):
            raise NotUnderstoodError(f"Give “{name}” as a time of day, like 18:30.")
    days = {day.strip().lower() for day in request.GET.get("day", "").split(",")}
    if days - _DAYS - {""}:
        raise NotUnderstoodError("Give “day” as MO, TU, WE, TH, FR, SA or SU.")


def _is_time(typed: str) -> bool:
    try:
        time.fromisoformat(typed)
    except ValueError:
        return False
    return ":" in typed
