"""Putting a cell where it belongs, one field at a time, and saying in words whatever was put right.

To add a field: a line in `fields.FIELDS`, headings for it in `spoken.SPOKEN`, and a taker here.
"""

import re
import uuid
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from bandstand.groups.links import is_blank, several
from bandstand.groups.models import Group
from bandstand.groups.words import plain, words_of
from bandstand.places.postcodes import tidy

from .facts import LOOK, Cell
from .fields import LINKS, NOTE, ONLINE, parted
from .recognising import figure, point_in

_LONGEST = {"name": 200, "address": 250, "phone": 40, "charity_number": 20, "postcode": 8, "email": 254}
_YES = frozenset({"yes", "y", "true", "t", "1", "on", "x", "✓", "✔", "published", "public", "shown"})
_NO = frozenset({"no", "n", "false", "f", "0", "off", "hidden", "private", "not shown"})
_STATUS_WORDS = {
    Group.Status.CLOSED: "closed ceased dissolved defunct disbanded ended removed folded wound former",
    Group.Status.QUIET: "quiet dormant paused inactive suspended hiatus resting",
    Group.Status.ACTIVE: "active open live current running registered operating meeting yes true 1 y",
}
_SCHEMES = re.compile(r"(?P<list>[A-Z]{2}-[A-Z]{2,9}|XI-[A-Z]+)[-: ]\s*(?P<number>\S.*)", re.IGNORECASE)
# Sought from the beginning of a word only: from every letter, a long cell would take minutes.
_EMAIL_IN = re.compile(
    r"(?<![^\s@;,<>()\[\]\"'])[^\s@;,<>()\[\]\"']+@[^\s@;,<>()\[\]\"']+\.[^\s@;,<>()\[\]\"']+"
)


def take(cell: Cell) -> None:
    """Put a cell that is not blank into the facts."""
    if cell.goes_to in LINKS:
        take_links(cell)
    else:
        _TAKERS.get(cell.goes_to, _take_note)(cell)


def _take_note(cell: Cell) -> None:
    cell.keep()


def _take_text(cell: Cell) -> None:
    text = cell.text if cell.goes_to == "about" else one_line(cell.text)
    cell.facts.fields[cell.goes_to] = text
    shorten(cell)


def one_line(text: str) -> str:
    return ", ".join(part.strip(" ,") for part in text.splitlines() if part.strip(" ,"))


def shorten(cell: Cell) -> None:
    """Cut what is longer than its field, keep the whole as a note, and say so."""
    longest = _LONGEST.get(cell.goes_to)
    text = str(cell.facts.fields.get(cell.goes_to, ""))
    if longest and len(text) > longest:
        short = text[:longest].rsplit(" ", 1)[0].rstrip(" ,") or text[:longest]
        cell.facts.fields[cell.goes_to] = short
        cell.facts.notes[f"{cell.column} in full"] = cell.typed.strip()
        words = f"Longer than {longest} letters, so it was shortened. The whole is kept as a note."
        cell.facts.say(cell.column, words, code=f"long:{cell.number}", severity=LOOK)


def _take_address(cell: Cell) -> None:
    fields = cell.facts.fields
    so_far = str(fields.get("address", ""))
    line = one_line(cell.text)
    if line.lower() not in [part.strip().lower() for part in so_far.split(",")]:
        fields["address"] = ", ".join(filter(None, [so_far, line]))
    shorten(cell)


def _take_postcode(cell: Cell) -> None:
    found = tidy(cell.text)
    if not found:
        cell.not_understood("is not a postcode we know")
        return
    if len(cell.text) > len(found) + 4:  # more was said than the postcode
        cell.keep()
    if found == cell.text:
        cell.facts.fields["postcode"] = found
    elif cell.may("postcode"):
        cell.facts.fields["postcode"] = found
        cell.corrected("postcode", "The postcode was put right.", found)
    else:
        cell.facts.fields["postcode"] = cell.text[: _LONGEST["postcode"]]


def _take_degrees(cell: Cell) -> None:
    degrees = figure(cell.text)
    if degrees is not None and abs(degrees) <= (90 if cell.goes_to == "lat" else 180):
        cell.facts.fields[cell.goes_to] = round(degrees, 6)
        cell.facts.halves[cell.goes_to] = (cell.column, cell.typed.strip())
    else:
        cell.not_understood("is not a place on the map")


def _take_point(cell: Cell) -> None:
    if found := point_in(cell.text):
        cell.facts.fields["lat"], cell.facts.fields["lon"] = round(found[0], 6), round(found[1], 6)
    else:
        cell.not_understood("is not a place on the map")


def _take_metres(cell: Cell) -> None:
    metres = figure(cell.text)
    if metres is not None and 0 <= metres < 1_400_000:
        cell.facts.fields[cell.goes_to] = metres
        cell.facts.halves[cell.goes_to] = (cell.column, cell.typed.strip())
    else:
        cell.not_understood("is not a place on the national grid")


def _take_email(cell: Cell) -> None:
    fields = cell.facts.fields
    found = [address for address in emails_in(cell.text) if is_email(address)]
    if not found:
        cell.not_understood("is no e-mail address", _suggested_email(cell.text))
    elif found[0] == cell.text:
        fields["email"] = found[0]
    elif cell.may("email"):
        fields["email"] = found[0]
        cell.keep()
        cell.corrected("email", "The first e-mail address was taken; the cell is kept as a note.", found[0])
    else:
        cell.keep()


def emails_in(text: str) -> list[str]:
    return [address.removeprefix("mailto:").rstrip(".") for address in _EMAIL_IN.findall(text)]


def is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= _LONGEST["email"]


def _suggested_email(text: str) -> str:
    """Return what was probably meant: “bob at leasow.org”, “bob@leasow,org”, “bob @leasow.org”."""
    tried = re.sub(r"\s*[\[(]?\bat\b[\])]?\s*", "@", text, flags=re.IGNORECASE) if "@" not in text else text
    tried = re.sub(r"\s+", "", tried).replace(",", ".").replace("@@", "@").replace("..", ".")
    return tried if is_email(tried) else ""


def _take_phone(cell: Cell) -> None:
    number = cell.text
    digits = re.sub(r"\D", "", number)
    lost = re.fullmatch(r"[\d\s]+", number) and len(digits) in {9, 10} and digits[0] in "12378"
    if lost and cell.may("zero"):
        number = f"0{number}"
        cell.corrected("zero", "The 0 at the front was put back.", number)
    if sum(letter.isdigit() for letter in number) < 5:
        cell.not_understood("is no telephone number")
        return
    cell.facts.fields["phone"] = one_line(number)
    shorten(cell)


def _take_number(cell: Cell) -> None:
    """A charity number: in a cell of words, the number alone."""
    numbers = re.findall(r"(?:\b(?:SC|NIC?)\s?0?)?\b\d{5,8}(?:-\d{1,3})?\b", cell.text, re.IGNORECASE)
    if not any(letter.isdigit() for letter in cell.text):
        cell.not_understood("is no number")
    elif len(numbers) == 1 and numbers[0] != cell.text and len(cell.text) > 12 and cell.may("number"):
        cell.facts.fields["charity_number"] = numbers[0]
        cell.keep()
        cell.corrected("number", "The number was taken out of the words round it.", numbers[0])
    else:
        cell.facts.fields["charity_number"] = cell.text
        shorten(cell)


def _take_company(cell: Cell) -> None:
    number = "".join(cell.text.upper().split())
    if not any(letter.isdigit() for letter in number) or len(number) > 60:
        cell.not_understood("is no company number")
        return
    if number.isdigit() and 5 <= len(number) < 8 and cell.may("zero"):
        number = number.zfill(8)
        cell.corrected("zero", "The 0s at the front were put back.", number)
    _add_identifier(cell, "GB-COH", number)


def _take_identifiers(cell: Cell) -> None:
    for text in parted(cell.typed):
        match = _SCHEMES.fullmatch(text)
        if match is None:
            cell.keep()
        elif match["list"].upper() == "GB-CHC" and "charity_number" not in cell.facts.fields:
            cell.facts.fields["charity_number"] = match["number"][: _LONGEST["charity_number"]]
        else:
            _add_identifier(cell, match["list"].upper()[:20], match["number"])


def _add_identifier(cell: Cell, scheme: str, number: str) -> None:
    held = cell.facts.fields.setdefault("identifiers", [])
    if (scheme, number) not in held and len(number) <= 60:
        held.append((scheme, number))
    elif len(number) > 60:
        cell.keep()


def _take_status(cell: Cell) -> None:
    words, text = set(words_of(cell.text)), cell.text.lower()
    found = next((one for one, known in _STATUS_WORDS.items() if words & set(known.split())), None)
    if "no longer" in text:
        found = Group.Status.CLOSED
    elif text in _NO or "not active" in text:
        found = Group.Status.QUIET
    if found is None:
        cell.not_understood("does not tell whether it is active, quiet or closed")
    else:
        cell.facts.fields["status"] = found.value


def _take_listed(cell: Cell) -> None:
    word = cell.text.lower()
    if word in _YES | _NO:
        cell.facts.fields["listed"] = word in _YES
    else:
        cell.not_understood("is neither yes nor no")


def _take_place_shown(cell: Cell) -> None:
    known = {plain(word): shown.value for shown in Group.PlaceShown for word in (shown.label, shown.value)}
    if found := known.get(plain(cell.text)):
        cell.facts.fields["place_shown"] = found
    else:
        cell.not_understood("is no way of showing a place")


def _take_several(cell: Cell) -> None:
    name, marks = {"other_name": ("other_names", ";|"), "interests": ("interests", ";|,")}[cell.goes_to]
    held = cell.facts.fields.setdefault(name, [])
    for value in parted(cell.typed, marks):
        if len(value) > _LONGEST["name"]:
            cell.keep()
        elif value not in held and not is_blank(value):
            held.append(value)
    if not held:
        del cell.facts.fields[name]
        cell.keep()


def _take_person(cell: Cell) -> None:
    facts = cell.facts
    if cell.goes_to == "contact_role":
        facts.contact_role = one_line(cell.text)[:60]
    else:
        facts.contact_name = " ".join(filter(None, [facts.contact_name, one_line(cell.text)]))[:200]
        # A cell headed “Contact” may hold an address as well.
        for address in emails_in(cell.text)[:1]:
            facts.fields.setdefault("email", address)
            facts.contact_name = " ".join(facts.contact_name.replace(address, "").split()).strip("<>,;() -")


def _take_ref(cell: Cell) -> None:
    number = f"{plain(cell.column)}:{cell.text}"
    if cell.goes_to == "ref":
        cell.facts.ref = number
    else:
        cell.facts.group_ref = cell.text
    cell.keep()


def _take_uid(cell: Cell) -> None:
    try:
        cell.facts.uid = str(uuid.UUID(cell.text))
    except ValueError:
        cell.not_understood("is no number of ours")


def _take_words(cell: Cell) -> None:
    text = one_line(cell.text)[:200]
    if cell.goes_to == "kind":
        cell.facts.kind_words = cell.text
    elif cell.goes_to == "parent":
        cell.facts.parent = text
    else:
        cell.facts.place_name = text


_TAKERS: dict[str, Callable[[Cell], None]] = {
    "name": _take_text, "about": _take_text, "address": _take_address, "postcode": _take_postcode,
    "lat": _take_degrees, "lon": _take_degrees, "point": _take_point, "east": _take_metres,
    "north": _take_metres, "email": _take_email, "phone": _take_phone, "charity_number": _take_number,
    "company_number": _take_company, "identifier": _take_identifiers, "status": _take_status,
    "listed": _take_listed, "place_shown": _take_place_shown, "other_name": _take_several,
    "interests": _take_several, "contact_name": _take_person, "contact_role": _take_person,
    "ref": _take_ref, "group_ref": _take_ref, "uid": _take_uid, "kind": _take_words, "parent": _take_words,
    "place_name": _take_words, NOTE: _take_note,
}  # fmt: skip


def take_links(cell: Cell) -> None:
    """Take every link of a cell; what is left over, or no link at all, is kept as a note."""
    found = several(cell.typed, "website" if cell.goes_to == ONLINE else cell.goes_to)
    if found and not cell.may("scheme") and not all(_is_whole(link.raw) for link in found):
        found = []
        cell.keep()
        return
    known = {link.match_key for link in cell.facts.links}
    cell.facts.links.extend(link for link in found if link.match_key not in known)
    if not found:
        _no_link(cell)
        return
    for link in found:
        if not _is_whole(link.raw):
            cell.corrected("scheme", "Made into a whole address.", link.url, link.raw.strip())
    if _words_left(cell.typed, [link.raw for link in found]):
        cell.keep()


def _is_whole(raw: str) -> bool:
    return raw.strip().lower().startswith(("http://", "https://"))


def _words_left(typed: str, raws: list[str]) -> bool:
    """Tell whether the cell says more than its links."""
    for raw in raws:
        typed = typed.replace(raw.strip(), " ", 1)
    small = {"and", "or", "facebook", "twitter", "website", "web", "instagram", "page", "group", "fb", "x"}
    return any(word not in small for word in words_of(typed))


def _no_link(cell: Cell) -> None:
    addresses = [address for address in emails_in(cell.text) if is_email(address)]
    if addresses and "email" not in cell.facts.fields and cell.may("moved"):
        cell.facts.fields["email"] = addresses[0]
        cell.keep()
        cell.corrected("moved", "That is an e-mail address, so it was put there.", addresses[0])
        return
    tried = re.sub(r"\s+", "", cell.text).replace(",", ".")
    suggestion = tried if "." in tried and several(tried) else ""
    cell.not_understood("is not a web address", suggestion)
