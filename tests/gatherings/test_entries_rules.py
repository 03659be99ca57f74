"""Rules of entries: in any order, any number of times, from any number of phones, the same day."""

import random
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bandstand.gatherings.actions.entries.sending import take_in
from bandstand.gatherings.day.state import state_of
from bandstand.gatherings.models import Attendance, DayEntry, Gathering, HelpNote, TableRound
from bandstand.groups.models import Connection
from bandstand.people.models import Consent, Hub, Person
from tests.borough import make_gathering, make_group, make_person

from .entries import Came, phone_at

pytestmark = pytest.mark.database

any_day = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
BOOKED, MADE, TABLES, NOTES, MEETINGS = (
    [uuid.UUID(int=base * 1000 + number) for number in range(many)]
    for base, many in ((1, 3), (2, 3), (3, 2), (4, 2), (5, 2))
)
KNOWN = [uuid.UUID(int=6000), uuid.UUID(int=6001)]

yes = st.booleans()
line = st.sampled_from([*BOOKED, *MADE]).map(str)
lines = st.lists(line, min_size=1, max_size=3, unique=True)


def told(kind: str, about: st.SearchStrategy[Any], **said: st.SearchStrategy[Any]) -> Any:
    return st.tuples(st.just(kind), about.map(str), st.fixed_dictionaries(said))


kinds = st.one_of(
    told("arrived", line),
    told("absent", line),
    told("left", line),
    told("walked_in", st.sampled_from(MADE), name=st.just("Jo"), looking=yes, helping=yes),
    told("walked_in", st.sampled_from(MADE), name=st.just("Gareth"), person=st.sampled_from(KNOWN).map(str)),
    told("ticked", st.sampled_from(MADE), helping=yes),
    told("roles", line, looking=yes, helping=yes),
    told("badges", line, no_phone=yes),
    told("standing", line, to=st.sampled_from(["waiting", "done"])),
    told("sat", st.sampled_from(TABLES), members=lines, table=st.sampled_from(["", "2"])),
    told("parted", st.sampled_from(TABLES)),
    told("seated", line, round=st.integers(1, 2), table=st.integers(1, 3), late=yes),
    told("beside", line, friend=line, yes=yes),
    told("noted", st.sampled_from(NOTES), helped=lines, helpers=lines, result=st.just("fixed")),
    told("met", st.sampled_from(MEETINGS), who=lines, how=st.sampled_from(["met", "agreed"])),
    told("named", line, yes=yes),
)


@st.composite
def days(draw: Any) -> list[Came]:
    """Entries of one day: each new line made once, some things taken back."""
    came: list[Came] = []
    made: set[str] = set()
    for number, (kind, about, said) in enumerate(draw(st.lists(kinds, max_size=12))):
        if kind in {"walked_in", "ticked"} and about in made:
            continue
        made |= {about} if kind in {"walked_in", "ticked"} else set()
        came.append(at(number, kind, about, said, draw(st.integers(0, 600))))
    for target in draw(st.lists(st.sampled_from(came), max_size=4)) if came else []:
        came.append(at(len(came) + 100, "undo", target["id"], {}, draw(st.integers(0, 600))))
    return came


def at(number: int, kind: str, about: str, said: dict[str, Any], ago: int) -> Came:
    number_of_its_own = str(uuid.UUID(int=9000 + number))
    when = (timezone.now() - timedelta(seconds=ago + 60)).isoformat()
    return {"id": number_of_its_own, "kind": kind, "about": about, "at": when, "said": said}


def surgery(hub: Hub) -> Gathering:
    gathering = make_gathering(hub, f"Surgery {uuid.uuid4()}", starts_at=timezone.now() - timedelta(hours=1))
    groups = [make_group(hub, f"Group {number} {gathering.pk}") for number in range(2)]
    for number, uid in enumerate(BOOKED):
        row = Attendance.objects.create(
            hub=hub, gathering=gathering, uid=uid, person=make_person(hub, f"Booked {number}"), looking=True,
            booking="booked",
        )  # fmt: skip
        row.groups.set(groups[:number])
    # One of those known has booked, the other comes unasked.
    people = [Person.objects.create(hub=hub, name="Gareth", uid=uid) for uid in KNOWN]
    Attendance.objects.create(hub=hub, gathering=gathering, person=people[0], booking="cancelled")
    seated = [{"name": "Oak", "members": [str(BOOKED[0])]}, {"name": "Willow", "members": []}]
    TableRound.objects.create(hub=hub, gathering=gathering, number=1, tables=seated)
    return gathering


def seen(gathering: Gathering) -> dict[str, Any]:
    """Everything a phone is shown, and what lies behind it, without when rows were made."""
    state = state_of(gathering)
    shown = {key: sorted(state[key], key=lambda row: str(row["uid"])) for key in KEYS}
    for rows in shown.values():
        for row in rows:
            row |= {key: sorted(row[key]) for key in ("members", "helped", "helpers", "who") if key in row}
    connections = Connection.objects.filter(undone_at=None).order_by("kind")
    entries = DayEntry.objects.filter(gathering=gathering).exclude(about=None).order_by("form_key")
    return shown | {
        "rounds": state["rounds"],
        "connected": [(one.kind, sorted(one.groups.values_list("pk", flat=True))) for one in connections],
        "entries": list(entries.values_list("form_key", "state", "undone_at")),
        "people": Person.objects.count(),
        "shown": shown["people"],
        "yes": Consent.objects.filter(given=True, withdrawn_at=None).count(),
    }


KEYS = ("people", "sittings", "notes", "met")


def said_by(gathering: Gathering, came: list[Came], order: random.Random | None = None) -> dict[str, Any]:
    """Return what is seen after these entries came, and put everything back."""
    with transaction.atomic():
        phones = [phone_at(gathering) for _ in range(3)]
        for batch in _batches(came, order):
            take_in(order.choice(phones) if order else phones[0], batch)
        result = seen(gathering)
        transaction.set_rollback(True)
    return result


def _batches(came: list[Came], order: random.Random | None) -> list[list[Came]]:
    if order is None:
        return [came]
    sent = [*came, *order.sample(came, len(came) // 3)]
    order.shuffle(sent)
    batches: list[list[Came]] = []
    while sent:
        size = order.randint(1, 4)
        batches.append(sent[:size])
        sent = sent[size:]
    return batches


@any_day
@given(came=days(), order=st.randoms(use_true_random=False))
def test_any_order_and_any_repeats_over_any_phones_give_the_same_day(
    hub: Hub, came: list[Came], order: random.Random
) -> None:
    with transaction.atomic():
        gathering = surgery(hub)
        try:
            assert said_by(gathering, came, order) == said_by(gathering, came)
        finally:
            transaction.set_rollback(True)


@any_day
@given(came=days())
@example(came=[])
def test_everything_taken_back_is_as_if_nothing_was_done(hub: Hub, came: list[Came]) -> None:
    with transaction.atomic():
        gathering = surgery(hub)
        undone = [one for one in came if one["kind"] != "undo"]
        backs = [at(500 + number, "undo", one["id"], {}, 0) for number, one in enumerate(undone)]

        before, after = (
            said_by(gathering, []),
            said_by(gathering, [*undone, *backs], random.Random(len(came))),
        )

        assert {**after, "entries": []} == before
        assert {str(key) for key, _, gone in after["entries"] if gone is None} == {one["id"] for one in backs}
        transaction.set_rollback(True)


@any_day
@given(came=days())
def test_whoever_is_in_a_note_that_stands_was_here(hub: Hub, came: list[Came]) -> None:
    with transaction.atomic():
        gathering = surgery(hub)
        take_in(phone_at(gathering), came)

        for note in HelpNote.objects.filter(gathering=gathering, undone_at=None):
            for row in (*note.helped.all(), *note.helpers.all()):
                assert (row.arrival, row.undone_at) == ("here", None)
        transaction.set_rollback(True)
