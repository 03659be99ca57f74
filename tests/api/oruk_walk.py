"""Walking through an Open Referral UK feed, from its lists to its details, and listing what is wrong with it.

Knows nothing of Bandstand, so that any feed can be walked: `bench/oruk_conformance.py` does. A schema check of
single answers misses two things, which a walk does not: pages that do not add up, and details that are not of
the id they were asked by.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator

Json = Any
_FLAGS = ("first_page", "last_page", "empty")
_NUMBERS = ("total_items", "total_pages", "page_number", "size")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: Json


# Takes what comes after the feed's address: "/services?page=2".
Fetch = Callable[[str], Answer]


@dataclass(frozen=True)
class Kind:
    """One list of a feed: its address, and the schemas of what is on it and of one thing by its id."""

    path: str
    on_list: Validator
    by_id: Validator


@dataclass
class Found:
    """What a walk found: sentences, each beginning with the address it is about."""

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    asked: int = 0
    looked_at: int = 0

    def wrong(self, where: str, words: str) -> None:
        self.errors.append(f"{where}: {words}")


def validator(schema: Json, **more: Any) -> Validator:
    """Return a validator that checks formats too; the standard's schemas do not say which draft they are."""
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER, **more)


@dataclass
class Walk:
    fetch: Fetch
    found: Found = field(default_factory=Found)

    def get(self, path: str) -> Json:
        """Return what is there, or None with an error noted."""
        self.found.asked += 1
        answer = self.fetch(path)
        if answer.status != 200:
            self.found.wrong(path, f"answered with {answer.status}")
            return None
        if answer.headers.get("access-control-allow-origin") != "*":
            self.found.wrong(path, "may not be read from other sites' pages (no CORS)")
        return answer.body

    def check(self, where: str, schema: Validator, told: Json) -> None:
        self.found.looked_at += 1
        for error in schema.iter_errors(told):
            self.found.wrong(where, f"{error.json_path} {error.message[:120]}")


def walk(fetch: Fetch, about: Validator, kinds: Sequence[Kind]) -> Found:
    """Walk through first, middle and last page of each list, and to first, middle and last thing of the first."""
    trip = Walk(fetch)
    if (told := trip.get("/")) is not None:
        trip.check("/", about, told)
    for kind in kinds:
        first = _look_at_pages(trip, kind)
        if first:
            _look_at_details(trip, kind, first)
    return trip.found


def _look_at_pages(trip: Walk, kind: Kind) -> list[Json]:
    """Look at the pages; return what is on the first."""
    first = trip.get(f"{kind.path}?page=1")
    if first is None or not _is_page(trip, f"{kind.path}?page=1", first):
        return []
    adds_up = _adds_up(trip, kind.path, first)
    for number in sorted({1, (first["total_pages"] + 1) // 2 or 1, first["total_pages"] or 1}):
        where = f"{kind.path}?page={number}"
        told = first if number == 1 else trip.get(where)
        if told is not None and (number == 1 or _is_page(trip, where, told)):
            _look_at_page(trip, kind, where, number, told)
            if adds_up and number == max(first["total_pages"], 1):
                _is_rest(trip, where, first, told)
    if not first["contents"]:
        trip.found.warnings.append(f"{kind.path}: there is nothing on it.")
    return list(first["contents"])


def _is_page(trip: Walk, where: str, told: Json) -> bool:
    """Check that it has what a page has, each of its type. The standard's own schema would let any be missing."""
    missing = [name for name in _NUMBERS if type(told.get(name)) is not int]
    missing += [name for name in _FLAGS if type(told.get(name)) is not bool]
    missing += [] if isinstance(told.get("contents"), list) else ["contents"]
    for name in missing:
        trip.found.wrong(where, f"{name} is missing, or not of its type")
    return not missing


def _adds_up(trip: Walk, path: str, first: Json) -> bool:
    whole, total = len(first["contents"]), first["total_items"]
    expected = -(-total // whole) if whole else 0
    if first["total_pages"] == expected or (not total and first["total_pages"] == 1):
        return True
    trip.found.wrong(path, f"{total} things, {whole} a page, do not make {first['total_pages']} pages")
    return False


def _is_rest(trip: Walk, where: str, first: Json, last: Json) -> None:
    """Check that the last page has what the pages before it left."""
    before = (first["total_pages"] - 1) * len(first["contents"]) if first["total_pages"] else 0
    if len(last["contents"]) != first["total_items"] - before:
        trip.found.wrong(where, f"{len(last['contents'])} are left, of {first['total_items']} in all")


def _look_at_page(trip: Walk, kind: Kind, where: str, number: int, told: Json) -> None:
    expected = {
        "page_number": number,
        "size": len(told["contents"]),
        "first_page": number == 1,
        "last_page": number >= told["total_pages"],
        "empty": not told["contents"],
    }
    for name, value in expected.items():
        if told[name] != value:
            trip.found.wrong(where, f"{name} is {told[name]} and should be {value}")
    for place, one in enumerate(told["contents"]):
        trip.check(f"{where} [{place}]", kind.on_list, one)


def _look_at_details(trip: Walk, kind: Kind, some: list[Json]) -> None:
    for place in sorted({0, len(some) // 2, len(some) - 1}):
        look_at_detail(trip, kind, str(some[place].get("id")))


def look_at_detail(trip: Walk, kind: Kind, given: str) -> None:
    """Ask for one thing by its id, and check that it is that one."""
    where = f"{kind.path}/{given}"
    told = trip.get(where)
    if told is None:
        return
    trip.check(where, kind.by_id, told)
    if told.get("id") != given:
        trip.found.wrong(where, f"is about {told.get('id')}")


def walk_everything(fetch: Fetch, kinds: Sequence[Kind], *, a_page: int) -> Found:
    """Walk through every page to every thing: each is met once, and there are as many as is said."""
    trip = Walk(fetch)
    for kind in kinds:
        met = [one["id"] for page in _every_page(trip, kind, a_page) for one in page["contents"]]
        if len(set(met)) != len(met):
            trip.found.wrong(kind.path, "something is on two pages")
        for given in met:
            look_at_detail(trip, kind, given)
    return trip.found


def _every_page(trip: Walk, kind: Kind, a_page: int) -> Iterator[Json]:
    number, met, total, is_last = 1, 0, 0, False
    while not is_last:
        where = f"{kind.path}?page={number}&per_page={a_page}"
        told = trip.get(where)
        if told is None or not _is_page(trip, where, told):
            return
        _look_at_page(trip, kind, where, number, told)
        yield told
        met, total, is_last = met + len(told["contents"]), told["total_items"], told["last_page"]
        number += 1
    if met != total:
        trip.found.wrong(kind.path, f"{met} things were met, of {total} in all")


_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def walk_astray(fetch: Fetch, kinds: Sequence[Kind]) -> Found:
    """Ask for what is not there, and for nonsense: that is told apart, in JSON, and breaks nothing."""
    found = Found()
    nobody = "00000000-0000-4000-8000-000000000000"
    expected = {f"{kind.path}/{given}": 404 for kind in kinds for given in (nobody, "nonsense")}
    expected |= {f"{kind.path}?{asked}": 400 for kind in kinds for asked in ("page=0", "per_page=x")}
    expected |= {f"/services?{asked}": 400 for asked in ("minimum_age=old", "day=someday", "start_time=late")}
    expected["/service_at_locations?postcode=nowhere&proximity=5"] = 400
    for path, status in expected.items():
        found.asked += 1
        answer = fetch(path)
        if answer.status != status or not isinstance(answer.body, dict):
            found.wrong(path, f"answered with {answer.status}, not {status} in JSON")
    return found
