"""The address rules of each social network, in one file: what is an account, and when two spellings are one.

`read_account` never raises and never looks past the address itself. Whose account it is, is another question
(`ownership.py`). Every rule below answers a spelling met on real pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlsplit

from .rooms import (
    AT_ADDRESSES_ELSEWHERE,
    FACEBOOK_ROOMS,
    FEDIVERSE_HOST_WORDS,
    FEDIVERSE_HOSTS,
    INSTAGRAM_ROOMS,
    PLACEHOLDERS,
    TWITTER_ROOMS,
    YOUTUBE_ROOMS,
)

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


@dataclass(frozen=True, slots=True)
class SocialAddress:
    """`key` is the same for every spelling of one account; `name` is what to compare with other names.

    `kind`: page, group, person, channel, number or share code.
    """

    platform: str
    key: str
    url: str
    name: str
    kind: str = "page"


@dataclass(frozen=True, slots=True)
class _Parts:
    path: tuple[str, ...]  # without empty segments
    query: Mapping[str, list[str]]

    @property
    def first(self) -> str:
        return self.path[0] if self.path else ""

    @property
    def second(self) -> str:
        return self.path[1] if len(self.path) > 1 else ""

    def asked(self, name: str) -> str:
        return self.query.get(name, [""])[0].strip()


_FACEBOOK_POST = frozenset(
    ("posts", "photos", "videos", "permalink", "events", "notes", "reel", "reels", "stories", "photo")
)
_PREFIX = re.compile(r"(?:www|ww|wwww|m|mobile|mbasic|web|touch|[a-z]{2}|[a-z]{2}-[a-z]{2})\.")
_TRAILING_NUMBER = re.compile(r"(?:^|-)(\d{9,})$")
_NUMBER_AT_END = re.compile(r"(\d{6,})$")
_END_OF_NAME = re.compile(r"[&?#]")
_NOT_A_NAME = re.compile(r"[\s<>{}\[\]\"'|\\^`$*;,()=!]")
_SCHEMES = re.compile(r"(?:(?:https?|htttps?|http?s?)(?::|%3a)?/{1,3}|//)", re.IGNORECASE)


def _clean_name(text: str) -> str:
    """A handle as the network would read it, or "" when it cannot be one."""
    name = _END_OF_NAME.split(text, maxsplit=1)[0].strip().rstrip(".,:;/)\u200b\u200e")
    if not name or len(name) > 120 or _NOT_A_NAME.search(name) or name.lower().lstrip("@") in PLACEHOLDERS:
        return ""
    return name


def _made(platform: str, identity: str, url: str, name: str, kind: str = "page") -> SocialAddress:
    return SocialAddress(platform, f"{platform}:{identity}", url, name, kind)


def _facebook_number(number: str, name: str = "") -> SocialAddress:
    return _made("facebook", f"id:{number}", f"https://www.facebook.com/profile.php?id={number}", name)


def _facebook_numbered(parts: _Parts) -> SocialAddress | None:
    """/pages/Name/123, /people/Name/123, /p/Name-123, /pages/category/Kind/Name-123."""
    for segment in parts.path[1:]:
        number = _NUMBER_AT_END.search(segment.split("&")[0])
        if number:
            words = next((s for s in parts.path[1:] if not s.isdigit() and s != "category"), "")
            return _facebook_number(number.group(1), words.removesuffix(number.group(1)))
    return None


def _facebook_group(parts: _Parts) -> SocialAddress | None:
    name = _clean_name(parts.second)
    if not name or parts.path[2:3] in (("permalink",), ("posts",)):
        return None
    return _made(
        "facebook", f"group:{name.lower()}", f"https://www.facebook.com/groups/{quote(name)}", name, "group"
    )


def _facebook_share_code(parts: _Parts) -> SocialAddress | None:
    """facebook.com/share/CODE is somebody's page behind a code; share/p, /v and /r are posts."""
    if parts.second in ("p", "v", "r") or not parts.second:
        return None
    code = _clean_name(parts.path[-1])
    if not code or code.endswith(".php"):
        return None
    url = "https://www.facebook.com/" + "/".join(quote(s) for s in parts.path)
    return _made("facebook", f"share:{code}", url, "", "share code")


def _facebook_widget(parts: _Parts) -> SocialAddress | None:
    """plugins/page.php?href=…, likebox.php?href=… or ?id=…, fan.php?id=…: the widget shows that page."""
    inner = parts.asked("href")
    number = parts.asked("id") or parts.asked("profile_id") or parts.asked("page_id")
    if inner and "facebook.com" in inner.lower():
        return read_account(inner)
    if number.isdigit() and parts.path[-1] in ("likebox.php", "fan.php", "page.php", "connect.php"):
        return _facebook_number(number)
    return None


def _facebook_name(parts: _Parts) -> SocialAddress | None:
    name = _clean_name(parts.first).lstrip("@")
    low = name.lower()
    if not name or low in FACEBOOK_ROOMS or low in _FACEBOOK_ROOM_RULES or _is_machinery(low):
        return None
    if len(parts.path) > 2 and parts.second.lower() in _FACEBOOK_POST:
        return None
    number = _TRAILING_NUMBER.search(name)
    if number:
        return _facebook_number(number.group(1), name.removesuffix(number.group(1)).rstrip("-"))
    return _made("facebook", low.replace(".", ""), f"https://www.facebook.com/{quote(name)}", name)


def _is_machinery(word: str) -> bool:
    """Scripts, and versions such as "v2.0"."""
    return word.endswith((".php", ".js", ".html")) or (
        word[:1] == "v" and word[1:].replace(".", "").isdigit()
    )


def _facebook_profile(parts: _Parts) -> SocialAddress | None:
    number = parts.asked("id").strip("#/ ")
    return _facebook_number(number) if number.isdigit() else None


def _facebook_pg(parts: _Parts) -> SocialAddress | None:
    return _facebook_name(_Parts(parts.path[1:], {}))


def _facebook_login(parts: _Parts) -> SocialAddress | None:
    inner = parts.asked("next")
    return read_account(inner) if "facebook.com/" in inner and "/login" not in inner else None


_FACEBOOK_ROOM_RULES: dict[str, Callable[[_Parts], SocialAddress | None]] = {
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


def _facebook(parts: _Parts) -> SocialAddress | None:
    rule = _FACEBOOK_ROOM_RULES.get(parts.first.lower(), _facebook_name)
    return rule(parts)


def _twitter(parts: _Parts) -> SocialAddress | None:
    room = parts.first.lower()
    if room == "intent":
        name = parts.asked("screen_name") if parts.second in ("user", "follow") else ""
    elif room == "i":
        name = parts.asked("redirect_after_login").strip("/")
    elif room == "widgets" and parts.path[-1].startswith("follow_button"):
        name = parts.asked("screen_name")
    else:
        name = "" if room in TWITTER_ROOMS or _is_tweet_or_list(parts) else parts.first
    name = _clean_name(name.split("/")[0]).lstrip("@")
    if not name or name.lower() in TWITTER_ROOMS or not name.replace("_", "").isalnum():
        return None
    return _made("twitter", name.lower(), f"https://x.com/{quote(name)}", name)


def _is_tweet_or_list(parts: _Parts) -> bool:
    return parts.second.lower() in ("status", "statuses", "lists", "timelines", "moments")


def _instagram(parts: _Parts) -> SocialAddress | None:
    path = parts.path[1:] if parts.first == "_u" else parts.path
    if not path or path[0].lower() in INSTAGRAM_ROOMS or path[1:2] in (("p",), ("reel",), ("tv",)):
        return None
    name = _clean_name(path[0]).lstrip("@").rstrip(".")
    if not name:
        return None
    return _made("instagram", name.lower(), f"https://www.instagram.com/{quote(name)}", name)


def _youtube_channel(number: str) -> SocialAddress | None:
    number = _clean_name(number)
    if not number:
        return None
    return _made("youtube", f"id:{number}", f"https://www.youtube.com/channel/{quote(number)}", "", "channel")


def _youtube(parts: _Parts) -> SocialAddress | None:
    room = parts.first.lower()
    if room == "channel":
        return _youtube_channel(parts.second)
    if room == "subscription_center" and parts.asked("add_user_id"):
        return _youtube_channel("UC" + parts.asked("add_user_id"))
    if room == "subscribe_embed" and parts.asked("channelid"):
        return _youtube_channel(parts.asked("channelid"))
    if room in ("user", "c"):
        name = parts.second
    elif room == "subscription_center":
        name = parts.asked("add_user")
    elif room == "profile":
        name = parts.asked("user")
    else:
        name = "" if room in YOUTUBE_ROOMS else parts.first
    name = _clean_name(name).lstrip("@")
    if not name or name.endswith((".js", ".php")):
        return None
    shape = (
        f"user/{quote(name)}" if room == "user" else f"c/{quote(name)}" if room == "c" else f"@{quote(name)}"
    )
    return _made("youtube", name.lower(), f"https://www.youtube.com/{shape}", name, "channel")


def _tiktok(parts: _Parts) -> SocialAddress | None:
    name = _clean_name(parts.first)
    if not name.startswith("@") or len(name) < 2 or parts.second in ("video", "photo"):
        return None
    return _made("tiktok", name[1:].lower(), f"https://www.tiktok.com/{quote(name, safe='@')}", name[1:])


_LINKEDIN_KINDS = {
    "company": "company",
    "companies": "company",
    "company-beta": "company",
    "school": "school",
    "showcase": "showcase",
    "edu": "edu",
    "in": "in",
}


def _linkedin(parts: _Parts) -> SocialAddress | None:
    path = parts.path[1:] if parts.first == "mwlite" else parts.path
    room = path[0].lower() if path else ""
    if room == "pub":
        return _linkedin_old_person(path)
    if room == "groups":
        return _linkedin_group(parts)
    kind, name = _LINKEDIN_KINDS.get(room, ""), path[1].rstrip(".,:;)") if len(path) > 1 else ""
    # LinkedIn keeps "&" and "'" of a firm's name in its addresses.
    if not kind or not _clean_name(name.replace("'", "").replace("&", "-")):
        return None
    identity = f"{kind}/{name.lower()}"
    url = "https://www.linkedin.com/{}/{}".format(kind, quote(name, safe="&'"))
    number = parts.asked("id")
    if identity == "edu/school" and number.isdigit():
        identity, url = f"edu/school?id={number}", f"{url}?id={number}"
    return _made("linkedin", identity, url, name, "person" if kind == "in" else "page")


def _linkedin_old_person(path: tuple[str, ...]) -> SocialAddress | None:
    segments = [s for s in (_clean_name(segment) for segment in path[:5]) if s]
    if len(segments) < 2:
        return None
    url = "https://www.linkedin.com/" + "/".join(quote(s) for s in segments)
    return _made("linkedin", "/".join(s.lower() for s in segments), url, segments[1], "person")


def _linkedin_group(parts: _Parts) -> SocialAddress | None:
    number = re.search(r"(\d{3,})$", parts.asked("gid") or parts.second)
    if not number:
        return None
    url = f"https://www.linkedin.com/groups/{number.group(1)}"
    return _made("linkedin", f"groups/{number.group(1)}", url, "", "group")


def _whatsapp_number(text: str) -> SocialAddress | None:
    digits = "".join(c for c in text if c in "0123456789")
    if len(digits) < 5:
        return None
    return _made("whatsapp", digits, f"https://wa.me/{digits}", "", "number")


def _whatsapp_short(parts: _Parts) -> SocialAddress | None:
    return _whatsapp_number(parts.first)


def _whatsapp_long(parts: _Parts) -> SocialAddress | None:
    return _whatsapp_number(parts.asked("phone"))


def _whatsapp_group(parts: _Parts) -> SocialAddress | None:
    code = _clean_name(parts.second if parts.first == "invite" else parts.first)
    if not code:
        return None
    return _made("whatsapp", f"group:{code}", f"https://chat.whatsapp.com/{quote(code)}", "", "group")


def _bluesky(parts: _Parts) -> SocialAddress | None:
    name = _clean_name(parts.second).lstrip("@")
    if parts.first != "profile" or not name or len(parts.path) > 2:
        return None
    return _made("bluesky", name.lower(), f"https://bsky.app/profile/{quote(name, safe=':')}", name)


def _threads(parts: _Parts) -> SocialAddress | None:
    name = _clean_name(parts.first)
    if not name.startswith("@") or len(name) < 2 or parts.second == "post":
        return None
    return _made("threads", name[1:].lower(), f"https://www.threads.net/{quote(name, safe='@')}", name[1:])


_RULES: dict[str, Callable[[_Parts], SocialAddress | None]] = {
    "facebook.com": _facebook,
    "fb.com": _facebook,
    "fb.me": _facebook,
    "facebook.co.uk": _facebook,
    "twitter.com": _twitter,
    "platform.twitter.com": _twitter,
    "x.com": _twitter,
    "instagram.com": _instagram,
    "instagr.am": _instagram,
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "tiktok.com": _tiktok,
    "linkedin.com": _linkedin,
    "wa.me": _whatsapp_short,
    "chat.whatsapp.com": _whatsapp_group,
    "api.whatsapp.com": _whatsapp_long,
    "web.whatsapp.com": _whatsapp_long,
    "bsky.app": _bluesky,
    "threads.net": _threads,
    "threads.com": _threads,
}
_UNWRAP = {"l.facebook.com": "u", "lm.facebook.com": "u", "l.instagram.com": "u"}
# What every address of a network we know contains: a quick way to skip all other links.
SOCIAL_HINT = re.compile(
    r"facebook\.|fb\.com|fb\.me|twitter\.com|x\.com|instagr|youtube|tiktok\.|linkedin\.|wa\.me"
    r"|whatsapp\.com|bsky\.app|threads\.|/@",
    re.IGNORECASE,
)


def _split(address: str) -> tuple[str, _Parts] | None:
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
        path = split.fragment.lstrip("!").split("?")[0]
    return host, _Parts(tuple(s.strip() for s in path.split("/") if s.strip()), query)


def bare_host(host: str) -> str:
    """The host without "www.", "m.", "en-gb." and the like: "m.facebook.com" is "facebook.com"."""
    match = _PREFIX.match(host)
    rest = host[match.end() :] if match else host
    return rest if "." in rest else host


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


def read_account(address: str) -> SocialAddress | None:
    """The account an address leads to, or None when it leads to none we know. Never raises."""
    if not address or len(address) > LONGEST_ADDRESS:
        return None
    split = _split(address)
    if split is None:
        return None
    host, parts = split
    if host in _UNWRAP:
        inner = parts.asked(_UNWRAP[host])
        return read_account(inner) if inner and len(inner) < len(address) else None
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
    name = _clean_name(parts.first)
    if (
        len(parts.path) != 1
        or len(name) < 2
        or not name.startswith("@")
        or bare_host(host) in AT_ADDRESSES_ELSEWHERE
    ):
        return None
    if network_of(host) or not (said_so or is_fediverse_host(host)):
        return None
    return _made("mastodon", f"{host}/{name.lower()}", f"https://{host}/{quote(name, safe='@')}", name[1:])


def is_fediverse_host(host: str) -> bool:
    return host in FEDIVERSE_HOSTS or host.endswith(".social") or any(w in host for w in FEDIVERSE_HOST_WORDS)
