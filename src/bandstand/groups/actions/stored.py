"""Rows exactly as they are stored, as JSON, so that they can be put back to the letter."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

Stored = dict[str, Any]


def as_stored(row: models.Model) -> Stored:
    """Return every column of a row by its name; times keep their microseconds."""
    return {field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}  # noqa: SLF001


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def from_stored(model: type[models.Model], stored: Stored) -> models.Model:
    """Return the row again, unsaved. Columns added to the table since then have their defaults."""
    fields = {field.attname: field for field in model._meta.concrete_fields}  # noqa: SLF001
    return model(**{name: _typed(fields[name], value) for name, value in stored.items() if name in fields})


def _typed(field: models.Field[Any, Any], value: Any) -> Any:
    return value if value is None or isinstance(field, models.JSONField) else field.to_python(value)


def write_back(model: type[models.Model], stored: Stored) -> None:
    """Put a row that is gone back as it was, with its old id."""
    from_stored(model, stored).save_base(raw=True, force_insert=True)


def overwrite(model: type[models.Model], stored: Stored) -> None:
    """Make a row that is still there what it was."""
    row = from_stored(model, stored)
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}  # noqa: SLF001
    pk = values.pop(row._meta.pk.attname)  # noqa: SLF001
    model._default_manager.filter(pk=pk).update(**values)  # noqa: SLF001
