"""In the directory or not: hiding a group with a reason, showing it, and a group that leaves."""

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.actions.forget import wipe_traces
from bandstand.people.actions.links import revoke_links
from bandstand.people.actions.removals import remember
from bandstand.people.models import Message, Person, PrivateLink, Removal
from bandstand.people.traces import without_contacts

from .. import letters
from ..models import Group, ImportRow, Merge
from ..queries.contacts import contacts_of
from ..signals import joined_picture, left_picture
from .contacts import remove_contact
from .pages import write_note

# Why a group is hidden when it hid itself: only then may it show itself again.
OWN_WISH = "The group does not want to be shown."
LEFT = "The group asked to leave the directory."

_NAMES_IT = frozenset({"name", "postcode", "charity_number"})


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
def leave_picture(group: Group, *, by: Person | None) -> None:
    """Leave a group off the picture of who knows whom, and out of every file and count made from it."""
    group.off_map_at = timezone.now()
    _save(group, "off_map_at")
    record(group.hub, "left the picture", f"left {group.name} off the picture", by=by, about=group)
    left_picture.send(Group, group=group)


@transaction.atomic
def join_picture(group: Group, *, by: Person | None) -> None:
    """Show a group in the picture of who knows whom again."""
    group.off_map_at = None
    _save(group, "off_map_at")
    record(group.hub, "joined the picture", f"put {group.name} back in the picture", by=by, about=group)
    joined_picture.send(Group, group=group)


@transaction.atomic
def leave(group: Group) -> None:
    """Take a group out of the directory at its own wish, with everything that reaches a person.

    Its name stays, hidden, so that no sheet brings it back.
    """
    for contact in contacts_of([group]):
        remove_contact(contact, by=None)
    group.listed, group.hidden_why, group.left_at = False, LEFT, timezone.now()
    group.email = group.phone = ""
    group.notes = {}
    _save(group, "listed", "hidden_why", "left_at", "email", "phone", "notes")
    _wipe_rows(group)
    group.page_asks.all().delete()
    Message.objects.filter(about=f"groups.Group:{group.pk}").delete()
    revoke_links(group.uid, purpose=PrivateLink.Purpose.GROUP)
    words = f"took {group.name} out of the directory for good; its contact details are removed"
    record(group.hub, "left the directory", words, by=None, about=group)
    remember(group.hub, Removal.Kind.GROUP, group.uid)
    left_picture.send(Group, group=group)
    if group.hub.email:
        write_note(group, group.hub.email, letters.LEFT)
    wipe_traces()


def _wipe_rows(group: Group) -> None:
    """Leave in the rows of sheets the group came in only what it is known again by, and in what was kept to
    take merges apart no address or number.
    """
    rows = list(ImportRow.objects.filter(group=group).select_related("batch"))
    for row in rows:
        mapping = row.batch.mapping
        row.cells = [cell if mapping.get(str(n)) in _NAMES_IT else "" for n, cell in enumerate(row.cells)]
        row.whole, row.fixed, row.plan = "", {}, []
        row.before, row.says = without_contacts(row.before), without_contacts(row.says)
    fields = ["cells", "whole", "fixed", "plan", "before", "says"]
    ImportRow.objects.bulk_update(rows, fields, batch_size=100)
    for merge in group.merges.all():
        Merge.objects.filter(pk=merge.pk).update(snapshot=without_contacts(merge.snapshot))


def _save(group: Group, *fields: str) -> None:
    group.changed_at = timezone.now()
    group.save(update_fields=[*fields, "changed_at"])
