"""Asking what came of it, on the day it is due: one letter to an address, whatever there is to ask."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from bandstand.groups.models import Connection, ConnectionEvidence, Group
from bandstand.groups.queries.contacts import address_to_write_to
from bandstand.kit import dates
from bandstand.people.actions.links import in_days, make_link
from bandstand.people.actions.outbox import put_in_outbox, unmarked
from bandstand.people.models import Hub, Person, PrivateLink

from ..models import Attendance, FollowUp, Gathering
from ..queries.after import about
from ..words import hello

Says = ConnectionEvidence.Says
LIVES_DAYS = 60
WHEN_GROUPS_MET = (timedelta(weeks=6), timedelta(weeks=26))
# A question this late is not asked any more: the site was asleep.
TOO_LATE = timedelta(weeks=4)
# A group is asked about whom it met once in this time at most, about all of them together.
A_MONTH = timedelta(weeks=4)
BY_DAY = range(9, 19)

_HELP = "You get this letter because you had some help at {where} on {day}. Did it stick?"
_MET = (
    "You get this letter because {group} {met} {others}{where}. We would like to know whether anything has "
    "come of it."
)
_SHAPE = """{hello}

{why}

It takes two taps, and “no” helps us as much as “yes”:

{{link}}

Nothing is sent by opening the page. The link works for sixty days, and we ask about this only once
more at most. On the page you can also see what we hold about you, or have your details removed.
"""


def ask_due(hub: Hub, now: datetime | None = None) -> int:
    """Ask what is due in the hub in force, by day only; return how many letters that makes."""
    now = now or timezone.now()
    if timezone.localtime(now).hour not in BY_DAY:
        return 0
    today = timezone.localtime(now).date()
    plan_questions_to_groups(hub, today)
    due = FollowUp.objects.filter(state=FollowUp.State.PLANNED, due_on__lte=today)
    waits = Q(note=None) & Q(group__in=_heard_from_us(now))
    letters = _by_address(due.exclude(waits), today)
    _drop(letters.pop("", []))
    return sum(_write(address, [row.pk for row in rows], now) for address, rows in letters.items())


def _by_address(due: QuerySet[FollowUp], today: date) -> dict[str, list[FollowUp]]:
    """Return what is asked at each address; under the empty one, what is not asked after all.

    Where two people of a group are to be asked about groups it met, the second waits for another month.
    """
    denied, first = _denied(), dict[int, str]()
    letters: dict[str, list[FollowUp]] = {}
    related = ("hub", "group", "attendance__person", "note__gathering__venue", "connection")
    for row in due.select_related(*related).prefetch_related("connection__groups"):
        over = row.due_on < today - TOO_LATE or (_is_later(row) and row.connection_id in denied)
        over = over or not _stands(row)
        address = "" if over else address_of(row).lower()
        if (
            address
            and not row.note_id
            and row.group_id
            and first.setdefault(row.group_id, address) != address
        ):
            continue
        letters.setdefault(address, []).append(row)
    return letters


def _stands(row: FollowUp) -> bool:
    """Tell whether there is still something to ask: a meeting taken back, or not of this group, is none."""
    if row.connection is None:
        return True
    there = [one for one in row.connection.groups.all() if one.left_at is None]
    is_theirs = row.group is None or row.group in there
    return row.connection.undone_at is None and is_theirs and bool(_others(row.connection, row.group))


def _others(connection: Connection, group: Group | None) -> list[Group]:
    """Return whom a group met. One that left is not named; two that were found to be one met nobody."""
    there = [one for one in connection.groups.all() if one.left_at is None]
    return [one for one in there if group is None or one.pk != group.pk]


def _is_later(row: FollowUp) -> bool:
    """Tell whether it is the second question about a connection."""
    return row.connection is not None and row.due_on > row.connection.on + WHEN_GROUPS_MET[0]


def _denied() -> set[int]:
    """Return the connections a group said nothing came of, and no group says otherwise."""
    said = ConnectionEvidence.objects.filter(connection__undone_at=None)
    no = set(said.filter(says=Says.NO).values_list("connection_id", flat=True))
    return no - set(said.exclude(says=Says.NO).values_list("connection_id", flat=True))


def plan_questions_to_groups(hub: Hub, today: date) -> int:
    """Plan the questions to groups that met six weeks, or six months, ago; return how many are new.

    After a no to the first there is no second.
    """
    made = 0
    for after in WHEN_GROUPS_MET:
        met = Connection.objects.filter(undone_at=None, on__range=(today - after - TOO_LATE, today - after))
        if after != WHEN_GROUPS_MET[0]:
            met = met.exclude(pk__in=_denied())
        for connection in met.prefetch_related("groups"):
            for group in connection.groups.all():
                made += _plan(hub, connection, group, connection.on + after)
    return made


def _heard_from_us(now: datetime) -> QuerySet[FollowUp, Any]:
    """Return the groups that got a letter about whom they met less than a month ago: the next one waits."""
    asked = FollowUp.objects.filter(note=None, asked_at__gt=now - A_MONTH, group__isnull=False)
    return asked.values("group")


def address_of(row: FollowUp) -> str:
    """Return where the question goes; empty where nobody can be, or wants to be, written to."""
    seat, group = row.attendance, row.group
    if seat is not None and seat.person is not None and seat.person.email:
        return seat.person.email
    if row.note_id or group is None or group.no_letters_at or group.left_at:
        return ""
    return address_to_write_to(group)


def _plan(hub: Hub, connection: Connection, group: Group, on: date) -> bool:
    met = Attendance.objects.filter(
        introductions__connection=connection, groups=group, person__isnull=False, undone_at=None
    )
    told = {"hub": hub, "attendance": met.exclude(person__email="").order_by("pk").first()}
    return FollowUp.objects.get_or_create(connection=connection, group=group, due_on=on, defaults=told)[1]


def _drop(rows: Iterable[FollowUp]) -> None:
    ids = [row.pk for row in rows]
    FollowUp.objects.filter(pk__in=ids).update(state=FollowUp.State.DROPPED)


@transaction.atomic
def _write(address: str, ids: list[int], now: datetime) -> int:
    """Write one letter with all there is to ask at this address; 0 when another runner was quicker."""
    planned = FollowUp.objects.filter(pk__in=ids, state=FollowUp.State.PLANNED)
    rows = list(
        planned.select_for_update(of=("self",))
        .select_related("hub", "group", "attendance__person", "note__gathering__venue", "connection")
        .order_by("connection_id", "pk")
    )
    if not rows:
        return 0
    first = rows[0]
    link = make_link(first.hub, PrivateLink.Purpose.FOLLOW_UP, first.uid, expires_at=in_days(LIVES_DAYS))
    person = first.attendance.person if first.attendance else None
    message = put_in_outbox(
        first.hub,
        to_person=person,
        to_address=address,
        subject=_subject(first),
        text=_SHAPE.format(hello=_hello(person), why=" ".join(_why(row) for row in rows)),
        link=link,
        about=about(first),
    )
    planned.update(state=FollowUp.State.ASKED, asked_at=now, message=message)
    return 1


def _hello(person: Person | None) -> str:
    return hello(person.name) if person else "Hello,"


def _subject(row: FollowUp) -> str:
    if row.note is not None:
        return f"Did it stick? {row.note.gathering.venue.name}, {_day(row.note.gathering)}"
    return "Has anything come of it? A question about a group you met"


def _why(row: FollowUp) -> str:
    if row.note is not None:
        where = row.note.gathering
        return _HELP.format(where=unmarked(where.title), day=_day(where))
    return _met(row.connection, row.group) if row.connection else ""


def _met(connection: Connection, group: Group | None) -> str:
    others = " and ".join(one.name for one in _others(connection, group))
    told = {
        "group": group.name if group else "your group",
        "met": "was introduced to" if connection.was_by_letter else "met",
        "others": others,
        "where": f" at {connection.where}" if connection.where else "",
    }
    return _MET.format(**{name: unmarked(words) for name, words in told.items()})


def _day(gathering: Gathering) -> str:
    return dates.day(gathering.starts_at, today=timezone.localdate())
