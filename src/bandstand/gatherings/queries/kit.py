"""Reads about kit: what we own, what is out, what is wanted twice at once."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet, Sum
from django.utils import timezone

from ..models import Gathering, KitItem, KitLoan


@dataclass(frozen=True)
class ForGathering:
    """One thing and whether it goes to a gathering: `loan` if so, `short` if there are not enough."""

    item: KitItem
    loan: KitLoan | None
    short: str = ""


def kit_we_have() -> QuerySet[KitItem]:
    return KitItem.objects.filter(retired=False).order_by("name", "pk")


def put_away_for_good() -> QuerySet[KitItem]:
    return KitItem.objects.filter(retired=True).order_by("name", "pk")


def still_out() -> QuerySet[KitLoan]:
    """Return what was packed and has not come back, though its gathering is over; the longest first."""
    out = KitLoan.objects.exclude(packed_at=None).filter(back_at=None, gathering__ends_at__lt=timezone.now())
    return out.select_related("item", "gathering__venue").order_by("gathering__ends_at", "pk")


def kit_for(gathering: Gathering) -> list[ForGathering]:
    """Return everything we have, with what is wanted here and where it is short."""
    loans = {loan.item_id: loan for loan in gathering.kit.select_related("item")}
    items = list(kit_we_have()) + [loan.item for loan in loans.values() if loan.item.retired]
    elsewhere = _wanted_elsewhere(gathering)
    return [ForGathering(item, loans.get(item.pk), _short(item, loans, elsewhere)) for item in items]


def short_for(gathering: Gathering) -> list[str]:
    """Return a sentence for each thing wanted here that is wanted elsewhere at the same time."""
    return [one.short for one in kit_for(gathering) if one.short]


def _wanted_elsewhere(gathering: Gathering) -> dict[int, list[KitLoan]]:
    """Return by item what others want on the same day, and what is still out from before."""
    day = timezone.localtime(gathering.starts_at).replace(hour=0, minute=0, second=0, microsecond=0)
    same_day = KitLoan.objects.filter(
        gathering__state=Gathering.State.ANNOUNCED,
        gathering__starts_at__gte=day,
        gathering__starts_at__lt=day + timedelta(days=1),
        back_at=None,
    )
    found: dict[int, list[KitLoan]] = {}
    for loan in (same_day | still_out()).exclude(gathering=gathering).select_related("gathering"):
        found.setdefault(loan.item_id, []).append(loan)
    return found


def _short(item: KitItem, loans: dict[int, KitLoan], elsewhere: dict[int, list[KitLoan]]) -> str:
    loan, others = loans.get(item.pk), elsewhere.get(item.pk, [])
    if loan is None or loan.back_at is not None or not others:
        return ""
    if loan.how_many + sum(other.how_many for other in others) <= item.how_many:
        return ""
    now = timezone.now()
    where = [
        f"still out since {other.gathering}"
        if other.gathering.ends_at < now
        else f"also wanted for {other.gathering}"
        for other in others
    ]
    return f"{item}: {' and '.join(where)}, and we have {item.how_many}."


def how_many_out(item: KitItem) -> int:
    out = item.loans.exclude(packed_at=None).filter(back_at=None)
    return out.aggregate(out=Sum("how_many"))["out"] or 0
