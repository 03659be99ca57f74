"""What becomes of an invitation: they come, not this time, or please do not ask again."""

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.actions.links import revoke_links
from bandstand.people.models import Person, PrivateLink

from ..models import Attendance, HelperProfile, Invitation
from .booking import Booked, Wish, book, book_again

Said = Invitation.Answer


@transaction.atomic
def come(invitation: Invitation, wish: Wish, *, by: Person | None = None) -> Booked:
    """Book whoever was asked in, and keep that they come. Raises BookingClosedError when it is too late."""
    booked = book(invitation.gathering, wish, by=by)
    if booked.link is not None and booked.attendance.booking == Attendance.Booking.CANCELLED:
        book_again(booked.attendance)  # they had booked by this link, and cancelled
    _keep(invitation, Said.COMING)
    if booked.link is not None:  # else it is a booking made elsewhere, which this link opens no door to
        Invitation.objects.filter(pk=invitation.pk).update(attendance=booked.attendance)
    return booked


@transaction.atomic
def say(invitation: Invitation, answer: str) -> None:
    """Keep what somebody answered by their link. “Do not ask again” stands for every gathering to come."""
    _keep(invitation, answer)
    words = f"answered an invitation to {invitation.gathering}: {Said(answer).label.lower()}"
    record(invitation.hub, "answered an invitation", words, by=None, about=invitation.gathering)


@transaction.atomic
def log_call(invitation: Invitation, *, answer: str, heard: str, by: Person) -> None:
    """Write down a phone call: what they said, and whether they come."""
    called = Invitation.objects.filter(pk=invitation.pk).exclude(state=Invitation.State.WITHDRAWN)
    called.update(
        state=Invitation.State.SENT, sent_at=timezone.now(), route=Invitation.Route.PHONE, heard=heard
    )
    _keep(invitation, answer)
    words = f"rang about {invitation.gathering}: {Said(answer).label.lower()}"
    record(invitation.hub, "rang", words, by=by, about=invitation.gathering)


def _keep(invitation: Invitation, answer: str) -> None:
    if invitation.answer == Said.NO_MORE and answer != Said.NO_MORE and invitation.helping:
        HelperProfile.objects.filter(person=invitation.person_id).update(wants_dates=True)
    at = timezone.now() if answer else None
    invitation.answer = answer
    Invitation.objects.filter(pk=invitation.pk).update(answer=answer, answered_at=at)
    if answer == Said.NO_MORE:
        _leave_alone(invitation)


def _leave_alone(invitation: Invitation) -> None:
    """Take back what was not sent yet, to whichever gathering; a helper hears of no more dates."""
    if invitation.person_id and invitation.helping:
        HelperProfile.objects.filter(person=invitation.person_id).update(wants_dates=False)
    same = Invitation.objects.filter(state=Invitation.State.DRAFT).exclude(pk=invitation.pk)
    theirs = (
        same.filter(person=invitation.person_id)
        if invitation.helping
        else same.filter(group=invitation.group_id, group__isnull=False)
    )
    for one in theirs:
        revoke_links(one.uid, purpose=PrivateLink.Purpose.INVITE)
    theirs.update(state=Invitation.State.WITHDRAWN)
