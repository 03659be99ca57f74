"""A group in schema.org's words, for search engines: what its public page says, and nothing more."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from bandstand.people.actions.links import site_address
from bandstand.people.models import Hub

from .export.addresses import as_uri, main_website
from .export.as_oruk import Publisher, known
from .export.places import Place, places_of
from .export.registers import numbers_of
from .models import Group, Interest, Kind, OnlinePlace
from .queries.contacts import PublicContact
from .queries.feeds import OPEN_ROLES, Entry, open_parent

Json = dict[str, Any]
_TYPES = {
    Kind.Look.SPORT: "SportsOrganization",
    Kind.Look.FRIENDS: "NGO",
    Kind.Look.HEALTH: "NGO",
    Kind.Look.COMMUNITY: "NGO",
}
# A browser ends a script at the first “</script>”, wherever that stands.
_ESCAPED = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def organisation(by: Publisher, entry: Entry) -> Json:
    """Return what schema.org calls an organisation; what is not known is left out."""
    group, website = entry.group, main_website(entry)
    page = f"{by.root}/groups/{group.slug}/"
    facts = known(
        name=group.name,
        alternateName=group.other_names,
        description=group.about.strip(),
        url=as_uri(website.url) if website else page,
        mainEntityOfPage=page,
        sameAs=[address for place in entry.online if (address := as_uri(place.url))],
        identifier=[_number(*number) for number in numbers_of(entry)],
        knowsAbout=[interest.name for interest in entry.interests],
        location=[_place(by, place) for place in places_of(entry)],
        contactPoint=_contacts(entry),
        parentOrganization=_parent(by, group),
    )
    return {"@context": "https://schema.org", "@type": _type(group), "@id": f"{page}#group", **facts}


def _type(group: Group) -> str:
    return _TYPES.get(Kind.Look(group.kind.look), "Organization") if group.kind else "Organization"


def _number(scheme: str, number: str, words: str) -> Json:
    return {"@type": "PropertyValue", "propertyID": scheme or words, "name": words, "value": number}


def _place(by: Publisher, place: Place) -> Json:
    address = known(
        streetAddress=place.address,
        addressLocality=by.hub.place if place.address else "",
        postalCode=place.postcode,
        addressCountry="GB" if place.address or place.postcode else "",
    )
    point = known(latitude=place.lat, longitude=place.lon)
    return known(
        **{"@type": "Place"},
        name=place.name,
        address={"@type": "PostalAddress", **address} if address else "",
        geo={"@type": "GeoCoordinates", **point} if point else "",
    )


def _contacts(entry: Entry) -> list[Json]:
    return [
        known(
            **{"@type": "ContactPoint"},
            name=one.name,
            contactType=one.role,
            email=one.email,
            telephone=one.phone,
        )
        for one in entry.contacts
    ]


def _parent(by: Publisher, group: Group) -> Json:
    parent = open_parent(group)
    if parent is None:
        return {}
    return {"@type": "Organization", "name": parent.name, "url": f"{by.root}/groups/{parent.slug}/"}


def for_page(
    hub: Hub,
    group: Group,
    *,
    online: list[OnlinePlace],
    interests: list[Interest],
    contacts: list[PublicContact],
) -> SafeString:
    """Return a listed group's facts for its page, which has read these already."""
    entry = Entry(
        group,
        online=online,
        identifiers=list(group.identifiers.all()),
        interests=interests,
        places=list(group.places.filter(role__in=OPEN_ROLES)),
        contacts=contacts,
    )
    return as_script(organisation(Publisher(hub, site_address(hub)), entry))


def as_script(facts: Json) -> SafeString:
    """Return the facts as they may stand inside a script element, whatever is in them."""
    return mark_safe(json.dumps(facts, ensure_ascii=False).translate(_ESCAPED))  # noqa: S308 (escaped)
