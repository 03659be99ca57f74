"""The one access layer: every query of hub-owned rows is bound to the hub in force, or fails.

A request, a task or a command first says which hub it works for (`hub_scope`); after that the ordinary
`Model.objects` sees that hub's rows only, and saving another hub's row is refused. Work that serves the
whole installation (the runner, backups) says so, with its reason (`every_hub`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)

_hub: ContextVar[int | None] = ContextVar("hub", default=None)
_every: ContextVar[str] = ContextVar("every_hub", default="")


class NoHubError(RuntimeError):
    """Hub-owned rows were asked for, or saved, with no hub in force."""


class OtherHubError(RuntimeError):
    """A row of one hub was about to be saved while another hub was in force."""


@contextmanager
def hub_scope(hub: models.Model | int) -> Iterator[None]:
    """Bind every query inside to this hub's rows. Takes the hub or its id."""
    chosen = _hub.set(hub if isinstance(hub, int) else hub.pk)
    narrowed = _every.set("")
    try:
        yield
    finally:
        _every.reset(narrowed)
        _hub.reset(chosen)


@contextmanager
def every_hub(reason: str) -> Iterator[None]:
    """Let queries inside see all hubs' rows. `reason` says why, for whoever reads the code."""
    if not reason:
        raise ValueError("Say why every hub's rows are needed.")
    token = _every.set(reason)
    try:
        yield
    finally:
        _every.reset(token)


def current_hub_id() -> int | None:
    """Return the id of the hub in force, or None."""
    return _hub.get()


def _refuse_foreign(rows: Iterable[models.Model]) -> None:
    if _every.get():
        return
    hub_id = _hub.get()
    for row in rows:
        if hub_id is None:
            raise NoHubError(f"No hub is in force, so {row._meta.label} cannot be saved.")  # noqa: SLF001
        if getattr(row, "hub_id") != hub_id:  # noqa: B009
            raise OtherHubError(f"{row._meta.label} belongs to another hub.")  # noqa: SLF001


class HubQuerySet(models.QuerySet[Row], Generic[Row]):
    """A query set whose bulk writes are held to the hub in force, as `save` is."""

    def bulk_create(self, objs: Iterable[Row], *args: Any, **options: Any) -> list[Row]:
        rows = list(objs)
        _refuse_foreign(rows)
        return super().bulk_create(rows, *args, **options)


class HubRows(models.Manager[Row], Generic[Row]):
    """The manager of every hub-owned model."""

    def get_queryset(self) -> HubQuerySet[Row]:
        rows: HubQuerySet[Row] = HubQuerySet(self.model, using=self._db)
        if _every.get():
            return rows
        hub_id = _hub.get()
        if hub_id is None:
            raise NoHubError(f"No hub is in force, so {self.model._meta.label} cannot be read.")  # noqa: SLF001
        return rows.filter(hub_id=hub_id)
