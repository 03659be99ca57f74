"""Typed in from paper: slips, each once, and the sheet people signed. Paper has no times."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.actions.consents import say
from bandstand.people.actions.deeds import record
from bandstand.people.models import Consent, Person
from bandstand.people.queries import may_be_named

from ..models import Attendance, DayEntry, Gathering, HelpNote, Slip
from .booking import hold
from .day import NAMED_WORDING
from .entries import once
from .notes import Telling
from .quoted_notes import write_note_and_ask

Arrival = Attendance.Arrival


class TypedBeforeError(Exception):
    """The slip was typed in before; `note` is what it says."""

    def __init__(self, note: HelpNote) -> None:
        super().__init__(note)
        self.note = note


class NotOursError(Exception):
    """No slip of this gathering has this code; `slip` is one of another gathering that has."""

    def __init__(self, slip: Slip | None) -> None:
        super().__init__(slip)
        self.slip = slip


@dataclass(frozen=True)
class Written:
    """Somebody who wrote their own name on the sheet, or is named on a slip."""

    name: str
    group: Group | None = None
    group_words: str = ""
    helping: bool = False
    named: bool = False


@dataclass(frozen=True)
class Signed:
    """What the sheet people signed says: `not_there` were ticked before by mistake.

    Heads without a name are None where nobody counted.
    """

    came: tuple[Attendance, ...] = ()
    not_there: tuple[Attendance, ...] = ()
    named: tuple[Attendance, ...] = ()
    written: tuple[Written, ...] = ()
    unnamed_looking: int | None = None
    unnamed_helping: int | None = None


@dataclass(frozen=True)
class OnSlip:
    """What a slip says: a telling of those on the sheet, and those who are not on it so far."""

    told: Telling
    new_helped: list[str] = field(default_factory=list)
    new_helpers: list[str] = field(default_factory=list)
    unnamed_helped: int = 0
    unnamed_helpers: int = 0
    may_quote: bool = False


def slip_called(gathering: Gathering, code: str) -> Slip:
    """Return the slip of this code, still to be typed in. Raises NotOursError or TypedBeforeError."""
    slip = Slip.objects.filter(code=code).select_related("gathering", "note").first()
    if slip is None or slip.gathering_id != gathering.pk:
        raise NotOursError(slip)
    if slip.note is not None:
        raise TypedBeforeError(slip.note)
    return slip


@transaction.atomic
def type_in_slip(gathering: Gathering, said: OnSlip, *, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Keep what a slip says as a help note. The same form sent twice is one note."""
    hold(gathering)
    before = DayEntry.objects.filter(form_key=form_key).first()
    if before is not None:
        return before
    slip_called(gathering, said.told.slip)
    told = replace(
        said.told,
        helped=(
            *said.told.helped,
            *_newcomers(gathering, said.new_helped, said.unnamed_helped, helping=False),
        ),
        helpers=(
            *said.told.helpers,
            *_newcomers(gathering, said.new_helpers, said.unnamed_helpers, helping=True),
        ),
    )
    return write_note_and_ask(gathering, told, quotable=said.may_quote, how="paper", by=by, form_key=form_key)


@transaction.atomic
def type_in_sheet(gathering: Gathering, said: Signed, *, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Say who came by the sheet. When they came stays unknown; of those not ticked nothing is said."""
    row = hold(gathering)
    entry, new = once(row, DayEntry.Verb.ARRIVED, form_key, by=by)
    if not new:
        return entry
    Attendance.objects.filter(pk__in=[one.pk for one in said.came]).update(arrival=Arrival.HERE)
    _untick(said.not_there)
    made = [_add(row, written) for written in said.written]
    row.unnamed_looking, row.unnamed_helping = said.unnamed_looking, said.unnamed_helping
    row.save(update_fields=["unnamed_looking", "unnamed_helping"])
    may = [one for one, written in zip(made, said.written, strict=True) if written.named]
    _may_be_named([*said.named, *may], by)
    record(row.hub, "typed in a sheet", f"typed in the sign-in sheet of {row}", by=by, about=row)
    return entry


def _untick(rows: Iterable[Attendance]) -> None:
    """Take back a tick typed in before; a name added with it goes off the sheet again."""
    for row in rows:
        if row.channel == Attendance.Channel.PAPER:
            Attendance.objects.filter(pk=row.pk).update(undone_at=timezone.now())
        else:
            Attendance.objects.filter(pk=row.pk).update(arrival=Arrival.EXPECTED)


def _newcomers(
    gathering: Gathering, names: Iterable[str], unnamed: int, *, helping: bool
) -> list[Attendance]:
    people = [Written(name, helping=helping) for name in names]
    return [_add(gathering, one) for one in [*people, *[Written("", helping=helping)] * unnamed]]


def _add(gathering: Gathering, written: Written) -> Attendance:
    """Put somebody on the sheet who was there; when they came is not known."""
    person = (
        Person.objects.create(hub=gathering.hub, name=written.name, created_via="paper")
        if written.name
        else None
    )
    row = Attendance.objects.create(
        hub=gathering.hub,
        gathering=gathering,
        person=person,
        looking=not written.helping,
        helping=written.helping,
        arrival=Arrival.HERE,
        channel=Attendance.Channel.PAPER,
        group_words="" if written.group else written.group_words,
    )
    row.groups.set([written.group] if written.group else [])
    return row


def _may_be_named(rows: Iterable[Attendance], by: Person | None) -> None:
    """Keep the yes each ticked on the sheet, once."""
    people = {row.person for row in rows if row.person is not None}
    said_so = may_be_named({person.pk for person in people})
    for person in people:
        if person.pk not in said_so:
            say(person, Consent.Purpose.NAMED, yes=True, wording=NAMED_WORDING, how="paper", by=by)
