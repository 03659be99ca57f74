"""What we hold about somebody: asked for with an e-mail address, seen by the link in the letter to it.

The link works once: a button uses it up, and that browser may then look around for half an hour. Looking at
the link changes nothing, as mail scanners look at links too.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions.details import works_here
from bandstand.gatherings.queries.bookings import booking_of_link, came_by_letter
from bandstand.people.actions import consents, hand_over
from bandstand.people.actions.forget import forget
from bandstand.people.actions.links import find_link
from bandstand.people.models import Person, PrivateLink
from bandstand.people.papers import papers_of
from bandstand.people.queries import consents_of
from bandstand.web.copies import copy_of, in_words
from bandstand.web.errors import link_is_dead
from bandstand.web.forms.your_details import AddressForm
from bandstand.web.guards import HubRequest, at_most, out_of_searches, public

TEN_MINUTES, HALF_AN_HOUR = timedelta(minutes=10), timedelta(minutes=30)
LOOKING = "__Host-details" if settings.HTTPS else "details"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(10, within=TEN_MINUTES, what="asking for details")
def ask(request: HubRequest) -> HttpResponse:
    """Ask for an address. The answer is the same for those we know and those we do not."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hand_over.ask(request.hub, form.cleaned_data["email"])
        return redirect("your-details-sent")
    return render(request, "public/your_details/ask.html", {"form": form}, status=422 if form.errors else 200)


@public
@require_safe
def sent(request: HubRequest) -> HttpResponse:
    return render(request, "public/your_details/sent.html")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@at_most(20, within=TEN_MINUTES, what="opening details")
def link(request: HubRequest, token: str) -> HttpResponse:
    """Open the letter's link: a page with one button, which uses it up."""
    if request.method == "POST":
        person = hand_over.open_with(token)
        return _let_look(person) if person else link_is_dead(request)
    found = find_link(PrivateLink.Purpose.PAPERS, token)
    if found is None or hand_over.person_of(found) is None:
        return link_is_dead(request)
    return out_of_searches(render(request, "public/your_details/open.html"))


@public
@never_cache
@require_POST
@at_most(20, within=TEN_MINUTES, what="opening details")
def from_booking(request: HubRequest, token: str) -> HttpResponse:
    """Go from a booking's page to everything: at once where the link shows who they are, else by letter."""
    found = find_link(PrivateLink.Purpose.BOOKING, token)
    attendance = booking_of_link(found) if found else None
    if found is None or attendance is None or attendance.person is None:
        return link_is_dead(request)
    person = attendance.person
    if came_by_letter(found) or not person.email:
        return _let_look(person)
    hand_over.ask(request.hub, person.email)
    return redirect("your-details-sent")


@public
@never_cache
@require_safe
def yours(request: HubRequest) -> HttpResponse:
    person = _looking(request)
    if person is None:
        return link_is_dead(request)
    told = {
        "someone": person,
        "papers": in_words(papers_of(person, at_desk=False)),
        "yeses": consents_of(person).filter(given=True, withdrawn_at=None),
        "works_here": works_here(person),
    }
    return out_of_searches(render(request, "public/your_details/yours.html", told))


@public
@never_cache
@require_POST
@at_most(20, within=TEN_MINUTES, what="copy of details")
def copy(request: HubRequest) -> HttpResponse:
    person = _looking(request)
    if person is None:
        return link_is_dead(request)
    hand_over.note_copy(person, by=None)
    return copy_of(person, at_desk=False)


@public
@never_cache
@require_POST
@at_most(20, within=TEN_MINUTES, what="taking back a yes")
def take_back(request: HubRequest, consent_id: int) -> HttpResponse:
    person = _looking(request)
    if person is None:
        return link_is_dead(request)
    consents.take_back(get_object_or_404(consents_of(person), pk=consent_id), by=None)
    return redirect("your-details-yours")


@public
@never_cache
@require_POST
@at_most(20, within=TEN_MINUTES, what="removing details")
def remove(request: HubRequest) -> HttpResponse:
    """Remove everything. Somebody who works at the desk asks the owner to end that first."""
    person = _looking(request)
    if person is None:
        return link_is_dead(request)
    if works_here(person):
        return redirect("your-details-yours")
    forget(person)
    response = redirect("your-details-removed")
    response.delete_cookie(LOOKING, samesite="Lax")
    return response


@public
@require_safe
def removed(request: HubRequest) -> HttpResponse:
    return render(request, "public/your_details/removed.html")


def _let_look(person: Person) -> HttpResponse:
    """Go to their page, with a cookie that dies in half an hour, or when their details are removed."""
    kept = signing.dumps({"uid": str(person.uid), "stamp": str(person.session_stamp)}, salt=LOOKING)
    response = redirect("your-details-yours")
    seconds = int(HALF_AN_HOUR.total_seconds())
    response.set_cookie(LOOKING, kept, max_age=seconds, httponly=True, samesite="Lax", secure=settings.HTTPS)
    return response


def _looking(request: HubRequest) -> Person | None:
    try:
        kept = signing.loads(request.COOKIES.get(LOOKING, ""), salt=LOOKING, max_age=HALF_AN_HOUR)
    except signing.BadSignature:
        return None
    found = Person.objects.filter(uid=kept["uid"], session_stamp=kept["stamp"], anonymised_at=None)
    return found.first()


urls = [
    path("your-details/", ask, name="your-details"),
    path("your-details/sent/", sent, name="your-details-sent"),
    path("your-details/removed/", removed, name="your-details-removed"),
    path("your-details/yours/", yours, name="your-details-yours"),
    path("your-details/yours/copy/", copy, name="your-details-copy"),
    path("your-details/yours/remove/", remove, name="your-details-remove"),
    path("your-details/yours/yes/<int:consent_id>/", take_back, name="your-details-take-back"),
    path("your-details/<str:token>/", link, name="your-details-link"),
    path("b/<str:token>/held/", from_booking, name="my-booking-held"),
]
