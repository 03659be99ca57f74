"""What a column may hold, in the words an officer chooses from, and the headings of our own export."""

from collections.abc import Iterable

from bandstand.groups.models import OnlinePlace

NOTE, LEAVE_OUT = "note", "leave out"
ONLINE = "online"

_ABOUT_THE_GROUP = {
    "name": "Name of the group",
    "other_name": "Another name of it (several may be)",
    "about": "What it does",
    "kind": "Kind of group",
    "interests": "Interests (several may be)",
    "status": "Active, quiet or closed",
    "parent": "The body it belongs to (its name or number)",
}
_WHERE = {
    "place_name": "Name of the place (hall, park)",
    "address": "Address (several columns may be)",
    "postcode": "Postcode",
    "lat": "Latitude",
    "lon": "Longitude",
    "point": "Latitude and longitude in one cell",
    "east": "Easting (national grid)",
    "north": "Northing (national grid)",
}
_PEOPLE = {
    "email": "E-mail (not shown in public)",
    "phone": "Telephone (not shown in public)",
    "contact_name": "Name of a contact (not shown in public)",
    "contact_role": "What the contact does",
}
_NUMBERS = {
    "charity_number": "Charity number",
    "company_number": "Company number",
    "identifier": "Number in another list (GB-COH-01234567)",
}
_ONLINE_LABELS = {
    kind.value: kind.label for kind in OnlinePlace.Kind if kind is not OnlinePlace.Kind.OTHER
} | {"other": "Another online place"}
_OF_THE_SHEET = {
    "ref": "The sheet’s own number for it",
    "group_ref": "The number of the group it belongs to",
    "uid": "Bandstand’s own number for it",
    "listed": "Shown in the public directory (yes or no)",
    "place_shown": "How exactly its place is shown",
}
FIELDS: dict[str, str] = {
    **_ABOUT_THE_GROUP, **_WHERE, **_PEOPLE, **_NUMBERS, **_ONLINE_LABELS,
    ONLINE: "Links of any sort (several may be)", **_OF_THE_SHEET,
}  # fmt: skip
LINKS = frozenset({*_ONLINE_LABELS, ONLINE})
# These may be in several columns; anything else only in one.
SEVERAL = LINKS | {
    "address", "other_name", "interests", "identifier", "contact_name", NOTE, LEAVE_OUT,
}  # fmt: skip


def own_headings() -> list[tuple[str, str]]:
    """Return the columns of our own export, in order, with their fields: `guess_columns` knows them.

    Several values go into one cell with `joined`.
    """
    return [
        ("Bandstand id", "uid"), ("Name", "name"), ("Other names", "other_name"), ("Kind of group", "kind"),
        ("What it does", "about"), ("Interests", "interests"), ("Status", "status"), ("Part of", "parent"),
        ("Address", "address"), ("Postcode", "postcode"), ("Latitude", "lat"), ("Longitude", "lon"),
        ("Place shown", "place_shown"), ("Listed", "listed"), ("E-mail", "email"), ("Telephone", "phone"),
        ("Charity number", "charity_number"), ("Other numbers", "identifier"),
        *((label, kind) for kind, label in _ONLINE_LABELS.items()),
    ]  # fmt: skip


def joined(values: Iterable[str]) -> str:
    """Return several values as one cell, each on a line of its own: `parted` gives the same back."""
    lines = list(values)
    # A lone value with a mark in it that often parts values ends in a line break, so that it stays whole.
    return "\n".join(lines) + ("\n" if len(lines) == 1 and set(lines[0]) & set(";|,") else "")


def parted(cell: str, marks: str = ";|") -> list[str]:
    """Return the values in a cell: one a line where there are several lines, else parted at the marks."""
    values = [cell]
    if "\n" in cell or "\r" in cell:
        values = cell.splitlines()
    else:
        for mark in marks:
            values = [part for value in values for part in value.split(mark)]
    tidied = (" ".join(value.strip().removeprefix("* ").removeprefix("• ").split()) for value in values)
    return list(dict.fromkeys(value for value in tidied if value))
