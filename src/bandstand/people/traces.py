"""What somebody can be known by in other people's words, found there and taken out."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

GONE = "Someone whose details were removed"
TAKEN_OUT = "(taken out)"
SOMEBODY = "somebody"

# Bounded: tried again from every letter of a long word, an unbounded start would take hours of a large cell.
EMAIL = re.compile(r"[\w.+'-]{1,128}@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w/])\+?\(?\d(?:[\s().-]{0,3}\d){8,14}(?!\w)")
_BETWEEN = r"[\s().-]*"


@dataclass(frozen=True)
class Traces:
    """Names, addresses and numbers of one person. A name of a single word is nobody's own: left out."""

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    # Only where spelt like a name: whoever calls themselves “in the” takes no words out of others' texts.
    only_as_names: bool = False
    _swaps: list[tuple[re.Pattern[str], str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = [_name_pattern(name) for name in self.names if len(name.split()) > 1]
        emails = [rf"(?<![\w.+-]){re.escape(email)}(?![\w-]|\.\w)" for email in self.emails if email]
        phones = [_phone_pattern(digits_of(phone)) for phone in self.phones if len(digits_of(phone)) > 6]
        swaps = [(pattern, TAKEN_OUT) for pattern in [*emails, *phones]] + [(one, SOMEBODY) for one in names]
        compiled = [(re.compile(pattern, re.IGNORECASE), instead) for pattern, instead in swaps]
        object.__setattr__(self, "_swaps", compiled)

    def pieces(self) -> set[str]:
        """Return short plain words to ask the database for: rows without any of them hold none of this.

        Plain, because a database may compare é and É, or keep them in JSON, in its own way.
        """
        names = [name for name in self.names if len(name.split()) > 1]
        odd = [email for email in self.emails if email and not email.isascii()]
        plain = [email for email in self.emails if email and email.isascii()]
        runs = [max(re.findall(r"[A-Za-z0-9]+", words) or [words], key=len) for words in [*names, *odd]]
        return {*runs, *plain, *(digits_of(phone)[-3:] for phone in self.phones if len(digits_of(phone)) > 6)}

    def out_of(self, value: Any) -> Any:
        """Return the text, or whatever JSON holds, with all of this taken out."""
        return in_words(value, self._out_of_words)

    def _out_of_words(self, words: str) -> str:
        for pattern, instead in self._swaps:
            careful = self.only_as_names and instead == SOMEBODY
            words = pattern.sub(_as_a_name if careful else instead, words)
        return TAKEN_OUT if words.strip() == SOMEBODY else words


def _as_a_name(found: re.Match[str]) -> str:
    """Return what stands instead of a name; what is not spelt with capitals is none, and stays."""
    first, *_, last = found[0].split()
    return SOMEBODY if first[0].isupper() and last[0].isupper() else found[0]


def in_words(value: Any, change: Callable[[str], str]) -> Any:
    """Return JSON with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [in_words(each, change) for each in value]
    if isinstance(value, dict):
        return {key: in_words(each, change) for key, each in value.items()}
    return value


def texts_in(value: Any) -> Iterable[str]:
    """Yield every text in JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


def without_contacts(value: Any) -> Any:
    """Return the text, or whatever JSON holds, without anybody's e-mail address or phone number."""
    return in_words(value, lambda words: PHONE.sub(TAKEN_OUT, EMAIL.sub(TAKEN_OUT, words)))


def digits_of(phone: str) -> str:
    """Return a number as it is compared: digits only, without 0 or 44 before a British one."""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    return re.sub(r"^(?:00)?44(?=\d{9,10}$)|^0(?=\d{9,10}$)", "", digits)


def _phone_pattern(digits: str) -> str:
    before = rf"(?:(?:\+|00)?44{_BETWEEN}(?:\(0\){_BETWEEN})?|\(?0)?{_BETWEEN}"
    return rf"(?<!\d){before}{_BETWEEN.join(digits)}(?!\d)"


def _name_pattern(name: str) -> str:
    words = [re.sub(r"[’']", "[’']", re.escape(word)) for word in name.split()]
    return r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)"
