"""Keeping dates of birth out: we never need one, and bookings are for adults."""

import re

from django import forms
from django.utils import timezone

_NUMBERS = r"\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})|\d{1,2} \d{1,2} (?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}"
_SPELT = r"\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9},? (?:19|20)\d{2}"
_ANY_DAY = re.compile(rf"(?<![\d/.-])(?:{_NUMBERS}|{_SPELT})(?![/.-]?\d)", re.IGNORECASE)
_BORN = re.compile(
    r"\b(?:d\.?o\.?b\b\.?|date of birth|birth ?date|birthday|born)(?:\W+(?:is|on|in|the))*\W*$", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d{2}")

SAYS = "That looks like a date of birth. Leave it out: we never need one."


def no_date(words: str) -> None:
    """Refuse a day of the past in a name or a number."""
    found = _ANY_DAY.search(words)
    if found and not _is_to_come(found[0]):
        raise forms.ValidationError(SAYS)


def no_birth_date(words: str) -> None:
    """Refuse a date of birth in a text, where other dates are welcome."""
    if any(_BORN.search(words[: day.start()]) for day in _ANY_DAY.finditer(words)):
        raise forms.ValidationError(SAYS)


def _is_to_come(day: str) -> bool:
    year = _YEAR.search(day)
    return year is not None and int(year[0]) > timezone.localdate().year
