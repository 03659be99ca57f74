"""Booking a place, and the private page that comes with it. No account; nothing is kept in a session.

A private link is opened by people and by mail scanners alike: looking at it changes nothing, buttons do.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions import booking, details
from bandstand.gatherings.actions.booking import BookingClosedError, NoPlaceForMoreError
from bandstand.gatherings.actions.letters import question_for
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.gatherings.queries.bookings import answered, booking_of_link
from bandstand.gatherings.queries.evenings import open_lists, sign_up_of
from bandstand.people.actions.links import address_of, find_link, token_of
from bandstand.people.models import PrivateLink
from bandstand.people.queries import topics
from bandstand.web.errors import link_is_dead
from bandstand.web.forms.booking import NO_PLACE, AnswerForm, BookingForm, WantsForm
from bandstand.web.guards import HubRequest, at_most, out_of_searches, public
from bandstand.web.named import the_gathering

TEN_MINUTES = timedelta(minutes=10)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(40, within=TEN_MINUTES, what="booking")
def book(request: HubRequest, slug: str, *, helping: bool = False) -> HttpResponse:
    """One screen; then the private page."""
    gathering = the_gathering(slug)
    helping = helping or request.GET.get("help") == "offer"
    if not gathering.can_book:
        return _too_late(request, gathering)
    if not helping and (list_page := page_of_list(gathering)):
        return list_page
    start = {"form_key": uuid.uuid4()} | BookingForm.start_with(request.GET.get("win", ""))
    form = BookingForm(request.POST or None, topics=topics(), helping=helping, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            booked = booking.book(gathering, form.booking(helping=helping))
        except BookingClosedError:
            return page_of_list(gathering) or _too_late(request, gathering)
        # Typing an address that is down already gives no look at that booking: its link goes to the mailbox.
        return just_booked(request, booked.link) if booked.link else redirect("book-sent", slug=slug)
    told = {"form": form, "gathering": gathering, "helping": helping, "win": form.win}
    return render(request, "public/booking/book.html", told, status=422 if form.errors else 200)


@public
@never_cache
@require_safe
def sent(request: HubRequest, slug: str) -> HttpResponse:
    return render(request, "public/booking/sent.html", {"gathering": the_gathering(slug)})


@public
@never_cache
@require_safe
def mine(request: HubRequest, token: str) -> HttpResponse:
    """Somebody's own page for one booking."""
    link, attendance = _opened(token)
    if link is None or attendance is None:
        return link_is_dead(request)
    return _own_page(request, attendance, token, saved="saved" in request.GET)


@public
@never_cache
@require_POST
@at_most(60, within=TEN_MINUTES, what="change of a booking")
def answer(request: HubRequest, token: str) -> HttpResponse:
    """The reminder's one friendly question, answered on the page itself."""
    link, attendance = _opened(token)
    if link is None or attendance is None:
        return link_is_dead(request)
    form = _question(attendance, request.POST)
    if not attendance.gathering.can_book or attendance.booking == Attendance.Booking.CANCELLED:
        return _to(link)
    if not form.is_valid():
        return _own_page(request, attendance, token, answer=form, form=form)
    booking.answer_question(attendance, form.cleaned_data["words"])
    return redirect(f"/b/{token}/?saved")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(60, within=TEN_MINUTES, what="change of a booking")
def change(request: HubRequest, token: str) -> HttpResponse:
    link, attendance = _opened(token)
    if link is None or attendance is None:
        return link_is_dead(request)
    start = WantsForm.start(attendance)
    form = WantsForm(request.POST or None, topics=topics(), helping=attendance.helping, initial=start)
    if request.method == "POST" and form.is_valid():
        kept = tuple(attendance.wins.select_related("group"))
        try:
            booking.change(attendance, form.wish(name=attendance.called, wins=kept))
        except NoPlaceForMoreError:
            form.add_error("extra", NO_PLACE)
        else:
            return redirect(f"/b/{token}/?saved")
    told = {"form": form, "booking": attendance, "gathering": attendance.gathering, "token": token}
    return out_of_searches(
        render(request, "public/booking/change.html", told, status=422 if form.errors else 200)
    )


@public
@never_cache
@require_POST
@at_most(60, within=TEN_MINUTES, what="change of a booking")
def cancel(request: HubRequest, token: str) -> HttpResponse:
    link, attendance = _opened(token)
    if link is None or attendance is None:
        return link_is_dead(request)
    if not attendance.gathering.is_over:
        booking.cancel(attendance)
    return _to(link)


@public
@never_cache
@require_POST
@at_most(60, within=TEN_MINUTES, what="change of a booking")
def again(request: HubRequest, token: str) -> HttpResponse:
    """Take a cancelling back."""
    link, attendance = _opened(token)
    if link is None or attendance is None:
        return link_is_dead(request)
    try:
        booking.book_again(attendance)
    except BookingClosedError:
        gathering = attendance.gathering
        return page_of_list(gathering) or _too_late(request, gathering)
    return _to(link)


@public
@never_cache
@require_POST
@at_most(60, within=TEN_MINUTES, what="change of a booking")
def remove(request: HubRequest, token: str) -> HttpResponse:
    """Remove my details."""
    link, attendance = _opened(token)
    if link is None or attendance is None:
        return link_is_dead(request)
    details.remove_details(attendance, link)
    return redirect("details-removed")


@public
@require_safe
def removed(request: HubRequest) -> HttpResponse:
    return render(request, "public/booking/removed.html")


def just_booked(request: HubRequest, link: PrivateLink) -> HttpResponse:
    """Answer the form with the private page itself: booking is two requests, the form and sending it.

    The page says its own address, and `site.js` puts it in the address bar. Without scripts, loading it again
    sends the same form again, which is the same booking and the same page.
    """
    attendance = booking_of_link(link)
    if attendance is None:
        return link_is_dead(request)
    token = token_of(link)
    response = _own_page(request, attendance, token, address=address_of(link))
    response.headers["Content-Location"] = reverse("my-booking", args=[token])
    return response


def _own_page(request: HubRequest, attendance: Attendance, token: str, **told: Any) -> HttpResponse:
    told = {
        "booking": attendance,
        "gathering": attendance.gathering,
        "token": token,
        "answer": _question(attendance),
        "by_lot": sign_up_of(attendance),
    } | told
    return out_of_searches(
        render(request, "public/booking/mine.html", told, status=422 if "form" in told else 200)
    )


def _opened(token: str) -> tuple[PrivateLink | None, Attendance | None]:
    link = find_link(PrivateLink.Purpose.BOOKING, token)
    return link, booking_of_link(link) if link else None


def _to(link: PrivateLink) -> HttpResponse:
    return redirect("my-booking", token=token_of(link))


def _question(attendance: Attendance, sent: QueryDict | None = None) -> AnswerForm:
    return AnswerForm(sent, question=question_for(attendance), initial={"words": answered(attendance)})


def page_of_list(gathering: Gathering) -> HttpResponse | None:
    """Lead to the list a gathering's places go by, where people sign up for either of two evenings."""
    one_list = open_lists(of=gathering).first()
    return redirect("evenings", slug=one_list.slug) if one_list else None


def _too_late(request: HubRequest, gathering: Gathering) -> HttpResponse:
    status = 410 if request.method == "POST" else 200
    return render(request, "public/booking/too_late.html", {"gathering": gathering}, status=status)


urls = [
    path("whats-on/details/removed/", removed, name="details-removed"),
    path("whats-on/<slug:slug>/book/", book, name="book"),
    path("whats-on/<slug:slug>/help/", book, {"helping": True}, name="offer-help"),
    path("whats-on/<slug:slug>/book/sent/", sent, name="book-sent"),
    path("b/<str:token>/", mine, name="my-booking"),
    path("b/<str:token>/answer/", answer, name="my-booking-answer"),
    path("b/<str:token>/change/", change, name="my-booking-change"),
    path("b/<str:token>/cancel/", cancel, name="my-booking-cancel"),
    path("b/<str:token>/again/", again, name="my-booking-again"),
    path("b/<str:token>/remove/", remove, name="my-booking-remove"),
]
