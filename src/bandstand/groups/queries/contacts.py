"""Who answers for a group, and what of it the public may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from bandstand.people.models import Consent

from ..models import Group, GroupContact
from ..shown import PARTS, covers


@dataclass(frozen=True)
class PublicContact:
    """What may be shown of one contact; what may not is empty."""

    role: str
    name: str = ""
    email: str = ""
    phone: str = ""


def public_contacts(group: Group) -> list[PublicContact]:
    """Return what the public may see of a group's contacts, in two queries."""
    return public_contacts_of([group]).get(group.pk, [])


def public_contacts_of(groups: Iterable[Group]) -> dict[int, list[PublicContact]]:
    """Return what the public may see of these groups' contacts, by group id, in two queries for all of them.

    Nothing is shown that `shows` does not name, or without a consent in force that covers it.
    """
    contacts = list(contacts_of(groups).exclude(shows=[]))
    said = consents_in_force(contacts)
    found: dict[int, list[PublicContact]] = {}
    for contact in contacts:
        consent = said.get(contact.pk)
        if consent is not None and covers(consent.wording, contact):
            found.setdefault(contact.group_id, []).append(_shown(contact))
    return found


def contacts_of(groups: Iterable[Group]) -> QuerySet[GroupContact]:
    """Return the contacts of these groups whose details are still there, the main one first."""
    return GroupContact.objects.filter(group__in=groups, person__anonymised_at=None).select_related(
        "person", "group__kind", "group__hub"
    )


def consents_in_force(contacts: Iterable[GroupContact]) -> dict[int, Consent]:
    """Return the yes to being shown that is in force for each of these contacts, by the contact's id."""
    keys = {about(contact): contact for contact in contacts}
    yeses = Consent.objects.filter(
        purpose=Consent.Purpose.SHOWN, about__in=keys, given=True, withdrawn_at=None
    ).order_by("given_at", "pk")
    return {keys[yes.about].pk: yes for yes in yeses if yes.person_id == keys[yes.about].person_id}


def said_yes_to(contact: GroupContact) -> list[str]:
    """Return what of a contact is shown with a consent in force that covers it."""
    consent = consents_in_force([contact]).get(contact.pk)
    return list(contact.shows) if consent is not None and covers(consent.wording, contact) else []


def about(contact: GroupContact) -> str:
    """Return what a consent about this contact names it by."""
    return f"groups.GroupContact:{contact.pk}"


def address_to_write_to(group: Group) -> str:
    """Return where letters about a group go: to its main contact, else another, else its own address."""
    known = contacts_of([group]).exclude(person__email="").first()
    return known.person.email if known else group.email


def known_addresses(group: Group) -> list[str]:
    """Return every address we know to be the group's or one of its contacts'."""
    people = contacts_of([group]).exclude(person__email="").values_list("person__email", flat=True)
    return [*people, *([group.email] if group.email else [])]


def _shown(contact: GroupContact) -> PublicContact:
    return PublicContact(
        contact.role, **{part: getattr(contact.person, part) for part in PARTS if part in contact.shows}
    )
