"""What becomes of a group's findings when a look has said something new."""

from datetime import datetime
from typing import Any

import checkup

from ..models import CheckUp, Finding
from ..websites import look_called


def settle_findings(check_up: CheckUp, at: datetime) -> None:
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
