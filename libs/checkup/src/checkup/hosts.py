"""What kind of place a link leads to, told from its host name alone. Hosts are remembered."""

from __future__ import annotations

from enum import IntFlag
from functools import lru_cache

from .closed_networks import closed_network
from .odd_doors import mistyped_network
from .platforms import carried_by, hints_at_a_network


class Hosts(IntFlag):
    """What a host may be; most are none of these, so most links need no further look."""

    NOTHING = 0
    SOCIAL = 1
    MAP = 2
    LIST = 4
    CALENDAR = 8
    CLOSED = 16
    MISTYPED = 32


_MAPS = ("google", "goo.gl", "openstreetmap", "osm.org", "bing.com", "what3words", "w3w.co", "streetmap",
         "maps.apple", "mapquest", "g.page", "multimap", "here.com", "mapbox", "maps.")  # fmt: skip
_LISTS = (
    "list-manage", "eepurl.com", "mailchi.mp", "mailchimp", "constantcontact.com", "createsend", "cmail",
    "tinyletter.com", "substack.com", "mailerlite", "sendinblue", "brevo.com", "convertkit",
    "aweber.com",
    "dotdigital", "dotmailer", "mailjet", "getresponse", "groups.io", "sendfox", "buttondown",
)  # fmt: skip
_CALENDARS = ("google", "teamup.com", "tockify.com", "outlook.", "yahoo", "addevent.com", "elfsight",
"timely",
              "eventbrite")  # fmt: skip


def host_in(address: str) -> str:
    """The host of an absolute address, lower case already; with a port or a name before it as they are."""
    start = address.find("//") + 2
    end = address.find("/", start)
    host = address[start : end if end >= 0 else None]
    return host.split("?")[0].split("#")[0] if "?" in host or "#" in host else host


@lru_cache(maxsize=20_000)
def kind_of_host(host: str) -> Hosts:
    kind = Hosts.NOTHING
    for found, is_one in (
        (hints_at_a_network(host) or bool(carried_by(host)), Hosts.SOCIAL),
        (any(sign in host for sign in _MAPS), Hosts.MAP),
        (any(sign in host for sign in _LISTS), Hosts.LIST),
        (any(sign in host for sign in _CALENDARS), Hosts.CALENDAR),
        (bool(closed_network(host)), Hosts.CLOSED),
        (bool(mistyped_network(host)), Hosts.MISTYPED),
    ):
        if found:
            kind |= is_one
    return kind


def is_list_service(address: str) -> bool:
    """Whether an address, lower case, is at a service that keeps mailing lists."""
    return any(service in address for service in _LISTS)
