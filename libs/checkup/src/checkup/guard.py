"""Which internet addresses are open to the public. Our own rule: Python's properties alone miss some."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_NEVER = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # shared inside networks of providers
        "192.0.0.0/24",  # protocol assignments; one cloud's metadata lives here
        "192.88.99.0/24",  # old relays from IPv6 to IPv4
        "::/96",  # an IPv4 address in disguise, and so the next five
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "::ffff:0:0/96",
        "fec0::/10",  # site-local, retired
    )
)


def is_public(address: str) -> bool:
    """Whether an IP address, as text, may be visited. Anything that is not one is refused."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip.scope_id is not None:
            return False
        ip = ip.ipv4_mapped or ip
    if ip.is_multicast or not ip.is_global:
        return False
    return not any(ip in block for block in _NEVER if block.version == ip.version)
