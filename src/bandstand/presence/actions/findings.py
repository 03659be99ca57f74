"""What becomes of a group's findings when a look has said something new."""

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from typing import Any

import checkup

from ..models import CheckUp, Finding
from ..queries.wording import words_for
from ..websites import look_called
from .rulings import stands

_TO_HELP_WITH = (checkup.State.EASY_WIN, checkup.State.NEEDS_A_DECISION)
_OPEN_OR_GONE = (checkup.Outcome.LOOKED, checkup.Outcome.NOT_FOUND)
_SAID = (
    "state", "headline", "why", "advice", "effort_minutes", "evidence", "says", "values", "advises",
)  # fmt: skip


def settle_findings(check_up: CheckUp, at: datetime) -> None:
    """Open, refresh or close the group's findings by what was said, in few statements."""
    open_now = {f.look: f for f in Finding.objects.filter(group=check_up.group_id, closed_at=None)}
    new: list[Finding] = []
    the_same: list[int] = []
    words = words_for(check_up.hub_id)
    for said in map(words.worded, check_up.report["findings"]):
        finding = open_now.get(said["look"])
        if finding is not None:
            the_same += _settle(finding, check_up, said, at)
        elif said["state"] in _TO_HELP_WITH:
            new.append(_told(_first_sight(check_up, said["look"], at), said, at))
    _close_retired(open_now.values(), check_up)
    Finding.objects.bulk_create(new)
    Finding.objects.filter(pk__in=the_same).update(last_seen=at)


def _close_retired(still_open: Iterable[Finding], check_up: CheckUp) -> None:
    """What no look asks after any more is neither mended nor worth anybody's evening."""
    asked = {said["look"] for said in check_up.report["findings"]}
    for finding in still_open:
        if finding.look not in asked:
            _close(finding, check_up, Finding.Ending.MOVED_ON, {})


def _settle(finding: Finding, check_up: CheckUp, said: dict[str, Any], at: datetime) -> list[int]:
    """Refresh or close an open finding; its id where nothing about it has changed, for the caller to note."""
    match checkup.State(said["state"]):
        case checkup.State.EASY_WIN | checkup.State.NEEDS_A_DECISION if _says_the_same(finding, said):
            return [finding.pk]
        case checkup.State.EASY_WIN | checkup.State.NEEDS_A_DECISION:
            _told(finding, said, at).save()
        case checkup.State.GOOD | checkup.State.DOES_NOT_APPLY if _out_of_sight(finding, check_up.report):
            pass
        case checkup.State.GOOD:
            _close(finding, check_up, _ending(finding, said), said)
        case checkup.State.DOES_NOT_APPLY:
            _close(finding, check_up, Finding.Ending.MOVED_ON, said)
        case _:  # what could not be checked is neither missing nor mended
            pass
    return []


def _out_of_sight(finding: Finding, report: dict[str, Any]) -> bool:
    """Tell whether the page it was seen on would not open this time: then it may be as it was."""
    shut = {page["url"] for page in report["pages"] if page["outcome"] not in _OPEN_OR_GONE}
    return any(one["url"] in shut for one in finding.evidence)


def _ending(finding: Finding, said: dict[str, Any]) -> Finding.Ending:
    """Mended is what the group changed: not what we were told was right all along, nor what came right by
    itself, nor what our directory had wrong and the website right.
    """
    look = look_called(finding.look)
    by_itself = look is not None and finding.says in look.by_itself
    ours = finding.says == "another" and _seen(finding.evidence) == _seen(said["evidence"])
    if said["says"] == "told" or by_itself or ours:
        return Finding.Ending.MOVED_ON
    return Finding.Ending.MENDED


def _seen(evidence: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(one["snippet"], one["where"]) for one in evidence]


def _says_the_same(finding: Finding, said: dict[str, Any]) -> bool:
    before = {name: getattr(finding, name) for name in _SAID}
    return before == {name: getattr(_told(copy(finding), said, finding.last_seen), name) for name in _SAID}


def _first_sight(check_up: CheckUp, look_id: str, at: datetime) -> Finding:
    return Finding(
        hub_id=check_up.hub_id,
        group_id=check_up.group_id,
        look=look_id,
        first_seen=at,
        opened_by=check_up,
    )


def _told(finding: Finding, said: dict[str, Any], at: datetime) -> Finding:
    """Write into a finding what was said; it is not saved here."""
    if finding.ruling and not stands(finding, said):
        finding.ruling, finding.ruled_at, finding.ruled_by = "", None, None
    easy = said["state"] == checkup.State.EASY_WIN
    finding.state = Finding.State.EASY_WIN if easy else Finding.State.DECISION
    finding.headline = str(said["headline"])[:200]
    finding.why = said["why"]
    finding.advice = str(said["advice"])
    finding.effort_minutes = said["effort"]
    finding.evidence = said["evidence"]
    finding.says, finding.values, finding.advises = said["says"], said["values"], said["advises"]
    finding.last_seen = at
    return finding


def _close(finding: Finding, check_up: CheckUp, ending: Finding.Ending, said: dict[str, Any]) -> None:
    finding.closed_by = check_up
    finding.closed_at = check_up.looked_at
    finding.ending = ending
    if ending == Finding.Ending.MENDED:
        finding.mended_headline = str(said["headline"])[:200]
        finding.mended_evidence = said["evidence"]
    finding.save()
