"""The address rules of every network but Facebook, which has the most spellings (`platforms.py`)."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from .addresses import Parts, SocialAddress, clean_name, made
from .rooms import INSTAGRAM_ROOMS, TWITTER_ROOMS, YOUTUBE_ROOMS


def twitter(parts: Parts) -> SocialAddress | None:
    room = parts.first.lower()
    if room == "intent":
        name = parts.asked("screen_name") if parts.second in ("user", "follow") else ""
    elif room == "i":
        name = parts.asked("redirect_after_login").strip("/")
    elif room == "widgets" and parts.path[-1].startswith("follow_button"):
        name = parts.asked("screen_name")
    else:
        name = "" if room in TWITTER_ROOMS or _is_tweet_or_list(parts) else parts.first
    name = clean_name(name.split("/")[0]).lstrip("@")
    if not name or name.lower() in TWITTER_ROOMS or not name.replace("_", "").isalnum():
        return None
    return made("twitter", name.lower(), f"https://x.com/{quote(name)}", name)


def _is_tweet_or_list(parts: Parts) -> bool:
    return parts.second.lower() in ("status", "statuses", "lists", "timelines", "moments")


def instagram(parts: Parts) -> SocialAddress | None:
    path = parts.path[1:] if parts.first == "_u" else parts.path
    if not path or path[0].lower() in INSTAGRAM_ROOMS or path[1:2] in (("p",), ("reel",), ("tv",)):
        return None
    name = clean_name(path[0]).lstrip("@").rstrip(".")
    if not name:
        return None
    return made("instagram", name.lower(), f"https://www.instagram.com/{quote(name)}", name)


def _youtube_channel(number: str) -> SocialAddress | None:
    number = clean_name(number)
    if not number:
        return None
    return made("youtube", f"id:{number}", f"https://www.youtube.com/channel/{quote(number)}", "", "channel")


def youtube(parts: Parts) -> SocialAddress | None:
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
    name = clean_name(name).lstrip("@")
    if not name or name.endswith((".js", ".php")):
        return None
    shape = (
        f"user/{quote(name)}" if room == "user" else f"c/{quote(name)}" if room == "c" else f"@{quote(name)}"
    )
    return made("youtube", name.lower(), f"https://www.youtube.com/{shape}", name, "channel")


def tiktok(parts: Parts) -> SocialAddress | None:
    name = clean_name(parts.first)
    if not name.startswith("@") or len(name) < 2 or parts.second in ("video", "photo"):
        return None
    return made("tiktok", name[1:].lower(), f"https://www.tiktok.com/{quote(name, safe='@')}", name[1:])


_LINKEDIN_KINDS = {
    "company": "company",
    "companies": "company",
    "company-beta": "company",
    "school": "school",
    "showcase": "showcase",
    "edu": "edu",
    "in": "in",
}


def linkedin(parts: Parts) -> SocialAddress | None:
    path = parts.path[1:] if parts.first == "mwlite" else parts.path
    room = path[0].lower() if path else ""
    if room == "pub":
        return _linkedin_old_person(path)
    if room == "groups":
        return _linkedin_group(parts)
    if room in ("uas", "login", "authwall"):
        return _linkedin_behind_login(parts)
    kind, name = _LINKEDIN_KINDS.get(room, ""), path[1].rstrip(".,:;)") if len(path) > 1 else ""
    # LinkedIn keeps "&" and "'" of a firm's name in its addresses.
    if not kind or not clean_name(name.replace("'", "").replace("&", "-")):
        return None
    identity = f"{kind}/{name.lower()}"
    url = "https://www.linkedin.com/{}/{}".format(kind, quote(name, safe="&'"))
    number = parts.asked("id")
    if identity == "edu/school" and number.isdigit():
        identity, url = f"edu/school?id={number}", f"{url}?id={number}"
    return made("linkedin", identity, url, name, "person" if kind == "in" else "page")


def _linkedin_behind_login(parts: Parts) -> SocialAddress | None:
    """An address copied while signed out: the sign-in page, with the account's own address inside."""
    inner = parts.asked("session_redirect") or parts.asked("sessionredirect")
    try:
        split = urlsplit(inner)
    except ValueError:
        return None
    path = tuple(segment for segment in split.path.split("/") if segment)
    within = (split.hostname or "").endswith("linkedin.com") and path[:1] not in (("uas",), ("login",))
    return linkedin(Parts(path, {})) if within and path[:1] != ("authwall",) else None


def _linkedin_old_person(path: tuple[str, ...]) -> SocialAddress | None:
    segments = [s for s in (clean_name(segment) for segment in path[:5]) if s]
    if len(segments) < 2:
        return None
    url = "https://www.linkedin.com/" + "/".join(quote(s) for s in segments)
    return made("linkedin", "/".join(s.lower() for s in segments), url, segments[1], "person")


def _linkedin_group(parts: Parts) -> SocialAddress | None:
    number = re.search(r"(\d{3,})$", parts.asked("gid") or parts.second)
    if not number:
        return None
    url = f"https://www.linkedin.com/groups/{number.group(1)}"
    return made("linkedin", f"groups/{number.group(1)}", url, "", "group")


def _whatsapp_number(text: str) -> SocialAddress | None:
    digits = "".join(c for c in text if c in "0123456789")
    if len(digits) < 5:
        return None
    return made("whatsapp", digits, f"https://wa.me/{digits}", "", "number")


def whatsapp_short(parts: Parts) -> SocialAddress | None:
    return _whatsapp_number(parts.first)


def whatsapp_long(parts: Parts) -> SocialAddress | None:
    return _whatsapp_number(parts.asked("phone"))


def whatsapp_group(parts: Parts) -> SocialAddress | None:
    code = clean_name(parts.second if parts.first == "invite" else parts.first)
    if not code:
        return None
    return made("whatsapp", f"group:{code}", f"https://chat.whatsapp.com/{quote(code)}", "", "group")


def whatsapp_channel(parts: Parts) -> SocialAddress | None:
    code = clean_name(parts.second) if parts.first.lower() == "channel" else ""
    if not code:
        return None
    url = f"https://www.whatsapp.com/channel/{quote(code)}"
    return made("whatsapp", f"channel:{code}", url, "", "channel")


def bluesky(parts: Parts) -> SocialAddress | None:
    name = clean_name(parts.second).lstrip("@")
    if parts.first != "profile" or not name or len(parts.path) > 2:
        return None
    return made("bluesky", name.lower(), f"https://bsky.app/profile/{quote(name, safe=':')}", name)


def threads(parts: Parts) -> SocialAddress | None:
    name = clean_name(parts.first)
    if not name.startswith("@") or len(name) < 2 or parts.second == "post":
        return None
    return made("threads", name[1:].lower(), f"https://www.threads.net/{quote(name, safe='@')}", name[1:])
