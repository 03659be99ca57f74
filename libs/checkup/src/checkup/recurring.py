"""What comes round by itself: "every first Tuesday", "Wednesdays 7.30 pm", "bob nos Fawrth".

A weekday says when to come by itself, unless it is when a newsletter goes out. "Every week" says so only
where people meet, train or sing.
"""

from __future__ import annotations

import re

from .parts import BORDER
from .text_scan import Places, windows

_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)"
_NTH = r"(?:first|second|third|fourth|last|1st|2nd|3rd|4th)"
_TIME = r"\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm|noon|-|–|to\b|till|until|o.clock)"
_SHORT_DAYS = ("mon", "tue", "tues", "wed", "weds", "thu", "thurs", "fri", "sat", "sun")
_HOUR = r"\d{1,2}(?:[.:]\d\d)?"
# “Tues 6-7pm”, and not “Sat 3 June”.
_SHORT = re.compile(
    rf"\b(?:{'|'.join(_SHORT_DAYS)})\.?[\s,:–-]{{1,3}}(?:at |from |between )?"
    rf"{_HOUR}\s?(?:[ap]m|noon|(?:-|–|to|until|till)\s?{_HOUR}\s?(?:[ap]m|noon))\b"
)
# Each with a sign that has to be there at all, and whether it needs company that speaks of meeting.
_PATTERNS = (
    ("every ", re.compile(rf"\bevery\s(?:(?:other|{_NTH})\s)?{_WEEKDAY}(?:day)?s?\b"), False),
    ("each ", re.compile(rf"\beach\s(?:(?:other|{_NTH})\s)?{_WEEKDAY}(?:day)?s?\b"), False),
    ("day", re.compile(rf"\b{_NTH}\s(?:(?:and|&)\s\w+\s)?{_WEEKDAY}days?\s(?:of|in|each|every)\b"), False),
    (
        "days",
        re.compile(
            rf"\b{_WEEKDAY}days\b,?\s?(?:mornings?|evenings?|afternoons?|nights?)?[\s,:–-]{{0,3}}"
            rf"(?:at |from |between )?{_TIME}"
        ),
        False,
    ),
    *((f"{day} ", _SHORT, True) for day in _SHORT_DAYS),
    ("any ", re.compile(rf"\bany\s{_WEEKDAY}day\b"), False),
    ("bob ", re.compile(
        r"\bbob (?:dydd |nos |bore )?"
        r"(?:lun|llun|fawrth|mawrth|mercher|iau|gwener|sadwrn|sul|wythnos|mis)\b"
    ), False),
    ("days", re.compile(rf"\b{_WEEKDAY}days\b"), True),
    ("day", re.compile(rf"\b{_WEEKDAY}day\s(?:mornings?|evenings?|afternoons?|nights?)\b"), True),
    ("every ", re.compile(r"\bevery\s(?:other\s)?(?:week|fortnight|month|weekday|weekend|day)\b"), True),
    ("each ", re.compile(r"\beach\s(?:week|fortnight|month|weekend|day)\b"), True),
)  # fmt: skip
SIGNS_OF_RECURRING = tuple(sign for sign, _, _ in _PATTERNS)
_MEETING = re.compile(
    r"\b(?:we|club|group|society|choir|band|members|volunteers|juniors|seniors|adults|ladies|beginners)\s(?:all\s)?(?:meet|train|rehearse|play|walk"
    r"|practi[sc]e|gather|run)\b|\bmeets\b|\bmeetings?\b(?:\s(?:are|is|take))"
    r"|\bsessions?\b(?:\s(?:are|is|run))"
    r"|\brehears|\btraining\b(?:\s(?:is|takes|on))|\bopen\b|\bdrop.in\b|\bcome along\b|\bcome and join\b"
    r"|\bjoin us\b|\bheld\b|\bcoffee morning|\bwork(?:ing)? part(?:y|ies)\b"
)
_POST = re.compile(r"inbox|newsletter|e-?mails?\b|subscri|publish|\bposts?\b|podcast|episode|bulletin")
_BEFORE, _BEHIND = 80, 40
_AROUND = 40
_MOST_SIGNS = 200  # of one kind on a page


def recurring(own: str, low: str, places: Places) -> str:
    """As it is written, or "". `low` is the text in lower case, `places` where its signs stand in it: only
    what stands around one is read.
    """
    for sign, pattern, needs_company in _PATTERNS:
        for start, window in windows(low, places, (sign,), before=_AROUND, behind=_AROUND, most=_MOST_SIGNS):
            match = pattern.search(window)
            if match is None:
                continue
            first, last = start + match.start(), start + match.end()
            if _is_meeting(low, first, last, needs_company):
                return _whole_words(own[first : last + 30].split(BORDER, maxsplit=1)[0])
    return ""


def _is_meeting(low: str, start: int, end: int, needs_company: bool) -> bool:  # noqa: FBT001 (of a table)
    around = low[max(0, start - _BEFORE) : end + _BEHIND]
    return not _POST.search(around) and (not needs_company or _MEETING.search(around) is not None)


def _whole_words(written: str) -> str:
    """Up to the end of a sentence, and not in the middle of a word."""
    said = " ".join(written.split())
    sentence = re.split(r"(?<=[a-z])[.;!]\s", said, maxsplit=1)[0]
    if sentence == said and len(written) >= 30 and " " in said[-12:]:
        sentence = said.rpartition(" ")[0]
    return sentence[:80].strip(" ,:–-")
