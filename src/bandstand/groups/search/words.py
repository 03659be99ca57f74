"""What was typed, as words to look for. Nothing typed reaches a database as anything but plain words."""

import re
import unicodedata

_LETTERS = 400
_WORDS = 8
_LONGEST = 40
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
# Words that say little: not asked for where others were typed as well.
_SMALL = {"the", "a", "an", "and", "of", "for", "in", "at", "on", "to", "near", "s"}


def typed(text: str) -> list[str]:
    """Return the first few words of what was typed, small letters only: “St. Mary’s” is `st`, `marys`."""
    start = text[:_LETTERS].replace("&", " and ").replace("ß", "ss")
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", start).casefold()
        if not unicodedata.combining(letter)
    )
    spaced = "".join(letter if letter.isalnum() else " " for letter in _APOSTROPHES.sub("", bare))
    return [word[:_LONGEST] for word in dict.fromkeys(spaced.split())][:_WORDS]


def asked_for(words: list[str]) -> list[str]:
    """Return the words a group must have: all but the small ones, unless there are no others."""
    return [word for word in words if word not in _SMALL] or words


def stem(word: str) -> str:
    """Return the beginning a word is looked for by: “parks” finds “park” too."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
