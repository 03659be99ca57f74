"""The plan of a row: what it would change, what of that is kept as it is, and what an officer chose."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..sheets.cells import Facts
from .places_rows import place_changes
from .planning import Change, group_changes
from .rows import Sheet, Subject
from .said_by import by_hand


def changes(sheet: Sheet, subject: Subject, facts: Facts) -> list[Change]:
    """Return what the row would change; what somebody said by hand is kept unless the officer chooses the
    sheet's.
    """
    found = (place_changes if sheet.is_places else group_changes)(sheet, subject, facts)
    for change in found:
        if not subject.made_by:
            change.who = change.who or by_hand(subject.group, change.field)
            change.keep = bool(change.who)
    return found


def with_choices(found: Sequence[Change], plan: Sequence[Mapping[str, Any]]) -> list[Change]:
    """Return the changes with what an officer chose of the same ones before."""
    chosen = {(line["field"], line["after"]): bool(line["keep"]) for line in plan}
    for change in found:
        change.keep = chosen.get((change.field, change.after), change.keep)
    return list(found)
