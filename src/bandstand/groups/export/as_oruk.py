"""Groups as Open Referral UK 3.0 tells them: an organisation, the one service it is, and where.

A value that is not known is left out, never null: the standard's schemas know no nulls.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bandstand.people.models import Hub

from ..models import Group
from ..queries.feeds import Entry, open_parent
from . import oruk_terms
from .addresses import as_uri, label_of, main_website, others
from .ids import part_id, turned
from .places import Place, places_of
from .registers import numbers_of

SERVICE, LOCATION, AT_LOCATION = "service", "location", "service at location"
_STATUS = {
    "": "active",
    Group.Status.ACTIVE: "active",
    Group.Status.QUIET: "inactive",
    Group.Status.CLOSED: "defunct",
}
Json = dict[str, Any]


@dataclass(frozen=True)
class Publisher:
    """Who publishes, and where its pages are: `root` is like `https://leasow.example`."""

    hub: Hub
    root: str


def known(**values: Any) -> Json:
    """Return what is known: without the values that are empty."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def organization(by: Publisher, entry: Entry) -> Json:
    """Return an organisation as lists tell it."""
    group, parent = entry.group, open_parent(entry.group)
    website = main_website(entry)
    return known(
        id=str(group.uid),
        name=group.name,
        description=description(by, group),
        email=_email(entry),
        website=as_uri(website.url) if website else "",
        uri=f"{by.root}/groups/{group.slug}/",
        parent_organization_id=str(parent.uid) if parent else "",
        additional_websites=[
            {
                "id": str(part_id(group.uid, place.match_key)),
                "label": label_of(place),
                "url": as_uri(place.url),
            }
            for place in others(entry)
        ],
    )


def full_organization(by: Publisher, entry: Entry, *, services: bool = False) -> Json:
    """Return an organisation with its numbers and terms, and with its service where that is asked for."""
    told = organization(by, entry)
    told["organization_identifiers"] = [
        known(
            id=str(part_id(entry.group.uid, f"{scheme} {number}")),
            organization_id=str(entry.group.uid),
            identifier_scheme=scheme,
            identifier_type=words,
            identifier=number,
        )
        for scheme, number, words in numbers_of(entry)
    ]
    told["attributes"] = _attributes(by, entry, "organization")
    if services:
        told["services"] = [full_service(by, entry)]
    return told


def service(by: Publisher, entry: Entry) -> Json:
    """Return a group's service as lists tell it, with its organisation."""
    return {**_service(by, entry), "organization": organization(by, entry)}


def _service(by: Publisher, entry: Entry) -> Json:
    group = entry.group
    confirmed = group.confirmed_at
    first = next(iter([*filter(None, [main_website(entry)]), *others(entry)]), None)
    return known(
        id=str(turned(group.uid, SERVICE)),
        organization_id=str(group.uid),
        name=group.name,
        description=description(by, group),
        url=as_uri(first.url) if first else "",
        email=_email(entry),
        status=_STATUS.get(group.status, "active"),
        assured_date=confirmed.date().isoformat() if confirmed else "",
        assurer_email=by.hub.email if confirmed else "",
        last_modified=_moment(group.changed_at),
    )


def full_service(by: Publisher, entry: Entry) -> Json:
    """Return a group's service with everything it has."""
    return {
        **_service(by, entry),
        "organization": full_organization(by, entry),
        "service_at_locations": [_at_location(by, entry, place) for place in places_of(entry)],
        "contacts": _contacts(entry),
        "attributes": _attributes(by, entry, "service"),
    }


def service_at_location(by: Publisher, entry: Entry, place: Place) -> Json:
    """Return a service at one of its places as lists tell it."""
    return {
        **_at_location_ids(entry, place),
        "location": _location(place),
        "service": service(by, entry),
    }


def full_service_at_location(by: Publisher, entry: Entry, place: Place) -> Json:
    """Return a service at one of its places with everything it has.

    The standard's own description points at the schema of a service here, so it has a name and a status too.
    """
    whole = full_service(by, entry)
    del whole["service_at_locations"]
    told = {**_at_location(by, entry, place), "name": whole["name"], "status": whole["status"]}
    return {**told, "last_modified": whole["last_modified"], "service": whole}


def _at_location(by: Publisher, entry: Entry, place: Place) -> Json:
    return {**_at_location_ids(entry, place), "location": _full_location(by, place)}


def _at_location_ids(entry: Entry, place: Place) -> dict[str, str]:
    return {
        "id": str(turned(place.uid, AT_LOCATION)),
        "service_id": str(turned(entry.group.uid, SERVICE)),
        "location_id": str(turned(place.uid, LOCATION)),
    }


def _location(place: Place) -> Json:
    return known(
        id=str(turned(place.uid, LOCATION)),
        location_type="physical",
        name=place.name,
        description=place.words,
        latitude=place.lat,
        longitude=place.lon,
    )


def _full_location(by: Publisher, place: Place) -> Json:
    told = _location(place)
    return {**told, "addresses": [address]} if (address := _address(by, place)) else told


def _address(by: Publisher, place: Place) -> Json | None:
    """Return the postal address, or None when any part is missing that the standard says it must have.

    People write an address as one line; town and county are those of the hub's own patch.
    """
    town = by.hub.place
    spoken_for = {"", _bare(town), _bare(place.postcode)}
    lines = [line.strip() for line in place.address.split(",") if _bare(line) not in spoken_for]
    if not (town and lines and place.postcode):
        return None
    return {
        "id": str(part_id(place.uid, "address")),
        "location_id": str(turned(place.uid, LOCATION)),
        "address_1": ", ".join(lines),
        "city": town,
        "state_province": town,
        "postal_code": place.postcode,
        "country": "GB",
        "address_type": "physical",
    }


def _bare(line: str) -> str:
    return "".join(line.split()).lower()


def description(by: Publisher, group: Group) -> str:
    """Return what the group does; the standard wants words even where nobody has written any."""
    kind = group.kind.name if group.kind else "local group"
    where = f" in {by.hub.place}" if by.hub.place else ""
    return group.about.strip() or f"{group.name}: {kind}{where}."


def _email(entry: Entry) -> str:
    return next((contact.email for contact in entry.contacts if contact.email), "")


def _contacts(entry: Entry) -> list[Json]:
    """Return those who said yes to being shown, each with no more than they said yes to."""
    told = []
    for number, contact in enumerate(entry.contacts):
        uid = part_id(entry.group.uid, f"contact {number}")
        numbers = [{"id": str(part_id(uid, "phone")), "number": contact.phone}] if contact.phone else []
        told.append(
            known(
                id=str(uid),
                service_id=str(turned(entry.group.uid, SERVICE)),
                name=contact.name,
                title=contact.role,
                email=contact.email,
                phones=numbers,
            )
        )
    return told


def _attributes(by: Publisher, entry: Entry, of: str) -> list[Json]:
    link = entry.group.uid if of == "organization" else turned(entry.group.uid, SERVICE)
    return [
        {
            "id": str(part_id(link, term["id"])),
            "link_id": str(link),
            "taxonomy_term_id": term["id"],
            "link_type": of,
            "taxonomy_term": term,
        }
        for term in oruk_terms.terms_of(by.hub, entry)
    ]


def row_of(at_location: uuid.UUID) -> uuid.UUID:
    """Return the uid of the group, or of its other place, that this service at a location is about."""
    return turned(at_location, AT_LOCATION)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
