"""Programmes: writing down what a funder pays for."""

from datetime import date

from django.db import transaction

from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..models import Programme


@transaction.atomic
def add_programme(
    hub: Hub,
    name: str,
    *,
    funder: str = "",
    since: date | None = None,
    until: date | None = None,
    by: Person | None,
) -> Programme:
    """Add a programme. One of the same name is that one."""
    made, new = Programme.objects.get_or_create(
        hub=hub, name=name, defaults={"funder": funder, "since": since, "until": until}
    )
    if new:
        record(hub, "added a programme", f"added the programme {name}", by=by, about=made)
    return made


@transaction.atomic
def change_programme(
    programme: Programme,
    name: str,
    *,
    funder: str = "",
    since: date | None = None,
    until: date | None = None,
    by: Person | None,
) -> None:
    """Change a programme. What counts towards it stays."""
    before = programme.name
    programme.name, programme.funder, programme.since, programme.until = name, funder, since, until
    programme.save()
    record(programme.hub, "changed a programme", f"changed the programme {before}", by=by, about=programme)
