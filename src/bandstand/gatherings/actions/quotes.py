"""A yes to being quoted: one row for one help note, in the words it was asked in."""

from django.db import transaction

from bandstand.people.actions.consents import say, take_back
from bandstand.people.models import Consent, Person

from ..models import HelpNote
from ..queries.quotes import about

QUOTED_WORDING = "I am happy for what I said at this session to be quoted."


@transaction.atomic
def say_quotable(note: HelpNote, *, yes: bool, by: Person | None) -> None:
    """Keep that a note's words may be printed, or that they may not any more."""
    quote = Consent.Purpose.QUOTE
    standing = Consent.objects.filter(purpose=quote, about=about(note), given=True, withdrawn_at=None)
    if yes and not standing.exists():
        may_quote(note, how="spoken", by=by)
    elif not yes:
        for one in standing:
            take_back(one, by=by)


def may_quote(note: HelpNote, *, how: str, by: Person | None) -> Consent | None:
    """Keep the yes of whoever said it, inside the caller's transaction; None where nobody is named."""
    person = note.quote_by.person if note.quote_by and note.quote else None
    if person is None:
        return None
    quote = Consent.Purpose.QUOTE
    return say(person, quote, yes=True, wording=QUOTED_WORDING, how=how, by=by, about=about(note))
