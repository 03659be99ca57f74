"""Small turns of phrase."""

from __future__ import annotations

from collections.abc import Sequence


def in_a_row(names: Sequence[str], last: str = "and") -> str:
    """Facebook; Facebook and X; Facebook, X and Instagram."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
