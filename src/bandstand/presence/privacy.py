"""What checks of websites hold about people: to hand over, to take out, and to let go in time."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery

from bandstand.people.erasing import erases, holds_words
from bandstand.people.keeping import lets_go
from bandstand.people.models import Person
from bandstand.people.papers import Row, Teller, papers
from bandstand.people.traces import Traces

from .models import (
    Answer,
    AskedToStop,
    Card,
    CheckUp,
    Finding,
    Keys,
    LeftAlone,
    OnlineTie,
    PageMemory,
    PlannedLook,
    Sweep,
    Wording,
)


@papers("Checks of websites you asked for")
def _asked(teller: Teller) -> Iterable[Row]:
    for one in (
        CheckUp.objects.filter(asked_by=teller.person).select_related("group").order_by("asked_at", "pk")
    ):
        yield {"Group": one.group.name, "When": one.asked_at}


@papers("What you told us about a group’s pages online")
def _told(teller: Teller) -> Iterable[Row]:
    for one in Answer.objects.filter(by=teller.person).select_related("group").order_by("at", "pk"):
        yield {
            "Group": one.group.name,
            "Asked": one.question,
            "You said": one.get_says_display(),
            "When": one.at,
        }


@papers("Websites you had looked at, left alone or worded")
def _did(teller: Teller) -> Iterable[Row]:
    for sweep in Sweep.objects.filter(asked_by=teller.person):
        yield {"What": "Asked for all websites to be looked at", "When": sweep.started_at}
    for alone in LeftAlone.objects.filter(by=teller.person):
        yield {"What": f"Said that {alone.host} is to be left alone", "When": alone.at}
    for wording in Wording.objects.filter(by=teller.person):
        yield {"What": f"Worded “{wording.part}” of {wording.look}", "When": wording.changed_at}
    for card in Card.objects.filter(by=teller.person):
        yield {"What": f"Wrote the how-to card {card.title}", "When": card.changed_at}
    for ruled in Finding.objects.filter(ruled_by=teller.person):
        yield {"What": f"Said “{ruled.get_ruling_display()}” of: {ruled.headline}", "When": ruled.ruled_at}


@papers("Keys you are said to hold")
def _keys(teller: Teller) -> Iterable[Row]:
    for one in Keys.objects.filter(teller.worth_a_look("holder", "spare") | Q(by=teller.person)):
        held = teller.is_named_in(one.holder) or teller.is_named_in(one.spare)
        yield {"Page": one.place.url, "Said to hold them": held, "When": one.at}


@papers("Websites you asked us to leave alone")
def _asked_to_stop(teller: Teller) -> Iterable[Row]:
    if email := teller.person.email:
        for one in AskedToStop.objects.filter(email__iexact=email):
            yield {"Website": one.host, "When": one.at}


@erases
def _own_rows(_: Person, traces: Traces) -> None:
    for email in traces.emails:
        AskedToStop.objects.filter(email__iexact=email).update(email="")


holds_words(CheckUp, "report", "says")
holds_words(AskedToStop, contacts=("email",))
holds_words(Finding, "headline", "why", "advice", "evidence", "values", "mended_headline", "mended_evidence")
holds_words(Answer, "words")
holds_words(Keys, "holder", "spare")
holds_words(Card, "title", "lead", "steps")
holds_words(Wording, "words")
holds_words(LeftAlone, "why")
holds_words(PlannedLook, "because")
holds_words(PageMemory, "facts")
holds_words(OnlineTie, "sentence")


def _older_looks() -> QuerySet[CheckUp]:
    """Return looks that a newer one has taken the place of, with when that was."""
    newer = CheckUp.objects.filter(
        group=OuterRef("group"), looked_at__gt=OuterRef("looked_at"), state=CheckUp.State.DONE
    )
    first = Subquery(newer.order_by("looked_at").values("looked_at")[:1])
    return CheckUp.objects.exclude(report={}).annotate(began=first).exclude(began=None)


def _empty(rows: QuerySet[Model]) -> int:
    return CheckUp.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(report={})


lets_go(CheckUp, _older_looks, _empty)


def _began(rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    began: QuerySet[Any] = rows.annotate(began=F(field))
    return began


def _delete(rows: QuerySet[Model]) -> int:
    return rows.model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()[0]  # noqa: SLF001


lets_go(Sweep, lambda: _began(Sweep.objects.exclude(finished_at=None), "finished_at"), _delete)
lets_go(AskedToStop, lambda: _began(AskedToStop.objects.all(), "at"), _delete)
lets_go(Answer, lambda: _began(Answer.objects.all(), "at"), _delete)
lets_go(PageMemory, lambda: _began(PageMemory.objects.all(), "seen_at"), _delete)
lets_go(
    OnlineTie,
    lambda: _began(OnlineTie.objects.exclude(sentence=""), "last_seen_at"),
    lambda rows: OnlineTie.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(sentence=""),
)
