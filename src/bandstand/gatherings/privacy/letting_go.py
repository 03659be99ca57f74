"""Letting go in time of what gatherings hold about people."""

from django.db.models import F, Model, OuterRef, QuerySet, Subquery

from bandstand.people.keeping import lets_go, ties
from bandstand.people.privacy import latest

from ..models import (
    Attendance,
    DayEntry,
    FollowUp,
    HelperProfile,
    HelpNote,
    Introduction,
    Invitation,
    PairLetter,
    Phone,
    SignUp,
    TableRound,
)
from .whose import IN_NOTES, SIGNED_UP

_TYPED = dict.fromkeys(("wants", "ease", "group_words", "booked_as"), "")
_NOTED = dict.fromkeys(IN_NOTES, "")
_ASKED = dict.fromkeys(("to_name", "to_address", "own_words", "heard"), "")


@ties
def _came() -> Subquery:
    there = Attendance.objects.filter(person=OuterRef("pk"), undone_at=None)
    return latest(there, "person", "gathering__ends_at")


@ties
def _signed_up() -> Subquery:
    return latest(SignUp.objects.filter(person=OuterRef("pk")), "person", "evenings__second__ends_at")


@ties
def _helps() -> Subquery:
    return latest(HelperProfile.objects.filter(person=OuterRef("pk")), "person", "confirmed_at")


def _typed() -> QuerySet[Attendance]:
    return Attendance.objects.exclude(**_TYPED).annotate(began=F("gathering__ends_at"))


def _empty_bookings(rows: QuerySet[Model]) -> int:
    return _update(rows, **_TYPED)


def _noted() -> QuerySet[HelpNote]:
    return HelpNote.objects.exclude(**_NOTED).annotate(began=F("gathering__ends_at"))


def _empty_notes(rows: QuerySet[Model]) -> int:
    return _update(rows, **_NOTED)


def _update(rows: QuerySet[Model], **fields: str) -> int:
    return rows.model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).update(**fields)  # noqa: SLF001


def _delete(rows: QuerySet[Model]) -> int:
    count = rows.count()
    rows.delete()
    return count


def _forget_entries(rows: QuerySet[Model]) -> int:
    """Delete entries; what they made of the sheet stays as it is, with nothing left to take back."""
    gatherings = list(rows.values_list("gathering_id", flat=True).distinct())
    Attendance.objects.filter(gathering__in=gatherings).exclude(before_day={}).update(before_day={})
    return _delete(rows)


def _forget_tables(rows: QuerySet[Model]) -> int:
    """Delete rounds, and with them where somebody was put instead and who wished to sit with whom."""
    there = Attendance.objects.filter(gathering__in=rows.values_list("gathering_id", flat=True))
    Attendance.beside.through.objects.filter(from_attendance__in=there).delete()
    there.exclude(seats={}).update(seats={})
    return _delete(rows)


lets_go(Attendance, _typed, _empty_bookings)
lets_go(HelpNote, _noted, _empty_notes)
lets_go(DayEntry, lambda: DayEntry.objects.annotate(began=F("at")), _forget_entries)
lets_go(
    Introduction,
    lambda: Introduction.objects.exclude(words="").annotate(began=F("gathering__ends_at")),
    lambda rows: _update(rows, words=""),
)
lets_go(
    Invitation,
    lambda: Invitation.objects.exclude(**_ASKED).annotate(began=F("gathering__ends_at")),
    lambda rows: _update(rows, **_ASKED),
)
lets_go(
    FollowUp,
    lambda: FollowUp.objects.exclude(words="").annotate(began=F("asked_at")),
    lambda rows: _update(rows, words=""),
)
lets_go(Phone, lambda: Phone.objects.annotate(began=F("gathering__ends_at")), _delete)
lets_go(TableRound, lambda: TableRound.objects.annotate(began=F("gathering__ends_at")), _forget_tables)
lets_go(
    SignUp,
    lambda: SignUp.objects.exclude(**SIGNED_UP).annotate(began=F("at")),
    lambda rows: _update(rows, **SIGNED_UP),
)
lets_go(
    PairLetter,
    lambda: PairLetter.objects.exclude(to_address="", person=None).annotate(began=F("asked_at")),
    lambda rows: PairLetter.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
        person=None, to_address=""
    ),
)
