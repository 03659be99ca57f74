"""Looking at one website, and keeping what was seen."""

import checkup
from bandstand.kit.background import finishing

from ..models import CheckUp
from ..queries import UNFINISHED, websites
from ..websites import Visit, plan_visit, see, storable
from .findings import settle_findings


def look(check_up: CheckUp) -> CheckUp:
    """Look at the group's website and keep what was seen. Safe to run twice, and to be stopped anywhere."""
    visit = begin(check_up)
    return keep(check_up, see(visit)) if visit else check_up


def begin(check_up: CheckUp) -> Visit | None:
    """Say that we are looking; None when it has been done already."""
    group = check_up.group
    url = websites([group]).get(group.pk, "")
    begun = CheckUp.objects.filter(pk=check_up.pk, state__in=UNFINISHED).update(
        state=CheckUp.State.LOOKING, url=url
    )
    return plan_visit(check_up.hub, group, url) if begun else None


def keep(check_up: CheckUp, report: checkup.Report) -> CheckUp:
    """Freeze the report, and open, refresh or close the group's findings by it: all or nothing."""
    with finishing():
        return _keep(check_up, report)


def _keep(check_up: CheckUp, report: checkup.Report) -> CheckUp:
    kept = CheckUp.objects.select_for_update().get(pk=check_up.pk)
    if kept.state != CheckUp.State.LOOKING:  # another worker was quicker
        return kept
    kept.state = CheckUp.State.NOT_ABLE if _could_not(report) else CheckUp.State.DONE
    kept.says = "" if report.could_look else report.words[:300]
    kept.report = storable(report.as_dict())
    kept.looked_at = report.finished
    kept.save()
    settle_findings(kept, report.finished)
    return kept


def _could_not(report: checkup.Report) -> bool:
    nothing_to_look_at = {checkup.Outcome.NO_WEBSITE, checkup.Outcome.SOCIAL_ONLY}
    return not report.could_look and report.outcome not in nothing_to_look_at
