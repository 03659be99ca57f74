"""Lists of words, written as one reads them."""


def listed(words: str) -> list[str]:
    """Return the words of a list."""
    return words.split()
