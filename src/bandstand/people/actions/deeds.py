"""Writing down who did what."""

from django.db import models

from ..models import Deed, Hub, Person


def record(
    hub: Hub,
    verb: str,
    words: str,
    *,
    by: Person | None,
    about: models.Model | None = None,
    detail: dict[str, object] | None = None,
) -> Deed:
    """Write one deed, in the caller's transaction.

    `words` is the whole sentence without the actor ("announced the surgery at the Boathouse").
    """
    label = f"{about._meta.label}:{about.pk}" if about is not None else ""  # noqa: SLF001
    return Deed.objects.create(
        hub=hub, actor=by, verb=verb, words=words[:300], about=label, detail=detail or {}
    )
