"""Looking at one website, and keeping what was seen."""

import logging
from typing import Any

from asgiref.sync import async_to_sync
from django.utils import timezone

import checkup
from bandstand.kit.background import NotYetError, finishing, in_database
from bandstand.people.models import Hub

from ..alone import SAYS as LEFT_ALONE
from ..memory import remember
from ..models import CheckUp
from ..neighbours import led_to
from ..queries import UNFINISHED, websites
from ..queries.answers import told_by
from ..websites import Visit, plan_visit, storable, visit_website
from .asking import LOST_AFTER, with_a_job
from .findings import settle_findings
from .planned import plan_second_try
from .sweeps import end_sweep_with
from .ties import settle_ties

log = logging.getLogger(__name__)
OUR_SIDE = "Something on our side went wrong while we were looking, so we could not check it this time."


def look(check_up: CheckUp) -> CheckUp:
    """Look at the group's website and keep what was seen. Safe to run twice, and to be stopped anywhere."""
    kept: CheckUp = async_to_sync(look_beside)(check_up)
    return kept


async def look_beside(check_up: CheckUp, *, thorough: bool = True) -> CheckUp:
    """Do the same without a thread of its own, beside any number of others.

    `thorough` also tries the first page's links and weighs its pictures, some fifty requests more: right for
    one website somebody asks about. In a round nobody is looked at so thoroughly.
    """
    visit = await in_database(begin, check_up, thorough=thorough)
    if visit is None:
        return check_up
    if visit.left_alone:
        return await in_database(keep_away, check_up, "left alone", LEFT_ALONE)
    try:
        report = await visit_website(visit)
    except NotYetError:
        await in_database(wait_on, check_up)
        raise
    except Exception:
        log.exception("Looking at %s", visit.url)
        return await in_database(keep_away, check_up, "our side", OUR_SIDE)
    return await in_database(keep, check_up, report, visit)


def begin(check_up: CheckUp, *, thorough: bool = True) -> Visit | None:
    """Say that we are looking; None when it has been done already."""
    group = check_up.group
    url = websites([group]).get(group.pk, "")
    begun = CheckUp.objects.filter(pk=check_up.pk, state__in=UNFINISHED).update(
        state=CheckUp.State.LOOKING, url=url
    )
    if not begun:
        return None
    thorough = thorough and check_up.sweep_id is None
    return plan_visit(check_up.hub, group, url, told=told_by(group), thorough=thorough)


def wait_on(check_up: CheckUp) -> None:
    """Say that we have not begun after all: others are at the same host."""
    CheckUp.objects.filter(pk=check_up.pk, state=CheckUp.State.LOOKING).update(state=CheckUp.State.WAITING)


def keep(check_up: CheckUp, report: checkup.Report, visit: Visit | None = None) -> CheckUp:
    """Freeze the report, and open, refresh or close the group's findings by it: all or nothing."""
    with finishing():
        return _keep(check_up, report, visit)


def _keep(check_up: CheckUp, report: checkup.Report, visit: Visit | None) -> CheckUp:
    kept = CheckUp.objects.select_for_update().get(pk=check_up.pk)
    if kept.state != CheckUp.State.LOOKING:  # another worker was quicker
        return kept
    kept.state = CheckUp.State.NOT_ABLE if _could_not(report) else CheckUp.State.DONE
    kept.says = "" if report.could_look else report.words[:300]
    kept.report = storable(report.as_dict())
    kept.looked_at = report.finished
    kept.led_to = led_to(kept.url, report)
    kept.save()
    settle_findings(kept, report.finished)
    settle_ties(kept, report)
    if visit is not None:
        remember(kept, visit.memory)
    plan_second_try(kept)
    end_sweep_with(kept)
    return kept


def keep_away(check_up: CheckUp, outcome: str, says: str) -> CheckUp:
    """Say that the website was not looked at, and why; no finding is opened or closed by it."""
    nothing: dict[str, Any] = {"outcome": outcome, "pages": [], "accounts": [], "findings": []}
    with finishing():
        kept = CheckUp.objects.select_for_update().get(pk=check_up.pk)
        if kept.state != CheckUp.State.LOOKING:
            return kept
        kept.state, kept.says, kept.report = CheckUp.State.NOT_ABLE, says, nothing
        kept.looked_at = timezone.now()
        kept.save()
        end_sweep_with(kept)
    return kept


def give_up_lost(hub: Hub) -> int:
    """Say of looks whose job was given up that we could not check; return how many. Nothing stays hanging."""
    long_ago = timezone.now() - LOST_AFTER
    waiting = CheckUp.objects.filter(hub=hub, state__in=UNFINISHED, asked_at__lt=long_ago)
    found = list(waiting)
    alive = with_a_job() if found else set()
    lost = [check_up for check_up in found if check_up.pk not in alive]
    for check_up in lost:
        waiting.filter(pk=check_up.pk).update(state=CheckUp.State.LOOKING)
        keep_away(check_up, "our side", OUR_SIDE)
    return len(lost)


def _could_not(report: checkup.Report) -> bool:
    nothing_to_look_at = {checkup.Outcome.NO_WEBSITE, checkup.Outcome.SOCIAL_ONLY}
    return not report.could_look and report.outcome not in nothing_to_look_at
