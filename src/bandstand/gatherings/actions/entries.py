"""Once, and undone: what stands under everything done on the day.

A form brings its own key. The first time it comes, an entry is made and the thing is done; the second time
the entry is there already and nothing happens. The entry keeps what it changed, so that it can be put back.
"""

import uuid
from datetime import datetime
from typing import Any

from django.db import models

from bandstand.people.models import Person

from ..models import DayEntry, Gathering


class CannotUndoError(Exception):
    """Something since rests on what was to be undone; the words say what, for the screen."""


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


def put_back(entry: DayEntry, row: models.Model) -> None:
    """Set the row's fields (locked by the caller) to what they were, unless they changed again since."""
    mine = [field.attname for field in row._meta.concrete_fields if field.attname in entry.before]  # noqa: SLF001
    if facts(row, mine) != {name: entry.after[name] for name in mine}:
        raise CannotUndoError("That has been changed again since, so it was left as it is.")
    for name in mine:
        setattr(row, name, _read(row, name, entry.before[name]))
    row.save(update_fields=mine)


def facts(row: models.Model, names: Any) -> dict[str, Any]:
    """Return these fields of the row as JSON keeps them."""
    return {name: _written(getattr(row, name)) for name in names}


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _read(row: models.Model, name: str, value: Any) -> Any:
    return row._meta.get_field(name).to_python(value)  # type: ignore[union-attr]  # noqa: SLF001
