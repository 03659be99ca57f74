"""STATE: everything a phone shows of a gathering, as docs/developers/the-day.md says it.

The same number of queries however many people are there.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from itertools import combinations
from typing import Any

from bandstand.people.queries import may_be_named

from ..introducing.room import room_of
from ..models import (
    Attendance,
    DayEntry,
    Gathering,
    HelpNote,
    Introduction,
    Phone,
    Sitting,
)
from ..queries.day import came_before, everyone
from ..queries.wins import wins_of
from ..seating.party import party_of, shows
from ..seating.rounds import has_tables, rounds_of
from ..seating.shown import NO_TABLES, for_phones

State = dict[str, Any]
MOST_WINS = 3


def version_of(gathering: Gathering) -> int:
    """Return a number that grows with every entry kept, and with every line put on the sheet."""
    entries = DayEntry.objects.filter(gathering=gathering).count()
    return entries + Attendance.objects.filter(gathering=gathering).count()


def state_of(gathering: Gathering, phone: Phone | None = None) -> State:
    """Return STATE for the door, or what a helper's own `phone` may see of it."""
    version = version_of(gathering)  # first: what comes in meanwhile is told next time
    rows = _sheet(gathering)
    if phone is not None and phone.may == Phone.May.HELPER:
        return _for_a_helper(gathering, phone, rows, version)
    people = _people(rows)
    return {
        "version": version,
        "people": people,
        **_seating(gathering, rows, people),
        "sittings": _tables(gathering),
        "notes": _notes(gathering),
        "met": _meetings(gathering),
        "met_before": _met_before(gathering, rows),
        **_who_should_talk(gathering, rows),
    }


def _who_should_talk(gathering: Gathering, rows: list[Attendance]) -> State:
    """Return pairs of groups, by name as the sheet says it, so that it holds for whoever walks in as well."""
    room = room_of(gathering, rows)
    return {
        "pairs": [[pair.one.name, pair.other.name, pair.why] for pair in room.pairs],
        "apart": [[one.name, other.name] for one, other in room.apart],
    }


def _sheet(gathering: Gathering) -> list[Attendance]:
    rows = everyone(gathering).annotate(been_before=came_before(gathering)).select_related("person__helper")
    return list(rows.prefetch_related("topics", "person__helper__topics").order_by("pk"))


def _people(rows: list[Attendance]) -> list[dict[str, Any]]:
    named = may_be_named({row.person_id for row in rows if row.person_id is not None})
    wins = wins_of(rows)
    return [
        _person(row)
        | {
            "wins": [_win(win.finding) for win in wins[row.pk] if not win.is_done][:MOST_WINS],
            "named": row.person_id in named,
        }
        for row in rows
    ]


def _seating(gathering: Gathering, rows: list[Attendance], people: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the tables, and say of each of the people where they sit."""
    if not has_tables(gathering):
        return dict(NO_TABLES)
    party = party_of(gathering, rows)
    rounds, sitters = rounds_of(gathering, party), party.by_uid
    for one in people:
        if (sitter := sitters.get(one["uid"])) is not None:
            at = {str(round_.number): round_.table_of(sitter.uid) for round_ in rounds}
            one["seats"] = {number: table for number, table in at.items() if table}
            one |= {"needs": sorted(sitter.wants), "beside": sorted(sitter.beside)}
    return for_phones(party, rounds)


def _win(finding: Any) -> dict[str, Any]:
    return {"id": finding.pk, "headline": finding.headline, "minutes": finding.effort_minutes}


def _person(row: Attendance) -> dict[str, Any]:
    groups = list(row.groups.all())
    helper = getattr(row.person, "helper", None)
    topics = [topic.pk for topic in row.topics.all()]
    return {
        "uid": str(row.uid),
        "name": row.called,
        "group": row.comes_from,
        "kind": next((group.kind.slug for group in groups if group.kind), ""),
        "wants": row.wants,
        "looking": row.looking,
        "helping": row.helping,
        "running": row.running,
        "booked": row.booking if row.booking != Attendance.Booking.CANCELLED else "none",
        "arrival": row.arrival,
        "arrived_at": _at(row.arrived_at),
        "left_at": _at(row.left_at),
        "standing": _standing(row),
        "no_phone": row.no_phone,
        "leaving_early": row.leaving_early,
        "first_time": row.person_id is not None and not row.been_before,  # type: ignore[attr-defined]
        "extra": row.extra,
        "language": row.language,
        "topics": topics,
        "can": sorted(shows(row)),
        "speaks": helper.languages if helper else "",
        "seats": {},
        "beside": [],
    }


def _standing(row: Attendance) -> str:
    """Somebody here who looks for help, of whom nothing else is said, is waiting."""
    if row.standing or not row.looking or row.arrival != Attendance.Arrival.HERE:
        return row.standing
    return Attendance.Standing.WAITING


def _at(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None


def _tables(gathering: Gathering) -> list[dict[str, Any]]:
    found = Sitting.objects.filter(gathering=gathering, undone_at=None).prefetch_related("members")
    return [
        {
            "uid": str(one.uid),
            "members": _uids(one.members.all()),
            "table": one.table,
            "began": _at(one.began_at),
            "ended": _at(one.ended_at),
        }
        for one in found
    ]


def _notes(gathering: Gathering, only: Iterable[Any] | None = None) -> list[dict[str, Any]]:
    found = HelpNote.objects.filter(gathering=gathering, undone_at=None)
    if only is not None:
        found = found.filter(uid__in=list(only))
    found = found.select_related("quote_by").order_by("at", "pk")
    return [_note(one) for one in found.prefetch_related("helped", "helpers", "topics", "findings", "slips")]


def _note(one: HelpNote) -> dict[str, Any]:
    return {
        "uid": str(one.uid),
        "at": _at(one.at),
        "helped": _uids(one.helped.all()),
        "helpers": _uids(one.helpers.all()),
        "topics": [topic.pk for topic in one.topics.all()],
        "findings": [finding.pk for finding in one.findings.all()],
        "result": one.result,
        "words": one.words,
        "next_step": one.next_step,
        "next_who": one.next_who,
        "next_by": _at(one.next_by),
        "barriers": list(one.barriers),
        "minutes": one.minutes,
        "quote": one.quote,
        "quote_by": str(one.quote_by.uid) if one.quote_by else "",
        "unexpected": one.unexpected,
        "address": one.address,
        "slip": next((slip.code for slip in one.slips.all()), ""),
    }


def _meetings(gathering: Gathering, only: Iterable[Any] | None = None) -> list[dict[str, Any]]:
    found = Introduction.objects.filter(gathering=gathering, undone_at=None)
    if only is not None:
        found = found.filter(uid__in=list(only))
    return [
        {
            "uid": str(one.uid),
            "who": _uids(one.attendances.all()),
            "how": one.how,
            "words": one.words,
            "suggested": one.suggested,
        }
        for one in found.prefetch_related("attendances")
    ]


def _met_before(gathering: Gathering, rows: list[Attendance]) -> list[list[str]]:
    """Return pairs on this sheet who met, or one of whom helped the other, at an earlier gathering."""
    uid = {row.person_id: str(row.uid) for row in rows if row.person_id is not None}
    circles: dict[tuple[str, int], set[str]] = defaultdict(set)
    for name, model in (
        ("introductions", Introduction),
        ("notes_given", HelpNote),
        ("notes_received", HelpNote),
    ):
        found = Attendance.objects.filter(person__in=uid, **{f"{name}__undone_at": None})
        pairs = found.exclude(gathering=gathering).exclude(**{name: None}).values_list("person_id", name)
        for person, circle in pairs:
            circles[model.__name__, circle].add(uid[person])
    met = {pair for circle in circles.values() for pair in combinations(sorted(circle), 2)}
    return [list(pair) for pair in sorted(met)]


def _for_a_helper(gathering: Gathering, phone: Phone, rows: list[Attendance], version: int) -> State:
    """Only who is here, by first name and initial, and only what this phone wrote."""
    mine = DayEntry.objects.filter(gathering=gathering, phone=phone, verb__in=["noted", "met"])
    own = set(mine.values_list("about", flat=True))
    here = [_person(row) for row in rows if row.arrival == Attendance.Arrival.HERE]
    kept = ("uid", "group", "kind", "looking", "helping", "arrival", "standing")
    return {
        "version": version,
        "people": [
            _NOTHING | {key: person[key] for key in kept} | {"name": first_name(person["name"])}
            for person in here
        ],
        **NO_TABLES,
        "sittings": [],
        "notes": _notes(gathering, own),
        "met": _meetings(gathering, own),
        "met_before": [],
        **_who_should_talk(gathering, [row for row in rows if row.arrival == Attendance.Arrival.HERE]),
    }


_NOTHING: dict[str, Any] = {
    "wants": "", "running": False, "booked": "none", "arrived_at": None, "left_at": None, "no_phone": False,
    "leaving_early": False, "first_time": False, "extra": 0, "language": "", "topics": [], "can": [],
    "speaks": "", "wins": [], "named": False, "seats": {}, "beside": [],
}  # fmt: skip


def first_name(name: str) -> str:
    """Return “Meena P.” for Meena Patel."""
    words = name.split()
    return f"{words[0]} {words[-1][0]}." if len(words) > 1 else name


def _uids(rows: Iterable[Attendance]) -> list[str]:
    return [str(row.uid) for row in rows]
