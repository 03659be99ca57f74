"""What people said that they let us quote."""

from collections.abc import Iterable
from datetime import timedelta

from bandstand.people.models import Consent

from ..models import HelpNote

# A yes said at the door is for that session: a phone that was off may bring it days later.
_AROUND = timedelta(days=14)


def about(note: HelpNote) -> str:
    """Return what a yes to quoting this note is about."""
    return f"gatherings.HelpNote:{note.pk}"


def may_be_quoted(notes: Iterable[HelpNote]) -> set[int]:
    """Return the ids of the notes whose words may be printed, in one query. `quote_by` must be at hand."""
    quoted = [note for note in notes if note.quote and note.quote_by and note.quote_by.person_id]
    people = {note.quote_by.person_id for note in quoted if note.quote_by}
    live = Consent.objects.filter(
        person__in=people, purpose=Consent.Purpose.QUOTE, given=True, withdrawn_at=None
    )
    yeses: dict[int, list[Consent]] = {}
    for one in live:
        yeses.setdefault(one.person_id, []).append(one)
    return {
        note.pk
        for note in quoted
        if note.quote_by and any(_is_about(one, note) for one in yeses.get(note.quote_by.person_id or 0, []))
    }


def _is_about(yes: Consent, note: HelpNote) -> bool:
    if yes.about:
        return yes.about == about(note)
    return abs(yes.given_at - note.at) < _AROUND
