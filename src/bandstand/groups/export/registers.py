"""Numbers a group has in registers, by the lists of org-id.guide."""

import re

from ..queries.feeds import Entry

_WORDS = {
    "GB-CHC": "Charity number (England and Wales)",
    "GB-SC": "Charity number (Scotland)",
    "GB-NIC": "Charity number (Northern Ireland)",
    "GB-COH": "Company number",
    "GB-CASC": "Community amateur sports club number",
    "GB-MPR": "Mutuals register number",
    "GB-EDU": "School number",
    "GB-UKPRN": "UK provider reference number",
    "GB-LAE": "Local authority code",
}
_CHARITY_LISTS = [
    ("GB-SC", re.compile(r"SC0?\d{5}", re.IGNORECASE)),
    ("GB-NIC", re.compile(r"NIC?1?\d{5}", re.IGNORECASE)),
    ("GB-CHC", re.compile(r"\d{6,7}(?:-\d+)?")),
]


def numbers_of(entry: Entry) -> list[tuple[str, str, str]]:
    """Return (list, number, the list in words) of each number, the charity's first, none twice.

    The list is empty for a number that does not look like any list's.
    """
    found = [(one.scheme, one.value) for one in entry.identifiers]
    if number := "".join(entry.group.charity_number.split()):
        found.insert(0, (_charity_list(number), number))
    return [(scheme, value, _in_words(scheme)) for scheme, value in dict.fromkeys(found)]


def _charity_list(number: str) -> str:
    return next((scheme for scheme, looks in _CHARITY_LISTS if looks.fullmatch(number)), "")


def _in_words(scheme: str) -> str:
    return _WORDS.get(scheme, scheme) or "Charity number"
