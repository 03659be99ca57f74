"""Signing up as a helper without an account, and the private page that comes with it.

What somebody types into the form is an offer: nobody sees it, and it changes nothing we knew, until the link
in the letter says that it was them, or an officer has rung them.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions import limits
from bandstand.people.actions.deeds import record
from bandstand.people.actions.forget import forget
from bandstand.people.actions.hand_over import NOT_KNOWN
from bandstand.people.actions.links import in_days, make_link
from bandstand.people.actions.outbox import put_in_outbox, unmarked
from bandstand.people.models import Hub, Person, PrivateLink, Topic
from bandstand.places.models import Area

from ..models import Attendance, HelperProfile
from ..queries.helpers import helps
from ..words import hello

LIVES_DAYS = 400
BY_FORM = "helping"  # how somebody is known who came by the form
# An offer nobody said yes to is forgotten after this.
WAITS = timedelta(days=14)

_SHAPE = """{hello}

You get this letter because {why}.

{then}

{{link}}

{last}
"""


class Letter(NamedTuple):
    """One letter to a helper: why it comes, what its link is for, and what if it is not theirs."""

    why: str
    then: str
    last: str


_OFFERED = Letter(
    why="this address was given to {hub} to offer help to small local groups",
    then="If that was you, thank you. Open your own page and press “Yes, that was me”: until then nobody "
    "sees what you typed. On the page you see what is coming up and what you would be asked:",
    last="If it was not you, there is nothing to do: we forget it in two weeks. The page has a button for "
    "that, too.",
)
_ASKED = Letter(
    why="somebody, giving this address, asked {hub} for the private page of a helper",
    then="This is your page: dates, what you would be asked, your topics, your hours, and a pause whenever "
    "you like:",
    last="The link is yours alone. If it was not you who asked, there is nothing to do.",
)
_SENT = Letter(
    why="you help at {hub}’s sessions, and somebody there asked us to send you your own page",
    then="There you see what is coming up and what you would be asked, and can say what you like to show, "
    "take a pause, or have your details removed. No account is needed:",
    last="The link is yours alone.",
)


@dataclass(frozen=True)
class Offer:
    """What somebody typed. A name and one way to reach them are enough."""

    name: str
    email: str = ""
    phone: str = ""
    topics: tuple[int, ...] = ()
    areas: tuple[int, ...] = ()
    languages: str = ""
    times: str = ""
    gives: str = ""


@transaction.atomic
def sign_up(hub: Hub, offer: Offer) -> None:
    """Keep an offer and write to its address: the same for those we know and those we do not."""
    who = limits.plain_mailbox(offer.email) if offer.email else offer.phone
    if not limits.allow("offer to help", who, most=3, within=timedelta(days=1)):
        return
    person = _person(hub, offer)
    profile, _ = HelperProfile.objects.get_or_create(person=person, defaults={"hub": hub})
    profile.offer, profile.offered_at = _kept(offer), timezone.now()
    profile.save(update_fields=["offer", "offered_at"])
    if offer.email:
        _write(person, _OFFERED, "Your offer to help")
    record(hub, "offered to help", "Somebody offered to help", by=None, about=person)


def _person(hub: Hub, offer: Offer) -> Person:
    known = Person.objects.filter(email__iexact=offer.email, anonymised_at=None) if offer.email else None
    found = known.first() if known is not None else None
    if found is not None:
        return found
    # Whoever left a number only is rung by that name; a mailbox says by the letter that it is theirs.
    told = {"email": offer.email.lower(), "name": NOT_KNOWN} if offer.email else {"name": offer.name}
    phone = "" if offer.email else offer.phone
    return Person.objects.create(hub=hub, phone=phone, created_via=BY_FORM, **told)


def _kept(offer: Offer) -> dict[str, object]:
    told = asdict(offer)
    del told["email"]
    return told


@transaction.atomic
def confirm(profile: HelperProfile, *, by: Person | None = None) -> None:
    """Take an offer up: the helper said that it was them, or an officer (`by`) has talked to them."""
    row = (
        HelperProfile.objects.select_for_update(of=("self",))
        .select_related("person", "hub")
        .get(pk=profile.pk)
    )
    offer, now = row.offer, timezone.now()
    row.confirmed_at = row.confirmed_at or now
    row.stopped_at = None
    if by is not None:
        row.checked_at = now
    if offer:
        _take_up(row, offer)
    row.save()
    words = "wrote down that somebody helps" if by else "said yes to helping"
    record(row.hub, "became a helper", words, by=by or row.person, about=row.person)


def _take_up(row: HelperProfile, offer: dict[str, Any]) -> None:
    """Put what was offered in the place of what we knew, where they said anything."""
    for name in ("languages", "times", "gives"):
        setattr(row, name, offer.get(name) or getattr(row, name))
    row.offer = {}
    if offer.get("topics"):
        row.topics.set(Topic.objects.filter(pk__in=offer["topics"]))
    if offer.get("areas"):
        row.areas.set(Area.objects.filter(pk__in=offer["areas"]))
    person = row.person
    person.phone = person.phone or offer.get("phone", "")
    person.name = offer.get("name") or NOT_KNOWN if person.name == NOT_KNOWN else person.name
    person.save(update_fields=["name", "phone"])


@transaction.atomic
def refuse(profile: HelperProfile) -> bool:
    """Forget an offer somebody else typed; True when nothing is left of its person either."""
    if profile.confirmed_at is not None:
        HelperProfile.objects.filter(pk=profile.pk).update(offer={}, offered_at=None)
        return False
    person = profile.person
    profile.delete()
    alone = person.created_via == BY_FORM and not Attendance.objects.filter(person=person).exists()
    if alone:
        forget(person)
    return alone


def forget_unconfirmed() -> int:
    """Forget the offers in the hub in force that nobody has said yes to for two weeks."""
    old = HelperProfile.objects.filter(offered_at__lt=timezone.now() - WAITS).exclude(offer={})
    # Whoever left a number only waits for an officer, who may be on holiday.
    left = [one for one in old.select_related("person") if one.person.email or one.confirmed_at]
    return len([refuse(profile) for profile in left])


@transaction.atomic
def ask_for_link(hub: Hub, email: str) -> None:
    """Send somebody the link to their page if they help. Nobody learns whether they do."""
    mailbox = limits.plain_mailbox(email)
    allowed = limits.allow("helper page", mailbox, most=3, within=timedelta(days=1))
    person = Person.objects.filter(email__iexact=email, anonymised_at=None).select_related("hub").first()
    if allowed and person is not None and person.hub_id == hub.pk and helps(person):
        _write(person, _ASKED, "Your own page as a helper")


@transaction.atomic
def send_link(person: Person, *, by: Person) -> bool:
    """Send a helper their page at the desk's wish; False when we know no address."""
    if not person.email:
        return False
    _write(person, _SENT, "Your own page as a helper")
    record(person.hub, "sent a helper’s page", "sent a helper their own page", by=by, about=person)
    return True


def page_link(person: Person) -> PrivateLink:
    """Make a private link to a helper's own page; it works for over a year."""
    return make_link(person.hub, PrivateLink.Purpose.HELPER, person.uid, expires_at=in_days(LIVES_DAYS))


def _write(person: Person, letter: Letter, subject: str) -> None:
    hub = person.hub
    told = letter._asdict() | {"why": letter.why.format(hub=unmarked(hub.name))}
    put_in_outbox(
        hub,
        to_person=person,
        to_address=person.email,
        subject=subject,
        text=_SHAPE.format(hello=hello("" if person.name == NOT_KNOWN else person.name), **told),
        link=page_link(person),
        about="helper",
    )
