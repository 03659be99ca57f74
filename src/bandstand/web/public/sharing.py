"""Telling others about a gathering: a poster to print, and the picture shown where its address is shared."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from bandstand.gatherings.models import Gathering
from bandstand.kit import dates
from bandstand.kit.square import square
from bandstand.places.found import what_is_known
from bandstand.web import gathering_facts as facts
from bandstand.web.guards import HubRequest, keepable, public
from bandstand.web.named import the_gathering
from bandstand.web.share_picture import Words, picture

_A_DAY = 24 * 3600


@public
@conditional_page
@require_safe
def poster(request: HubRequest, slug: str) -> HttpResponse:
    """One on a sheet of A4, or with `?size=a5` two side by side."""
    gathering = the_gathering(slug)
    address = facts.address_of(request.hub, gathering)
    told = {
        "gathering": gathering,
        "copies": "ab" if request.GET.get("size") == "a5" else "a",
        "two": request.GET.get("size") == "a5",
        "square": square(address, title="Scan to see the page about it"),
        "address": address.partition("://")[2].removesuffix("/"),
        "known": what_is_known(gathering.venue, timezone.localdate()),
    }
    return keepable(request, render(request, "public/whats_on/poster.html", told))


@public
@conditional_page
@require_safe
def share_picture(request: HubRequest, slug: str) -> HttpResponse:
    gathering = the_gathering(slug)
    response = HttpResponse(picture(_words(request, gathering)), content_type="image/png")
    keepable(request, response)
    if "v" in request.GET and "Cache-Control" in response.headers:
        # Its address changes with what it says.
        response.headers["Cache-Control"] = f"public, max-age={_A_DAY}"
    return response


def _words(request: HubRequest, gathering: Gathering) -> Words:
    starts, venue = timezone.localtime(gathering.starts_at), gathering.venue
    weekday, _, day = dates.day(starts, today=timezone.localdate()).partition(" ")
    return Words(
        hub=f"What’s on · {request.hub.name}",
        weekday=weekday,
        day=day,
        hours=dates.hours(gathering.starts_at, gathering.ends_at),
        title=gathering.title,
        place=", ".join(part for part in (venue.address, venue.postcode) if part) or venue.name,
        welcome="Free. Just turn up." if gathering.drop_in else "Free. Please book a place.",
        called_off=gathering.state == Gathering.State.CANCELLED,
    )


urls = [
    path("whats-on/<slug:slug>/poster/", poster, name="gathering-poster"),
    path("whats-on/<slug:slug>/picture.png", share_picture, name="gathering-share-picture"),
]
