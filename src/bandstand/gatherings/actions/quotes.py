"""A yes to being quoted: one row for one help note, in the words it was asked in."""

from bandstand.people.actions.consents import say
from bandstand.people.models import Consent, Person

from ..models import HelpNote

QUOTED_WORDING = "I am happy for what I said at this session to be quoted."


def may_quote(note: HelpNote, *, how: str, by: Person | None) -> Consent | None:
    """Keep the yes of whoever said it, inside the caller's transaction; None where nobody is named."""
    person = note.quote_by.person if note.quote_by and note.quote else None
    if person is None:
        return None
    return say(
        person, Consent.Purpose.QUOTE, yes=True, wording=QUOTED_WORDING, how=how, by=by,
        about=f"gatherings.HelpNote:{note.pk}",
    )  # fmt: skip
