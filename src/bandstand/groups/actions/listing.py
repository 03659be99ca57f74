"""In the directory or not: hiding a group with a reason, showing it, and a group that leaves."""

import re
from typing import Any

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.actions.forget import wipe_traces
from bandstand.people.actions.links import revoke_links
from bandstand.people.models import Message, Person, PrivateLink

from .. import letters
from ..models import Group, ImportRow
from ..queries.contacts import contacts_of
from .contacts import remove_contact
from .pages import write_note

# Why a group is hidden when it hid itself: only then may it show itself again.
OWN_WISH = "The group does not want to be shown."
LEFT = "The group asked to leave the directory."

_ADDRESS = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+\.\w+")
_NUMBER = re.compile(r"(?<![\w.-])\+?\(?\d[\d\s()-]{8,}\d(?![\w-])")


@transaction.atomic
def hide(group: Group, *, why: str, by: Person | None) -> None:
    """Keep a group out of everything public."""
    group.listed, group.hidden_why = False, why
    _save(group, "listed", "hidden_why")
    words = f"hid {group.name} from the directory"
    record(group.hub, "hid a group", words, by=by, about=group, detail={"why": ["", why]} if why else {})


@transaction.atomic
def show(group: Group, *, by: Person | None) -> None:
    """Show a group in the public directory; one that had left is in it again."""
    group.listed, group.hidden_why, group.left_at = True, "", None
    _save(group, "listed", "hidden_why", "left_at")
    record(group.hub, "showed a group", f"showed {group.name} in the directory", by=by, about=group)


def hid_itself(group: Group) -> bool:
    return not group.listed and group.hidden_why == OWN_WISH


@transaction.atomic
def leave(group: Group) -> None:
    """Take a group out of the directory at its own wish, with everything that reaches a person.

    Its name stays, hidden, so that no sheet brings it back.
    """
    for contact in contacts_of([group]):
        remove_contact(contact, by=None)
    group.listed, group.hidden_why, group.left_at = False, LEFT, timezone.now()
    group.email = group.phone = ""
    group.notes = _without_details(group.notes)
    _save(group, "listed", "hidden_why", "left_at", "email", "phone", "notes")
    _wipe_rows(group)
    group.page_asks.all().delete()
    Message.objects.filter(about=f"groups.Group:{group.pk}").delete()
    revoke_links(group.uid, purpose=PrivateLink.Purpose.GROUP)
    words = f"took {group.name} out of the directory for good; its contact details are removed"
    record(group.hub, "left the directory", words, by=None, about=group)
    if group.hub.email:
        write_note(group, group.hub.email, letters.LEFT)
    wipe_traces()


def _wipe_rows(group: Group) -> None:
    """Take addresses and numbers out of the rows of sheets the group came in; the rows stay, and are known
    again.
    """
    personal = ["cells", "fixed", "plan", "before", "says"]
    rows = list(ImportRow.objects.filter(group=group))
    for row in rows:
        for field in personal:
            setattr(row, field, _without_details(getattr(row, field)))
    ImportRow.objects.bulk_update(rows, personal, batch_size=100)


def _without_details(held: Any) -> Any:
    """Return JSON with every e-mail address and telephone number in its words taken out."""
    if isinstance(held, str):
        return _NUMBER.sub("", _ADDRESS.sub("", held))
    if isinstance(held, list):
        return [_without_details(one) for one in held]
    if isinstance(held, dict):
        return {key: _without_details(one) for key, one in held.items()}
    return held


def _save(group: Group, *fields: str) -> None:
    group.changed_at = timezone.now()
    group.save(update_fields=[*fields, "changed_at"])
