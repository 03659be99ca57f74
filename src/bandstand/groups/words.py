"""Names and words made plain, so that they can be sorted, compared and found however they were typed."""

import re
import unicodedata

_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_SEARCHED_LETTERS = 4000


def plain(text: str) -> str:
    """Return lower-case words and single spaces only: accents and apostrophes go, “&” is “and”, a first “the”
    goes.
    """
    words = " ".join(words_of(text))
    return words.removeprefix("the ") or words


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are searched: “St. Mary’s” is `st`, `marys`."""
    flat = unicodedata.normalize("NFKD", text.replace("&", " and ").replace("ß", "ss")).casefold()
    kept = _APOSTROPHES.sub("", "".join(letter for letter in flat if not unicodedata.combining(letter)))
    return [word for word in _NOT_WORDS.split(kept) if word]


def searchable(name: str, kind: str, area: str, postcode: str, *more: str) -> str:
    """Return what a group is found by, its name first. The postcode is found with its space and without."""
    texts = [name, kind, area, postcode, postcode.replace(" ", ""), *more]
    return " ".join(" ".join(words_of(text)) for text in texts if text)[:_SEARCHED_LETTERS]
