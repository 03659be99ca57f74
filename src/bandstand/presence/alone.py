"""Websites whose owners do not want to be looked at."""

from urllib.parse import urlsplit

from checkup.fetch import is_left_alone as host_is_left_alone

from .models import LeftAlone

SAYS = "We leave this website alone, because whoever it belongs to asked us to."


def host_of(address: str) -> str:
    """Return the host of an address however it is written, lower case and without “www.”; "" for none."""
    address = address.strip()
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.lower().rstrip(".").removeprefix("www.")


def hosts_left_alone() -> frozenset[str]:
    return frozenset(LeftAlone.objects.values_list("host", flat=True))


def is_left_alone(address: str, hosts: frozenset[str]) -> bool:
    """Tell whether a website, or the one it belongs to by name, is left alone."""
    return host_is_left_alone(host_of(address), hosts)
