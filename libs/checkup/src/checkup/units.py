"""Whom a request burdens: the website's own name, the provider it shares with many, its block of addresses.

The rule for names is a short one of our own, because no list of public suffixes is small, plain and
kept up to date at once: "co.uk", "com.au" and their like are told by their shape, and providers who give
every group a name under their own stand in a dated list. Where it cannot know, it takes the shorter name,
which makes us slower and never ruder.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from .guard import is_public
from .rooms import words
from .webaddress import WebAddress

_SECOND_LEVEL = words(
    """
    co com org net ac gov edu or ne go gob gouv mil me ltd plc sch nhs police mod info web nom asn id gen govt
    school geek iwi maori health parliament cri firm ind res nic lg ad ed gr
    """
)
# As of 2026: who hosts many groups under names of their own, and other names of the same servers.
_PROVIDERS = {
    "wixsite.com": "wix", "wix.com": "wix", "wixstatic.com": "wix", "editorx.io": "wix",
    "wordpress.com": "wordpress.com", "wp.com": "wordpress.com", "files.wordpress.com": "wordpress.com",
    "blogspot.com": "blogger", "blogspot.co.uk": "blogger", "blogger.com": "blogger",
    "sites.google.com": "google sites", "googleusercontent.com": "google sites",
    "squarespace.com": "squarespace", "squarespace-cdn.com": "squarespace",
    "weebly.com": "weebly", "weeblysite.com": "weebly", "editmysite.com": "weebly", "square.site": "weebly",
    "godaddysites.com": "godaddy", "wsimg.com": "godaddy",
    "webflow.io": "webflow", "website-files.com": "webflow",
    "jimdosite.com": "jimdo", "jimdofree.com": "jimdo", "jimdo.com": "jimdo",
    "pitchero.com": "pitchero", "teamapp.com": "teamapp", "play-cricket.com": "play-cricket",
    "clubspark.lta.org.uk": "clubspark", "hitssports.com": "hitssports", "clubbuzz.co.uk": "clubbuzz",
    "webs.com": "webs", "yolasite.com": "yola", "webnode.co.uk": "webnode", "webnode.com": "webnode",
    "webador.co.uk": "webador", "webador.com": "webador", "moonfruit.com": "moonfruit",
    "btck.co.uk": "btck", "hugofox.com": "hugofox", "e-voice.org.uk": "e-voice",
    "onesuffolk.net": "onesuffolk",
    "github.io": "github", "gitlab.io": "gitlab", "netlify.app": "netlify", "vercel.app": "vercel",
    "pages.dev": "cloudflare pages", "web.app": "firebase", "firebaseapp.com": "firebase",
    "carrd.co": "carrd", "tumblr.com": "tumblr", "substack.com": "substack", "mystrikingly.com": "strikingly",
    "ueniweb.com": "ueni", "business.site": "google sites", "my.canva.site": "canva",
}  # fmt: skip


def unit_of(address: WebAddress) -> str:
    """The politeness unit of an address: a provider, a registrable name, or a number with its port."""
    if address.is_number:
        return address.host if address.port in (80, 443) else f"{address.host}:{address.port}"
    name = _provided(address.host)
    unit = _PROVIDERS[name] if name else registrable(address.host)
    # Other ports exist only in a demo or a test, where each port stands for a host of its own.
    return unit if address.port in (80, 443) else f"{address.host}:{address.port}"


def block_of(ip: str) -> str:
    """The block of addresses around a public one ("93.184.215.0/24", "2a00:1450::/48"); "" for others.

    Inside one machine or one office everything would be one block, and only the switch lets us in there.
    """
    if not is_public(ip):
        return ""
    number = ip_address(ip)
    size = 48 if isinstance(number, IPv6Address) else 24
    return str(ip_network(f"{ip}/{size}", strict=False))


def registrable(host: str) -> str:
    """The name somebody pays for: "leasowpark.org.uk" of "www.leasowpark.org.uk"."""
    labels = host.rsplit(".", maxsplit=3)
    if len(labels) < 3:
        return host
    shared = len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3:] if shared else labels[-2:])


def site_of(host: str) -> str:
    """Whose website a host belongs to: as `registrable`, but each name under a provider is its own."""
    return host.removeprefix("www.") if _provided(host) else registrable(host)


def _provided(host: str) -> str:
    labels = host.split(".")
    names = (".".join(labels[start:]) for start in range(max(0, len(labels) - 4), len(labels) - 1))
    return next((name for name in names if name in _PROVIDERS), "")
