"""Writing down what a stretch of rows comes to: groups, what hangs on them, how rows are known again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from bandstand.people.models import Person

from ..models import (
    Group,
    GroupContact,
    GroupInterest,
    GroupKey,
    GroupPlace,
    Identifier,
    ImportRow,
    Interest,
    MatchDecision,
    OnlinePlace,
)
from ..words import plain
from .areas import settle_areas
from .contacts import MADE_AS
from .groups import free_slugs
from .planning import Applied
from .rows import Said, Sheet, Subject, in_stretches

_WRITTEN = [
    one.name
    for one in Group._meta.concrete_fields  # noqa: SLF001
    if one.name not in {"id", "hub", "uid", "slug", "created_at"}
]


@dataclass
class Stretch:
    """What a stretch of rows comes to, to be written at once."""

    sheet: Sheet
    by: Person | None
    now: datetime = field(default_factory=timezone.now)
    last: int = 0
    done: int = 0
    new: list[tuple[Said, Subject]] = field(default_factory=list)
    changed: dict[int, Group] = field(default_factory=dict)
    hanging: list[tuple[ImportRow, Group, Applied]] = field(default_factory=list)
    keys: dict[str, Subject] = field(default_factory=dict)
    of_row: dict[int, Subject] = field(default_factory=dict)
    held_back: list[ImportRow] = field(default_factory=list)


def write(stretch: Stretch, rows: Sequence[ImportRow]) -> None:
    """Write it all, in the caller's transaction, in a few dozen queries."""
    _write_groups(stretch)
    _write_keys(stretch)
    for write_some in (_write_links, _write_numbers, _write_interests, _write_contacts, _write_places):
        write_some(stretch)
    settled = {group.pk: done.areas for _, group, done in stretch.hanging if done.areas is not None}
    if settled:
        settle_areas(settled, hub_id=stretch.sheet.batch.hub_id)
    _write_decisions(stretch, rows)
    _write_rows(stretch, rows)


def _write_groups(stretch: Stretch) -> None:
    new = [subject.group for _, subject in stretch.new]
    for group, slug in zip(new, free_slugs(new), strict=True):
        group.slug = slug
        group.describe()
    Group.objects.bulk_create(new)
    changed = list(stretch.changed.values())
    for group in changed:
        group.describe()
    # Rows that are there already are brought up to date: much quicker than updating one by one.
    Group.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN)


def _write_keys(stretch: Stretch) -> None:
    batch = stretch.sheet.batch
    held = [
        GroupKey(hub_id=batch.hub_id, group=subject.group, key=key, batch=batch)
        for key, subject in stretch.keys.items()
    ]
    # A row that came before is of this batch now: see `_forget_old_rows`.
    GroupKey.objects.bulk_create(
        held, update_conflicts=True, unique_fields=["hub", "key"], update_fields=["batch"]
    )


def _note(row: ImportRow, name: str, pk: int | str) -> None:
    """Note a row that was added beside a group, for undoing; what hangs on a new group goes with it."""
    if "made" not in row.before:
        row.before.setdefault(name, []).append(pk)


def _each(stretch: Stretch, name: str) -> Iterator[tuple[ImportRow, Group, Any]]:
    for row, group, done in stretch.hanging:
        for one in getattr(done, name):
            yield row, group, one


def _write_links(stretch: Stretch) -> None:
    added = [
        (row, OnlinePlace(
            hub_id=group.hub_id, group=group, kind=link.kind, raw=link.raw, url=link.url,
            match_key=link.match_key, source=OnlinePlace.Source.SHEET, sort=link.sort,
        ))
        for row, group, link in _each(stretch, "links")
    ]  # fmt: skip
    OnlinePlace.objects.bulk_create([place for _, place in added])
    for row, place in added:
        _note(row, "places", place.pk)


def _write_numbers(stretch: Stretch) -> None:
    added = [
        (row, Identifier(hub_id=group.hub_id, group=group, scheme=number[0], value=number[1]))
        for row, group, number in _each(stretch, "numbers")
    ]
    Identifier.objects.bulk_create([number for _, number in added])
    for row, number in added:
        _note(row, "numbers", number.pk)


def _write_interests(stretch: Stretch) -> None:
    """A suggestion that a sheet says too is said."""
    said = list(_each(stretch, "interests"))
    if not said:
        return
    known = _interests_called({name for _, _, name in said}, hub_id=stretch.sheet.batch.hub_id)
    added = [
        (row, GroupInterest(hub_id=group.hub_id, group=group, interest=known[plain(name)]))
        for row, group, name in said
    ]
    rows = {(one.group_id, one.interest_id): one for _, one in added}
    GroupInterest.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["group", "interest"], update_fields=["state"]
    )
    for row, one in added:
        _note(row, "interests", one.interest_id)


def _interests_called(names: set[str], *, hub_id: int) -> dict[str, Interest]:
    """Return interests by their plain names; those the hub does not have become its own."""
    held = {plain(interest.name): interest for interest in Interest.objects.order_by("-scheme")}
    taken = set(Interest.objects.values_list("slug", flat=True)) | set(
        Interest.objects.filter(scheme=Interest.Scheme.LOCAL).values_list("code", flat=True)
    )
    fresh: dict[str, Interest] = {}
    for name in sorted(names):
        if plain(name) in held or plain(name) in fresh:
            continue
        slug = _free(slugify(name)[:70] or "interest", taken)
        taken.add(slug)
        fresh[plain(name)] = Interest(hub_id=hub_id, code=slug, name=name[:120], slug=slug)
    Interest.objects.bulk_create(fresh.values())
    return {**held, **fresh}


def _free(slug: str, taken: set[str]) -> str:
    wishes = (f"{slug}-{number}" if number > 1 else slug for number in range(1, len(taken) + 2))
    return next(wish for wish in wishes if wish not in taken)


def _write_contacts(stretch: Stretch) -> None:
    """People named in a sheet are kept for the desk; none has said yes to being shown."""
    named = list(_each(stretch, "contacts"))
    people = [
        Person(hub_id=group.hub_id, name=contact[0], created_via=MADE_AS) for _, group, contact in named
    ]
    Person.objects.bulk_create(people)
    has_main = set(
        GroupContact.objects.filter(group__in={group.pk for _, group, _ in named}, is_main=True).values_list(
            "group_id", flat=True
        )
    )
    contacts = []
    for (_, group, contact), person in zip(named, people, strict=True):
        main = group.pk not in has_main
        has_main.add(group.pk)
        contacts.append(
            GroupContact(hub_id=group.hub_id, group=group, person=person, role=contact[1], is_main=main)
        )
    GroupContact.objects.bulk_create(contacts)
    for (row, _, _), person in zip(named, people, strict=True):
        row.before.setdefault("people", []).append(person.pk)


def _write_places(stretch: Stretch) -> None:
    added = [
        (row, GroupPlace(hub_id=group.hub_id, group=group, **place))
        for row, group, place in _each(stretch, "places")
    ]
    rows = {(place.group_id, place.key): place for _, place in added}
    GroupPlace.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["group", "key"],
        update_fields=["role", "name", "address", "postcode", "lat", "lon", "precision", "notes"],
    )
    for row, place in added:
        _note(row, "other_places", place.key)


def _write_decisions(stretch: Stretch, rows: Sequence[ImportRow]) -> None:
    """Remember of rows that may be duplicates, and made groups of their own, what was said of them."""
    made = {one.row.number for one, _ in stretch.new}
    decisions = []
    for row in rows:
        if row.number not in made or not row.maybe:
            continue
        different = row.decision == row.Decision.DIFFERENT
        said_so = MatchDecision.Said.DIFFERENT if different else MatchDecision.Said.LATER
        own = stretch.of_row[row.number].group.pk
        for other in _candidates(stretch, row):
            if other != own:
                first, second = sorted((own, other))
                decisions.append(
                    MatchDecision(
                        hub_id=row.hub_id, first_id=first, second_id=second, said=said_so, by=stretch.by
                    )
                )
    MatchDecision.objects.bulk_create(decisions, ignore_conflicts=True)


def _candidates(stretch: Stretch, row: ImportRow) -> set[int]:
    groups = {one["group"] for one in row.maybe if one["group"]}
    rows = (stretch.of_row.get(one["row"]) for one in row.maybe if one["row"])
    found = groups | {subject.group.pk for subject in rows if subject is not None}
    return set(Group.objects.filter(pk__in=found).values_list("pk", flat=True))


def _write_rows(stretch: Stretch, rows: Sequence[ImportRow]) -> None:
    held = {row.number for row in stretch.held_back}
    done = [row for row in rows if row.number not in held and row.number in stretch.of_row]
    moved = []
    for row in done:
        group = stretch.of_row[row.number].group
        if row.group_id != group.pk:
            row.group = group
            moved.append(row)
    ImportRow.objects.bulk_update(moved, ["group"])
    made = [row.pk for row in done if set(row.before) == {"made"}]
    for some in in_stretches(made):
        ImportRow.objects.filter(pk__in=some).update(before={"made": True})
    ImportRow.objects.bulk_update(
        [row for row in done if set(row.before) - {"made"}], ["before"], batch_size=200
    )
    for some in in_stretches(row.pk for row in done):
        ImportRow.objects.filter(pk__in=some).update(done_at=stretch.now)
