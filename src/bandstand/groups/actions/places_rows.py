"""Rows that are places of groups of another sheet: each finds its group by the number that sheet gave it, and
adds a place, or fills the group's own where it has none. Nothing of the group is overwritten.
"""

from collections.abc import Iterator

from bandstand.places.models import Precision
from bandstand.places.queries import Point

from ..models import ImportRow
from ..sheets.cells import Facts
from ..sheets.columns import FIELDS
from ..words import plain
from .planning import Change, contact_changes, link_changes, note_changes, point_changes
from .rows import Said, Sheet, Subject, in_stretches, place_words, say_all

_IN = [ImportRow.State.NEW, ImportRow.State.CHANGED, ImportRow.State.SAME, ImportRow.State.MAYBE]
_REACHED_AT = ["email", "phone"]


def nobodys(sheet: Sheet, facts: Facts) -> str:
    """Return in words why a row's group is not known."""
    if not facts.group_ref:
        return "This row does not tell whose place it is. Type the group’s number here."
    linked = sheet.batch.linked_to
    where = f" in {linked.sheet_name or linked.file_name}" if linked else ""
    lost = f"There is no group with the number “{facts.group_ref}”{where}."
    return f"{lost} Put the number right, or leave the row out."


def refs_to_come(sheet: Sheet) -> set[str]:
    """Return the keys of the linked sheet's groups that are not in yet, but would come in."""
    linked = sheet.batch.linked_to
    if linked is None:
        return set()
    other = Sheet(linked)
    rows = linked.rows.filter(done_at=None, state__in=_IN).order_by("number").iterator(chunk_size=500)
    return {
        f"ref:{one.facts.ref}"[:300]
        for some in in_stretches(rows, 500)
        for one in say_all(other, some)
        if one.facts.ref
    }


def place_changes(_: Sheet, subject: Subject, facts: Facts) -> list[Change]:
    """Return what a row of a place adds to its group."""
    return [
        *_reached_at(subject, facts),
        *_place(subject, facts),
        *contact_changes(subject, facts),
        *link_changes(subject, facts),
    ]


def _reached_at(subject: Subject, facts: Facts) -> Iterator[Change]:
    for name in _REACHED_AT:
        if facts.fields.get(name) and not getattr(subject.group, name):
            yield Change(name, FIELDS[name], "", str(facts.fields[name]), facts.fields[name])


def _place(subject: Subject, facts: Facts) -> Iterator[Change]:
    group, told = subject.group, facts.fields
    name = facts.place_name or ("" if plain(facts.name) == group.plain_name else facts.name)
    address, postcode = str(told.get("address", "")), str(told.get("postcode", ""))
    if not (name or address or postcode or "lat" in told):
        return
    if not group.address and not group.postcode and group.lat is None:
        whole = ", ".join(filter(None, [name if plain(name) not in plain(address) else "", address]))[:250]
        for field, text in (("address", whole), ("postcode", postcode)):
            if text:
                yield Change(field, FIELDS[field], "", text, text)
        yield from point_changes(subject, facts)
        yield from note_changes(subject, facts)
        return
    words = place_words(name, address, postcode)
    key = _key(name, facts, words)
    if plain(words) in plain(place_words(group.name, group.address, group.postcode)):
        return
    if subject.places.get(key) != words:
        value = {
            "name": name[:200], "address": address[:250], "postcode": postcode[:8], "key": key,
            "lat": told.get("lat"), "lon": told.get("lon"), "notes": dict(facts.notes),
            "precision": Precision.EXACT if "lat" in told else Precision.NONE,
        }  # fmt: skip
        yield Change(f"place:{key}", "Another place", subject.places.get(key, ""), words, value)


def _key(name: str, facts: Facts, words: str) -> str:
    """Return what the place is known again by: the sheet's own number for it, else all that is said of it."""
    return (f"ref:{facts.ref}" if facts.ref else plain(words) or plain(name))[:300]


def put_on_the_map(found: list[Change], points: dict[str, Point]) -> None:
    """Give places that have only a postcode its position."""
    for change in found:
        if change.field.startswith("place:") and change.value["lat"] is None:
            point = points.get(change.value["postcode"])
            if point:
                change.value |= {"lat": point.lat, "lon": point.lon, "precision": point.precision}


def said_of_group(known: dict[str, Subject], one: Said) -> Subject | None:
    """Return the group a row of a place belongs to, if it is in the directory."""
    return next((known[key] for key in one.keys if key in known), None)
