"""Which column holds what: guessed from its heading and from what is in it, for an officer to check."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bandstand.groups.links import is_blank, understand
from bandstand.groups.words import words_of
from bandstand.places.postcodes import is_full, tidy

NOTE, LEAVE_OUT = "note", "leave out"

# What a column may hold, in the words an officer chooses from.
FIELDS = {
    "name": "Name of the group",
    "about": "What it does",
    "kind": "Kind of group",
    "address": "Address (several columns may be)",
    "postcode": "Postcode",
    "lat": "Latitude",
    "lon": "Longitude",
    "email": "E-mail (not shown in public)",
    "phone": "Telephone (not shown in public)",
    "charity_number": "Charity number",
    "website": "Website",
    "facebook": "Facebook",
    "x": "X (Twitter)",
    "instagram": "Instagram",
    "other": "Another online place",
    "ref": "The sheet’s own number for it",
}
LINKS = frozenset({"website", "facebook", "x", "instagram", "other"})
# These may be in several columns; anything else only in one.
SEVERAL = LINKS | {"address", NOTE, LEAVE_OUT}

# Heading words to field, the most telling first. A `-word` must not be there.
_BODY = (
    r"(?:group|organisation|organization|org|club|charity|site|park|society|team|recipient|venue|association)"
)
_HEADINGS: list[tuple[str, str]] = [
    ("ref", rf"^(?:uid|uuid|ref|reference|id|unique id|(?:\w+ )*(?:{_BODY}|record) ?(?:id|ref|identifier))$"),
    ("charity_number", r"\bcharity (?:commission )?(?:number|no|num|reg\w*)\b|^(?:registered )?charity$"),
    ("charity_number", r"^reg(?:istered)? (?:charity )?(?:number|no)$"),
    ("postcode", r"\bpost ?(?:al )?code\b|^pcode$|^pcd$"),
    ("email", r"\be ?mail\b"),
    ("phone", r"\b(?:phone|telephone|tel|mobile)\b"),
    ("facebook", r"\bfacebook\b|^fb$"),
    ("x", r"\btwitter\b|^x(?: handle| twitter)?$"),
    ("instagram", r"\binsta(?:gram)?\b"),
    ("other", r"\b(?:youtube|tiktok|linkedin|linktree|social media|other link|bluesky|mastodon)\b"),
    ("website", r"\b(?:website|web ?site|web ?page|homepage|url|web(?: address)?)\b"),
    ("lat", r"^(?:lat|latitude|y coord\w*|geo lat\w*)$"),
    ("lon", r"^(?:lon|lng|long|longitude|x coord\w*|geo lon\w*)$"),
    ("name", rf"^(?:name|title|{_BODY})$|\b{_BODY} name\b|^name of "),
    ("kind", r"^(?:kind|kind of group|type of group|group type|category)$"),
    ("about", r"\b(?:description|about|activit(?:y|ies)|purpose|objects|summary|aims)\b"),
    ("about", r"\bwhat (?:they|we|you|it) do(?:es)?\b"),
    ("address", r"\baddress\b|^address (?:line )?\d$"),
    ("address", r"^(?:street|road|town|city|village|locality|place)$"),
    ("address", r"^(?:meets at|meeting place|where(?: they)? meets?)$"),
]
_COMPILED = [(field, re.compile(pattern)) for field, pattern in _HEADINGS]
_NOT_OUR_LINK = re.compile(r"\bcompany\b|\bapp(?:lication)?\b")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass
class Column:
    """A column as understood. `why` says in words what the guess rests on."""

    number: int
    heading: str
    guess: str = NOTE
    why: str = ""
    examples: list[str] = field(default_factory=list)


def guess_columns(
    headings: list[str], rows: Iterable[list[str]], kind_words: frozenset[str] = frozenset()
) -> list[Column]:
    """Say what each column seems to hold; what is not known is kept as a note, never dropped.

    `rows` are some of the rows below the headings; `kind_words` the plain names of the hub's kinds of group.
    """
    sample = list(rows)
    columns = [_column(number, heading, sample, kind_words) for number, heading in enumerate(headings)]
    _one_of_each(columns)
    if not any(column.guess == "name" for column in columns):
        _name_by_looks(columns)
    return columns


def _column(number: int, heading: str, sample: list[list[str]], kind_words: frozenset[str]) -> Column:
    cells = [row[number].strip() for row in sample if number < len(row) and not is_blank(row[number])]
    by_heading, by_content = _by_heading(heading), _by_content(cells, kind_words)
    column = Column(number, heading, examples=list(dict.fromkeys(cells))[:3])
    if by_heading and _fits(by_heading, cells):
        column.guess, column.why = by_heading, "from its heading"
    elif by_content:
        column.guess, column.why = by_content, "from what is in it"
    elif not cells:
        column.why = "it is empty"
    return column


def _by_heading(heading: str) -> str:
    words = " ".join(words_of(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)))
    if _NOT_OUR_LINK.search(words):
        return ""
    return next((field for field, pattern in _COMPILED if pattern.search(words)), "")


def _by_content(cells: list[str], kind_words: frozenset[str]) -> str:
    tests = {
        "postcode": lambda cell: len(cell) < 12 and is_full(tidy(cell)),
        "email": lambda cell: bool(_EMAIL.fullmatch(cell)),
        "kind": lambda cell: " ".join(words_of(cell)) in kind_words,
    }
    found = next((field for field, test in tests.items() if _share(cells, test) > 0.6), "")
    if found or _share(cells, lambda cell: "." in cell and understand(cell) is not None) < 0.6:
        return found
    kinds = [link.kind for cell in cells if (link := understand(cell))]
    # Whose website it is cannot be told from the address; whose Facebook page neither, but it hardly is
    # another's.
    return max(set(kinds), key=kinds.count) if kinds.count("website") < len(kinds) / 2 else ""


def _fits(field: str, cells: list[str]) -> bool:
    """Tell whether the cells can be what the heading says."""
    if field in {"lat", "lon"}:
        return _share(cells, _is_degrees) > 0.8
    if field in {"website", "postcode", "email"}:
        tests = {
            "website": lambda cell: understand(cell) is not None or "." in cell,
            "postcode": lambda cell: bool(tidy(cell)),
            "email": lambda cell: "@" in cell,
        }
        return not cells or _share(cells, tests[field]) > 0.3
    return True


def _is_degrees(cell: str) -> bool:
    try:
        return abs(float(cell)) <= 180
    except ValueError:
        return False


def _share(cells: list[str], test: object) -> float:
    return sum(1 for cell in cells if test(cell)) / len(cells) if cells and callable(test) else 0.0


def _one_of_each(columns: list[Column]) -> None:
    """Where two columns want one field, the one whose heading looks most like the name's keeps it."""
    named = [column for column in columns if column.guess == "name"]
    stem = _stem(max(named, key=lambda column: _kin(column, "")).heading) if named else ""
    best: dict[str, Column] = {}
    for column in columns:
        held = best.get(column.guess)
        if column.guess in SEVERAL:
            continue
        if held is None or _kin(column, stem) > _kin(held, stem):
            best[column.guess] = column
    for column in columns:
        if column.guess not in SEVERAL and best[column.guess] is not column:
            column.guess, column.why = NOTE, "another column holds that already"


def _stem(heading: str) -> str:
    return heading.lower().rpartition("name")[0]


def _kin(column: Column, stem: str) -> tuple[bool, bool, bool]:
    heading = column.heading.lower()
    outright = column.guess == "name" and "name" in heading
    return outright, bool(stem) and heading.startswith(stem), bool(column.examples)


def _name_by_looks(columns: list[Column]) -> None:
    """Without a heading for it, the name is the first column of words."""
    for column in columns:
        worded = [cell for cell in column.examples if re.search(r"[A-Za-z]{3}", cell)]
        if column.guess == NOTE and worded and len(worded) == len(column.examples):
            column.guess, column.why = "name", "it is the first column of words"
            return
