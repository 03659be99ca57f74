"""A first draft of the write-up, from the help notes; names only of people who said yes to being named."""

import re
from collections.abc import Iterable

from django.utils import timezone

from bandstand.kit import dates
from bandstand.people.queries import may_be_named

from ..models import Attendance, Gathering, HelpNote, Introduction
from .day import everyone, here, notes_of
from .meeting import introductions_of
from .quotes import may_be_quoted

TOLD = {
    HelpNote.Result.SET_UP: "set up something new",
    HelpNote.Result.FIXED: "fixed it",
    HelpNote.Result.IMPROVED: "made it better",
    HelpNote.Result.LEARNED: "learned how",
    HelpNote.Result.PART_DONE: "made a start",
    HelpNote.Result.SIGNPOSTED: "found out where to go next",
}

MET = {
    Introduction.How.MET: "met and talked",
    Introduction.How.SWAPPED: "met and swapped contacts",
    Introduction.How.AGREED: "met and agreed to do something together",
    Introduction.How.VENUE: "met, and one will use the other’s place",
    Introduction.How.POINTED: "met, and told each other whom else to talk to",
}


def draft_write_up(gathering: Gathering) -> str:
    """Return plain paragraphs, without notes that came to nothing today and quotes nobody said yes to."""
    notes = notes_of(gathering).exclude(result=HelpNote.Result.NOT_TODAY).order_by("at", "pk")
    notes = notes.select_related("quote_by__person").prefetch_related("quote_by__groups")
    sheet = list(everyone(gathering))
    named = may_be_named({row.person_id for row in sheet if row.person_id is not None})
    quoted = may_be_quoted(notes)
    told = [_told(note, sheet, named, quoted=note.pk in quoted) for note in notes]
    return "\n\n".join([_opening(gathering), *told, *_met(gathering), *_next(gathering)])


def not_to_be_named(gathering: Gathering, text: str) -> list[str]:
    """Return the names in this text of people on the sheet who have not said yes to being named."""
    sheet = [row for row in everyone(gathering) if row.called]
    named = may_be_named({row.person_id for row in sheet if row.person_id is not None})
    silent = {row.called for row in sheet if row.person_id not in named}
    return sorted(name for name in silent if _whole(name).search(text))


def _opening(gathering: Gathering) -> str:
    day = dates.day(gathering.starts_at, today=timezone.localdate())
    venue = gathering.venue.name
    inside = f"the {venue[4:]}" if venue.startswith("The ") else venue
    rows = list(here(gathering))
    heads = len(rows) + (gathering.unnamed_looking or 0) + (gathering.unnamed_helping or 0)
    opening = f"On {day} we met at {inside}."
    if not heads:
        return opening
    came = "One person came" if heads == 1 else f"{heads} people came"
    helpers = sum(row.helping for row in rows) + (gathering.unnamed_helping or 0)
    return f"{opening} {came}, {helpers} of them to help." if helpers else f"{opening} {came}."


def _told(note: HelpNote, sheet: list[Attendance], named: set[int], *, quoted: bool) -> str:
    helped = [_as_helped(row, named) for row in note.helped.all()] or ["someone"]
    helpers = [_as_helper(row, named) for row in note.helpers.all()] or ["a helper"]
    topics = ", ".join(topic.name for topic in note.topics.all())
    what = f". {topics}: " if topics else ": "
    told = f"{_list(_once(helpers))} helped {_list(helped)}{what}{TOLD[HelpNote.Result(note.result)]}."
    words = _sentence(_capital(_without_names(note.words.strip(), sheet, named)))
    where = f"It is at {note.address}" if note.address else ""
    quote = _quote(note, sheet, named) if quoted else ""
    return " ".join(filter(None, [_capital(told), words, where, quote]))


def _quote(note: HelpNote, sheet: list[Attendance], named: set[int]) -> str:
    """“I can do it myself now,” said Meena Patel from Mill Green Runners."""
    assert note.quote_by is not None  # noqa: S101  # only what somebody said yes to comes here
    words = _capital(_without_names(" ".join(note.quote.strip("“”\"' .").split()), sheet, named))
    return f"“{words}{'' if words[-1:] in '!?…' else ','}” said {_as_helped(note.quote_by, named)}."


def _met(gathering: Gathering) -> list[str]:
    """Say which groups met: no people are in it."""
    told = []
    for one in introductions_of(gathering):
        groups = list(
            dict.fromkeys(group.name for row in one.attendances.all() for group in row.groups.all())
        )
        if len(groups) > 1:
            told.append(f"{_list(groups)} {MET[Introduction.How(one.how)]}.")
    return [" ".join(dict.fromkeys(told))] if told else []


def _next(gathering: Gathering) -> list[str]:
    coming = gathering.next_one
    if coming is None or not coming.can_book:
        return []
    return [f"Next time: {dates.day(coming.starts_at, today=timezone.localdate())}, at {coming.venue.name}."]


def _as_helped(row: Attendance, named: set[int]) -> str:
    group = _list([group.name for group in row.groups.all()]) or row.group_words
    who = row.called if row.person_id in named else "someone"
    return f"{who} from {group}" if group else who


def _as_helper(row: Attendance, named: set[int]) -> str:
    return row.called if row.person_id in named else "a helper"


def _without_names(words: str, sheet: Iterable[Attendance], named: set[int]) -> str:
    """Take out the names, whole or first, of people who have not said yes."""
    for row in sheet:
        if row.called and row.person_id not in named:
            words = _whole(row.called).sub("someone", words)
            words = re.sub(rf"\b{re.escape(row.called.split()[0])}\b", "someone", words)
    return words


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


def _once(names: list[str]) -> list[str]:
    """Say “2 helpers” rather than “a helper and a helper”."""
    many = names.count("a helper")
    rest = [name for name in names if name != "a helper"]
    return rest + (["a helper"] if many == 1 else [f"{many} helpers"] if many else [])


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _sentence(words: str) -> str:
    return words if not words or words[-1] in ".!?…”" else f"{words}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
