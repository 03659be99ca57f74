"""Small turns of phrase."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

MOST_LETTERS = 200
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


@lru_cache(maxsize=100)  # one title may serve many looks
def in_short(text: str) -> str:
    """The beginning of a text, its gaps made single."""
    return " ".join(text.split())[:MOST_LETTERS]


def in_a_row(names: Sequence[str], last: str = "and") -> str:
    """Facebook; Facebook and X; Facebook, X and Instagram."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def in_month(day: date) -> str:
    """March 2026."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def on_day(day: date) -> str:
    """14 March 2026."""
    return f"{day.day} {in_month(day)}"


def so_many(count: int, thing: str, things: str = "") -> str:
    """One picture; 3 pictures."""
    return f"one {thing}" if count == 1 else f"{count} {things or thing + 's'}"
