"""What a group says of an easy win: not for us, or another time. It can be taken back."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..models import Finding

_VERBS = {
    Finding.Ruling.NOT_FOR_US: "said “not for us” of",
    Finding.Ruling.LATER: "said “another time” of",
    "": "took back what was said of",
}


@transaction.atomic
def rule(finding: Finding, ruling: str, *, by: Person | None) -> bool:
    """Keep what they decided, "" to take it back; False when it was so already, or it is mended."""
    now = timezone.now()
    changed = (
        Finding.objects.filter(pk=finding.pk, closed_at=None)
        .exclude(ruling=ruling)
        .update(ruling=ruling, ruled_at=now if ruling else None, ruled_by=by if ruling else None)
    )
    if changed:
        who = "" if by else f"{finding.group.name} "
        words = f"{who}{_VERBS[ruling]} “{finding.headline}”"
        record(finding.hub, "ruled on an easy win", words, by=by, about=finding.group)
    return bool(changed)


def stands(finding: Finding, said: dict[str, Any]) -> bool:
    """Tell whether a look says the same again as when they decided; its evidence may be worded anew."""
    before = (finding.state, finding.says, finding.values)
    return before == (said["state"], said["says"], said["values"])
