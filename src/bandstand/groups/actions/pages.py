"""The private page of a group: the link to it, how it gets there, and who may have it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bandstand.kit.background import later
from bandstand.people.actions import limits
from bandstand.people.actions.deeds import record
from bandstand.people.actions.links import in_days, make_link, revoke_links
from bandstand.people.actions.outbox import put_in_outbox
from bandstand.people.models import Hub, Person, PrivateLink

from .. import letters
from ..models import Group, PageAsk
from ..queries.contacts import address_to_write_to, contacts_of, known_addresses

LIVES_DAYS = 400
ANSWER = "bandstand.groups.tasks.answer_page_ask"
_WAITING_AT_MOST = 5


def page_link(group: Group) -> PrivateLink:
    """Make a private link to a group's own page. It works for over a year, or until it is taken back."""
    return make_link(group.hub, PrivateLink.Purpose.GROUP, group.uid, expires_at=in_days(LIVES_DAYS))


def write_to(group: Group, address: str, *, yearly: bool = False) -> None:
    """Put the letter with a link to the group's own page in the outbox."""
    letter = letters.written(letters.YEARLY if yearly else letters.SENT, group)
    contact = contacts_of([group]).filter(person__email__iexact=address).first()
    put_in_outbox(
        group.hub,
        to_person=contact.person if contact else None,
        to_address=address,
        subject=letter.subject,
        text=letter.text,
        link=page_link(group),
        about=f"groups.Group:{group.pk}",
    )


@transaction.atomic
def send_page(group: Group, *, by: Person) -> bool:
    """Write to a group with its own page; False when we know no address."""
    address = address_to_write_to(group)
    if not address:
        return False
    write_to(group, address)
    Group.objects.filter(pk=group.pk).update(asked_at=timezone.now())
    record(group.hub, "sent a page", f"sent {group.name} its own page", by=by, about=group)
    return True


@transaction.atomic
def make_card(group: Group, *, by: Person) -> PrivateLink:
    """Make a link to be printed or read out."""
    record(group.hub, "made a card", f"made a card with the private page of {group.name}", by=by, about=group)
    return page_link(group)


@transaction.atomic
def take_back_links(group: Group, *, by: Person) -> None:
    revoke_links(group.uid, purpose=PrivateLink.Purpose.GROUP)
    words = f"took back every link to the private page of {group.name}"
    record(group.hub, "took back links", words, by=by, about=group)


# Asking for a page whose link one does not have


@transaction.atomic
def ask_for_page(group: Group, email: str, says: str = "") -> None:
    """Take in that somebody says a group is theirs.

    Whether we know the address is only looked up afterwards, behind the scenes: the answer on screen, and the
    time it takes, are the same for all.
    """
    ask = PageAsk.objects.create(hub=group.hub, group=group, email=email, says=says)
    later(ANSWER, ask.pk, priority=50)


@transaction.atomic
def answer_ask(ask: PageAsk) -> None:
    """Send the page where the address is one we know; leave any other for an officer to decide."""
    if ask.waits:
        return
    known = next((one for one in known_addresses(ask.group) if one.lower() == ask.email.lower()), "")
    mailbox = limits.plain_mailbox(ask.email)
    if not limits.allow("group page", mailbox, most=5, within=timedelta(hours=1)):
        ask.delete()
    elif known:
        write_to(ask.group, known)
        ask.delete()
    elif _is_new(ask):
        PageAsk.objects.filter(pk=ask.pk).update(waits=True)
        words = f"asks for the private page of {ask.group.name}, from an address we do not know"
        record(ask.hub, "asked for a page", f"Somebody {words}", by=None, about=ask.group)
    else:
        ask.delete()


def _is_new(ask: PageAsk) -> bool:
    waiting = PageAsk.objects.filter(group=ask.group, waits=True)
    return waiting.count() < _WAITING_AT_MOST and not waiting.filter(email__iexact=ask.email).exists()


@transaction.atomic
def decide_ask(ask: PageAsk, *, give: bool, by: Person) -> None:
    """Send the page to somebody an officer knows to belong to the group, or not. The address is not kept."""
    if give:
        write_to(ask.group, ask.email)
    said = "gave the private page of" if give else "did not give the private page of"
    words = f"{said} {ask.group.name} to somebody who asked"
    record(ask.hub, "decided who gets a page", words, by=by, about=ask.group)
    ask.delete()


def letter_to_show(hub: Hub) -> letters.Written:
    """Return the yearly letter as an example, to nobody."""
    return letters.written(letters.YEARLY, Group(hub=hub, name="Friends of the Example Park"))


def tell_old_address(group: Group, old: str, new: str) -> None:
    """Write to the address letters went to so far that another was given on the group's own page."""
    if old and old.lower() != new.lower():
        write_note(group, old, letters.ADDRESS_CHANGED)


def write_note(group: Group, address: str, letter: letters.Letter) -> None:
    """Put a letter about a group, without a link, in the outbox."""
    subject, text = letters.written(letter, group)
    put_in_outbox(group.hub, to_address=address, subject=subject, text=text, about=f"groups.Group:{group.pk}")
