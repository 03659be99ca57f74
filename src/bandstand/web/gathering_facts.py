"""The facts of a gathering as other programs want them: for search engines, diaries and feeds."""

import json
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from bandstand.gatherings.models import Gathering
from bandstand.kit import dates
from bandstand.kit.calendar import Happening
from bandstand.people.actions.links import site_address
from bandstand.people.models import Hub

FREE = "Free help for small local groups, side by side with a volunteer."


def address_of(hub: Hub, gathering: Gathering) -> str:
    return f"{site_address(hub)}/whats-on/{gathering.slug}/"


def picture_of(hub: Hub, gathering: Gathering) -> str:
    """Return the address of its picture: another one whenever what it says has changed."""
    return f"{address_of(hub, gathering)}picture.png?v={gathering.changes}"


def headline(gathering: Gathering) -> str:
    called_off = gathering.state == Gathering.State.CANCELLED
    return f"Called off: {gathering.title}" if called_off else gathering.title


def when(gathering: Gathering) -> str:
    return dates.when(gathering.starts_at, gathering.ends_at, today=timezone.localdate())


def happening(hub: Hub, gathering: Gathering) -> Happening:
    venue = gathering.venue
    return Happening(
        uid=gathering.uid,
        title=gathering.title,
        starts_at=gathering.starts_at,
        ends_at=gathering.ends_at,
        where=venue.in_full,
        url=address_of(hub, gathering),
        changed_at=gathering.changed_at,
        changes=gathering.changes,
        called_off=gathering.state == Gathering.State.CANCELLED,
        says=gathering.welcome,
        at=None if venue.lat is None or venue.lon is None else (venue.lat, venue.lon),
    )


_AS_TEXT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def for_machines(hub: Hub, gathering: Gathering) -> SafeString:
    """The same facts for search engines, as schema.org wants them. A block of text: nothing in it runs."""
    facts = json.dumps(_facts(hub, gathering), ensure_ascii=False).translate(_AS_TEXT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(facts))  # noqa: S308 (escaped above)


def _facts(hub: Hub, gathering: Gathering) -> dict[str, Any]:
    called_off = gathering.state == Gathering.State.CANCELLED
    url = address_of(hub, gathering)
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": gathering.uid.urn,
        "name": gathering.title,
        "description": gathering.welcome or FREE,
        "url": url,
        "image": picture_of(hub, gathering),
        "startDate": timezone.localtime(gathering.starts_at).isoformat(),
        "endDate": timezone.localtime(gathering.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if called_off else 'Scheduled'}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "offers": {"@type": "Offer", "price": 0, "priceCurrency": "GBP", "url": f"{url}book/"},
        "inLanguage": "en-GB",
        "location": _place(gathering),
        "organizer": {"@type": "Organization", "name": hub.name, "url": site_address(hub)},
    }


def _place(gathering: Gathering) -> dict[str, Any]:
    venue = gathering.venue
    address = {"streetAddress": venue.address, "postalCode": venue.postcode}
    known = {name: value for name, value in address.items() if value}
    place: dict[str, Any] = {
        "@type": "Place",
        "name": venue.name,
        "address": {"@type": "PostalAddress", "addressCountry": "GB"} | known,
    }
    if venue.lat is not None and venue.lon is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": venue.lat, "longitude": venue.lon}
    features = [
        {"@type": "LocationFeatureSpecification", "name": name, "value": value}
        for name, value in _features(gathering).items()
    ]
    return place | ({"amenityFeature": features} if features else {})


def _features(gathering: Gathering) -> dict[str, bool]:
    """Only what is known: what is not is left out, not denied."""
    venue = gathering.venue
    told = {"Step-free access": venue.steps, "Toilet": venue.toilet, "Hearing loop": venue.loop}
    meaning = {"free": True, "yes": True, "some": False, "no": False}
    return {name: meaning[answer] for name, answer in told.items() if answer in meaning}
