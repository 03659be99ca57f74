"""The address rules of the social networks: what is an account, and when two spellings are one.

`read_account` never raises and never looks past the address itself. Whose account it is, is another question
(`ownership.py`). Every rule below answers a spelling met on real pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import parse_qs, quote, unquote, urlsplit

from .addresses import Parts, SocialAddress, clean_name, made
from .networks import (
    bluesky,
    instagram,
    linkedin,
    threads,
    tiktok,
    twitter,
    whatsapp_channel,
    whatsapp_group,
    whatsapp_long,
    whatsapp_short,
    youtube,
)
from .rooms import (
    AT_ADDRESSES_ELSEWHERE,
    FACEBOOK_ROOMS,
    FEDIVERSE_HOST_WORDS,
    FEDIVERSE_HOSTS,
)
from .text_scan import Signs

PLATFORMS: dict[str, str] = {
    "facebook": "Facebook",
    "twitter": "X (Twitter)",
    "instagram": "Instagram",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "linkedin": "LinkedIn",
    "whatsapp": "WhatsApp",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "threads": "Threads",
}

LONGEST_ADDRESS = 2_000


_FACEBOOK_POST = frozenset(
    ("posts", "photos", "videos", "permalink", "events", "notes", "reel", "reels", "stories", "photo")
)
_PREFIX = re.compile(r"(?:www|ww|wwww|m|mobile|mbasic|web|touch|[a-z]{2}|[a-z]{2}-[a-z]{2})\.")
_TRAILING_NUMBER = re.compile(r"(?:^|-)(\d{9,})$")
_NUMBER_AT_END = re.compile(r"(\d{6,})$")
_SCHEMES = re.compile(r"(?:(?:https?|htttps?|http?s?)(?::|%3a)?/{1,3}|//)", re.IGNORECASE)


def _facebook_number(number: str, name: str = "") -> SocialAddress:
    return made("facebook", f"id:{number}", f"https://www.facebook.com/profile.php?id={number}", name)


def _facebook_numbered(parts: Parts) -> SocialAddress | None:
    """/pages/Name/123, /people/Name/123, /p/Name-123, /pages/category/Kind/Name-123."""
    for segment in parts.path[1:]:
        number = _NUMBER_AT_END.search(segment.split("&")[0])
        if number:
            words = next((s for s in parts.path[1:] if not s.isdigit() and s != "category"), "")
            return _facebook_number(number.group(1), words.removesuffix(number.group(1)))
    return None


def _facebook_group(parts: Parts) -> SocialAddress | None:
    name = clean_name(parts.second)
    if not name or parts.path[2:3] in (("permalink",), ("posts",)):
        return None
    return made(
        "facebook", f"group:{name.lower()}", f"https://www.facebook.com/groups/{quote(name)}", name, "group"
    )


def _facebook_share_code(parts: Parts) -> SocialAddress | None:
    """facebook.com/share/CODE is somebody's page behind a code; share/p, /v and /r are posts."""
    if parts.second in ("p", "v", "r") or not parts.second:
        return None
    code = clean_name(parts.path[-1])
    if not code or code.endswith(".php"):
        return None
    url = "https://www.facebook.com/" + "/".join(quote(s) for s in parts.path)
    return made("facebook", f"share:{code}", url, "", "share code")


def _facebook_widget(parts: Parts) -> SocialAddress | None:
    """plugins/page.php?href=…, likebox.php?href=… or ?id=…, fan.php?id=…: the widget shows that page."""
    inner = parts.asked("href")
    number = parts.asked("id") or parts.asked("profile_id") or parts.asked("page_id")
    if inner and "facebook.com" in inner.lower():
        return read_account(inner)
    if number.isdigit() and parts.path[-1] in ("likebox.php", "fan.php", "page.php", "connect.php"):
        return _facebook_number(number)
    return None


def _facebook_name(parts: Parts) -> SocialAddress | None:
    name = clean_name(parts.first).lstrip("@")
    low = name.lower()
    if not name or low in FACEBOOK_ROOMS or low in _FACEBOOK_ROOM_RULES or _is_machinery(low):
        return None
    if len(parts.path) > 2 and parts.second.lower() in _FACEBOOK_POST:
        return None
    number = _TRAILING_NUMBER.search(name)
    if number:
        return _facebook_number(number.group(1), name.removesuffix(number.group(1)).rstrip("-"))
    return made("facebook", low.replace(".", ""), f"https://www.facebook.com/{quote(name)}", name)


def _is_machinery(word: str) -> bool:
    """Scripts, and versions such as "v2.0"."""
    return word.endswith((".php", ".js", ".html")) or (
        word[:1] == "v" and word[1:].replace(".", "").isdigit()
    )


def _facebook_profile(parts: Parts) -> SocialAddress | None:
    number = parts.asked("id").strip("#/ ")
    return _facebook_number(number) if number.isdigit() else None


def _facebook_pg(parts: Parts) -> SocialAddress | None:
    return _facebook_name(Parts(parts.path[1:], {}))


def _facebook_login(parts: Parts) -> SocialAddress | None:
    inner = parts.asked("next")
    return read_account(inner) if "facebook.com/" in inner and "/login" not in inner else None


_FACEBOOK_ROOM_RULES: dict[str, Callable[[Parts], SocialAddress | None]] = {
    "profile.php": _facebook_profile,
    "groups": _facebook_group,
    "share": _facebook_share_code,
    "pg": _facebook_pg,
    "pages": _facebook_numbered,
    "people": _facebook_numbered,
    "p": _facebook_numbered,
    "plugins": _facebook_widget,
    "connect": _facebook_widget,
    "login": _facebook_login,
    "login.php": _facebook_login,
    "connect.php": _facebook_widget,
}


def _facebook(parts: Parts) -> SocialAddress | None:
    rule = _FACEBOOK_ROOM_RULES.get(parts.first.lower(), _facebook_name)
    return rule(parts)


_RULES: dict[str, Callable[[Parts], SocialAddress | None]] = {
    "facebook.com": _facebook,
    "fb.com": _facebook,
    "fb.me": _facebook,
    "facebook.co.uk": _facebook,
    "twitter.com": twitter,
    "platform.twitter.com": twitter,
    "x.com": twitter,
    "instagram.com": instagram,
    "instagr.am": instagram,
    "youtube.com": youtube,
    "youtube-nocookie.com": youtube,
    "tiktok.com": tiktok,
    "linkedin.com": linkedin,
    "wa.me": whatsapp_short,
    "chat.whatsapp.com": whatsapp_group,
    "whatsapp.com": whatsapp_channel,
    "api.whatsapp.com": whatsapp_long,
    "web.whatsapp.com": whatsapp_long,
    "bsky.app": bluesky,
    "threads.net": threads,
    "threads.com": threads,
}
# Doors that lead on to the address they carry. Google Sites sends every link of a page through one.
_DOORS: dict[str, tuple[str, ...]] = {
    "l.facebook.com": ("u",),
    "lm.facebook.com": ("u",),
    "l.instagram.com": ("u",),
    "google.com": ("q", "url"),
    "google.co.uk": ("q", "url"),
    "safelinks.protection.outlook.com": ("url",),
}
# What every address of a network we know contains: a quick way to skip all other links.
_HINTS = Signs(
    "facebook.", "fb.com", "fb.me", "twitter.com", "x.com", "instagr", "youtube", "tiktok.", "linkedin.",
    "wa.me", "whatsapp.com", "bsky.app", "threads.", "/@",
)  # fmt: skip


def hints_at_a_network(address: str) -> bool:
    """Whether an address, lower case, may lead to one of the networks."""
    return _HINTS.any_in(address)


def _split(address: str) -> tuple[str, Parts] | None:
    """Host and parts of an address as people type it: no scheme, two schemes, spaces, "%20", "#!/name"."""
    text = unquote(address.strip().replace("\\/", "/"))
    while (match := _SCHEMES.match(text)) is not None:
        text = text[match.end() :]
    try:
        split = urlsplit("https://" + text)
        host = (split.hostname or "").rstrip(".")
        query = parse_qs(split.query, max_num_fields=50) if split.query else {}
    except ValueError:
        return None
    path = split.path
    if split.fragment.startswith("!"):
        path = split.fragment.lstrip("!").split("?")[0] or path
    return host, Parts(tuple(s.strip() for s in path.split("/") if s.strip()), query)


def bare_host(host: str) -> str:
    """The host without "www.", "m.", "en-gb." and the like: "m.facebook.com" is "facebook.com"."""
    match = _PREFIX.match(host)
    rest = host[match.end() :] if match else host
    return rest if "." in rest else host


def carried_by(host: str) -> tuple[str, ...]:
    """Which words of its addresses carry the address they lead on to; () where a host is no such door."""
    return _DOORS.get(host) or _DOORS.get(bare_host(host)) or _DOORS.get(host.partition(".")[2], ())


def network_of(host: str) -> str:
    """The platform a host name belongs to, or ""; any sub-domain counts."""
    for domain, platform in _NETWORKS.items():
        if host == domain or host.endswith("." + domain):
            return platform
    return ""


_NETWORKS = {
    "facebook.com": "facebook", "fb.com": "facebook", "fb.me": "facebook", "twitter.com": "twitter",
    "x.com": "twitter", "instagram.com": "instagram", "instagr.am": "instagram", "linkedin.com": "linkedin",
    "youtube.com": "youtube", "tiktok.com": "tiktok", "wa.me": "whatsapp", "whatsapp.com": "whatsapp",
    "bsky.app": "bluesky", "threads.net": "threads", "threads.com": "threads",
}  # fmt: skip


@lru_cache(maxsize=4_096)
def read_account(address: str) -> SocialAddress | None:
    """The account an address leads to, or None when it leads to none we know. Never raises."""
    if not address or len(address) > LONGEST_ADDRESS:
        return None
    split = _split(address)
    if split is None:
        return None
    host, parts = split
    door = carried_by(host)
    if door:
        inner = next((carried for name in door if (carried := parts.asked(name))), "")
        return read_account(inner) if "://" in inner and len(inner) < len(address) else None
    rule = _RULES.get(host) or _RULES.get(bare_host(host))
    return rule(parts) if rule else None


def read_fediverse_account(address: str, *, said_so: bool = False) -> SocialAddress | None:
    """A Mastodon-like account, "https://server/@name". Any site may use such addresses, so the server must be
    known by its name, or the page must have said so (`said_so`: rel=me, or the word Mastodon on the link).
    """
    if "/@" not in address or len(address) > LONGEST_ADDRESS:
        return None
    split = _split(address)
    if split is None:
        return None
    host, parts = split
    name = clean_name(parts.first)
    if (
        len(parts.path) != 1
        or len(name) < 2
        or not name.startswith("@")
        or bare_host(host) in AT_ADDRESSES_ELSEWHERE
    ):
        return None
    if network_of(host) or not (said_so or is_fediverse_host(host)):
        return None
    return made("mastodon", f"{host}/{name.lower()}", f"https://{host}/{quote(name, safe='@')}", name[1:])


def is_fediverse_host(host: str) -> bool:
    return host in FEDIVERSE_HOSTS or host.endswith(".social") or any(w in host for w in FEDIVERSE_HOST_WORDS)
