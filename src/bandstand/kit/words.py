"""Numbers with their nouns, for sentences put together in Python."""


def counted(number: int, one: str, many: str) -> str:
    """Return "1 letter" or "1,200 letters"."""
    return f"{number:,} {one if number == 1 else many}"
