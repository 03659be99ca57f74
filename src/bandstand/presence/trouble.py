"""Websites we could not get into: what the last look met, and when it is worth a second try."""

from datetime import datetime, timedelta

import checkup

from .models import CheckUp

AGAIN = {
    checkup.Outcome.NO_SUCH_NAME,
    checkup.Outcome.REFUSED,
    checkup.Outcome.TOO_SLOW,
    checkup.Outcome.BROKE_OFF,
    checkup.Outcome.BAD_PADLOCK,
}
"""What may be over by tomorrow, and is worth saying to a group only when it is not."""

A_DAY = timedelta(hours=24)
SAME_TROUBLE = timedelta(days=7)
"""Two looks this far apart met two troubles, each worth a second try."""


def trouble_before(group_id: int, *, but: int | None = None) -> tuple[str, datetime] | None:
    """Return what the group's last finished look met that may pass, and when; None when it got in."""
    looks = CheckUp.objects.filter(group=group_id).exclude(looked_at=None).exclude(pk=but or 0)
    last = looks.order_by("-looked_at", "-pk").values_list("report__outcome", "looked_at").first()
    return (str(last[0]), last[1]) if last and last[1] and last[0] in AGAIN else None


def deserves_a_second_try(check_up: CheckUp) -> bool:
    """Tell whether this finished look could not get in, for the first time in a week."""
    if check_up.report.get("outcome") not in AGAIN or check_up.looked_at is None:
        return False
    before = trouble_before(check_up.group_id, but=check_up.pk)
    return before is None or check_up.looked_at - before[1] > SAME_TROUBLE
