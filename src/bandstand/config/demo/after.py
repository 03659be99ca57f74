"""What came of the surgeries of Leasow Vale: what people said weeks later, and which groups met."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from bandstand.gatherings.actions.after import AFTER_HELP, EVIDENCE
from bandstand.gatherings.actions.after_asking import WHEN_GROUPS_MET
from bandstand.gatherings.models import Attendance, FollowUp, Gathering, HelpNote, Introduction
from bandstand.groups.models import Connection, ConnectionEvidence, Group
from bandstand.people.actions.links import address_of, in_days, make_link
from bandstand.people.models import PrivateLink

from .history import Known

RECENT = 14  # surgeries whose people were asked
_SAID = ["yes", "yes", "yes", "partly", "yes", "", "no", ""]
_MORE = {"yes": ["fine", "book", "fine"], "partly": ["card", "ring", "book"], "no": ["ring", "book"]}
_WORDS = {
    "yes": [
        "Forty-one new followers since, and two of them came to the work morning.",
        "Still going. I post on Fridays now.",
        "The committee can’t believe that it was me.",
    ],
    "partly": [
        "The page is fine, but the photographs come out sideways.",
        "I forget the password every time.",
    ],
    "no": ["The laptop gave up. Nobody’s fault."],
}
_MET = ["met", "swapped", "agreed", "met", "pointed", "venue"]
_CAME = ["partly", "", "", "no", "yes", "", "partly", "", ""]
_TOGETHER = [
    "A litter-pick and a run on the same morning, and soup afterwards.",
    "They lend us the pavilion on wet Thursdays.",
    "A joint stall at the summer fair.",
]


def say_what_came_of_it(notes: list[HelpNote], borough: Known, now: datetime) -> None:
    """Write down what people and groups said, for the later surgeries of the story."""
    held = Gathering.objects.filter(help_notes__in=notes).distinct()
    gatherings = list(held.order_by("-starts_at")[:RECENT])
    _ask_who_was_helped(gatherings, borough, now)
    _connect(gatherings, borough, now)


def asked_some_weeks_later() -> str:
    """Make the link of one question that was asked and not answered so far."""
    waits = FollowUp.objects.filter(state=FollowUp.State.ASKED, connection=None, note__topics__isnull=False)
    row = waits.select_related("hub").order_by("-due_on", "pk").first()
    if row is None:
        return ""
    return address_of(make_link(row.hub, PrivateLink.Purpose.FOLLOW_UP, row.uid, expires_at=in_days(60)))


def _ask_who_was_helped(gatherings: list[Gathering], borough: Known, now: datetime) -> None:
    chance = random.Random(1948)  # noqa: S311 (a story, not a secret)
    rows = []
    for gathering in gatherings:
        due = timezone.localtime(gathering.starts_at).date() + AFTER_HELP
        for note, seat in _helped(gathering):
            told = _answered(due, chance) if due <= now.date() else {}
            group = next(iter(seat.groups.all()), None)
            rows.append(
                FollowUp(hub=borough.hub, attendance=seat, note=note, group=group, due_on=due, **told)
            )
    FollowUp.objects.bulk_create(rows)


def _helped(gathering: Gathering) -> Iterator[tuple[HelpNote, Attendance]]:
    """Yield everybody who was helped and left an address, once, with the note about them."""
    seen: set[int] = set()
    notes = gathering.help_notes.exclude(result=HelpNote.Result.NOT_TODAY).order_by("at", "pk")
    for note in notes.prefetch_related("helped__person", "helped__groups"):
        for seat in note.helped.all():
            if seat.person and seat.person.email and seat.pk not in seen:
                seen.add(seat.pk)
                yield note, seat


def _answered(due: date, chance: random.Random) -> dict[str, object]:
    asked = timezone.make_aware(datetime(due.year, due.month, due.day, 9, 20))  # noqa: DTZ001 (made aware)
    says = chance.choice(_SAID)
    if not says:
        return {"state": FollowUp.State.ASKED, "asked_at": asked}
    more = chance.choice(_MORE[says])
    rung = asked + timedelta(days=3) if more == "ring" and chance.random() < 0.8 else None
    return {
        "state": FollowUp.State.ANSWERED,
        "asked_at": asked,
        "answered_at": asked + timedelta(hours=chance.randint(1, 60)),
        "says": says,
        "more": more,
        "words": chance.choice(_WORDS[says]) if chance.random() < 0.4 else "",
        "seen_to_at": rung,
    }


# Who met whom


@dataclass(frozen=True)
class _Pair:
    """Two people of different groups at one surgery."""

    gathering: Gathering
    seats: tuple[Attendance, Attendance]
    groups: tuple[Group, Group]


def _connect(gatherings: list[Gathering], borough: Known, now: datetime) -> None:
    chance = random.Random(1951)  # noqa: S311 (a story, not a secret)
    for number, pair in enumerate(pair for gathering in gatherings for pair in _pairs(gathering)):
        made = _connection(number, pair, borough)
        for group, seat in zip(pair.groups, pair.seats, strict=True):
            for after in WHEN_GROUPS_MET:
                if made.on + after <= now.date():
                    _asked(made, group, seat, made.on + after, chance)


def _pairs(gathering: Gathering) -> Iterator[_Pair]:
    """Yield up to two pairs of people of different groups who came after one another."""
    here = gathering.attendances.filter(looking=True, arrival=Attendance.Arrival.HERE, person__isnull=False)
    seats = list(here.prefetch_related("groups__kind").order_by("arrived_at", "pk"))
    found = 0
    for one, other in zip(seats[::2], seats[1::2], strict=False):
        first, second = next(iter(one.groups.all()), None), next(iter(other.groups.all()), None)
        if first and second and first.pk != second.pk and found < 2:
            found += 1
            yield _Pair(gathering, (one, other), (first, second))


def _connection(number: int, pair: _Pair, borough: Known) -> Connection:
    on = timezone.localtime(pair.gathering.starts_at)
    made = Connection.objects.create(
        hub=borough.hub,
        kind=_MET[number % len(_MET)],
        on=on.date(),
        where=pair.gathering.title,
        planned=number % 3 == 0,
        made_at=on,
    )
    made.groups.set(pair.groups)
    how = "met" if made.kind == Connection.Kind.ONLINE else made.kind
    met = Introduction.objects.create(
        hub=borough.hub,
        gathering=pair.gathering,
        how=how,
        suggested=made.planned,
        connection=made,
        at=on + timedelta(hours=1),
    )
    met.attendances.set(pair.seats)
    return made


def _asked(made: Connection, group: Group, seat: Attendance, due: date, chance: random.Random) -> None:
    told = _answered(due, chance) | {"more": "", "words": "", "seen_to_at": None, "says": ""}
    says = chance.choice(_CAME)
    row = FollowUp(hub=made.hub, attendance=seat, group=group, connection=made, due_on=due, **told)
    row.says, row.state = says, FollowUp.State.ANSWERED if says else FollowUp.State.ASKED
    row.answered_at = row.asked_at if says else None
    if says:
        row.evidence = ConnectionEvidence.objects.create(
            hub=made.hub,
            connection=made,
            group=group,
            on=due,
            says=EVIDENCE[FollowUp.Says(says)],
            words=chance.choice(_TOGETHER) if says == "yes" and chance.random() < 0.6 else "",
            made_at=row.asked_at or timezone.now(),
        )
    row.save()
