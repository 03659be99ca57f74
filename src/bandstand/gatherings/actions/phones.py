"""Phones that hold a gathering's sheet: letting one in, hearing from it, telling it to forget."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.actions.links import link_even_over, make_link, revoke_links, token_of
from bandstand.people.models import Person, PrivateLink

from ..day.reading import clean
from ..models import Gathering, Phone

LIVES = timedelta(hours=72)  # after the end
STILL_TAKES = timedelta(days=14)  # what was done in time and is sent late
CODE_LIVES = timedelta(hours=24)
MOST_HELPERS = 100

Purpose = PrivateLink.Purpose


@dataclass(frozen=True)
class LetIn:
    """A phone that was let in, and the key it sends with: told once, kept nowhere."""

    phone: Phone
    key: str


@transaction.atomic
def let_in(gathering: Gathering, *, by: Person | None, label: str = "", may: str = Phone.May.DOOR) -> LetIn:
    """Make a phone that holds the sheet until 72 hours after the end."""
    until = max(gathering.ends_at, timezone.now() - LIVES + timedelta(hours=12)) + LIVES
    label = " ".join(clean(label).split())[:60]
    phone = Phone.objects.create(
        hub=gathering.hub, gathering=gathering, label=label, person=by, may=may, expires_at=until
    )
    link = make_link(gathering.hub, Purpose.PHONE, phone.uid, expires_at=until)
    whose = "a helper’s phone" if may == Phone.May.HELPER else "a phone"
    record(gathering.hub, "let a phone in", f"put {gathering} on {whose}", by=by, about=phone)
    return LetIn(phone, token_of(link))


def phone_with(key: str) -> Phone | None:
    """Return the phone with this key, expired and forgotten ones too; None when there is none."""
    link = link_even_over(Purpose.PHONE, key)
    if link is None:
        return None
    found = Phone.objects.select_related("gathering__hub", "hub", "person")
    return found.filter(uid=link.subject).first()


@transaction.atomic
def tell_to_forget(phone: Phone, *, by: Person | None) -> bool:
    """Have a phone wipe itself when it is next heard of, and take nothing more from it."""
    told = Phone.objects.filter(pk=phone.pk, forgotten_at=None).update(forgotten_at=timezone.now())
    if told:
        revoke_links(phone.uid, purpose=Purpose.PHONE)
        words = f"told a phone to forget {phone.gathering}"
        record(phone.hub, "told a phone to forget", words, by=by, about=phone)
    return bool(told)


def has_wiped(phone: Phone) -> None:
    """Write down that a phone says it has nothing left. It cannot send after that."""
    if Phone.objects.filter(pk=phone.pk, wiped_at=None).update(wiped_at=timezone.now()):
        revoke_links(phone.uid, purpose=Purpose.PHONE)


def seen(phone: Phone) -> None:
    """Write down when a phone was last heard of, once a minute at most."""
    now = timezone.now()
    if phone.seen_at is None or phone.seen_at < now - timedelta(minutes=1):
        Phone.objects.filter(pk=phone.pk).update(seen_at=now)


# The code on the table


def code_for(gathering: Gathering) -> PrivateLink | None:
    """Return the code that lets helpers' phones in, if there is one and it works."""
    links = PrivateLink.objects.filter(purpose=Purpose.DAY, subject=gathering.uid, revoked_at=None)
    return links.filter(expires_at__gt=timezone.now()).order_by("-pk").first()


@transaction.atomic
def make_code(gathering: Gathering, *, by: Person | None) -> PrivateLink:
    """Make a code for helpers' own phones, working until a day after the end; an older one stops."""
    revoke_links(gathering.uid, purpose=Purpose.DAY)
    until = max(gathering.ends_at, timezone.now()) + CODE_LIVES
    link = make_link(gathering.hub, Purpose.DAY, gathering.uid, expires_at=until)
    words = f"made a code for helpers’ phones at {gathering}"
    record(gathering.hub, "made a code", words, by=by, about=gathering)
    return link


@transaction.atomic
def stop_code(gathering: Gathering, *, by: Person | None) -> None:
    """Let no more phones in by the code. Those that are in stay in."""
    revoke_links(gathering.uid, purpose=Purpose.DAY)
    words = f"stopped the code for helpers’ phones at {gathering}"
    record(gathering.hub, "stopped a code", words, by=by, about=gathering)


def has_room(gathering: Gathering) -> bool:
    """Tell whether another helper's phone may come in by the code: nobody can fill the site with phones."""
    phones = Phone.objects.filter(gathering=gathering, may=Phone.May.HELPER)
    return phones.count() < MOST_HELPERS
