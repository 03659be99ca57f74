"""Reads about what came of it: a letter's questions, the answers, who asked to be rung."""

from dataclasses import dataclass

from django.db.models import QuerySet

from bandstand.people.models import Consent, PrivateLink

from ..models import FollowUp, Gathering
from . import in_touch as with_whom


def questions_of(link: PrivateLink) -> list[FollowUp]:
    """Return what the letter with this link asks, help first; none when it is all gone."""
    rows = FollowUp.objects.filter(uid=link.subject).exclude(state=FollowUp.State.DROPPED)
    first = rows.first()
    if first is None:
        return []
    if first.message_id is not None:
        rows = FollowUp.objects.filter(message=first.message_id).exclude(state=FollowUp.State.DROPPED)
    return list(with_everything(rows).order_by("connection_id", "pk"))


def with_everything(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    related = rows.select_related(
        "hub", "group", "attendance__person", "attendance__gathering", "note__gathering__venue", "connection"
    )
    return related.prefetch_related("note__topics", "note__findings", "connection__groups")


def answers(state: str = "") -> QuerySet[FollowUp]:
    """Return what was asked or answered about help, latest first; `state` may be a FollowUp.State."""
    rows = with_everything(FollowUp.objects.filter(connection=None))
    if state in FollowUp.State.values:
        rows = rows.filter(state=state)
    return rows.order_by("-answered_at", "-asked_at", "-due_on", "-pk")


def to_ring() -> QuerySet[FollowUp]:
    """Return who asked to be rung and was not so far, longest waiting first."""
    asked = FollowUp.objects.filter(more=FollowUp.More.RING, seen_to_at=None)
    return with_everything(asked).order_by("answered_at", "pk")


def may_quote(row: FollowUp) -> bool:
    """Tell whether what somebody wrote may be shown in public."""
    yes = Consent.objects.filter(purpose=Consent.Purpose.QUOTE, about=about(row), given=True)
    return bool(row.words) and yes.filter(withdrawn_at=None).exists()


def in_touch(row: FollowUp) -> bool:
    """Tell whether who was asked would like to be put in touch with the other group."""
    person = row.attendance.person if row.attendance else None
    if row.connection is None or person is None:
        return False
    yes = Consent.objects.filter(purpose=Consent.Purpose.PUT_IN_TOUCH, about=with_whom.about(row.connection))
    return yes.filter(person=person, given=True, withdrawn_at=None).exists()


def about(row: FollowUp) -> str:
    return f"gatherings.FollowUp:{row.pk}"


@dataclass(frozen=True)
class Stuck:
    """What people said some weeks after one gathering. Those not asked are not in it."""

    asked: int
    yes: int
    partly: int
    no: int
    planned: int

    @property
    def answered(self) -> int:
        return self.yes + self.partly + self.no


def stuck_after(gathering: Gathering) -> Stuck:
    rows = FollowUp.objects.filter(note__gathering=gathering, note__undone_at=None)
    states = list(rows.values_list("state", "says"))
    asked = sum(state in {FollowUp.State.ASKED, FollowUp.State.ANSWERED} for state, _ in states)
    planned = sum(state == FollowUp.State.PLANNED for state, _ in states)
    said = [says for _, says in states]
    return Stuck(asked, said.count("yes"), said.count("partly"), said.count("no"), planned)
