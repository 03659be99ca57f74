"""Write-ups of the surgeries of years gone by, naming only people who said yes."""

import random

from . import content
from .past import Noted, Surgery


def write_up(surgery: Surgery, may_be_named: set[str]) -> str:
    """Return three short paragraphs: how it was, who sat with whom, a sentence somebody said."""
    if not surgery.notes:
        return (
            "We were so busy that nobody wrote anything down. The room was full, the kettle was never off, "
            "and the list of who came is lost. We have bought a clipboard."
        )
    chance = random.Random(surgery.number)  # noqa: S311 (a story, not a secret)
    words = content.stories()["words"]
    opening = chance.choice(words["openings"]).format(named=len(surgery.here))
    told = [_sentence(note, may_be_named) for note in surgery.notes if note.result != "not today"]
    quote = f"“{words['quotes'][surgery.number % len(words['quotes'])]}”"
    return "\n\n".join([opening, " ".join(sentence for sentence in told[:6] if sentence), quote])


def _sentence(note: Noted, may_be_named: set[str]) -> str:
    """Return “Jaspal sat with Meera from Kilnhollow Brass: …”, with only the names that may be told."""
    helpers = [_first_name(name) for name in note.helpers if name in may_be_named] or ["One of our helpers"]
    helped = [_first_name(name) for name in note.helped if name in may_be_named] or ["somebody"]
    did = note.words[:1].lower() + note.words[1:]
    return f"{_and(helpers)} sat with {_and(helped)} from {_and(note.groups)}: {did}"


def _first_name(name: str) -> str:
    return name.split(maxsplit=1)[0]


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
