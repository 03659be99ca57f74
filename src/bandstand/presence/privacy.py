"""What checks of websites hold about people: to hand over, to take out, and to let go in time."""

from collections.abc import Iterable

from django.db.models import Model, OuterRef, QuerySet, Subquery

from bandstand.people.erasing import holds_words
from bandstand.people.keeping import lets_go
from bandstand.people.papers import Row, Teller, papers

from .models import CheckUp, Finding


@papers("Checks of websites you asked for")
def _asked(teller: Teller) -> Iterable[Row]:
    for one in (
        CheckUp.objects.filter(asked_by=teller.person).select_related("group").order_by("asked_at", "pk")
    ):
        yield {"Group": one.group.name, "When": one.asked_at}


holds_words(CheckUp, "report", "says")
holds_words(Finding, "headline", "why", "advice", "evidence", "mended_headline")


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
