"""Making sense of one row: its cells as facts of a group, and in words whatever was put right on the way.

Nothing is lost: what does not fit a field is kept as a note under its heading.
"""

import hashlib
import json
import re
from collections.abc import Sequence

from bandstand.groups.links import is_blank
from bandstand.groups.words import plain
from bandstand.places.grid import lat_lon
from bandstand.places.postcodes import is_full, tidy

from .facts import Cell, Facts, brief
from .fields import LEAVE_OUT, NOTE
from .guard import unguarded
from .takers import take

__all__ = ["NO_NAME", "Facts", "keys_of", "make_sense", "note_names"]

NO_NAME = "There is no name in this row. Fill it in and bring the sheet in again: the rest stays as it is."


def note_names(headings: Sequence[str]) -> list[str]:
    """Return the names columns go by in notes: a heading that comes twice is numbered."""
    seen: dict[str, int] = {}
    names = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        names.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return names


def make_sense(
    cells: Sequence[str], names: Sequence[str], mapping: Sequence[str], *, put_back: Sequence[str] = ()
) -> Facts:
    """Return what a row says. `names` and `mapping` give each column's name and field; further cells are
    notes.

    What was put right is listed in `says`, each with a code such as “zero:4” (the kind of correction and the
    column, from 0). Codes in `put_back` are corrections an officer took back: those cells stay as typed.
    """
    facts = Facts(digest=_digest(cells, names, mapping))
    unwanted = frozenset(put_back)
    for number, typed in enumerate(map(unguarded, cells)):
        goes_to = mapping[number] if number < len(mapping) else NOTE
        if goes_to == LEAVE_OUT or not typed.strip():
            continue
        name = names[number] if number < len(names) else f"Column {number + 1}"
        cell = Cell(facts, number, name, goes_to, typed, _squeeze(typed), unwanted)
        if _has_something(cell):
            take(_with_its_spaces(cell))
    _place(facts, unwanted)
    return facts


def _squeeze(cell: str) -> str:
    """Return the cell without spaces at its ends or doubled ones inside; its line breaks stay."""
    return "\n".join(" ".join(line.split()) for line in cell.strip().splitlines())


def _has_something(cell: Cell) -> bool:
    """Tell whether the cell says anything: “NA” and its like are blank, and said to be."""
    if not is_blank(cell.text) or not cell.may("blank"):
        return True
    cell.corrected("blank", "Taken as blank.", "")
    return False


def _with_its_spaces(cell: Cell) -> Cell:
    """Say that needless spaces went; if that was taken back, give the cell as it was typed."""
    if cell.text == cell.typed or cell.goes_to == NOTE or cell.text == "\n".join(cell.typed.splitlines()):
        return cell
    if not cell.may("spaces"):
        return Cell(cell.facts, cell.number, cell.column, cell.goes_to, cell.typed, cell.typed, cell.put_back)
    cell.corrected("spaces", "Spaces that were not needed were taken out.", cell.text)
    return cell


def _digest(cells: Sequence[str], names: Sequence[str], mapping: Sequence[str]) -> str:
    """Return a fingerprint of what the row says under this mapping: the same row again has nothing new to
    say.
    """
    said = sorted(
        (names[number] if number < len(names) else str(number), goes_to, cell.strip())
        for number, cell in enumerate(cells)
        if (goes_to := mapping[number] if number < len(mapping) else NOTE) != LEAVE_OUT and cell.strip()
    )
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:40]


def _place(facts: Facts, put_back: frozenset[str]) -> None:
    """Make one place of what was said of it. A postcode may hide in the address."""
    fields = facts.fields
    _from_the_grid(facts)
    _right_way_round(facts, put_back)
    lat, lon = fields.get("lat"), fields.get("lon")
    # A latitude alone says nothing, and 0, 0 lies in the sea off Africa.
    if lat is None or lon is None or (not lat and not lon):
        fields.pop("lat", None)
        fields.pop("lon", None)
        facts.notes.update(facts.halves.values())
    inside = "" if "postcode" in fields else tidy(str(fields.get("address", "")))
    if is_full(inside) and "found:address" not in put_back:
        fields["postcode"] = inside
        facts.say("", "The postcode was found in the address.", "", inside, code="found:address")
    if facts.place_name and not facts.group_ref:
        _name_the_place(facts)


def _from_the_grid(facts: Facts) -> None:
    east, north = facts.fields.pop("east", None), facts.fields.pop("north", None)
    if east and north and "lat" not in facts.fields:
        lat, lon = lat_lon(east, north)
        facts.fields["lat"], facts.fields["lon"] = round(lat, 6), round(lon, 6)


def _right_way_round(facts: Facts, put_back: frozenset[str]) -> None:
    """In these islands latitudes are 49 to 61 and longitudes -9 to 3: the other way round is a slip."""
    lat, lon = facts.fields.get("lat"), facts.fields.get("lon")
    if lat is None or lon is None or "swapped:place" in put_back:
        return
    if -9 <= lat <= 3 and 49 <= lon <= 61:
        facts.fields["lat"], facts.fields["lon"] = lon, lat
        before, after = f"{lat}, {lon}", f"{lon}, {lat}"
        facts.say("", "Latitude and longitude were the wrong way round.", before, after, code="swapped:place")


def _name_the_place(facts: Facts) -> None:
    """A group's own place has no name of its own: it begins the address."""
    address = str(facts.fields.get("address", ""))
    if plain(facts.place_name) not in plain(address) and plain(facts.place_name) != plain(facts.name):
        facts.fields["address"] = brief(", ".join(filter(None, [facts.place_name, address])), 250)


def keys_of(facts: Facts) -> list[str]:
    """Return what this row is known again by, the surest first. Never by its name alone."""
    name = plain(facts.name)[:200]
    keys = [f"ref:{facts.ref}"] if facts.ref else []
    if charity := re.sub(r"\s", "", str(facts.fields.get("charity_number", ""))):
        keys.append(f"charity:{charity}|{name}")
    if is_full(postcode := str(facts.fields.get("postcode", ""))):
        keys.append(f"postcode:{postcode}|{name}")
    if "lat" in facts.fields:
        keys.append(f"point:{facts.fields['lat']:.4f},{facts.fields['lon']:.4f}|{name}")
    return [key[:300] for key in keys]
