"""What kind of place a link leads to, told from its host name alone. Hosts are remembered."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from .closed_networks import closed_network
from .odd_doors import mistyped_network
from .platforms import carried_by, hints_at_a_network


class Host(NamedTuple):
    """What a host may be; most are none of these, so most links need no further look."""

    social: bool = False
    map: bool = False
    list: bool = False
    calendar: bool = False
    closed: bool = False
    mistyped: bool = False


PLAIN = Host()

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
    host = address.partition("//")[2].partition("/")[0]
    return host.split("?")[0].split("#")[0] if "?" in host or "#" in host else host


def beginning_of(address: str) -> tuple[str, str]:
    """What an address has before its path, and the host in it: every address that begins so has this host.
    Where there is no path, the first is all of it and a line's end, which no other address begins with.
    """
    scheme, slashes, rest = address.partition("//")
    host, slash, _ = rest.partition("/")
    plain = bool(slash) and "?" not in host and "#" not in host
    return f"{scheme}{slashes}{host}/" if plain else f"{address}\n", host_in(address)


@lru_cache(maxsize=20_000)
def kind_of_host(host: str) -> Host:
    """`PLAIN` itself where it is nothing in particular."""
    kind = Host(
        social=hints_at_a_network(host) or bool(carried_by(host)),
        map=any(sign in host for sign in _MAPS),
        list=any(sign in host for sign in _LISTS),
        calendar=any(sign in host for sign in _CALENDARS),
        closed=bool(closed_network(host)),
        mistyped=bool(mistyped_network(host)),
    )
    return kind if any(kind) else PLAIN


def is_list_service(address: str) -> bool:
    """Whether an address, lower case, is at a service that keeps mailing lists."""
    return any(service in address for service in _LISTS)
