"""Removing somebody's details at their wish, and what was only needed for the day. Counts stay."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.actions.forget import forget, wipe_traces
from bandstand.people.actions.removals import remember
from bandstand.people.models import Person, PrivateLink, Removal
from bandstand.people.queries import roles_in_force

from ..models import Attendance, FollowUp, Gathering
from ..queries.bookings import came_by_letter
from .booking import hold, leave


@transaction.atomic
def remove_details(attendance: Attendance, link: PrivateLink) -> bool:
    """Remove a person's details as the holder of this link may; True when nothing of theirs is left.

    A link that went by letter proves the mailbox and removes everything we hold. The link the booking form
    gave removes this person where this booking is all they have, and nothing that others wrote: anyone can
    type another's address there.
    """
    person = attendance.person
    whole = person is not None and not works_here(person) and opens_everything(person, attendance, link)
    if person is not None and whole:
        forget(person, only_own_rows=not came_by_letter(link))
    else:
        wipe(attendance)
        remember(attendance.hub, Removal.Kind.BOOKING, attendance.uid)
        wipe_traces()
    PrivateLink.objects.filter(pk=link.pk).update(revoked_at=timezone.now())
    record(
        attendance.hub,
        "removed details",
        f"had their details removed ({attendance.gathering}); look whether the write-up names them",
        by=None,
        about=attendance.gathering,
    )
    return whole


def forget_ease(gathering: Gathering) -> None:
    """Delete what made it easier for people, once it is no longer needed."""
    Attendance.objects.filter(gathering=gathering).exclude(ease="").update(ease="")


def works_here(person: Person) -> bool:
    """Tell whether somebody signs in at the desk: they ask the owner to end that first."""
    return roles_in_force().filter(person=person).exists()


def opens_everything(person: Person, attendance: Attendance, link: PrivateLink) -> bool:
    """Tell whether this link shows that its holder is the person, not somebody who typed their address."""
    if came_by_letter(link):
        return True
    first = PrivateLink.objects.filter(subject=attendance.uid).order_by("pk").first()
    # A later link of the form's is from a booking over a cancelled one: by the same person, or by anybody.
    known_before = person.created_via != "booking" or attendance.booked_as or link != first
    return not known_before and not attendances_of(person).exclude(pk=attendance.pk).exists()


def attendances_of(person: Person) -> QuerySet[Attendance]:
    return Attendance.objects.filter(person=person).order_by("gathering_id", "pk")


def wipe(attendance: Attendance) -> None:
    """Empty what they wrote; take them off the list if it is still to come, so that nobody waits for them."""
    gathering = hold(attendance.gathering)
    if not gathering.is_over:
        leave(gathering, attendance)
    Attendance.objects.filter(pk=attendance.pk).update(wants="", ease="", group_words="", booked_as="")
    attendance.beside.clear()
    FollowUp.objects.filter(attendance=attendance).update(words="", more="")
    waits = FollowUp.objects.filter(attendance=attendance).exclude(state=FollowUp.State.ANSWERED)
    waits.update(state=FollowUp.State.DROPPED)
