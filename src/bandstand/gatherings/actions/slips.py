"""Paper slips: codes made before the day, typed in after it, each once."""

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..codes import new_code
from ..models import Gathering, Slip
from .booking import hold

MOST = 200


@transaction.atomic
def have_slips(gathering: Gathering, wanted: int, *, by: Person | None) -> list[Slip]:
    """See to it that there are so many slips nobody has typed in; return all of them, old ones first.

    Those printed before stay as they are. Two who ask at the same moment do not get twice as many.
    """
    row = hold(gathering)
    short = min(wanted, MOST) - row.slips.filter(note=None).count()
    if short > 0:
        _make(row, short)
        record(row.hub, "made slips", f"made {short} paper slips for {row}", by=by, about=row)
    return list(row.slips.filter(note=None))


def _make(row: Gathering, many: int) -> None:
    """Add so many codes that this hub never had."""
    codes: set[str] = set()
    while len(codes) < many:
        more = {new_code() for _ in range(many - len(codes))}
        codes |= more - set(Slip.objects.filter(code__in=more).values_list("code", flat=True))
    now = timezone.now()
    Slip.objects.bulk_create(
        Slip(hub=row.hub, gathering=row, code=code, printed_at=now) for code in sorted(codes)
    )
