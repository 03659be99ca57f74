"""Knowing what a column holds by its heading, and by what is in its cells."""

import re
from collections.abc import Callable

from bandstand.groups.links import several, understand
from bandstand.groups.words import words_of
from bandstand.places.postcodes import is_full, tidy

from .fields import LINKS, ONLINE
from .manner import LEADS
from .spoken import SPOKEN

_COMPILED = [(field, re.compile(pattern)) for field, pattern in SPOKEN]
# A number of followers, a date of opening, a consent: about the thing, not the thing itself.
_ABOUT_IT = re.compile(
    r"\b(?:followers|likes|count|date|consent|checked|verified|notes?|comments?|updated|status of|preferred|"
    r"email sent|members|(?<!whats )app(?:lication)?|funder|funding|grant)\b"
)
# What JSON wraps round the things that matter.
_CONTAINER = re.compile(r"^(?:fields|properties|attributes|data|record|item|entry|result) (?=\w)")
_NOT_OUR_LINK = re.compile(r"\bcompany\b")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"(?:\+44|0044|0|\(0|44)[\d\s().-]{8,16}\d")
_ORG_ID = re.compile(r"(?:GB|XI|IE)-[A-Z]{2,8}[- ]\S+")
_YES_NO = frozenset({"yes", "no", "y", "n", "true", "false", "0", "1", "x", "✓", "✔", "on", "off"})
_STATUSES = frozenset(
    words_of("active inactive quiet closed dormant open ceased defunct current live paused dissolved removed")
)
_UNNAMED = re.compile(r"column \d+|link|unnamed \d+|field ?\d+|[a-z]{1,2}")

Test = Callable[[str], bool]


def by_heading(heading: str) -> str:
    """Return the field a heading speaks of; nothing when it speaks of none we know."""
    words = _CONTAINER.sub("", heading_words(heading.removesuffix(LEADS)))
    if _ABOUT_IT.search(words):
        return ""
    found = next((field for field, pattern in _COMPILED if pattern.search(words)), "")
    if heading.endswith(LEADS) and found not in LINKS:
        return ""  # the name's link is no name
    return "" if found in LINKS and _NOT_OUR_LINK.search(words) else found


def heading_words(heading: str) -> str:
    """Return “contact email” for “ContactEmail”, “contact_email” and “Contact E-mail:”."""
    return " ".join(words_of(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)))


def fits(field: str, cells: list[str]) -> bool:
    """Tell whether the cells can be what the heading says. An empty column can be anything."""
    if not cells:
        return True
    test, least = _FITTING.get(field, (None, 0.0))
    if field in LINKS:
        test, least = (lambda cell: _is_link(cell, field)), 0.3
    return test is None or share(cells, test) >= least


def by_content(heading: str, cells: list[str], kind_words: frozenset[str]) -> str:
    """Return the field the cells speak of by themselves."""
    if _ABOUT_IT.search(heading_words(heading)):
        return ""
    tests: dict[str, Test] = {
        "postcode": lambda cell: len(cell) < 12 and is_full(tidy(cell)),
        "email": lambda cell: _EMAIL.fullmatch(cell) is not None,
        "kind": lambda cell: " ".join(words_of(cell)) in kind_words,
        "phone": lambda cell: _PHONE.fullmatch(cell) is not None,
        "identifier": lambda cell: _ORG_ID.fullmatch(cell) is not None,
        "point": lambda cell: point_in(cell) is not None,
    }
    found = next((field for field, test in tests.items() if share(cells, test) > 0.6), "")
    return found or _links_by_content(heading, cells)


def _links_by_content(heading: str, cells: list[str]) -> str:
    kinds = [link.kind for cell in cells if "." in cell and (link := understand(cell))]
    if not cells or len(kinds) < len(cells) * 0.6:
        return ""
    most = max(sorted(set(kinds)), key=kinds.count)
    if kinds.count("website") < len(kinds) / 2:
        return most if kinds.count(most) > len(kinds) * 0.8 else ONLINE
    # Whose website it is cannot be told from the address alone, if the heading says something else.
    return "website" if (heading.endswith(LEADS) or _UNNAMED.fullmatch(heading_words(heading))) else ""


def _is_link(cell: str, field: str) -> bool:
    if cell.isdigit() or cell.lower() in _YES_NO:
        return False
    return bool(several(cell, "website" if field == ONLINE else field)) or (
        field == "website" and "." in cell
    )


def figure(cell: str) -> float | None:
    """Return the number a cell is, if it is one."""
    try:
        number = float(cell.replace("−", "-").replace(",", "") if cell.count(",") < 2 else cell)
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None


def point_in(cell: str) -> tuple[float, float] | None:
    """Return latitude and longitude of “53.4012, -2.3345”; of “[-2.3345, 53.4012]” and “POINT(…)” too."""
    found = re.fullmatch(
        r"\s*(\[|POINT ?\()?\s*(-?\d{1,3}\.\d+)[,;\s]+(-?\d{1,3}\.\d+)\s*[\])]?\s*", cell, re.IGNORECASE
    )
    if not found:
        return None
    first, second = float(found[2]), float(found[3])
    lat, lon = (second, first) if found[1] else (first, second)
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _between(least: float, most: float) -> Test:
    return lambda cell: (number := figure(cell)) is not None and least <= number <= most


def _is_phone(cell: str) -> bool:
    return sum(letter.isdigit() for letter in cell) >= 6 and sum(letter.isalpha() for letter in cell) < 25


def _is_number(cell: str) -> bool:
    return any(letter.isdigit() for letter in cell) and len(cell) < 40


def _is_yes_no(cell: str) -> bool:
    return " ".join(words_of(cell)) in _YES_NO or bool(_YES_NO & {cell.lower()})


def _is_status(cell: str) -> bool:
    return _is_yes_no(cell) or bool(_STATUSES.intersection(words_of(cell))) or "no longer" in cell.lower()


def _is_person(cell: str) -> bool:
    return any(letter.isalpha() for letter in cell) and len(cell) < 80 and not _EMAIL.fullmatch(cell)


# What the cells under a heading must look like, and how many of them.
_FITTING: dict[str, tuple[Test, float]] = {
    "lat": (_between(-90, 90), 0.8),
    "lon": (_between(-180, 180), 0.8),
    "east": (_between(0, 800_000), 0.8),
    "north": (_between(0, 1_400_000), 0.8),
    "point": (lambda cell: point_in(cell) is not None, 0.5),
    "postcode": (lambda cell: bool(tidy(cell)), 0.3),
    "email": (lambda cell: "@" in cell, 0.3),
    "phone": (_is_phone, 0.5),
    "charity_number": (_is_number, 0.5),
    "company_number": (_is_number, 0.5),
    "identifier": (_is_number, 0.5),
    "status": (_is_status, 0.6),
    "listed": (_is_yes_no, 0.8),
    "contact_name": (_is_person, 0.5),
    "kind": (lambda cell: cell != "Feature", 0.5),
    "name": (lambda cell: any(letter.isalpha() for letter in cell), 0.3),
}


def share(cells: list[str], test: Test) -> float:
    return sum(1 for cell in cells if test(cell)) / len(cells) if cells else 0.0
