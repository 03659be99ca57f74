"""Making sense of one row: its cells as facts of a group, and in words whatever was put right on the way.

Nothing is lost: what does not fit a field is kept as a note under its heading.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from bandstand.groups.links import Link, is_blank, several
from bandstand.groups.words import plain
from bandstand.places.postcodes import is_full, tidy

from .columns import LEAVE_OUT, LINKS, NOTE

_LONGEST = {"name": 200, "address": 250, "phone": 40, "charity_number": 20, "postcode": 8, "email": 254}
NO_NAME = "There is no name in this row. Fill it in and bring the sheet in again: the rest stays as it is."


@dataclass
class Facts:
    """One row understood. `fields` holds what it says of a group; blank cells are simply not there."""

    fields: dict[str, Any] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    kind_words: str = ""
    ref: str = ""
    says: list[dict[str, str]] = field(default_factory=list)
    digest: str = ""

    @property
    def name(self) -> str:
        return str(self.fields.get("name", ""))

    def say(self, column: str, words: str, before: str = "", after: str = "") -> None:
        self.says.append({"column": column, "words": words, "before": before, "after": after})


def note_names(headings: Sequence[str]) -> list[str]:
    """Return the names columns go by in notes: a heading that comes twice is numbered."""
    seen: dict[str, int] = {}
    names = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        names.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return names


def make_sense(cells: Sequence[str], names: Sequence[str], mapping: Sequence[str]) -> Facts:
    """Return what a row says. `names` and `mapping` give each column's name and field; further cells are
    notes.
    """
    facts = Facts(digest=_digest(cells, names, mapping))
    for number, cell in enumerate(cells):
        name = names[number] if number < len(names) else f"Column {number + 1}"
        goes_to = mapping[number] if number < len(mapping) else NOTE
        text = _squeeze(cell)
        if goes_to != LEAVE_OUT and not is_blank(text):
            _take(facts, goes_to, name, cell, text)
    _place(facts)
    return facts


def _squeeze(cell: str) -> str:
    """Return the cell without spaces at its ends or doubled ones inside; its line breaks stay."""
    return "\n".join(" ".join(line.split()) for line in cell.strip().splitlines())


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


def _take(facts: Facts, goes_to: str, name: str, cell: str, text: str) -> None:
    if goes_to == NOTE:
        facts.notes[name] = cell.strip()
    elif goes_to in LINKS:
        _take_links(facts, goes_to, name, cell)
    elif goes_to == "kind":
        facts.kind_words = text
    elif goes_to == "ref":
        facts.ref = f"{plain(name)}:{text}"
        facts.notes[name] = cell.strip()
    elif goes_to == "address":
        facts.fields["address"] = ", ".join(filter(None, [facts.fields.get("address", ""), _one_line(text)]))
        _shorten(facts, "address", name, cell)
    else:
        _TAKERS[goes_to](facts, goes_to, name, text)
        _shorten(facts, goes_to, name, cell)


def _one_line(text: str) -> str:
    return ", ".join(part.strip(" ,") for part in text.splitlines() if part.strip(" ,"))


def _shorten(facts: Facts, goes_to: str, name: str, cell: str) -> None:
    """Cut what is longer than its field, keep the whole as a note, and say so."""
    longest = _LONGEST.get(goes_to)
    text = str(facts.fields.get(goes_to, ""))
    if longest and len(text) > longest:
        facts.fields[goes_to] = text[:longest].rsplit(" ", 1)[0].rstrip(" ,") or text[:longest]
        facts.notes[f"{name} in full"] = cell.strip()
        facts.say(name, f"Longer than {longest} letters, so it was shortened. The whole is kept as a note.")


def _take_text(facts: Facts, goes_to: str, _: str, text: str) -> None:
    facts.fields[goes_to] = text if goes_to == "about" else _one_line(text)


def _take_postcode(facts: Facts, _: str, name: str, text: str) -> None:
    found = tidy(text)
    if not found:
        facts.notes[name] = text
        facts.say(name, f"“{_brief(text)}” is not a postcode we know, so it is kept as a note.")
        return
    facts.fields["postcode"] = found
    if found.replace(" ", "") != re.sub(r"\s", "", text).upper():
        facts.say(name, "The postcode was put right.", text, found)


def _take_degrees(facts: Facts, goes_to: str, name: str, text: str) -> None:
    most = 90 if goes_to == "lat" else 180
    try:
        degrees = float(text)
    except ValueError:
        degrees = 999.0
    if abs(degrees) <= most:
        facts.fields[goes_to] = round(degrees, 6)
    else:
        facts.notes[name] = text
        facts.say(name, f"“{_brief(text)}” is not a place on the map, so it is kept as a note.")


def _take_email(facts: Facts, _: str, name: str, text: str) -> None:
    found = [piece for piece in re.split(r"[\s;,<>]+", text) if _is_email(piece)]
    if found:
        facts.fields["email"] = found[0]
    if not found or found[0] != text:
        facts.notes[name] = text
        facts.say(
            name,
            "The cell is kept as a note as well."
            if found
            else f"“{_brief(text)}” is no e-mail address, so it is kept as a note.",
        )


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= _LONGEST["email"]


def _take_phone(facts: Facts, _: str, name: str, text: str) -> None:
    number = text
    digits = re.sub(r"\D", "", text.removesuffix(".0"))
    if re.fullmatch(r"[\d\s.]+", text) and len(digits) == 10 and digits[0] in "1237":
        number = f"0{digits}"
        facts.say(name, "The 0 at the front was put back.", text, number)
    facts.fields["phone"] = _one_line(number)


def _take_number(facts: Facts, goes_to: str, _: str, text: str) -> None:
    facts.fields[goes_to] = text.removesuffix(".0")


_TAKERS = {
    "name": _take_text, "about": _take_text, "postcode": _take_postcode, "email": _take_email,
    "lat": _take_degrees, "lon": _take_degrees, "phone": _take_phone, "charity_number": _take_number,
}  # fmt: skip


def _take_links(facts: Facts, goes_to: str, name: str, cell: str) -> None:
    found = several(cell, goes_to)
    facts.links.extend(
        link for link in found if link.match_key not in {known.match_key for known in facts.links}
    )
    if not found:
        facts.notes[name] = cell.strip()
        if _is_email(cell.strip()) and "email" not in facts.fields:
            facts.fields["email"] = cell.strip()
            facts.say(name, "That is an e-mail address, so it was put there.", cell.strip())
        else:
            facts.say(name, f"“{_brief(cell)}” is not a web address, so it is kept as a note.")
    for link in found:
        if not link.raw.strip().lower().startswith("http"):
            facts.say(name, "Made into a whole address.", link.raw.strip(), link.url)


def _brief(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:57]}…"


def _place(facts: Facts) -> None:
    """A latitude alone says nothing; 0, 0 lies in the sea off Africa; a postcode may hide in the address."""
    lat, lon = facts.fields.get("lat"), facts.fields.get("lon")
    if lat is None or lon is None or (not lat and not lon):
        facts.fields.pop("lat", None)
        facts.fields.pop("lon", None)
    if "postcode" not in facts.fields:
        inside = tidy(str(facts.fields.get("address", "")))
        if is_full(inside):
            facts.fields["postcode"] = inside
            facts.say("", "The postcode was found in the address.", "", inside)


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
