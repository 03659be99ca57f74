"""What's on: the calendar anyone may read, as pages, as a calendar file and as a feed.

These pages set no cookie and may be kept by caches for a minute when nobody is signed in.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import conditional_page, require_safe

from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries import calendar
from bandstand.groups.models import Kind
from bandstand.kit import dates
from bandstand.kit.calendar import CONTENT_TYPE, Happening, calendar_file
from bandstand.people.actions.links import site_address
from bandstand.people.models import Hub
from bandstand.places.grid import metres_between
from bandstand.places.queries import locate
from bandstand.web.guards import HubRequest, keepable, public

_STAYS_IN_DIARIES = timedelta(days=60)


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
    told = {"cards": cards, "near": near, "is_found": spot is not None}
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
    gathering = _found(slug)
    told = {
        "gathering": gathering,
        "mix": calendar.mixes([gathering]).get(gathering.pk, []),
        "machine_words": _for_machines(request.hub, gathering),
    }
    return keepable(request, render(request, "public/whats_on/one.html", told))


@public
@conditional_page
@require_safe
def calendar_of_all(request: HubRequest) -> HttpResponse:
    """Everything coming, and what has just been, for diaries that subscribe."""
    name = f"What’s on: {request.hub.name}"
    shown = calendar.since(timezone.now() - _STAYS_IN_DIARIES)
    text = calendar_file((_happening(request.hub, gathering) for gathering in shown), name=name)
    return keepable(request, HttpResponse(text, content_type=CONTENT_TYPE))


@public
@conditional_page
@require_safe
def calendar_of_one(request: HubRequest, slug: str) -> HttpResponse:
    gathering = _found(slug)
    text = calendar_file([_happening(request.hub, gathering)], name=gathering.title)
    response = HttpResponse(text, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{gathering.slug}.ics"'
    return keepable(request, response)


@public
@conditional_page
@require_safe
def feed(request: HubRequest) -> HttpResponse:
    """The same as an Atom feed."""
    site = site_address(request.hub)
    atom = Atom1Feed(
        title=f"What’s on: {request.hub.name}",
        link=f"{site}/whats-on/",
        description="Free, friendly sessions for small local groups.",
        language="en-GB",
        feed_url=f"{site}/whats-on.atom",
        feed_guid=f"{site}/whats-on/",
    )
    for gathering in calendar.upcoming():
        atom.add_item(
            title=_headline(gathering),
            link=f"{site}/whats-on/{gathering.slug}/",
            description=f"{_when(gathering)}, {_where(gathering)}.",
            unique_id=gathering.uid.urn,
            pubdate=gathering.created_at,
            updateddate=gathering.changed_at,
        )
    response = HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    return keepable(request, response)


def _found(slug: str) -> Gathering:
    gathering = calendar.gathering_by_slug(slug)
    if gathering is None:
        raise Http404
    return gathering


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


def _headline(gathering: Gathering) -> str:
    called_off = gathering.state == Gathering.State.CANCELLED
    return f"Called off: {gathering.title}" if called_off else gathering.title


def _when(gathering: Gathering) -> str:
    return dates.when(gathering.starts_at, gathering.ends_at, today=timezone.localdate())


def _where(gathering: Gathering) -> str:
    venue = gathering.venue
    return ", ".join(part for part in (venue.name, venue.address, venue.postcode) if part)


def _happening(hub: Hub, gathering: Gathering) -> Happening:
    venue = gathering.venue
    return Happening(
        uid=gathering.uid,
        title=gathering.title,
        starts_at=gathering.starts_at,
        ends_at=gathering.ends_at,
        where=_where(gathering),
        url=f"{site_address(hub)}/whats-on/{gathering.slug}/",
        changed_at=gathering.changed_at,
        changes=gathering.changes,
        called_off=gathering.state == Gathering.State.CANCELLED,
        says=gathering.welcome,
        at=None if venue.lat is None or venue.lon is None else (venue.lat, venue.lon),
    )


_AS_TEXT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def _for_machines(hub: Hub, gathering: Gathering) -> SafeString:
    """The same facts for search engines, as schema.org wants them. A block of text: nothing in it runs."""
    facts = json.dumps(_facts(hub, gathering), ensure_ascii=False).translate(_AS_TEXT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(facts))  # noqa: S308 (escaped above)


def _facts(hub: Hub, gathering: Gathering) -> dict[str, Any]:
    venue, site = gathering.venue, site_address(hub)
    called_off = gathering.state == Gathering.State.CANCELLED
    place: dict[str, Any] = {"@type": "Place", "name": venue.name}
    address = {"streetAddress": venue.address, "postalCode": venue.postcode}
    place["address"] = {"@type": "PostalAddress", "addressCountry": "GB"} | {
        k: v for k, v in address.items() if v
    }
    if venue.lat is not None and venue.lon is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": venue.lat, "longitude": venue.lon}
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": gathering.title,
        "url": f"{site}/whats-on/{gathering.slug}/",
        "startDate": timezone.localtime(gathering.starts_at).isoformat(),
        "endDate": timezone.localtime(gathering.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if called_off else 'Scheduled'}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "location": place,
        "organizer": {"@type": "Organization", "name": hub.name, "url": site},
    }


urls = [
    path("whats-on/", whats_on, name="whats-on"),
    path("whats-on.ics", calendar_of_all, name="whats-on-calendar"),
    path("whats-on/feed.ics", calendar_of_all, name="whats-on-calendar-too"),
    path("whats-on.atom", feed, name="whats-on-feed"),
    path("whats-on/past/", been, name="whats-on-past"),
    path("whats-on/<slug:slug>/", one, name="gathering"),
    path("whats-on/<slug:slug>/calendar.ics", calendar_of_one, name="gathering-calendar"),
]
