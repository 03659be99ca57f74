"""Two evenings, one list: making it, signing up without an account, changing it, taking one's name off."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from bandstand.groups.models import Group
from bandstand.people.actions.deeds import record
from bandstand.people.actions.forget import forget, wipe_traces
from bandstand.people.actions.links import revoke_links
from bandstand.people.actions.removals import remember
from bandstand.people.erasing import only_by_a_form
from bandstand.people.models import Hub, Person, PrivateLink, Removal

from .. import evening_words as words
from ..models import Gathering, SignUp, TwoEvenings
from ..queries.bookings import came_by_letter
from ..queries.evenings import to_pair
from .booking import Wish, cancel, known_by, newcomer
from .details import attendances_of, wipe, works_here
from .evening_letters import answer_sign_up, private_page
from .planning import Plan, announce

TAKEN_OUT = dict.fromkeys(("name", "email", "phone", "group_words", "wants", "why"), "")


class NotAlikeError(Exception):
    """These two are no two like evenings; says in a sentence why not."""


class ListClosedError(Exception):
    """It is drawn already, or one of the evenings is over or called off."""


@dataclass(frozen=True)
class Joining:
    """What somebody filled in to be on a list; `group` is one the directory knows."""

    name: str
    email: str = ""
    phone: str = ""
    group: Group | None = None
    group_words: str = ""
    wants: str = ""
    can: str = SignUp.Can.EITHER
    why: str = ""
    form_key: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def told(self) -> dict[str, Any]:
        """What can be changed later."""
        return {name: getattr(self, name) for name in ("group", "group_words", "wants", "can", "why")}


@dataclass(frozen=True)
class Joined:
    """Their place, and the private page to go to: none where the link goes by letter only."""

    sign_up: SignUp
    link: PrivateLink | None


@transaction.atomic
def pair_up(hub: Hub, one: Gathering, other: Gathering, *, by: Person | None) -> TwoEvenings:
    """Make one list for two like gatherings; from now on both take bookings only through it, until the draw.

    Raises NotAlikeError with the reason when they are not two like evenings.
    """
    first, second = sorted((one, other), key=lambda each: (each.starts_at, each.pk))
    list(Gathering.objects.select_for_update().filter(pk__in=[first.pk, second.pk]).order_by("pk"))  # both
    if trouble := why_not_alike(first, second):
        raise NotAlikeError(trouble)
    place = first.venue.name if first.venue_id == second.venue_id else str(first.venue.area)
    made = TwoEvenings.objects.create(
        hub=hub,
        first=first,
        second=second,
        made_by=by,
        title=words.title_for(place),
        slug=_free_slug(first, second),
    )
    record(hub, "made a list", f"made one list for {first} and {second}", by=by, about=made)
    return made


@transaction.atomic
def announce_both(hub: Hub, plans: tuple[Plan, Plan], *, by: Person | None) -> TwoEvenings:
    """Put two evenings on the calendar with one list for both; neither where `pair_up` raises."""
    first, second = (announce(hub, plan, by=by) for plan in plans)
    return pair_up(hub, first, second, by=by)


def why_not_alike(first: Gathering, second: Gathering) -> str:
    """Return in a sentence why two gatherings cannot share a list; empty when they can."""
    if first.pk == second.pk:
        return "That is one and the same. Choose two."
    if to_pair().filter(pk__in=[first.pk, second.pk]).count() != 2:
        return "One of them has begun, is called off, or is on a list already. Choose two others."
    if first.kind != second.kind:
        return "One is a surgery and the other is not: they have to be alike. Choose two of one kind."
    near = first.venue_id == second.venue_id or first.venue.area_id == second.venue.area_id is not None
    return "" if near else "They are in different localities. Choose two at one place, or in one locality."


@transaction.atomic
def give_up(evenings: TwoEvenings, *, by: Person) -> bool:
    """Let both be booked as usual again; False when somebody is on the list, who would be left standing."""
    held = hold_list(evenings)
    if held.drawn_at or held.sign_ups.filter(left_at=None).exists():
        return False
    record(held.hub, "gave up a list", f"gave up the one list for {held.first} and {held.second}", by=by)
    held.delete()
    return True


@transaction.atomic
def sign_up(evenings: TwoEvenings, told: Joining) -> Joined:
    """Put somebody on the list. The same form again is the same place; a known address is answered by letter.

    Raises ListClosedError when it is drawn or over.
    """
    held = _open(evenings)
    key = uuid.uuid5(held.uid, f"{told.form_key} {told.name} {told.email.lower()}")
    # A place emptied at somebody's wish stays empty: the same form sent again is a place anew.
    held.sign_ups.filter(form_key=key, person=None).update(form_key=uuid.uuid4())
    same = held.sign_ups.filter(form_key=key).first()
    if same is not None:
        held.sign_ups.filter(pk=same.pk).update(left_at=None)
        return Joined(same, private_page(same))
    known = known_by(told.email)
    earlier = held.sign_ups.filter(person=known, left_at=None).first() if known else None
    if earlier is not None:
        answer_sign_up(earlier, words.ALREADY)
        return Joined(earlier, None)
    person = known or newcomer(held.hub, Wish(told.name, email=told.email, phone=told.phone))
    made = held.sign_ups.create(
        hub=held.hub,
        person=person,
        name=told.name,
        email=told.email.lower(),
        phone=told.phone,
        form_key=key,
        **told.told,
    )
    # Anybody can type anybody's address: nobody we knew before is written down as having done this.
    who = None if known else person
    record(held.hub, "signed up", f"signed up for one of two evenings: {held}", by=who, about=made)
    link = private_page(made)
    answer_sign_up(made, words.SIGNED_UP if made.only is None else words.SIGNED_UP_FOR_ONE)
    return Joined(made, link)


@transaction.atomic
def change_sign_up(one: SignUp, told: Joining) -> None:
    """Change what somebody told us; never their name or address. Raises ListClosedError after the draw."""
    _open(one.evenings)
    SignUp.objects.filter(pk=one.pk).update(**told.told)


@transaction.atomic
def take_off(one: SignUp) -> None:
    """Take a name off the list, and cancel the booking it has become, if it has. Twice is once."""
    hold_list(one.evenings)
    if not SignUp.objects.filter(pk=one.pk, left_at=None).update(left_at=timezone.now()):
        return
    one.refresh_from_db(fields=["attendance"])
    if one.attendance is not None and not one.attendance.gathering.is_over:
        cancel(one.attendance)
    record(one.hub, "took their name off", f"took their name off {one.evenings}", by=one.person, about=one)


@transaction.atomic
def put_back_on(one: SignUp) -> None:
    """Take that back. Raises ListClosedError after the draw: then they book like anybody."""
    _open(one.evenings)
    SignUp.objects.filter(pk=one.pk).update(left_at=None)


@transaction.atomic
def remove_sign_up(one: SignUp, link: PrivateLink) -> bool:
    """Remove what they typed, at their wish; True when nothing of theirs is left here at all.

    A link that went by letter proves the mailbox and removes everything we hold. The link the form gave
    removes this place and what the lot made of it, and the person where that is all we know of them: anyone
    can type another's address there.
    """
    take_off(one)
    person, by_letter = one.person, came_by_letter(link)
    whole = person is not None and not works_here(person) and (by_letter or _is_all_of(person, one))
    if person is not None and whole:
        forget(person, only_own_rows=not by_letter)
    else:
        _empty(one)
        wipe_traces()
    PrivateLink.objects.filter(pk=link.pk).update(revoked_at=timezone.now())
    record(one.hub, "removed details", f"had their details removed ({one.evenings})", by=None)
    return whole


def _is_all_of(person: Person, one: SignUp) -> bool:
    """Tell whether we know somebody by this place alone, so that whoever typed it typed all there is."""
    came = attendances_of(person).exclude(gathering__in=one.evenings.both, created_at__gte=one.at)
    elsewhere = SignUp.objects.filter(person=person).exclude(pk=one.pk)
    by_the_form = person.created_via == "booking" and only_by_a_form(person)
    return by_the_form and not came.exists() and not elsewhere.exists()


def _empty(one: SignUp) -> None:
    """Take out what was typed for this place, here and in the booking it has become; its links end."""
    if one.attendance is not None:
        wipe(one.attendance)
        remember(one.hub, Removal.Kind.BOOKING, one.attendance.uid)
    SignUp.objects.filter(pk=one.pk).update(person=None, **TAKEN_OUT)
    revoke_links(one.uid, purpose=PrivateLink.Purpose.SIGN_UP)
    remember(one.hub, Removal.Kind.BOOKING, one.uid)


def hold_list(evenings: TwoEvenings) -> TwoEvenings:
    """Lock a list until the transaction ends, and return it as it is now."""
    held = TwoEvenings.objects.select_for_update(of=("self",))
    return held.select_related("hub", "first__venue", "second__venue").get(pk=evenings.pk)


def _open(evenings: TwoEvenings) -> TwoEvenings:
    held = hold_list(evenings)
    if not held.is_open:
        raise ListClosedError
    return held


def _free_slug(first: Gathering, second: Gathering) -> str:
    days = [timezone.localtime(each.starts_at) for each in (first, second)]
    wanted = slugify(f"{first.venue.name[:50]} {days[0]:%-d %B} or {days[1]:%-d %B %Y}")
    taken = set(TwoEvenings.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in [wanted, *numbered] if slug not in taken)
