"""Everything there is to see to before a gathering, in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Count, Q

from bandstand.people.models import Message
from bandstand.places.models import Venue

from ..models import Attendance, Gathering, Invitation, KitLoan
from .bookings import bookings_of
from .checking import to_look_at
from .forecast import Forecast, forecast
from .reminding import left_to_remind
from .wins import Win, wins_of


@dataclass(frozen=True)
class Check:
    """One line of the checklist; `is_done` is None where it is for somebody to look."""

    words: str
    is_done: bool | None


@dataclass(frozen=True)
class Asked:
    """How many were asked, and what came of it."""

    chosen: int
    sent: int
    coming: int
    said_no: int

    @property
    def silent(self) -> int:
        return self.sent - self.coming - self.said_no


@dataclass(frozen=True)
class Ready:
    """One gathering, from the forecast down to the letters."""

    forecast: Forecast
    looking: list[tuple[Attendance, list[Win]]]
    helping: list[Attendance]
    waiting: list[Attendance]
    to_look_at: int
    asked: Asked
    helpers_asked: Asked
    to_remind: int
    checks: list[Check]
    letters: dict[str, int]  # of the outbox, by their state


def ready(gathering: Gathering) -> Ready:
    """Return it, in eleven queries however many people are coming."""
    rows = list(bookings_of(gathering))
    booked = [one for one in rows if one.booking == Attendance.Booking.BOOKED]
    wins = wins_of(booked)
    groups, helpers = _asked(gathering)
    return Ready(
        forecast=forecast(gathering, rows),
        looking=[(one, wins[one.pk]) for one in booked if one.looking],
        helping=[one for one in booked if not one.looking],
        waiting=[one for one in rows if one.booking == Attendance.Booking.WAITING],
        to_look_at=len(to_look_at(rows)),
        asked=groups,
        helpers_asked=helpers,
        to_remind=left_to_remind(rows),
        checks=_checks(gathering, rows),
        letters=_letters(gathering),
    )


def _asked(gathering: Gathering) -> tuple[Asked, Asked]:
    said = Invitation.Answer
    rows = (
        Invitation.objects.filter(gathering=gathering)
        .exclude(state=Invitation.State.WITHDRAWN)
        .order_by()
        .values("helping")
        .annotate(
            chosen=Count("pk", filter=Q(state=Invitation.State.DRAFT)),
            sent=Count("pk", filter=Q(state=Invitation.State.SENT)),
            coming=Count("pk", filter=Q(answer=said.COMING)),
            said_no=Count("pk", filter=Q(answer__in=[said.NOT_THIS_TIME, said.NO_MORE])),
        )
    )
    found = {row.pop("helping"): Asked(**row) for row in rows}  # type: ignore[misc]
    nobody = Asked(chosen=0, sent=0, coming=0, said_no=0)
    return found.get(False, nobody), found.get(True, nobody)


def _checks(gathering: Gathering, rows: list[Attendance]) -> list[Check]:
    return [*_venue_checks(gathering.venue), *_people_checks(rows), *_kit_checks(gathering)]


def _venue_checks(venue: Venue) -> list[Check]:
    wifi = {
        Venue.Wifi.GOOD: ("Wi-Fi was good last time", True),
        Venue.Wifi.POOR: ("Wi-Fi was poor last time: bring a mobile box", None),
        Venue.Wifi.NONE: ("No Wi-Fi there: bring a mobile box, and get the phones ready", None),
    }
    sockets = {
        Venue.Sockets.PLENTY: ("Plenty of sockets", True),
        Venue.Sockets.FEW: ("Few sockets: bring extension leads", None),
        Venue.Sockets.NONE: ("No sockets: ask people to come charged", None),
    }
    steps = {
        Venue.Steps.FREE: ("Step-free", True),
        Venue.Steps.SOME: ("Some steps: say so to those coming, or have a second way in", None),
    }
    found = [
        wifi.get(Venue.Wifi(venue.wifi), ("Ask about the Wi-Fi, and for its password", None)),
        sockets.get(Venue.Sockets(venue.sockets), ("Ask about sockets", None)),
        steps.get(Venue.Steps(venue.steps), ("Ask about steps and the lift", None)),
    ]
    return [Check(words, is_done) for words, is_done in found]


def _people_checks(rows: list[Attendance]) -> list[Check]:
    """What somebody asked for to make it easier, and languages: seen to before the day."""
    found = [
        Check(f"To make it easier for {one.called or 'somebody'}: {one.ease}", None)
        for one in rows
        if one.ease
    ]
    languages = sorted({one.language for one in rows if one.language})
    return found + [Check(f"Somebody who speaks {language}", None) for language in languages]


def _kit_checks(gathering: Gathering) -> list[Check]:
    loans = list(KitLoan.objects.filter(gathering=gathering).select_related("item"))
    if not loans:
        return [Check("Nothing is put down to bring", None)]
    return [Check(f"Bring: {_many(loan)}", loan.packed_at is not None) for loan in loans]


def _many(loan: KitLoan) -> str:
    return f"{loan.how_many} × {loan.item.name}" if loan.how_many > 1 else loan.item.name


def _letters(gathering: Gathering) -> dict[str, int]:
    about = Message.objects.filter(about=f"gatherings.Gathering:{gathering.pk}").order_by()
    rows = about.values("state").annotate(how_many=Count("pk"))
    return {row["state"]: row["how_many"] for row in rows}
