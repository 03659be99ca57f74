"""Asking for a look at a group's website, looking, and keeping what was seen."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

import checkup
from bandstand.groups.links import understand
from bandstand.groups.models import Group, OnlinePlace
from bandstand.kit.background import finishing, later
from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..models import CheckUp, Finding
from ..queries import UNFINISHED, findings_of, websites
from ..websites import Visit, look_called, plan_visit, see, storable

LOOK = "bandstand.presence.tasks.look_at_group"

# A check-up nobody has finished for this long has lost its job: asking again queues it again.
LOST_AFTER = timedelta(hours=1)


@transaction.atomic
def ask_for_check(hub: Hub, groups: Iterable[Group], *, by: Person | None) -> list[CheckUp]:
    """Queue a look at each of these groups' websites; return one check-up a group, new or already waiting.

    Groups without a website of their own are passed over: that is how many groups like it.
    """
    before = timezone.now()
    check_ups = open_check_ups(hub, groups, by=by)
    for check_up in check_ups:
        if check_up.asked_at >= before:
            later(LOOK, check_up.pk, priority=20 if by else 0)
    if by is not None and check_ups:
        record(hub, "asked for checks", _asked_for(check_ups), by=by)
    return check_ups


@transaction.atomic
def open_check_ups(hub: Hub, groups: Iterable[Group], *, by: Person | None) -> list[CheckUp]:
    """Make one waiting check-up a group, queueing nothing. One that lost its job counts as asked for now."""
    sites = websites(groups)
    now = timezone.now()
    CheckUp.objects.filter(group__in=list(sites), state__in=UNFINISHED, asked_at__lt=now - LOST_AFTER).update(
        asked_at=now, asked_by=by
    )
    CheckUp.objects.bulk_create(
        [CheckUp(hub=hub, group_id=pk, url=url, asked_by=by, asked_at=now) for pk, url in sites.items()],
        ignore_conflicts=True,  # one waits already: asking twice is asking once
    )
    waiting = CheckUp.objects.filter(group__in=list(sites), state__in=UNFINISHED)
    return list(waiting.select_related("group").order_by("group__name", "pk"))


def _asked_for(check_ups: list[CheckUp]) -> str:
    if len(check_ups) == 1:
        return f"asked for a look at the website of {check_ups[0].group.name}"
    return f"asked for a look at the websites of {len(check_ups)} groups"


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
    _settle_findings(kept, report.finished)
    return kept


def _could_not(report: checkup.Report) -> bool:
    nothing_to_look_at = {checkup.Outcome.NO_WEBSITE, checkup.Outcome.SOCIAL_ONLY}
    return not report.could_look and report.outcome not in nothing_to_look_at


def _settle_findings(check_up: CheckUp, at: datetime) -> None:
    open_now = {f.look: f for f in Finding.objects.filter(group=check_up.group_id, closed_at=None)}
    for said in check_up.report["findings"]:
        finding = open_now.get(said["look"])
        match checkup.State(said["state"]):
            case checkup.State.EASY_WIN | checkup.State.NEEDS_A_DECISION:
                _see_again(finding or _first_sight(check_up, said["look"], at), said, at)
            case checkup.State.GOOD if finding:
                _close(finding, check_up, Finding.Ending.MENDED, said)
            case checkup.State.DOES_NOT_APPLY if finding:
                _close(finding, check_up, Finding.Ending.MOVED_ON, said)
            case _:  # what could not be checked is neither missing nor mended
                pass


def _first_sight(check_up: CheckUp, look_id: str, at: datetime) -> Finding:
    return Finding(
        hub_id=check_up.hub_id,
        group_id=check_up.group_id,
        look=look_id,
        first_seen=at,
        opened_by=check_up,
    )


def _see_again(finding: Finding, said: dict[str, Any], at: datetime) -> None:
    easy = said["state"] == checkup.State.EASY_WIN
    finding.state = Finding.State.EASY_WIN if easy else Finding.State.DECISION
    finding.headline = str(said["headline"])[:200]
    look = look_called(finding.look)
    finding.why = look.why if look else ""
    finding.advice = str(said["advice"])
    finding.effort_minutes = said["effort"]
    finding.evidence = said["evidence"]
    finding.says, finding.values, finding.advises = said["says"], said["values"], said["advises"]
    finding.last_seen = at
    finding.save()


def _close(finding: Finding, check_up: CheckUp, ending: Finding.Ending, said: dict[str, Any]) -> None:
    finding.closed_by = check_up
    finding.closed_at = check_up.looked_at
    finding.ending = ending
    if ending == Finding.Ending.MENDED:
        finding.mended_headline = str(said["headline"])[:200]
        finding.mended_evidence = said["evidence"]
    finding.save()


@transaction.atomic
def add_account(group: Group, url: str, *, by: Person) -> OnlinePlace | None:
    """Put an account seen on the group's website into the directory; None when it was not seen there."""
    seen = next((one for one in findings_of(group).suggestions if one.url == url), None)
    link = understand(seen.url, OnlinePlace.Kind.OTHER) if seen else None
    if link is None:
        return None
    place = OnlinePlace.objects.create(
        hub_id=group.hub_id,
        group=group,
        kind=link.kind,
        raw=link.raw,
        url=link.url,
        match_key=link.match_key,
        source=OnlinePlace.Source.WEBSITE,
    )
    record(group.hub, "added an account", f"added {place.url} to {group.name}", by=by, about=group)
    return place
