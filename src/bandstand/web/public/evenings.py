"""Two evenings, one list: signing up without an account, and the private page that comes with it.

A private link is opened by people and by mail scanners alike: looking at it changes nothing, buttons do.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions import drawing, evenings
from bandstand.gatherings.actions.booking import Answer
from bandstand.gatherings.actions.evening_letters import private_page
from bandstand.gatherings.actions.evenings import ListClosedError
from bandstand.gatherings.models import SignUp, TwoEvenings
from bandstand.gatherings.queries.bookings import booking_of_link
from bandstand.gatherings.queries.evenings import lists, sign_up_of, sign_up_of_link
from bandstand.people.actions.links import find_link, token_of
from bandstand.people.models import PrivateLink
from bandstand.web.errors import link_is_dead
from bandstand.web.forms.evenings import MindForm, SignUpForm
from bandstand.web.guards import HubRequest, at_most, out_of_searches, public

TEN_MINUTES = timedelta(minutes=10)
_CHANGES = "change of a booking"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(40, within=TEN_MINUTES, what="booking")
def sign_up(request: HubRequest, slug: str) -> HttpResponse:
    """One screen; then the private page. After the draw it leads to booking either evening."""
    one_list = the_list(slug)
    if not one_list.is_open:
        status = 410 if request.method == "POST" else 200
        return render(request, "public/evenings/drawn.html", {"list": one_list}, status=status)
    start = {"form_key": uuid.uuid4(), "can": SignUp.Can.EITHER}
    form = SignUpForm(request.POST or None, evenings=one_list, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            joined = evenings.sign_up(one_list, form.signing_up())
        except ListClosedError:
            one_list.refresh_from_db()
            return render(request, "public/evenings/drawn.html", {"list": one_list}, status=410)
        # Typing an address that is on it already gives no look at that place: its link goes to the mailbox.
        return _to(joined.link) if joined.link else redirect("evenings-sent", slug=slug)
    told = {"form": form, "list": one_list}
    return render(request, "public/evenings/sign_up.html", told, status=422 if form.errors else 200)


@public
@never_cache
@require_safe
def sent(request: HubRequest, slug: str) -> HttpResponse:
    return render(request, "public/evenings/sent.html", {"list": the_list(slug)})


@public
@never_cache
@require_safe
def signed_up(request: HubRequest, token: str) -> HttpResponse:
    """Somebody's own page: what they told us, and which evening the lot gave them."""
    link, one = _opened(token)
    if link is None or one is None:
        return link_is_dead(request)
    told = {"one": one, "list": one.evenings, "token": token, "saved": "saved" in request.GET}
    return out_of_searches(render(request, "public/evenings/mine.html", told))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(60, within=TEN_MINUTES, what=_CHANGES)
def change(request: HubRequest, token: str) -> HttpResponse:
    link, one = _opened(token)
    if link is None or one is None:
        return link_is_dead(request)
    if not one.evenings.is_open or one.left_at:
        return _to(link)
    form = MindForm(request.POST or None, evenings=one.evenings, initial=MindForm.start(one))
    if request.method == "POST" and form.is_valid():
        try:
            evenings.change_sign_up(one, form.joining(one.name))
        except ListClosedError:
            return _to(link)
        return redirect(f"/e/{token}/?saved")
    told = {"form": form, "one": one, "list": one.evenings, "token": token}
    return out_of_searches(
        render(request, "public/evenings/change.html", told, status=422 if form.errors else 200)
    )


@public
@never_cache
@require_POST
@at_most(60, within=TEN_MINUTES, what=_CHANGES)
def act(request: HubRequest, token: str, what: str) -> HttpResponse:
    """Take one's name off, put it back on, or come to the other evening or to one of the two after all."""
    link, one = _opened(token)
    if link is None or one is None or what not in _ACTS:
        return link_is_dead(request)
    try:
        came_of_it = _ACTS[what](one)
    except ListClosedError:
        return redirect("evenings", slug=one.evenings.slug)
    return _by_letter(one) if came_of_it is Answer.ALREADY and one.email else _to(link)


@public
@never_cache
@require_POST
@at_most(60, within=TEN_MINUTES, what=_CHANGES)
def remove(request: HubRequest, token: str) -> HttpResponse:
    """Remove my details."""
    link, one = _opened(token)
    if link is None or one is None:
        return link_is_dead(request)
    evenings.remove_sign_up(one, link)
    return redirect("details-removed")


@public
@never_cache
@require_POST
@at_most(60, within=TEN_MINUTES, what=_CHANGES)
def other_evening(request: HubRequest, token: str) -> HttpResponse:
    """The same from the page of the booking the lot gave them; from then on that is the other one's page."""
    link = find_link(PrivateLink.Purpose.BOOKING, token)
    attendance = booking_of_link(link) if link else None
    one = sign_up_of(attendance) if attendance else None
    if one is None:
        return link_is_dead(request)
    answer = drawing.come_to_other(one)
    return _by_letter(one) if answer is Answer.ALREADY and one.email else _to(private_page(one))


def the_list(slug: str) -> TwoEvenings:
    found = lists().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


_ACTS: dict[str, Callable[[SignUp], object]] = {
    "off": evenings.take_off,
    "on": evenings.put_back_on,
    "other": drawing.come_to_other,
    "first": partial(drawing.come_to, at=0),
    "second": partial(drawing.come_to, at=1),
}


def _opened(token: str) -> tuple[PrivateLink | None, SignUp | None]:
    link = find_link(PrivateLink.Purpose.SIGN_UP, token)
    return link, sign_up_of_link(link) if link else None


def _by_letter(one: SignUp) -> HttpResponse:
    """They had booked the other evening before: its page goes to the mailbox."""
    return redirect("evenings-sent", slug=one.evenings.slug)


def _to(link: PrivateLink) -> HttpResponse:
    return redirect("signed-up", token=token_of(link))


urls = [
    path("evenings/<slug:slug>/", sign_up, name="evenings"),
    path("evenings/<slug:slug>/sent/", sent, name="evenings-sent"),
    path("e/<str:token>/", signed_up, name="signed-up"),
    path("e/<str:token>/change/", change, name="signed-up-change"),
    path("e/<str:token>/remove/", remove, name="signed-up-remove"),
    path("e/<str:token>/<slug:what>/", act, name="signed-up-act"),
    path("b/<str:token>/other-evening/", other_evening, name="my-booking-other-evening"),
]
