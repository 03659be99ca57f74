"""Short ways to tell what happened at gatherings."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from bandstand.gatherings.models import Attendance, Gathering, HelpNote
from bandstand.groups.models import Group
from bandstand.people.models import Hub, Person
from bandstand.presence.models import CheckUp, Finding
from tests.borough import make_gathering


def at(text: str) -> datetime:
    """A moment by the clock in Leasow Vale: "2026-01-14 18:00"."""
    return timezone.make_aware(datetime.fromisoformat(text))


def held(hub: Hub, when: str = "2026-01-14 18:00", **more: Any) -> Gathering:
    """A surgery that was finished and written up."""
    return make_gathering(hub, starts_at=at(when), state=Gathering.State.CLOSED, **more)


def came(
    gathering: Gathering,
    person: Person | None,
    *,
    helping: bool = False,
    arrival: str = "here",
    **more: Any,
) -> Attendance:
    return Attendance.objects.create(
        hub=gathering.hub,
        gathering=gathering,
        person=person,
        helping=helping,
        looking=not helping,
        arrival=arrival,
        **more,
    )


def note(gathering: Gathering, *helped: Attendance, result: str = "fixed", **more: Any) -> HelpNote:
    groups = more.pop("groups", [])
    findings = more.pop("findings", [])
    at_ = more.pop("at", gathering.starts_at)
    made = HelpNote.objects.create(hub=gathering.hub, gathering=gathering, result=result, at=at_, **more)
    made.helped.set(helped)
    made.groups.set(groups)
    made.findings.set(findings)
    return made


def finding(group: Group, opened: str, mended: str | None = None, *, look: str = "fb-link") -> Finding:
    """A finding some check saw open, and some later check saw mended."""
    return Finding.objects.create(
        hub=group.hub,
        group=group,
        look=look,
        state=Finding.State.EASY_WIN,
        headline="Your website doesn’t show your Facebook page",
        first_seen=at(opened),
        last_seen=at(opened),
        opened_by=_checked(group, opened),
        closed_at=at(mended) if mended else None,
        closed_by=_checked(group, mended) if mended else None,
        ending=Finding.Ending.MENDED if mended else "",
        mended_headline="Your website shows your Facebook page" if mended else "",
    )


def _checked(group: Group, when: str) -> CheckUp:
    return CheckUp.objects.create(
        hub=group.hub, group=group, state=CheckUp.State.DONE, asked_at=at(when), looked_at=at(when)
    )
