"""The rows of a sheet as cards to be compared, without touching the database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from ..matching import Card
from ..sheets.cells import make_sense, note_names
from ..sheets.columns import Column, guess_columns
from ..sheets.facts import Facts
from ..sheets.manner import Manner, NotASheetError
from ..sheets.reading import look_into, rows_of
from ..words import words_of

_LOOKED_AT = 200
# Headings of what plays the part of a postcode or a telephone elsewhere, where no column was seen to be one.
_ELSEWHERE = {
    "postcode": {"postcode", "zip", "zip code", "zipcode", "post code", "postal code", "plz", "eircode"},
    "phone": {"phone", "telephone", "tel", "phone number", "telephone number", "mobile"},
    "address": {"address", "street", "street address", "address 1", "address line 1"},
}


@dataclass(frozen=True)
class RowCard:
    """A row with a name: its number as a spreadsheet program counts (the headings are row 1), its place among
    the rows below the headings counted from 0, and its card, whose key is that place.
    """

    number: int
    index: int
    card: Card


def cards_of_sheet(path: Path, sheet: str = "") -> tuple[list[RowCard], int]:
    """Return the rows of a table that have a name, and how many rows it has. Raises NotASheetError."""
    manner = _chosen(look_into(path, path.name), sheet)
    names = note_names(manner.headings)
    mapping = _mapping(path, manner)
    if "name" not in mapping:
        raise NotASheetError(
            "No column of that sheet looks like names of groups. Call it “Name” and try again."
        )
    found, index = [], -1
    for row in rows_of(path, manner):
        if not any(cell.strip() for cell in row.cells):
            continue
        index += 1
        facts = make_sense(row.cells, names, mapping)
        if facts.name:
            found.append(RowCard(row.number, index, _card(index, facts, row.cells, mapping)))
    return found, index + 1


def _chosen(manners: list[Manner], sheet: str) -> Manner:
    named = [manner for manner in manners if manner.sheet == sheet] if sheet else manners
    if not named:
        raise NotASheetError(f"There is no sheet called “{sheet}” in it.")
    return named[0]


def _mapping(path: Path, manner: Manner) -> list[str]:
    """Return what each column holds, as it would be guessed on bringing the sheet in; zips count as
    postcodes.
    """
    sample = [row.cells for row in islice(rows_of(path, manner), _LOOKED_AT)]
    columns = guess_columns(manner.headings, sample)
    held = {column.guess for column in columns}
    return [_elsewhere(column, held) or column.guess for column in columns]


def _elsewhere(column: Column, held: set[str]) -> str:
    heading = " ".join(words_of(column.heading))
    return next((goes for goes, said in _ELSEWHERE.items() if goes not in held and heading in said), "")


def _card(index: int, facts: Facts, cells: Sequence[str], mapping: Sequence[str]) -> Card:
    told = facts.fields
    charity = str(told.get("charity_number", ""))
    numbers = {f"{scheme}:{value}" for scheme, value in told.get("identifiers", ())}
    card = Card(
        key=index,
        name=facts.name,
        other_names=tuple(told.get("other_names", ())),
        postcode=str(told.get("postcode", "")),
        lat=told.get("lat"),
        lon=told.get("lon"),
        address=str(told.get("address", "")),
        phone=str(told.get("phone", "")),
        email=str(told.get("email", "")),
        links=frozenset(link.match_key for link in facts.links),
        numbers=frozenset(numbers | ({f"GB-CHC:{charity}"} if charity else set())),
    )
    # What is no British postcode is only a note on bringing it in, but tells two places apart all the same.
    typed = {goes: cell.strip() for goes, cell in zip(mapping, cells, strict=False)}
    return replace(
        card, postcode=card.postcode or typed.get("postcode", ""), phone=card.phone or typed.get("phone", "")
    )
