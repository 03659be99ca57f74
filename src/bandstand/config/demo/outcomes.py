"""What came of four years of surgeries: ways of writing down, who met whom, and six weeks later."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations

from django.utils import timezone

from bandstand.gatherings.models import Attendance, FollowUp, Gathering, HelpNote, Introduction
from bandstand.groups.models import Connection, ConnectionEvidence
from bandstand.people.models import Consent

from .history import Known

SEED = 1909
QUOTED = [
    "I thought I would need a course. I needed ten minutes and somebody with time for me.",
    "We have had three new members since the page went up.",
    "My grandson said it could not be done. I am going home to show him.",
    "I came for the website and left with a cricket club to share our hall.",
]
HOWS = [Introduction.How.MET, Introduction.How.MET, Introduction.How.SWAPPED, Introduction.How.AGREED]
SAYS = [FollowUp.Says.YES] * 6 + [FollowUp.Says.PARTLY] * 2 + [FollowUp.Says.NO]
BARRIERS = [HelpNote.Barrier.PASSWORD, HelpNote.Barrier.KEYS, HelpNote.Barrier.TIME, HelpNote.Barrier.SIGNAL]
VIA = [HelpNote.Via.PAPER, HelpNote.Via.PAPER, HelpNote.Via.DAY, HelpNote.Via.HELPER, HelpNote.Via.DESK]


def tell_what_came_of_it(notes: list[HelpNote], borough: Known, now: datetime) -> None:
    """Add to surgeries already written down what people remembered, and what was heard of it since."""
    chance = random.Random(SEED)  # noqa: S311 (a story, not a secret)
    held = list(Gathering.objects.filter(state=Gathering.State.CLOSED).order_by("starts_at"))
    _channels(held)
    _details(notes, chance)
    _quotes(notes, borough)
    _met(held, chance, now)
    _six_weeks_later(notes, borough, chance, now)


def _channels(held: Sequence[Gathering]) -> None:
    """Who had no booking came in by the door; in the first two years, by the sheet on paper."""
    walked_in = Attendance.objects.filter(gathering__in=held, booking=Attendance.Booking.NONE)
    walked_in.update(channel=Attendance.Channel.DOOR)
    early = [one.pk for one in held[: len(held) // 2]]
    walked_in.filter(gathering__in=early).update(channel=Attendance.Channel.PAPER)


def _details(notes: list[HelpNote], chance: random.Random) -> None:
    for note in notes:
        note.via = chance.choice(VIA)
        note.minutes = chance.choice([None, None, 15, 20, 30, 45])
        if note.result in {HelpNote.Result.PART_DONE, HelpNote.Result.NOT_TODAY}:
            note.barriers = [str(chance.choice(BARRIERS))]
        if note.next_step:
            note.next_who = chance.choice(["the group", "the helper", "the officer"])
            note.next_by = timezone.localdate(note.at) + timedelta(days=21)
    HelpNote.objects.bulk_update(notes, ["via", "minutes", "barriers", "next_who", "next_by"])


def _quotes(notes: list[HelpNote], borough: Known) -> None:
    """Four said something worth keeping; three of them let us quote it."""
    chosen = notes[-40::10]
    for number, (note, words) in enumerate(zip(chosen, QUOTED, strict=False)):
        seat = note.helped.filter(person__isnull=False).first()
        if seat is None or seat.person is None:
            continue
        HelpNote.objects.filter(pk=note.pk).update(quote=words, quote_by=seat)
        Consent.objects.create(
            hub=borough.hub,
            person=seat.person,
            purpose=Consent.Purpose.QUOTE,
            given=number != 1,
            wording="You may quote what I said.",
            how="spoken",
            given_at=note.at + timedelta(minutes=20),
        )


def _met(held: Sequence[Gathering], chance: random.Random, now: datetime) -> None:
    """At most surgeries two or three pairs of groups found out about each other."""
    made: list[Connection] = []
    for gathering in held:
        seats = _seats_by_group(gathering)
        pairs = list(combinations(sorted(seats), 2))
        for one, other in chance.sample(pairs, min(len(pairs), chance.choice([1, 2, 3]))):
            made.append(_introduce(gathering, [seats[one], seats[other]], [one, other], chance))
    _heard_of(made, chance, timezone.localdate(now))


def _seats_by_group(gathering: Gathering) -> dict[int, int]:
    """Return one attendance for each group that was there."""
    there = Attendance.groups.through.objects.filter(
        attendance__gathering=gathering, attendance__arrival="here", attendance__person__isnull=False
    )
    return dict(there.order_by("attendance_id").values_list("group_id", "attendance_id"))


def _introduce(
    gathering: Gathering, seats: Iterable[int], groups: Iterable[int], chance: random.Random
) -> Connection:
    how, suggested = chance.choice(HOWS), chance.random() < 0.4
    connection = Connection.objects.create(
        hub=gathering.hub,
        kind=how,
        on=timezone.localdate(gathering.starts_at),
        where=gathering.title,
        planned=suggested,
        made_at=gathering.ends_at,
    )
    connection.groups.set(groups)
    introduction = Introduction.objects.create(
        hub=gathering.hub,
        gathering=gathering,
        how=how,
        suggested=suggested,
        connection=connection,
        at=gathering.starts_at + timedelta(minutes=60),
    )
    introduction.attendances.set(seats)
    return connection


def _heard_of(made: list[Connection], chance: random.Random, today: date) -> None:
    """Of one connection in three something was heard later; now and then that nothing came of it."""
    says = [ConnectionEvidence.Says.YES, ConnectionEvidence.Says.DID, ConnectionEvidence.Says.NO]
    ConnectionEvidence.objects.bulk_create(
        ConnectionEvidence(
            hub=one.hub,
            connection=one,
            group=one.groups.first(),
            on=one.on + timedelta(days=46),
            says=chance.choices(says, weights=[5, 3, 2])[0],
        )
        for one in made
        if one.on + timedelta(days=46) < today and chance.random() < 0.35
    )


def _six_weeks_later(notes: list[HelpNote], borough: Known, chance: random.Random, now: datetime) -> None:
    """Most were asked six weeks later whether it stuck, and most of those answered."""
    asked = [note for note in notes if note.result in {HelpNote.Result.SET_UP, HelpNote.Result.FIXED}]
    rows = [_asked(note, borough, chance) for note in asked if note.at + timedelta(days=50) < now]
    FollowUp.objects.bulk_create([row for row in rows if row is not None])


def _asked(note: HelpNote, borough: Known, chance: random.Random) -> FollowUp | None:
    seat = note.helped.filter(person__isnull=False).first()
    if seat is None or chance.random() < 0.2:
        return None
    due, answers = note.at + timedelta(days=42), chance.random() < 0.7
    return FollowUp(
        hub=borough.hub,
        attendance=seat,
        group=note.groups.first(),
        note=note,
        due_on=timezone.localdate(due),
        state=FollowUp.State.ANSWERED if answers else FollowUp.State.ASKED,
        asked_at=due,
        answered_at=due + timedelta(days=chance.randrange(1, 6)) if answers else None,
        says=chance.choice(SAYS) if answers else FollowUp.Says.NONE,
        made_at=note.at,
    )
