"""What a row would change on a group, told as old → new, and doing it.

A blank cell says nothing, so it erases nothing. What somebody said by hand is kept unless the officer chooses
the sheet's. Of several rows about one group the first is believed; the others add what it left open.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bandstand.places.models import Area, Precision
from bandstand.places.queries import Point

from ..links import Link
from ..models import Group, Kind, OnlinePlace
from ..sheets.cells import Facts
from ..sheets.columns import FIELDS
from ..words import plain
from .rows import Known, Sheet, Subject, place_words

PLAIN_FIELDS = [
    "name", "about", "status", "email", "phone", "charity_number", "address", "postcode", "place_shown",
]  # fmt: skip
NO_PARENT = "Part of"
_OTHERWISE = "An earlier row of this sheet says otherwise, and was kept."


@dataclass
class Change:
    """One line of a plan. `before` and `after` are words; `value` is what is set."""

    field: str
    label: str
    before: str
    after: str
    value: Any = None
    keep: bool = False
    who: str = ""

    def as_json(self) -> dict[str, Any]:
        line = {"field": self.field, "label": self.label, "before": self.before, "after": self.after}
        return {**line, "keep": self.keep, **({"who": self.who} if self.who else {})}

    def same_as(self, line: Mapping[str, Any]) -> bool:
        return (self.field, self.before, self.after) == (line["field"], line["before"], line["after"])


@dataclass
class Applied:
    """What applying changes did: `before` is what undoing puts back; links are still to be written."""

    before: dict[str, Any] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)
    interests: list[str] = field(default_factory=list)
    contacts: list[tuple[str, str]] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)
    areas: tuple[Area, ...] | None = None


def group_changes(sheet: Sheet, subject: Subject, facts: Facts) -> list[Change]:
    """Return what a row about a group would change. What contradicts an earlier row is said in the facts."""
    found = [change for part in _PARTS for change in part(sheet, subject, facts)]
    return found + [change for part in _SHARED_PARTS for change in part(subject, facts)]


def _plain_changes(_: Sheet, subject: Subject, facts: Facts) -> Iterator[Change]:
    for name in PLAIN_FIELDS:
        now, held = facts.fields.get(name), getattr(subject.group, name)
        if not now or now == held:
            continue
        if subject.told and held:
            facts.say(FIELDS[name], _OTHERWISE, str(now), str(held))
        else:
            yield Change(name, FIELDS[name], str(held), str(now), now)


def _other_names(_: Sheet, subject: Subject, facts: Facts) -> Iterator[Change]:
    held = list(subject.group.other_names or [])
    spelt = {plain(name) for name in [*held, subject.group.name]}
    fresh = [name for name in facts.fields.get("other_names", []) if plain(name) not in spelt]
    if fresh:
        yield Change("other_names", "Other names", ", ".join(held), ", ".join([*held, *fresh]), held + fresh)


def point_changes(subject: Subject, facts: Facts) -> Iterator[Change]:
    lat, lon = facts.fields.get("lat"), facts.fields.get("lon")
    group = subject.group
    if lat is None or lon is None or (subject.told and group.lat is not None):
        return
    if group.lat is None or abs(group.lat - lat) > 1e-6 or abs((group.lon or 0) - lon) > 1e-6:
        before = "" if group.lat is None else f"{group.lat:.5f}, {group.lon:.5f}"
        yield Change(
            "point", "Place on the map", before, f"{lat:.5f}, {lon:.5f}", Point(lat, lon, Precision.EXACT)
        )


def _kind(sheet: Sheet, subject: Subject, facts: Facts) -> Iterator[Change]:
    """A kind the row names; failing that a guess, and only for a new group or from words for it."""
    group = subject.group
    if subject.told and group.kind_id:
        return
    named = sheet.guesser.named(facts.kind_words) if facts.kind_words else None
    guess: Kind | None = None
    if named is None and group.kind_id is None and (subject.made_by or facts.kind_words):
        guess = sheet.guesser.guess(facts.name, facts.kind_words)
    kind = named or guess
    if kind is None or kind.pk == group.kind_id:
        return
    if guess:
        facts.say(FIELDS["kind"], f"We guess {kind.name}. Please look at it.")
    before = group.kind.name if group.kind else ""
    yield Change("kind", FIELDS["kind"], before, kind.name, (kind, guess is not None))


def note_changes(subject: Subject, facts: Facts) -> Iterator[Change]:
    held = subject.group.notes or {}
    for name, cell in facts.notes.items():
        before = str(held.get(name) or "")
        after = _both(before, cell) if subject.told else cell
        if after != before:
            yield Change(f"note:{name}", f"Note: {name}", before, after, after)


def _both(noted: str, cell: str) -> str:
    """Return a note with another row's cell under it, once."""
    return noted if cell in noted.split("\n") else f"{noted}\n{cell}".strip()


def link_changes(subject: Subject, facts: Facts) -> Iterator[Change]:
    for link in facts.links:
        if link.match_key not in subject.links:
            label = OnlinePlace.Kind(link.kind).label
            yield Change(f"link:{link.match_key}", label, "", link.url, link)


def _listed(_: Sheet, subject: Subject, facts: Facts) -> Iterator[Change]:
    group, now = subject.group, facts.fields.get("listed")
    if now is None or now == group.listed or (subject.told and not subject.made_by):
        return
    who = f"it was hidden: {group.hidden_why}" if now and group.hidden_why else ""
    yield Change("listed", FIELDS["listed"], _yes_or_no(group.listed), _yes_or_no(now), now, who=who)


def _yes_or_no(value: bool) -> str:  # noqa: FBT001
    return "yes" if value else "no"


def _parent(sheet: Sheet, subject: Subject, facts: Facts) -> Iterator[Change]:
    """The body it belongs to, where it is here; for a new group that is settled when all rows are in."""
    group, found = subject.group, sheet.parents.get(facts.parent)
    if not facts.parent or subject.made_by or (subject.told and group.parent_id):
        return
    if found is None:
        if str(group.notes.get(NO_PARENT, "")) != facts.parent:
            before = str(group.notes.get(NO_PARENT, ""))
            yield Change(f"note:{NO_PARENT}", NO_PARENT, before, facts.parent, facts.parent)
    elif found.pk not in {group.parent_id, group.pk}:
        before = group.parent.name if group.parent else ""
        yield Change("parent", FIELDS["parent"], before, facts.parent, found)


def _numbers(_: Sheet, subject: Subject, facts: Facts) -> Iterator[Change]:
    for scheme, value in facts.fields.get("identifiers", ()):
        if (scheme, value) not in subject.numbers:
            yield Change(f"number:{scheme}-{value}", f"Number in {scheme}", "", value, (scheme, value))


def _interests(_: Sheet, subject: Subject, facts: Facts) -> Iterator[Change]:
    for name in facts.fields.get("interests", ()):
        if plain(name) and plain(name) not in subject.interests:
            yield Change(f"interest:{plain(name)}", "Interest", "", name, name)


def contact_changes(subject: Subject, facts: Facts) -> Iterator[Change]:
    name, role = facts.contact_name[:120], facts.contact_role
    if plain(name) and plain(name) not in subject.contacts:
        after = f"{name} ({role})" if role else name
        yield Change(f"contact:{plain(name)}", "Contact (not shown in public)", "", after, (name, role))


_PARTS = (_plain_changes, _other_names, _kind, _listed, _parent, _numbers, _interests)
_SHARED_PARTS = (point_changes, contact_changes, note_changes, link_changes)


def apply(subject: Subject, found: Sequence[Change]) -> Applied:
    """Do to the subject, in memory, what is not to be kept as it is."""
    done = Applied()
    for change in found:
        if not change.keep:
            _apply_one(subject, change, done)
            done.fields.append(change.field)
    subject.group.plain_name = plain(subject.group.name)[:200]
    return done


def _apply_one(subject: Subject, change: Change, done: Applied) -> None:
    group, (sort, _, name) = subject.group, change.field.partition(":")
    if sort == "note":
        done.before.setdefault("notes", {})[name] = (group.notes or {}).get(name)
        group.notes = {**(group.notes or {}), name: change.value}
    elif sort in _HANGING:
        _hang_on(subject, sort, name, change.value, done)
    elif sort == "kind":
        done.before["kind"] = [group.kind_id, group.kind_is_guess]
        group.kind, group.kind_is_guess = change.value
    elif sort == "parent":
        done.before["parent_id"] = group.parent_id
        group.parent = change.value
    elif sort == "point":
        _remember_point(group, done)
        group.lat, group.lon, group.precision = change.value.lat, change.value.lon, Precision.EXACT
    else:
        done.before[sort] = getattr(group, sort)
        setattr(group, sort, change.value)


_HANGING = frozenset({"link", "number", "interest", "contact", "place"})


def _hang_on(subject: Subject, sort: str, name: str, value: Any, done: Applied) -> None:
    """Note what is to be written beside the group."""
    if sort == "link":
        subject.links.add(name)
        done.links.append(value)
    elif sort == "number":
        subject.numbers.add(value)
        done.numbers.append(value)
    elif sort == "interest":
        subject.interests.add(name)
        done.interests.append(value)
    elif sort == "contact":
        subject.contacts.add(name)
        done.contacts.append(value)
    else:
        subject.places[name] = place_words(value["name"], value["address"], value["postcode"])
        done.places.append(value)


def _remember_point(group: Group, done: Applied) -> None:
    done.before.setdefault("point", [group.lat, group.lon, group.precision, group.area_id])


def place(sheet: Sheet, known: Known, subject: Subject, done: Applied) -> None:
    """Put the group where its new position or its new postcode says, and into the area there."""
    group = subject.group
    if "point" in done.fields:
        point: Point | None = Point(group.lat or 0.0, group.lon or 0.0, Precision.EXACT)
    elif "postcode" in done.fields and (group.lat is None or done.before["postcode"]):
        point = known.points.get(group.postcode)
    else:
        return
    if point:
        _remember_point(group, done)
        found = sheet.atlas.locate(point)
        done.areas = found.areas
        group.lat, group.lon, group.precision, group.area = found.lat, found.lon, found.precision, found.area
