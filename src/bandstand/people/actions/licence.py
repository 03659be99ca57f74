"""Whether others may reuse a hub's directory, and under which licence."""

from django.db import transaction

from ..models import Hub, Person
from .deeds import record


@transaction.atomic
def open_directory(hub: Hub, licence: str, *, by: Person | None) -> bool:
    """Publish the directory as open data under this licence; an empty one stops it. False if it was so."""
    if hub.licence == licence:
        return False
    hub.licence = licence
    hub.save(update_fields=["licence"])
    words = (
        f"published the directory as open data: {hub.get_licence_display()}"
        if licence
        else "stopped publishing the directory as open data"
    )
    record(hub, "changed open data", words, by=by, about=hub)
    return True
