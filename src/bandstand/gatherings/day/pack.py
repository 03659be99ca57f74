"""What a phone takes along, so that everything on the day works without signal."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bandstand.groups.models import Group, Kind
from bandstand.people.queries import topics

from ..introducing.pairs import pairs_of_willing
from ..introducing.reasons import for_the_groups
from ..models import Attendance, Gathering, HelpNote, Introduction, Phone, SuggestedPair
from .state import state_of

FORMAT = 1
MOST_KNOWN = 500
KNOWN_FOR = timedelta(days=365)


def pack_for(phone: Phone) -> dict[str, Any]:
    """Return the pack: the same number of queries for 3 people or for 60."""
    gathering, door = phone.gathering, phone.may == Phone.May.DOOR
    return {
        "format": FORMAT,
        "gathering": {"title": gathering.title},
        "may": phone.may,
        "until": phone.expires_at.isoformat(),
        "now": timezone.now().isoformat(),
        "groups": _directory() if door else [],
        "kinds": [[kind.slug, kind.look, kind.name] for kind in Kind.objects.order_by("position", "pk")],
        "topics": [[topic.pk, topic.name] for topic in topics()],
        "results": [list(one) for one in HelpNote.Result.choices],
        "barriers": [list(one) for one in HelpNote.Barrier.choices],
        "hows": [list(one) for one in Introduction.How.choices],
        "known": _known(gathering) if door else [],
        "pairs": _pairs() if door else [],
        "state": state_of(gathering, phone),
    }


def _directory() -> list[list[str]]:
    """Return every group, as [number, name, kind]; people walk in from any of them."""
    rows = Group.objects.filter(left_at=None).order_by("name", "pk")
    return [[str(uid), name, kind] for uid, name, kind in rows.values_list("uid", "name", "kind__slug")]


def _pairs() -> list[list[str]]:
    """Return the groups that should meet, by name, and why: people may walk in from any of them."""
    rows = pairs_of_willing().filter(state=SuggestedPair.State.OPEN).exclude(reasons=[])
    return [[row.one.name, row.other.name, for_the_groups(row.reasons)[0]] for row in rows]


def _known(gathering: Gathering) -> list[list[str]]:
    """Return people who came within a year and are not down for this gathering, the latest first."""
    down = Attendance.objects.filter(gathering=gathering, undone_at=None).exclude(person=None)
    rows = Attendance.objects.filter(
        arrival=Attendance.Arrival.HERE,
        undone_at=None,
        person__anonymised_at=None,
        gathering__starts_at__gt=timezone.now() - KNOWN_FOR,
    ).exclude(person=None)
    rows = rows.exclude(person__in=down.values("person")).order_by("-gathering__starts_at", "pk")
    found: dict[str, list[str]] = {}
    told = rows.values_list("person__uid", "person__name", "groups__name", "group_words")
    for uid, name, group, words in told[: MOST_KNOWN * 4]:
        found.setdefault(str(uid), [str(uid), name, group or words])
    return list(found.values())[:MOST_KNOWN]
