"""What stands under everything done on the day: an entry is kept once, and the sheet says what entries say.

A phone, or a form at the desk, gives each entry its own number. The first time it comes it is kept; the
second time it is there already and nothing happens. An entry is taken back by another entry.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models

from bandstand.people.models import Person

from ...models import DayEntry, Gathering
from ..booking import hold
from .settle import settle

__all__ = ["CannotUndoError", "change", "keep", "once", "settle"]


class CannotUndoError(Exception):
    """Something since rests on what was to be undone; the words say what, for the screen."""


def keep(
    gathering: Gathering,
    kind: str,
    about: uuid.UUID,
    said: Mapping[str, Any],
    *,
    by: Person | None,
    form_key: uuid.UUID,
) -> tuple[DayEntry, bool]:
    """Keep one entry of the desk, inside the caller's transaction; return it, and whether it is new."""
    row = hold(gathering)
    entry, new = DayEntry.objects.get_or_create(
        hub=row.hub,
        form_key=form_key,
        defaults={"gathering": row, "verb": kind, "about": about, "said": dict(said), "by": by},
    )
    if new:
        settle(row)
        entry = DayEntry.objects.select_related("attendance", "note").get(pk=entry.pk)
    return entry, new


def once(gathering: Gathering, verb: str, form_key: uuid.UUID, *, by: Person | None) -> tuple[DayEntry, bool]:
    """Return the entry of this form, and whether it is new. Two at the same moment make one."""
    return DayEntry.objects.get_or_create(
        hub=gathering.hub, form_key=form_key, defaults={"gathering": gathering, "verb": verb, "by": by}
    )


def change(entry: DayEntry, row: models.Model, **to: Any) -> None:
    """Set these fields of the row (locked by the caller) and keep before and after in the entry."""
    entry.before |= facts(row, to)
    for name, value in to.items():
        setattr(row, name, value)
    row.save(update_fields=list(to))
    entry.after |= facts(row, to)


def facts(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """Return these fields of the row as JSON keeps them."""
    return {name: _written(getattr(row, name)) for name in names}


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
