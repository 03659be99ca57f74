"""Bookings at the desk: looked over kindly, put down for somebody who rang, cancelled, moved up."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions import answering, booking, checking
from bandstand.gatherings.actions.booking import Answer, BookingClosedError, OneListError
from bandstand.gatherings.checking_words import REPLIES
from bandstand.gatherings.models import Attendance, Gathering, Invitation
from bandstand.gatherings.queries.bookings import bookings_of
from bandstand.gatherings.queries.checking import looked_over, to_look_at, with_match
from bandstand.gatherings.queries.evenings import open_lists
from bandstand.gatherings.queries.inviting import invitations_of
from bandstand.kit.words import counted
from bandstand.people.queries import topics
from bandstand.people.rights import Right
from bandstand.web.forms.booking import OnBehalfForm
from bandstand.web.forms.fields import long_numbers
from bandstand.web.forms.inviting import ReplyForm
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering

from .inviting import open_gathering

_SAID = {
    Answer.BOOKED: "{name} has a place.",
    Answer.WAITING: "The places are taken: {name} is on the waiting list, and may come anyway.",
    Answer.ALREADY: "{name} is on the list already. Nothing has changed.",
}


@desk(Right.PLAN)
@require_safe
def bookings(request: DeskRequest, slug: str) -> HttpResponse:
    """Who booked, with what the directory knows of their group, and the waiting lists."""
    gathering = the_gathering(slug)
    rows = list(bookings_of(gathering))
    told = {
        "gathering": gathering,
        "to_look_at": with_match(to_look_at(rows)),
        "looked_over": with_match(looked_over(rows)),
        "everyone": [one for one in rows if one.booking != Attendance.Booking.WAITING],
        "waiting": [one for one in rows if one.booking == Attendance.Booking.WAITING],
        "replies": REPLIES,
    }
    return render(request, "desk/inviting/bookings.html", told)


@desk(Right.PLAN)
@require_POST
def fine(request: DeskRequest, slug: str, uid: str) -> HttpResponse:
    checking.is_fine(_seat(slug, uid), by=request.person)
    messages.success(request, "Fine, then.")
    return redirect("desk-bookings", slug)


@desk(Right.PLAN)
@require_POST
def look_again(request: DeskRequest, slug: str, uid: str) -> HttpResponse:
    checking.look_again(_seat(slug, uid), by=request.person)
    messages.success(request, "Taken back.")
    return redirect("desk-bookings", slug)


@desk(Right.PLAN)
@require_POST
def all_fine(request: DeskRequest, slug: str) -> HttpResponse:
    many = checking.all_fine(the_gathering(slug), by=request.person)
    messages.success(request, f"{counted(many, 'booking is', 'bookings are')} fine.")
    return redirect("desk-bookings", slug)


@desk(Right.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: DeskRequest, slug: str, uid: str, kind: str) -> HttpResponse:
    """A kind reply, to be changed before it goes. Their booking is cancelled only where that is ticked."""
    seat = _seat(slug, uid)
    if kind not in REPLIES:
        raise Http404
    stock, title = REPLIES[kind], seat.gathering.title
    start = {"subject": stock.subject.format(title=title), "words": stock.words.format(title=title)}
    form = ReplyForm(request.POST or None, initial=start)
    if kind == "ask":
        del form.fields["strike"]
    if request.method == "POST" and form.is_valid():
        suits = Attendance.Check.ASKED if kind == "ask" else Attendance.Check.NOT_FOR
        said = form.cleaned_data
        went = checking.reply(
            seat, suits=suits, subject=said["subject"], words=said["words"],
            strike=said.get("strike", False), by=request.person,
        )  # fmt: skip
        messages.success(request, _went(seat, went=went))
        return redirect("desk-bookings", slug)
    told = {"gathering": seat.gathering, "booking": seat, "form": form, "stock": stock}
    return render(request, "desk/inviting/reply.html", told, status=422 if form.errors else 200)


@desk(Right.PLAN)
@require_POST
def cancel(request: DeskRequest, slug: str, uid: str) -> HttpResponse:
    seat = _seat(slug, uid)
    booking.cancel(seat, by=request.person)
    messages.success(request, f"{seat.called or 'They'} cancelled. Whoever waited longest has the place.")
    return redirect("desk-bookings", slug)


@desk(Right.PLAN)
@require_POST
def move_up(request: DeskRequest, slug: str, uid: str) -> HttpResponse:
    seat = _seat(slug, uid)
    if booking.move_up(seat, by=request.person):
        messages.success(request, f"{seat.called} has a place.")
    else:
        messages.info(request, "There is no place free for them. Make room under “Change it” first.")
    return redirect("desk-bookings", slug)


@desk(Right.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def put_down(request: DeskRequest, slug: str) -> HttpResponse:
    """Book for somebody who rang or looked in: the same one screen."""
    gathering = open_gathering(slug)
    asked = _asked(gathering, request)
    win = OnBehalfForm.start_with(request.GET.get("win", ""))
    form = OnBehalfForm(request.POST or None, topics=topics(), initial=_start(asked) | win)
    if request.method == "POST" and form.is_valid():
        wish = form.put_down()
        try:
            if asked is not None:
                booked = answering.come(asked, wish, by=request.person)
            else:
                booked = booking.book(gathering, wish, by=request.person)
        except OneListError:
            messages.info(request, "Places go by one list: put them on it, and the lot decides.")
            return redirect("evenings", slug=open_lists(of=gathering).get().slug)
        except BookingClosedError:
            raise Http404 from None
        messages.success(request, _SAID[booked.answer].format(name=wish.name))
        return redirect("desk-bookings", slug)
    told = {"gathering": gathering, "form": form, "invitation": asked}
    return render(request, "desk/inviting/put_down.html", told, status=422 if form.errors else 200)


def _seat(slug: str, uid: str) -> Attendance:
    gathering = the_gathering(slug)
    seat = get_object_or_404(bookings_of(gathering).select_related("person", "hub"), uid=uid)
    seat.gathering = gathering
    return seat


def _asked(gathering: Gathering, request: DeskRequest) -> Invitation | None:
    named = long_numbers([request.GET.get("invitation", "")])
    return invitations_of(gathering).filter(uid__in=named).first() if named else None


def _start(asked: Invitation | None) -> dict[str, Any]:
    if asked is None:
        return {}
    start: dict[str, Any] = {"name": asked.to_name, "email": asked.to_address}
    if asked.group:
        start |= {"group": asked.group.name, "group_uid": asked.group.uid}
    return start | {"side": "helping" if asked.helping else "looking"}


def _went(seat: Attendance, *, went: bool) -> str:
    if went:
        return "The letter is on its way."
    number = seat.person.phone if seat.person else ""
    return (
        f"They left no e-mail address: please ring {number}." if number else "They left no way to reach them."
    )


_ONE = "gatherings/<slug:slug>/bookings/<uuid:uid>/"
urls = [
    path("gatherings/<slug:slug>/bookings/", bookings, name="desk-bookings"),
    path("gatherings/<slug:slug>/bookings/all-fine/", all_fine, name="desk-bookings-fine"),
    path("gatherings/<slug:slug>/bookings/put-down/", put_down, name="desk-put-down"),
    path(f"{_ONE}fine/", fine, name="desk-booking-fine"),
    path(f"{_ONE}look-again/", look_again, name="desk-booking-look-again"),
    path(f"{_ONE}reply/<slug:kind>/", reply, name="desk-booking-reply"),
    path(f"{_ONE}cancel/", cancel, name="desk-booking-cancel"),
    path(f"{_ONE}move-up/", move_up, name="desk-booking-move-up"),
]
