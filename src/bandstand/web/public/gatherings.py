"""What's on: the pages anyone may read.

These pages set no cookie and may be kept by caches for a minute when nobody is signed in.
"""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries import calendar
from bandstand.gatherings.queries.evenings import open_list_of
from bandstand.gatherings.queries.series import all_to_come, venues_in_turn
from bandstand.groups.models import Kind
from bandstand.places.found import what_is_known
from bandstand.places.grid import metres_between
from bandstand.places.queries import locate
from bandstand.web import gathering_facts as facts
from bandstand.web.guards import HubRequest, keepable, public
from bandstand.web.named import the_gathering


@dataclass(frozen=True)
class Card:
    """One gathering of a list, with who is coming and how far away it is."""

    gathering: Gathering
    mix: list[tuple[Kind, int]]
    away: float | None


@public
@conditional_page
@require_safe
def whats_on(request: HubRequest) -> HttpResponse:
    near = " ".join(request.GET.get("near", "").split())[:60]
    spot = _spot(near)
    gatherings = list(calendar.upcoming())
    mixes = calendar.mixes(gatherings)
    cards = [Card(one, mixes.get(one.pk, []), _away(one, spot)) for one in gatherings]
    if spot is not None:
        cards.sort(key=lambda card: card.away if card.away is not None else float("inf"))
    told = {
        "cards": cards,
        "near": near,
        "is_found": spot is not None,
        "to_come": all_to_come(how_many=6),
    }
    return keepable(request, render(request, "public/whats_on/list.html", told))


@public
@conditional_page
@require_safe
def been(request: HubRequest) -> HttpResponse:
    page = Paginator(calendar.been(), 30).get_page(request.GET.get("page"))
    return keepable(request, render(request, "public/whats_on/been.html", {"page": page}))


@public
@conditional_page
@require_safe
def one(request: HubRequest, slug: str) -> HttpResponse:
    gathering = the_gathering(slug)
    series = gathering.series if gathering.series_id else None
    told = {
        "gathering": gathering,
        "open_list": open_list_of(gathering) if gathering.can_book else "",
        "mix": calendar.mixes([gathering]).get(gathering.pk, []),
        "machine_words": facts.for_machines(request.hub, gathering),
        "address": facts.address_of(request.hub, gathering),
        "picture": facts.picture_of(request.hub, gathering),
        "known": what_is_known(gathering.venue, timezone.localdate()),
        "series": series,
        "turns": venues_in_turn(series) if series else [],
        "meant_for": list(gathering.kinds.all()),
    }
    return keepable(request, render(request, "public/whats_on/one.html", told))


def _spot(near: str) -> tuple[float, float] | None:
    if not near:
        return None
    located = locate(postcode=near)
    return None if located.lat is None or located.lon is None else (located.lat, located.lon)


def _away(gathering: Gathering, spot: tuple[float, float] | None) -> float | None:
    """Metres from a spot, as the crow flies."""
    venue = gathering.venue
    if spot is None or venue.lat is None or venue.lon is None:
        return None
    return metres_between(*spot, venue.lat, venue.lon)


urls = [
    path("whats-on/", whats_on, name="whats-on"),
    path("whats-on/past/", been, name="whats-on-past"),
    path("whats-on/<slug:slug>/", one, name="gathering"),
]
