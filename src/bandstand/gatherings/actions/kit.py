"""Kit: what we own, what goes to which gathering, packed and brought back."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..models import Gathering, KitItem, KitLoan


@transaction.atomic
def add_kit(hub: Hub, name: str, how_many: int = 1, *, by: Person | None) -> KitItem:
    """Add something we own. One of the same name is that one, and is ours again."""
    item, new = KitItem.objects.get_or_create(hub=hub, name=name, defaults={"how_many": how_many})
    if not new:
        item.how_many, item.retired = how_many, False
        item.save()
    record(hub, "added kit", f"added {name} to the kit", by=by, about=item)
    return item


@transaction.atomic
def change_kit(item: KitItem, name: str, how_many: int, *, by: Person | None) -> None:
    item.name, item.how_many = name, how_many
    item.save(update_fields=["name", "how_many"])
    record(item.hub, "changed kit", f"changed {name} of the kit", by=by, about=item)


@transaction.atomic
def retire(item: KitItem, *, gone: bool, by: Person | None) -> None:
    """Take something off the list of what we have, or put it back on; where it went stays known."""
    item.retired = gone
    item.save(update_fields=["retired"])
    verb = "took" if gone else "put back"
    where = "off the kit" if gone else "on the kit"
    record(item.hub, "changed kit", f"{verb} {item} {where}", by=by, about=item)


@transaction.atomic
def choose_kit(gathering: Gathering, wanted: Mapping[KitItem, int], *, by: Person | None) -> None:
    """Say what goes to a gathering and how many of each. What was packed already stays on the list."""
    gathering.kit.filter(packed_at=None).exclude(item__in=wanted).delete()
    for item, how_many in wanted.items():
        KitLoan.objects.update_or_create(
            item=item, gathering=gathering, defaults={"how_many": how_many, "hub": gathering.hub}
        )
    record(gathering.hub, "chose kit", f"said what to bring to {gathering}", by=by, about=gathering)


def tick(loan: KitLoan, what: str, *, on: bool) -> None:
    """Tick packed or back, or take the tick away. What is back was packed."""
    now = timezone.now() if on else None
    if what == "packed":
        loan.packed_at, loan.back_at = now, None
    else:
        loan.packed_at = loan.packed_at or now
        loan.back_at = now
    loan.save(update_fields=["packed_at", "back_at"])


@transaction.atomic
def all_of(gathering: Gathering, what: str) -> int:
    """Tick everything of a gathering as packed, or as back; return how many were not."""
    loans = gathering.kit.filter(packed_at=None) if what == "packed" else gathering.kit.filter(back_at=None)
    left = list(loans)
    for loan in left:
        tick(loan, what, on=True)
    return len(left)
