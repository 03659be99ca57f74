"""Numbers with their nouns and names in a row, for sentences put together in Python."""

from collections.abc import Sequence


def counted(number: int, one: str, many: str) -> str:
    """Return "1 letter" or "1,200 letters"."""
    return f"{number:,} {one if number == 1 else many}"


def listed(names: Sequence[str]) -> str:
    """Return "Meena, Arthur and Karen"."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
