"""A help note together with the yes to what somebody said in it."""

import uuid

from django.db import transaction

from bandstand.people.models import Person

from ..models import DayEntry, Gathering
from .notes import Telling, write_note
from .quotes import may_quote


@transaction.atomic
def write_note_and_ask(
    gathering: Gathering,
    told: Telling,
    *,
    quotable: bool,
    how: str = "spoken",
    by: Person | None,
    form_key: uuid.UUID,
) -> DayEntry:
    """Write a help note and, where they said so, that its words may be printed."""
    sent_before = DayEntry.objects.filter(form_key=form_key).exists()
    entry = write_note(gathering, told, by=by, form_key=form_key)
    if quotable and entry.note is not None and not sent_before:
        may_quote(entry.note, how=how, by=by)
    return entry
