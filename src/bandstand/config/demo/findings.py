"""What checks of years gone by found, and what later ones saw mended after help."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bandstand.gatherings.models import Attendance, HelpNote
from bandstand.groups.models import Group
from bandstand.presence.models import CheckUp, Finding

from . import content
from .content import Site
from .history import Known

LOOKS = {"facebook": "fb-link", "x": "social-links", "instagram": "social-links", "phone": "phone-size"}


@dataclass(frozen=True)
class Mended:
    """One website put right after one help note: what was mended, and the checks before and after."""

    site: Site
    group: Group
    note: HelpNote
    what: tuple[str, ...]
    before: datetime
    after: datetime


def write_down_mended(
    notes: list[HelpNote], borough: Known, addresses: Mapping[str, str], now: datetime
) -> None:
    """Add checks, findings, and the notes that led to the mending, for the sites said to have been helped."""
    stories = list(_stories(notes, borough, now))
    befores = CheckUp.objects.bulk_create(
        [_check_up(one, addresses, at=one.before, mended=False) for one in stories]
    )
    afters = CheckUp.objects.bulk_create(
        [_check_up(one, addresses, at=one.after, mended=True) for one in stories]
    )
    for story, before, after in zip(stories, befores, afters, strict=True):
        found = Finding.objects.bulk_create([_finding(story, what, before, after) for what in story.what])
        _note_it(story, found)


def _stories(notes: list[HelpNote], borough: Known, now: datetime) -> list[Mended]:
    helped = [site for site in content.sites() if site.helped]
    return [_story(number, site, notes, borough, now=now) for number, site in enumerate(helped)]


def _story(number: int, site: Site, notes: list[HelpNote], borough: Known, *, now: datetime) -> Mended:
    """Choose the surgery: the first or the last one this group was helped at, turn and turn about."""
    group = borough.groups[content.group_of(site)[content.NAME]]
    links = HelpNote.groups.through.objects.filter(group=group).values_list("helpnote_id", flat=True)
    ids = set(links)
    own = [note for note in notes if note.pk in ids and note.result != HelpNote.Result.NOT_TODAY]
    note = own[-1] if number % 2 else own[0]
    after = note.at + timedelta(days=9 + number * 5 % 40, hours=14)
    return Mended(
        site=site,
        group=group,
        note=note,
        what=site.helped,
        before=note.at - timedelta(days=6 + number % 9, hours=8),
        after=min(after, now - timedelta(days=2)),
    )


def _check_up(story: Mended, addresses: Mapping[str, str], *, at: datetime, mended: bool) -> CheckUp:
    url = addresses[story.site.slug]
    found = [_said(what, url, mended=mended) for what in story.what]
    return CheckUp(
        hub_id=story.group.hub_id,
        group=story.group,
        url=url,
        state=CheckUp.State.DONE,
        report={
            "site": url,
            "outcome": "looked",
            "words": "We looked at the website.",
            "pages": [{"url": url, "outcome": "looked", "title": story.group.name, "cut_short": False}],
            "accounts": [],
            "findings": found,
            "started": at.isoformat(),
            "finished": at.isoformat(),
        },
        asked_at=at - timedelta(minutes=1),
        looked_at=at,
    )


def _said(what: str, url: str, *, mended: bool) -> dict[str, Any]:
    words = _words(what)
    seen = "Looked on the first page and the pages it leads to."
    return {
        "look": LOOKS[what],
        "state": "good" if mended else "easy win",
        "headline": words["mended" if mended else "headline"],
        "evidence": [{"url": url, "snippet": seen, "where": "on the website"}],
        "advice": "" if mended else words["advice"],
        "effort": None if mended else words["minutes"],
    }


def _words(what: str) -> dict[str, Any]:
    words: dict[str, Any] = content.stories()["looks"][LOOKS[what]]
    return words


def _finding(story: Mended, what: str, before: CheckUp, after: CheckUp) -> Finding:
    words = _words(what)
    return Finding(
        hub_id=story.group.hub_id,
        group=story.group,
        look=LOOKS[what],
        state=Finding.State.EASY_WIN,
        headline=words["headline"],
        advice=words["advice"],
        effort_minutes=words["minutes"],
        evidence=before.report["findings"][0]["evidence"],
        mended_evidence=_seen_mended(what, after),
        says="tiny" if LOOKS[what] == "phone-size" else "missing",
        values={"networks": "other accounts"} if LOOKS[what] == "social-links" else {},
        first_seen=story.before,
        last_seen=story.before,
        opened_by=before,
        closed_by=after,
        closed_at=story.after,
        ending=Finding.Ending.MENDED,
        mended_headline=words["mended"],
    )


def _seen_mended(what: str, after: CheckUp) -> list[dict[str, str]]:
    """Return what the closing look saw: links stand at the bottom of these pages."""
    where = "in the setting-up of the page" if LOOKS[what] == "phone-size" else "at the bottom of the page"
    return [{"url": after.url, "snippet": "Find us here, too", "where": where}]


def _note_it(story: Mended, found: list[Finding]) -> None:
    """Write a note beside the one they got anyway: the same people, and what was mended together."""
    mends = content.stories()["mends"]
    note = HelpNote.objects.create(
        hub_id=story.group.hub_id,
        gathering_id=story.note.gathering_id,
        at=story.note.at + timedelta(minutes=15),
        result=HelpNote.Result.FIXED,
        words=" ".join(mends[what] for what in story.what),
        recorded_by_id=story.note.recorded_by_id,
    )
    seats = Attendance.objects.filter(gathering_id=story.note.gathering_id)
    note.helpers.set(seats.filter(notes_given=story.note))
    note.helped.set(seats.filter(notes_received=story.note, groups=story.group))
    note.groups.set([story.group])
    note.findings.set(found)
