"""Letting somebody see what we hold about them: asked for with an address, answered by a letter to it."""

from datetime import timedelta

from django.db import transaction

from ..erasing import WORDY
from ..models import Hub, Person, PrivateLink
from ..traces import Traces
from . import limits
from .deeds import record
from .forget import rows_with
from .links import find_link, in_days, make_link, use_up
from .outbox import put_in_outbox

LINK_LIVES = 7  # days
NOT_KNOWN = "Unknown"

_LETTER = """You get this because {why}.

This link shows you everything we hold about you. You can take a copy of it, take back what you
once said yes to, or have all of it removed:

{{link}}

It works once, and for seven days. {last}
"""
_ASKED = "somebody, giving this address, asked {hub} what it holds about you"
_SENT = "{hub} was asked what it holds about you"
_NOT_YOU = "If it was not you who asked, there is nothing to do: nobody sees anything without this letter."


@transaction.atomic
def ask(hub: Hub, email: str) -> None:
    """Send a letter with a link, if we hold anything under this address. Nobody else learns whether we do."""
    # Looked for in every case, so that the answer takes as long for those we know as for those we do not.
    held = _held_anywhere(email)
    person = Person.objects.filter(email__iexact=email, anonymised_at=None).first()
    if person is None and held:
        made = {"name": NOT_KNOWN, "created_via": "asked"}
        person, _ = Person.objects.get_or_create(hub=hub, email=email.lower(), defaults=made)
    mailbox = limits.plain_mailbox(email)
    if limits.allow("letter about details", mailbox, most=3, within=timedelta(days=1)) and person is not None:
        _write(person, _ASKED, _NOT_YOU)


@transaction.atomic
def send_link(person: Person, *, by: Person) -> None:
    """Send somebody the link at the desk's wish: they asked by telephone, or face to face."""
    _write(person, _SENT, "If you did not ask, there is nothing to do.")
    words = "sent somebody the link to what we hold about them"
    record(person.hub, "sent papers", words, by=by, about=person)


def person_of(link: PrivateLink) -> Person | None:
    return Person.objects.filter(uid=link.subject, anonymised_at=None).first()


@transaction.atomic
def open_with(token: str) -> Person | None:
    """Return whose link this is, once."""
    link = find_link(PrivateLink.Purpose.PAPERS, token)
    person = person_of(link) if link else None
    if link is None or person is None or not use_up(link):
        return None
    record(person.hub, "opened papers", "looked at what we hold about them", by=None, about=person)
    return person


def note_copy(person: Person, *, by: Person | None) -> None:
    """Keep that a copy was taken, and by whom; empty: by themselves."""
    words = "took a copy of everything we hold about " + ("somebody" if by else "them")
    record(person.hub, "took papers", words, by=by, about=person)


def _held_anywhere(email: str) -> bool:
    """Tell whether anybody wrote this address down. Looks to the end, so that the time tells nothing."""
    traces = Traces(emails=(email,))
    found = [
        traces.out_of(getattr(row, name)) != getattr(row, name)
        for wordy in WORDY
        for row in rows_with(wordy, traces)
        for name in (*wordy.fields, *wordy.contacts)
    ]
    return any(found)


def _write(person: Person, why: str, last: str) -> None:
    link = make_link(person.hub, PrivateLink.Purpose.PAPERS, person.uid, expires_at=in_days(LINK_LIVES))
    put_in_outbox(
        person.hub,
        to_person=person,
        to_address=person.email,
        subject=f"What {person.hub.name} holds about you",
        text=_LETTER.format(why=why.format(hub=person.hub.name), last=last),
        link=link,
        about="papers",
    )
