"""The officer's overview of all checks."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from bandstand.groups.models import Group

from ..models import TO_HELP_WITH, CheckUp, Finding
from .check_ups import groups_with_websites, latest_check_ups


@dataclass(frozen=True)
class Overview:
    groups: int
    with_website: int
    looked_at: int  # groups whose last look went through
    could_not: int
    never: int
    last_looked: datetime | None
    open: int
    mended: int

    @property
    def without_website(self) -> int:
        return self.groups - self.with_website


def overview() -> Overview:
    checked = latest_check_ups().aggregate(
        looked=Count("pk", filter=Q(state=CheckUp.State.DONE)),
        not_able=Count("pk", filter=Q(state=CheckUp.State.NOT_ABLE)),
        when=Max("looked_at"),
    )
    findings = Finding.objects.aggregate(
        open=Count("pk", filter=TO_HELP_WITH), mended=Count("pk", filter=Q(ending=Finding.Ending.MENDED))
    )
    with_website = groups_with_websites().count()
    return Overview(
        groups=Group.objects.count(),
        with_website=with_website,
        looked_at=checked["looked"],
        could_not=checked["not_able"],
        never=with_website - checked["looked"] - checked["not_able"],
        last_looked=checked["when"],
        open=findings["open"],
        mended=findings["mended"],
    )
