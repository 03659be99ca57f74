"""Who answers for a group: adding them, putting them right, and what of them the public may see."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.actions.forget import forget
from bandstand.people.models import Consent, Message, Person, PrivateLink
from bandstand.people.queries import roles_in_force

from ..models import Group, GroupContact
from ..queries.contacts import about, said_yes_to
from ..shown import PARTS, tells_of_health, wording

MADE_AS, MADE_ON_PAGE = "contact", "own page"
DETAILS = ("name", "email", "phone")


class NotAgreedError(ValueError):
    """Something would be shown that nobody said yes to; the message says what is missing."""


class NotTheirsError(ValueError):
    """Somebody's own details would be changed by others; the message says what to do instead."""


class Yes(NamedTuple):
    """A yes to being shown: which parts, how it was said, and whether the sentence about health was too."""

    shows: list[str]
    how: str  # "own page", "telephone", "paper", "face to face"
    health: bool = False


class Particulars(NamedTuple):
    """What is known of somebody who answers for a group. The name is enough."""

    name: str
    email: str = ""
    phone: str = ""
    role: str = ""
    is_main: bool = False


@transaction.atomic
def add_contact(
    group: Group, told: Particulars, *, by: Person | None, yes: Yes | None = None, on_own_page: bool = False
) -> GroupContact:
    """Add somebody who answers for a group. Someone we know by that address is not made twice at the desk.

    On a group's own page nobody is known by an address: whoever has the link could otherwise read or use
    somebody else's details. Such an address is left for an officer to look at.
    """
    known = Person.objects.filter(email__iexact=told.email).first() if told.email else None
    if known is not None and not on_own_page:
        person = known
        if told.phone and not person.phone:
            person.phone = told.phone
            person.save(update_fields=["phone"])
    else:
        email, made = "" if known is not None else told.email, MADE_ON_PAGE if on_own_page else MADE_AS
        person = Person.objects.create(
            hub=group.hub, name=told.name, email=email, phone=told.phone, created_via=made
        )
    contact, _ = GroupContact.objects.get_or_create(
        group=group, person=person, defaults={"hub": group.hub, "role": told.role}
    )
    if told.is_main or group.contacts.count() == 1:
        make_main(contact)
    _tell(contact, "added a contact", f"added a contact to {group.name}", by)
    if yes is not None and yes.shows:
        say_yes(contact, yes, by=by)
    return contact


@transaction.atomic
def change_contact(contact: GroupContact, told: Particulars, *, by: Person, yes: Yes) -> None:
    """Put a contact right at the desk, and what is shown of them. Raises NotTheirsError, NotAgreedError."""
    _put_right(contact, told, by)
    if set(yes.shows) != set(contact.shows):
        say_yes(contact, yes, by=by)


def _put_right(contact: GroupContact, told: Particulars, by: Person) -> None:
    person = contact.person
    changed = {part: getattr(told, part) for part in DETAILS if getattr(told, part) != getattr(person, part)}
    if changed and roles_in_force().filter(person=person).exists():
        raise NotTheirsError("They work at this desk: their name and address are changed by themselves.")
    if changed.get("email") and _somebody_elses(changed["email"], person):
        raise NotTheirsError("Somebody else has that e-mail address. Add them as a contact instead.")
    if not changed and told.role == contact.role and told.is_main == contact.is_main:
        return
    Person.objects.filter(pk=person.pk).update(**changed)
    person.refresh_from_db()
    GroupContact.objects.filter(pk=contact.pk).update(role=told.role, is_main=told.is_main)
    if told.is_main:
        make_main(contact)
    # Deeds cannot be changed later, so they say what was changed, not what it was or is.
    detail: dict[str, object] = {part: [] for part in changed}
    _tell(contact, "changed a contact", f"changed a contact of {contact.group.name}", by, detail=detail)


def may_say_yes(contact: GroupContact, link: PrivateLink) -> bool:
    """Tell whether who has this link may show more of a contact: typed on the page, or sent the link."""
    if contact.person.created_via == MADE_ON_PAGE:
        return True
    return Message.objects.filter(link=link, to_person=contact.person).exists()


@transaction.atomic
def make_main(contact: GroupContact) -> None:
    """Let this contact, and no other of the group, get the letters."""
    others = GroupContact.objects.filter(group=contact.group, is_main=True).exclude(pk=contact.pk)
    others.update(is_main=False)
    GroupContact.objects.filter(pk=contact.pk).update(is_main=True)
    contact.is_main = True


@transaction.atomic
def say_yes(contact: GroupContact, yes: Yes, *, by: Person | None) -> None:
    """Write down a yes to being shown, word for word, in place of any earlier one. Raises NotAgreedError."""
    shows = [part for part in PARTS if part in yes.shows]
    missing = [PARTS[part] for part in shows if not getattr(contact.person, part)]
    if missing:
        raise NotAgreedError(f"There is no {missing[0]} to show. Add it first.")
    if not shows:
        return take_back(contact, by=by, how=yes.how)
    if set(shows) <= set(said_yes_to(contact)):  # less than they said yes to needs no other yes
        return _show(contact, shows)
    if tells_of_health(contact.group) and not yes.health:
        raise NotAgreedError("Tick the sentence about health too, or choose not to be shown.")
    _withdraw(contact)
    Consent.objects.create(
        hub=contact.hub,
        person=contact.person,
        purpose=Consent.Purpose.SHOWN,
        about=about(contact),
        given=True,
        wording=wording(contact, shows),
        how=yes.how,
        recorded_by=by,
    )
    _show(contact, shows)
    words = f"wrote down a contact’s yes to being shown with {contact.group.name}"
    detail: dict[str, object] = {"shown": ["", ", ".join(shows)], "how": yes.how}
    _tell(contact, "said yes to being shown", words, by, detail=detail)
    return None


@transaction.atomic
def take_back(contact: GroupContact, *, by: Person | None, how: str = "") -> None:
    """Take a yes back: nothing of the contact is shown from this moment."""
    if not _withdraw(contact) and not contact.shows:
        return
    _show(contact, [])
    words = f"stopped showing a contact of {contact.group.name}"
    detail: dict[str, object] = {"how": how} if how else {}
    _tell(contact, "took back a yes", words, by, detail=detail)


@transaction.atomic
def remove_contact(contact: GroupContact, *, by: Person | None) -> None:
    """Take somebody off a group. Their details go too, where being its contact is all we knew them for."""
    group, person = contact.group, contact.person
    was_main = contact.is_main
    _withdraw(contact)
    contact.delete()
    heir = group.contacts.first()
    if was_main and heir is not None:
        make_main(heir)
    if only_a_contact(person):
        forget(person, mailbox_shown=by is not None)
    words = f"removed a contact of {group.name} and their details"
    record(group.hub, "removed a contact", words, by=by, about=group)
    _touch(group)


def only_a_contact(person: Person) -> bool:
    """Tell whether nothing else holds on to a person who was made as a contact."""
    if person.created_via not in {MADE_AS, MADE_ON_PAGE}:
        return False
    ways = (one for one in Person._meta.related_objects if one.related_model is not Consent)  # noqa: SLF001
    return not any(
        Person.objects.filter(pk=person.pk, **{f"{one.name}__isnull": False}).exists() for one in ways
    )


def _somebody_elses(email: str, person: Person) -> bool:
    return Person.objects.filter(email__iexact=email).exclude(pk=person.pk).exists()


def _withdraw(contact: GroupContact) -> int:
    in_force = Consent.objects.filter(purpose=Consent.Purpose.SHOWN, about=about(contact), withdrawn_at=None)
    return in_force.update(withdrawn_at=timezone.now())


def _show(contact: GroupContact, shows: list[str]) -> None:
    contact.shows = shows
    contact.save(update_fields=["shows"])


def _tell(
    contact: GroupContact, verb: str, words: str, by: Person | None, detail: dict[str, object] | None = None
) -> None:
    record(contact.hub, verb, words, by=by, about=contact.group, detail=detail)
    _touch(contact.group)


def _touch(group: Group) -> None:
    Group.objects.filter(pk=group.pk).update(changed_at=timezone.now())
