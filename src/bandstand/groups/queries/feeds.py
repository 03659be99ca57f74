"""What open feeds read: listed groups with everything of them that may be told, a page at a time.

Lists are in the order of ids, so that whoever reads page after page meets every group once, whatever is
renamed in between. What is counted and paged by lies in the index `group_in_feeds`.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import cos, radians
from typing import Any, TypeVar

from django.db.models import F, FloatField, Model, Q, QuerySet, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.lookups import Exact

from bandstand.places.queries import Point

from ..links import is_invitation
from ..models import Group, GroupInterest, GroupPlace, Identifier, Interest, Kind, OnlinePlace
from ..search import index
from ..search.words import asked_for, typed
from .contacts import PublicContact, public_contacts_of

_METRES_A_DEGREE = 111_195.0
_OPEN = Q(listed=True, left_at=None)
_SHOWN = Q(place_shown=Group.PlaceShown.EXACT)
# An office is somebody's home as often as not, so it is in no feed.
OPEN_ROLES = [GroupPlace.Role.MEETS, GroupPlace.Role.LOOKS_AFTER]
_AT_ONCE = 500
_FEW = 500
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Wanted:
    """What a reader of a feed asks for. All of it is optional."""

    words: str = ""
    kind: Kind | None = None
    interest: Interest | None = None
    any_kind: bool = False
    scheme: str = ""
    nothing: bool = False  # what was asked for is not here
    near: Point | None = None
    metres: float = 0
    since: datetime | None = None


@dataclass
class Entry:
    """A group and all that may be told of it in public."""

    group: Group
    online: list[OnlinePlace] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    interests: list[Interest] = field(default_factory=list)
    places: list[GroupPlace] = field(default_factory=list)
    contacts: list[PublicContact] = field(default_factory=list)


def open_groups(wanted: Wanted = Wanted(), /) -> QuerySet[Group]:
    """Return the groups feeds may tell of, in the order of their ids."""
    if wanted.nothing:
        return Group.objects.none()
    return Group.objects.filter(_OPEN, _fits(wanted, "")).order_by("pk")


def _fits(wanted: Wanted, of: str) -> Q:
    """Return what is asked of a group; `of` is the way to it from the rows that are filtered."""
    fits = Q()
    if words := asked_for(typed(wanted.words)):
        fits &= Q(**{f"{of}pk__in": index.ids(words)})
    if wanted.kind:
        # Written as a sum, so that it is read from the index of feeds and not from the one of kinds, which
        # would have every row of the kind looked up.
        fits &= Q(Exact(F(f"{of}kind_id") + 0, wanted.kind.pk))
    if wanted.any_kind:
        fits &= Q(**{f"{of}kind__isnull": False})
    if wanted.since:
        fits &= _changed(wanted.since, of)
    if wanted.interest or wanted.scheme:
        fits &= Q(**{f"{of}pk__in": _of_interest(wanted)})
    return fits


def _changed(since: datetime, of: str) -> Q:
    """Few are asked for by their ids: else all groups are walked past to come upon them."""
    changed = Group.objects.filter(_OPEN, changed_at__gte=since).order_by("changed_at", "pk")
    ids = list(changed.values_list("pk", flat=True)[: _FEW + 1])
    return Q(**{f"{of}pk__in": ids}) if len(ids) <= _FEW else Q(**{f"{of}changed_at__gte": since})


def _of_interest(wanted: Wanted) -> QuerySet[GroupInterest, int]:
    said = GroupInterest.objects.filter(state=GroupInterest.State.SAID)
    asked = Q(interest=wanted.interest) if wanted.interest else Q(interest__scheme=wanted.scheme)
    return said.filter(asked).values_list("group_id", flat=True)


def main_places(wanted: Wanted = Wanted(), /) -> QuerySet[Group]:
    """Return the groups with a main place that may be told of, near what was asked for if it was."""
    if wanted.near:
        return _close(open_groups(wanted).filter(_SHOWN), wanted)
    placed = _SHOWN & (Q(lat__isnull=False) | ~Q(postcode=""))
    roughly = Q(place_shown=Group.PlaceShown.AREA, area__isnull=False)
    return open_groups(wanted).filter(placed | roughly)


def other_places(wanted: Wanted = Wanted(), /) -> QuerySet[GroupPlace]:
    """Return the other places that may be told of, in the order of their ids."""
    if wanted.nothing:
        return GroupPlace.objects.none()
    shown = Q(group__listed=True, group__left_at=None, group__place_shown=Group.PlaceShown.EXACT)
    known = Q(lat__isnull=False) | ~Q(postcode="") | ~Q(address="")
    found = GroupPlace.objects.filter(shown, known, _fits(wanted, "group__"), role__in=OPEN_ROLES)
    return _close(found, wanted).order_by("pk")


def _close(rows: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
    """Keep what lies in the circle round a point: first a box, which an index can find.

    Only rows whose exact place is published may come here: else whoever asks from several points finds a
    hidden one.
    """
    if wanted.near is None:
        return rows
    lat, lon, high = wanted.near.lat, wanted.near.lon, wanted.metres / _METRES_A_DEGREE
    narrow = max(cos(radians(lat)), 0.01)
    wide = high / narrow
    north, east = F("lat") - Value(lat), (F("lon") - Value(lon)) * Value(narrow)
    far = CombinedExpression(north * north, "+", east * east, output_field=FloatField())
    box = rows.filter(lat__range=(lat - high, lat + high), lon__range=(lon - wide, lon + wide))
    near: QuerySet[Any] = box.annotate(far=far).filter(far__lte=high * high)
    return near


def part_of(rows: QuerySet[Row], start: int, many: int, total: int | None = None) -> list[int]:
    """Return the ids of one page, read from the index alone: of `total` rows the later ones from the end."""
    ids = rows.values_list("pk", flat=True)
    if total is None or start <= total // 2:
        return list(ids[start : start + many]) if many > 0 else []
    end = min(start + many, total)
    return list(ids.reverse()[total - end : total - start])[::-1] if start < end else []


def entries(group_ids: Sequence[int], *, everyone: bool = False) -> list[Entry]:
    """Return these groups with all that may be told of them, in this order, in eight queries.

    `everyone` is for the hub's own eyes: hidden groups and private links too.
    """
    open_ones = Group.objects.all() if everyone else Group.objects.filter(_OPEN)
    found = open_ones.select_related("kind", "area", "parent", "hub")
    groups = found.defer("area__geometry", "search", "notes", "said_by").in_bulk(group_ids)
    told = {pk: Entry(groups[pk]) for pk in group_ids if pk in groups}
    _add(told, OnlinePlace.objects.filter(group__in=told), "online")
    _add(told, Identifier.objects.filter(group__in=told), "identifiers")
    _add(told, GroupPlace.objects.filter(group__in=told, role__in=OPEN_ROLES), "places")
    said = GroupInterest.objects.filter(
        group__in=told, state=GroupInterest.State.SAID, interest__retired=False
    )
    for one in said.select_related("interest__broader").order_by("interest__name", "pk"):
        told[one.group_id].interests.append(one.interest)
    contacts = public_contacts_of(entry.group for entry in told.values())
    for pk, entry in told.items():
        if not everyone:
            entry.online = [place for place in entry.online if not is_invitation(place.match_key)]
        entry.contacts = contacts.get(pk, [])
    return list(told.values())


def _add(told: dict[int, Entry], rows: QuerySet[Any], name: str) -> None:
    by_group: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_group[row.group_id].append(row)
    for pk, some in by_group.items():
        setattr(told[pk], name, some)


def every_entry(*, everyone: bool = False) -> Iterator[Entry]:
    """Yield all open groups (with `everyone`, all there are), reading a few hundred at a time."""
    groups, last = Group.objects.order_by("pk") if everyone else open_groups(), 0
    while ids := list(groups.filter(pk__gt=last).values_list("pk", flat=True)[:_AT_ONCE]):
        yield from entries(ids, everyone=everyone)
        last = ids[-1]


def entry_by_uid(uid: uuid.UUID) -> Entry | None:
    return next(iter(entries(part_of(open_groups().filter(uid=uid), 0, 1))), None)


def other_place_by_uid(uid: uuid.UUID) -> GroupPlace | None:
    return other_places().filter(uid=uid).first()


def open_parent(group: Group) -> Group | None:
    """Return the body a group is part of, where that may be told of too."""
    parent = group.parent
    return parent if parent and parent.listed and parent.left_at is None else None


def schemes_in_use() -> list[str]:
    """Return the lists of interests this hub has."""
    held = set(Interest.objects.filter(retired=False).order_by().values_list("scheme", flat=True).distinct())
    return [scheme for scheme in Interest.Scheme.values if scheme in held]


def terms(scheme: str = "") -> QuerySet[Interest]:
    """Return the interests groups can have, of one list or of all, in the order of their ids."""
    found = Interest.objects.filter(retired=False).select_related("broader").order_by("pk")
    return found.filter(scheme=scheme) if scheme else found
