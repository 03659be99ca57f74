"""Everything the looks say, read as a whole: kind, plain, short enough to read aloud, and all of it used."""

from __future__ import annotations

import inspect
import re

import pytest

from checkup import LOOKS, Look, facts

FORBIDDEN = (
    "user", "users", "url", "html", "css", "fail", "failed", "failure", "error", "errors", "score", "must", "audit",
    "kpi", "ticket", "register", "patient", "client", "rsvp", "hacked", "wrong with", "bad", "poor", "penalty",
    "invalid", "optimise", "metadata", "domain authority", "please note",
)  # fmt: skip
# The order of a report.
TABLE = (
    "site-opens", "site-none", "site-parked", "site-hacked", "https", "mixed", "name-place", "describe", "findable",
    "preview", "contact", "contact-near", "contact-works", "fb-link", "social-links", "social-alive", "social-dead",
    "social-default", "social-personal", "social-two", "social-back", "social-name", "fresh-news", "fresh-year",
    "fresh-event", "events", "where", "join", "about", "newsletter", "feed", "charity-no", "phone-size", "alt",
    "read", "weight", "links-work",
)  # fmt: skip
LONGEST_SENTENCE = 160
_BLANK = re.compile(r"\{(\w+)\}")
_FILLED = "St Osyth's Bowls Club Dudley"

every_look = pytest.mark.parametrize("look", LOOKS, ids=[look.id for look in LOOKS])


def words_of(look: Look) -> list[str]:
    told = (look.title, look.looks_for, look.why, look.could_not_check_when)
    return [*told, *look.how_to_fix.values(), *look.says.values(), *look.advice.values()]


def code_of(look: Look) -> str:
    """What comes before the words themselves, and the small modules it calls."""
    module = inspect.getmodule(look.see)
    assert module is not None
    code, mark, _ = inspect.getsource(module).partition(f'    id="{look.id}"')
    assert mark, "the words of a look stand at the end of its file"
    called = {inspect.getmodule(thing) for thing in vars(module).values() if inspect.isfunction(thing)}
    shared = sorted(inspect.getsource(one) for one in called - {module} if one is not None)
    return "".join((code, inspect.getsource(facts), *shared))


@every_look
def test_words_when_read_aloud(look: Look) -> None:
    for text in words_of(look):
        plain = re.sub(r"<[^>]+>|robots\.txt", "", text).lower()
        for word in FORBIDDEN:
            assert not re.search(rf"\b{re.escape(word)}\b", plain), (word, text)


@every_look
def test_sentences_when_read_aloud(look: Look) -> None:
    for name, text in look.says.items():
        assert len(_BLANK.sub(_FILLED, text)) <= LONGEST_SENTENCE, name
        assert text.rstrip("”")[-1] in ".?}", name
    for text in (*look.how_to_fix.values(), *look.advice.values(), look.why, look.looks_for):
        assert len(text) <= 460, text
        assert text[-1] in ".”}", text


@every_look
def test_sentences_when_looked_for_in_the_code(look: Look) -> None:
    code = code_of(look)

    for name in (*look.says, *look.advice):
        assert f'"{name}"' in code, name


@every_look
def test_blanks_when_a_sentence_has_some(look: Look) -> None:
    code = code_of(look)

    for text in (*look.says.values(), *look.advice.values()):
        for blank in _BLANK.findall(text):
            assert f"{blank}=" in code, text


@every_look
def test_ways_to_fix_when_a_builder_is_not_known(look: Look) -> None:
    assert look.how_on("Something New") == look.how_to_fix[""]
    assert look.minutes > 0
    assert look.card
