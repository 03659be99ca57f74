"""The private page of an invitation: come, not this time, or do not ask again. Looking changes nothing."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bandstand.gatherings import inviting_words
from bandstand.gatherings.actions import answering
from bandstand.gatherings.actions.booking import BookingClosedError, Wish
from bandstand.gatherings.models import Attendance, Gathering, Invitation
from bandstand.gatherings.queries.inviting import invitation_of_link
from bandstand.people.actions.links import find_link
from bandstand.people.models import PrivateLink
from bandstand.web.errors import link_is_dead
from bandstand.web.forms.inviting import ComeForm
from bandstand.web.guards import HubRequest, at_most, out_of_searches, public

from .booking import just_booked, page_of_list

TEN_MINUTES = timedelta(minutes=10)
_BUTTONS = {
    "not-this-time": Invitation.Answer.NOT_THIS_TIME,
    "no-more": Invitation.Answer.NO_MORE,
    "again": Invitation.Answer.NONE,
}


@public
@never_cache
@require_safe
def invited(request: HubRequest, token: str) -> HttpResponse:
    """Why they are asked, where and when, and three ways to answer."""
    invitation = _opened(token)
    if invitation is None:
        return link_is_dead(request)
    return _page(request, invitation, token, ComeForm(initial={"name": invitation.to_name}))


@public
@never_cache
@require_POST
@at_most(40, within=TEN_MINUTES, what="booking")
def come(request: HubRequest, token: str) -> HttpResponse:
    """Book them in: the group, and the address the letter went to, are filled in already."""
    invitation = _opened(token)
    if invitation is None:
        return link_is_dead(request)
    form = ComeForm(request.POST)
    if not form.is_valid():
        return _page(request, invitation, token, form)
    try:
        booked = answering.come(invitation, _wish(invitation, form))
    except BookingClosedError:
        if list_page := page_of_list(invitation.gathering):
            return list_page
        told = {"gathering": invitation.gathering}
        return out_of_searches(render(request, "public/booking/too_late.html", told, status=410))
    if booked.link is None:
        return redirect("book-sent", slug=invitation.gathering.slug)
    return just_booked(request, booked.link)


@public
@never_cache
@require_POST
@at_most(60, within=TEN_MINUTES, what="answer to an invitation")
def answer(request: HubRequest, token: str, said: str) -> HttpResponse:
    invitation = _opened(token)
    if invitation is None or said not in _BUTTONS:
        return link_is_dead(request)
    answering.say(invitation, _BUTTONS[said])
    return redirect("invited", token=token)


def _opened(token: str) -> Invitation | None:
    link = find_link(PrivateLink.Purpose.INVITE, token)
    return invitation_of_link(link) if link else None


def _wish(invitation: Invitation, form: ComeForm) -> Wish:
    """What they typed, with what the invitation knows. Sent twice it is one booking: the key is its own."""
    return Wish(
        name=form.cleaned_data["name"],
        email=invitation.to_address,
        group=invitation.group,
        wants=form.cleaned_data["wants"],
        helping=invitation.helping,
        extra=form.cleaned_data["extra"] or 0,
        form_key=invitation.uid,
    )


def _page(request: HubRequest, invitation: Invitation, token: str, form: ComeForm) -> HttpResponse:
    told = {
        "invitation": invitation,
        "gathering": invitation.gathering,
        "reasons": inviting_words.reasons_of(invitation),
        "token": token,
        "form": form,
        "stands": _stands(invitation),
    }
    status = 422 if form.errors else 200
    return out_of_searches(render(request, "public/inviting/invited.html", told, status=status))


def _stands(invitation: Invitation) -> str:
    """Return what the page is about: off, over, no more, coming, or open."""
    gathering, seat = invitation.gathering, invitation.attendance
    if not gathering.can_book:
        return "off" if gathering.state == Gathering.State.CANCELLED else "over"
    if invitation.answer == Invitation.Answer.NO_MORE:
        return "no more"
    cancelled = seat is not None and seat.booking == Attendance.Booking.CANCELLED
    return "coming" if invitation.answer == Invitation.Answer.COMING and not cancelled else "open"


urls = [
    path("i/<str:token>/", invited, name="invited"),
    path("i/<str:token>/come/", come, name="invited-come"),
    path("i/<str:token>/<slug:said>/", answer, name="invited-answer"),
]
