"""Bringing rows of a sheet in: each finds its group or makes one, and what happened is written beside it.

A stretch of rows is one transaction and a dozen queries, however many groups there are.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from bandstand.places.models import Precision
from bandstand.places.postcodes import is_full
from bandstand.places.queries import Atlas, Point, points_of

from ..links import Link
from ..models import Group, GroupKey, ImportBatch, ImportRow, OnlinePlace
from ..sheets.cells import NO_NAME, Facts, keys_of, make_sense
from ..sheets.columns import FIELDS
from ..sheets.kinds import KindGuesser
from ..words import plain
from .groups import free_slugs

State = ImportRow.State
_PLAIN_FIELDS = ["name", "about", "email", "phone", "charity_number", "address", "postcode"]
_WRITTEN = [
    *_PLAIN_FIELDS, "plain_name", "search", "kind", "kind_is_guess", "lat", "lon", "precision", "area",
    "notes", "changed_at",
]  # fmt: skip

_KEPT_APART = (
    "There was a group of this name already. A name alone is not enough to tell, so they are kept apart."
)


@dataclass
class Sheet:
    """What stays the same from stretch to stretch."""

    batch: ImportBatch
    names: list[str]
    mapping: list[str]
    headings_mark: str
    guesser: KindGuesser
    atlas: Atlas

    def digest_key(self, facts: Facts) -> str:
        return f"row:{self.headings_mark}:{facts.digest}"


@dataclass
class Known:
    """The groups a stretch may be about, and what is known of each; groups go by their uid until they are
    saved.
    """

    by_key: dict[str, Group] = field(default_factory=dict)
    refs: dict[Any, set[str]] = field(default_factory=lambda: defaultdict(set))
    links: dict[Any, set[str]] = field(default_factory=lambda: defaultdict(set))
    told_of: set[Any] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    points: dict[str, Point] = field(default_factory=dict)


@dataclass
class Stretch:
    """What a stretch of rows comes to, to be written at once."""

    sheet: Sheet
    known: Known
    new: list[Group] = field(default_factory=list)
    changed: dict[Any, Group] = field(default_factory=dict)
    links: list[tuple[ImportRow, Group, Link]] = field(default_factory=list)
    keys: dict[str, Group] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)


def bring_in_rows(sheet: Sheet, rows: list[ImportRow]) -> None:
    """Bring these rows in, in the caller's transaction."""
    understood = [(row, make_sense(row.cells, sheet.names, sheet.mapping)) for row in rows]
    stretch = Stretch(sheet, _what_is_known(sheet, [facts for _, facts in understood]))
    for row, facts in understood:
        _bring_in(stretch, row, facts)
    _write(stretch, rows)


def _what_is_known(sheet: Sheet, all_facts: list[Facts]) -> Known:
    keys = {key for facts in all_facts for key in [sheet.digest_key(facts), *keys_of(facts)]}
    found = GroupKey.objects.filter(key__in=keys).select_related("group__kind", "group__area")
    known = Known(points=points_of(str(facts.fields.get("postcode", "")) for facts in all_facts))
    groups: dict[int, Group] = {}
    for held in found.defer("group__area__geometry"):
        known.by_key[held.key] = groups.setdefault(held.group_id, held.group)
    uids = {pk: group.uid for pk, group in groups.items()}
    for pk, key in GroupKey.objects.filter(group__in=uids, key__startswith="ref:").values_list(
        "group_id", "key"
    ):
        known.refs[uids[pk]].add(key)
    for pk, key in OnlinePlace.objects.filter(group__in=uids).values_list("group_id", "match_key"):
        known.links[uids[pk]].add(key)
    earlier = sheet.batch.rows.filter(group__in=uids).exclude(state=State.NOT_YET)
    known.told_of = {uids[pk] for pk in earlier.order_by().values_list("group_id", flat=True)}
    names = {plain(facts.name)[:200] for facts in all_facts}
    known.names = set(Group.objects.filter(plain_name__in=names).values_list("plain_name", flat=True))
    return known


def _bring_in(stretch: Stretch, row: ImportRow, facts: Facts) -> None:
    row.says, row.before = facts.says, {}
    if not facts.name:
        row.state = State.FIX
        facts.says.clear()  # nothing was put anywhere, so nothing was put right
        facts.say("", NO_NAME)
        return
    group = stretch.known.by_key.get(stretch.sheet.digest_key(facts))
    if group is not None:
        row.state, row.says = State.SAME, []
    else:
        group = _find(stretch.known, facts)
        row.state = _update(stretch, row, group, facts) if group else State.NEW
        group = group or _make(stretch, row, facts)
    _remember(stretch, row, group, facts)


def _find(known: Known, facts: Facts) -> Group | None:
    """Return the group this row is about. What the row and the group both say must not contradict."""
    for key in keys_of(facts):
        group = known.by_key.get(key)
        if group is not None and _may_be(known, group, facts, key):
            return group
    return None


def _may_be(known: Known, group: Group, facts: Facts, key: str) -> bool:
    same_name = group.plain_name == plain(facts.name)[:200]
    if key.startswith("ref:"):
        # Two sheets may both count 1, 2, 3: the number must not stand alone.
        same_postcode = is_full(group.postcode) and group.postcode == facts.fields.get("postcode")
        return same_name or same_postcode or _same_number(group, facts) is True
    if _same_number(group, facts) is False:
        return False
    # The same sheet gave this group another number: two groups under one roof.
    own = f"ref:{facts.ref.partition(':')[0]}:" if facts.ref else ""
    return not own or not any(ref.startswith(own) for ref in known.refs[group.uid])


def _same_number(group: Group, facts: Facts) -> bool | None:
    """Tell whether both give the same charity number; None when one of them gives none."""
    number = facts.fields.get("charity_number")
    return group.charity_number == number if group.charity_number and number else None


def _make(stretch: Stretch, row: ImportRow, facts: Facts) -> Group:
    group = Group(hub_id=stretch.sheet.batch.hub_id, notes=dict(facts.notes))
    for key in _PLAIN_FIELDS:
        setattr(group, key, facts.fields.get(key, ""))
    _place(stretch, group, facts)
    _give_kind(stretch, group, facts)
    group.describe()
    if group.plain_name in stretch.known.names:
        facts.say(FIELDS["name"], _KEPT_APART)
    stretch.known.names.add(group.plain_name)
    stretch.new.append(group)
    row.before = {"made": True}
    return group


def _update(stretch: Stretch, row: ImportRow, group: Group, facts: Facts) -> str:
    """Put what the row says on its group. Blank cells say nothing, so they erase nothing."""
    if group.uid in stretch.known.told_of:
        return _fill_gaps(stretch, row, group, facts)
    before: dict[str, Any] = {}
    for key in _PLAIN_FIELDS:
        now = facts.fields.get(key)
        if now and now != getattr(group, key):
            before[key] = getattr(group, key)
            facts.say(FIELDS[key], "Changed.", str(before[key]), str(now))
            setattr(group, key, now)
    if _moves(group, facts, before):
        before["point"] = [group.lat, group.lon, group.precision, group.area_id]
        _place(stretch, group, facts)
    kind_before = [group.kind_id, group.kind_is_guess]
    if _give_kind(stretch, group, facts):
        before["kind"] = kind_before
    return _finish(stretch, row, group, facts, before)


def _fill_gaps(stretch: Stretch, row: ImportRow, group: Group, facts: Facts) -> str:
    """Several rows of one sheet about one group: the first is believed, the others add what it left open."""
    before: dict[str, Any] = {}
    for key in _PLAIN_FIELDS:
        now = facts.fields.get(key)
        if now and not getattr(group, key):
            before[key] = ""
            setattr(group, key, now)
        elif now and now != getattr(group, key):
            facts.say(
                FIELDS[key],
                "An earlier row of this sheet says otherwise, and was kept.",
                str(now),
                str(getattr(group, key)),
            )
    facts.notes = {name: _both(group.notes.get(name, ""), cell) for name, cell in facts.notes.items()}
    if group.lat is None:
        before["point"] = [None, None, Precision.NONE, None]
        _place(stretch, group, facts)
        if group.lat is None:
            del before["point"]
    return _finish(stretch, row, group, facts, before)


def _both(noted: str, cell: str) -> str:
    """Return a note with another row's cell under it, once."""
    return noted if cell in noted.split("\n") else f"{noted}\n{cell}".strip()


def _finish(stretch: Stretch, row: ImportRow, group: Group, facts: Facts, before: dict[str, Any]) -> str:
    notes = {name: cell for name, cell in facts.notes.items() if group.notes.get(name) != cell}
    if notes:
        before["notes"] = {name: group.notes.get(name) for name in notes}
        group.notes = {**group.notes, **notes}
        facts.say("Notes", "Changed: " + ", ".join(notes) + ".")
    if before:
        group.changed_at = timezone.now()
        group.describe()
        if group.pk:
            stretch.changed[group.uid] = group
    row.before = before
    added = any(link.match_key not in stretch.known.links[group.uid] for link in facts.links)
    return State.CHANGED if before or added else State.SAME


def _moves(group: Group, facts: Facts, before: dict[str, Any]) -> bool:
    lat, lon = facts.fields.get("lat"), facts.fields.get("lon")
    if lat is not None and lon is not None:
        return group.lat is None or abs(group.lat - lat) > 1e-6 or abs((group.lon or 0) - lon) > 1e-6
    return "postcode" in before or (group.lat is None and bool(group.postcode))


def _place(stretch: Stretch, group: Group, facts: Facts) -> None:
    """Put the group on the map: by the row's coordinates, else its postcode. Without either it stays where it
    is.
    """
    lat, lon = facts.fields.get("lat"), facts.fields.get("lon")
    point = stretch.known.points.get(str(facts.fields.get("postcode", "")))
    if lat is not None and lon is not None:
        point = Point(lat, lon, Precision.EXACT)
    if point:
        found = stretch.sheet.atlas.locate(point)
        group.lat, group.lon, group.precision, group.area = found.lat, found.lon, found.precision, found.area


def _give_kind(stretch: Stretch, group: Group, facts: Facts) -> bool:
    """Give the group the kind its row names; failing that a guess, and only where there is none. True if it
    changed.
    """
    named = stretch.sheet.guesser.named(facts.kind_words) if facts.kind_words else None
    guess = None if named or group.kind else stretch.sheet.guesser.guess(facts.name, facts.kind_words)
    kind = named or guess
    if kind is None or (kind == group.kind and not group.kind_is_guess):
        return False
    was = group.kind
    group.kind, group.kind_is_guess = kind, named is None
    if guess:
        facts.say(FIELDS["kind"], f"We guess {kind.name}. Please look at it.")
    elif was:
        facts.say(FIELDS["kind"], "Changed.", was.name, kind.name)
    return True


def _remember(stretch: Stretch, row: ImportRow, group: Group, facts: Facts) -> None:
    known = stretch.known
    known.told_of.add(group.uid)
    stretch.groups[row.number] = group
    for key in keys_of(facts):
        if key not in known.by_key:
            known.by_key[key] = stretch.keys[key] = group
        if key.startswith("ref:"):
            known.refs[group.uid].add(key)
    digest = stretch.sheet.digest_key(facts)
    known.by_key[digest] = stretch.keys[digest] = group
    if row.state == State.SAME:  # a link somebody took off since does not come back with the same row
        return
    for link in facts.links:
        if link.match_key not in known.links[group.uid]:
            known.links[group.uid].add(link.match_key)
            stretch.links.append((row, group, link))


def _write(stretch: Stretch, rows: list[ImportRow]) -> None:
    for group, slug in zip(stretch.new, free_slugs(stretch.new), strict=True):
        group.slug = slug
    Group.objects.bulk_create(stretch.new)
    Group.objects.bulk_update(stretch.changed.values(), _WRITTEN)
    _write_keys(stretch)
    _write_links(stretch)
    for row in rows:
        row.group = stretch.groups.get(row.number)
        row.done_at = timezone.now()
    ImportRow.objects.bulk_update(rows, ["state", "says", "before", "done_at", "group"])


def _write_keys(stretch: Stretch) -> None:
    batch = stretch.sheet.batch
    held = [
        GroupKey(hub_id=batch.hub_id, group=group, key=key, batch=batch)
        for key, group in stretch.keys.items()
    ]
    # A row that came before is of this batch now: see `forget_old_rows`.
    GroupKey.objects.bulk_create(
        held, update_conflicts=True, unique_fields=["hub", "key"], update_fields=["batch"]
    )


def _write_links(stretch: Stretch) -> None:
    places = [
        OnlinePlace(
            hub_id=group.hub_id, group=group, kind=link.kind, raw=link.raw, url=link.url,
            match_key=link.match_key, source=OnlinePlace.Source.SHEET,
        )
        for _, group, link in stretch.links
    ]  # fmt: skip
    OnlinePlace.objects.bulk_create(places)
    for (row, _, _), place in zip(stretch.links, places, strict=True):
        row.before.setdefault("places", []).append(place.pk)


def forget_old_rows(sheet: Sheet) -> None:
    """Forget how rows of this sheet read in earlier batches: should they read so again, that is a change
    again.
    """
    told_of = sheet.batch.rows.exclude(group=None).order_by().values("group_id")
    old = GroupKey.objects.filter(group_id__in=told_of, key__startswith=f"row:{sheet.headings_mark}:")
    old.exclude(batch=sheet.batch).delete()
