"""Which tables of a workbook hold groups, which hold places of theirs, and which are left out."""

from collections.abc import Mapping

from django.db import transaction

from bandstand.people.models import Person

from ..models import ImportBatch
from .taking_in import throw_away

LEFT_OUT = "out"
GROUPS = ImportBatch.About.GROUPS.value


@transaction.atomic
def choose_tables(
    tables: list[ImportBatch], chosen: Mapping[int, str], *, by: Person | None
) -> list[ImportBatch]:
    """Settle what the tables of one upload are about: by batch id “groups”, “out”, or the id (as text) of the
    batch whose groups' places they hold. Return those that stay, groups before their places.

    Raises TooLateError when one to be left out has rows that are in.
    """
    stay = {table.pk: table for table in tables if chosen.get(table.pk) != LEFT_OUT}
    for table in tables:
        if table.pk not in stay:
            throw_away(table, by=by)
    for table in stay.values():
        of = stay.get(int(word)) if (word := chosen.get(table.pk, GROUPS)).isdecimal() else None
        table.linked_to = of if of is not table else None
        table.about = ImportBatch.About.PLACES if table.linked_to else ImportBatch.About.GROUPS
        table.save(update_fields=["about", "linked_to"])
    return sorted(stay.values(), key=lambda table: table.about != ImportBatch.About.GROUPS)
