"""Links as people type them: what was typed stays, with an address to open and a key to compare by."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.conf import settings

from .models import OnlinePlace

Kind = OnlinePlace.Kind

LONGEST = 500
# What people put in a cell to say there is nothing.
BLANK = frozenset(
    {
        "",
        "-",
        "--",
        "–",
        "—",
        "na",
        "n/a",
        "n.a",
        "none",
        "nil",
        "null",
        "not known",
        "unknown",
        "tbc",
        "tba",
        "?",
    }
)
_NO_LINK = frozenset(
    {"no", "x", "0", "no website", "not applicable", "http://", "https://", "http://n.a", "http://na", "www"}
)

_HOSTS = {
    "facebook.com": Kind.FACEBOOK, "fb.com": Kind.FACEBOOK, "fb.me": Kind.FACEBOOK,
    "twitter.com": Kind.X, "x.com": Kind.X,
    "instagram.com": Kind.INSTAGRAM, "instagr.am": Kind.INSTAGRAM,
}  # fmt: skip
_SAME_HOST = {"fb.com": "facebook.com", "twitter.com": "x.com", "instagr.am": "instagram.com"}
# Accounts elsewhere are online places too, but no group's own website.
_OTHER_PLATFORMS = frozenset(
    re.findall(
        r"\S+",
        """
        youtube.com youtu.be tiktok.com linkedin.com linktr.ee bsky.app threads.net meetup.com eventbrite.com
        eventbrite.co.uk nextdoor.com nextdoor.co.uk chat.whatsapp.com wa.me t.me discord.gg discord.com
        flickr.com
        pinterest.com pinterest.co.uk bit.ly tinyurl.com
        """,
    )
)
_INVITATIONS = ("chat.whatsapp.com/", "discord.gg/", "t.me/+", "t.me/joinchat/")
# On these, capitals in a path make no difference.
_CASELESS = frozenset({"facebook.com", "x.com", "instagram.com", "tiktok.com", "linktr.ee"})

_MOBILE = re.compile(r"^(?:www\d?|m|mobile|web|touch|mbasic|[a-z]{2}-[a-z]{2}(?=\.facebook\.))\.")
_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_LOOPBACK = re.compile(r"127(?:\.\d{1,3}){3}")
_TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|dclid|msclkid|igsh|igshid|mc_[ce]id|mibextid|_rdr|_rdc|__tn__|ref|ref_src|ref_url|refsrc|"
    r"rdid|share_url|si|s|hl|locale|paipv|eav|__cft__.*|sk|fref|hc_ref|ved|usg|sa|source)$"
)
_WRAPPERS: dict[str, tuple[str, ...]] = {
    "google.com/url": ("q", "url"), "google.co.uk/url": ("q", "url"),
    "l.facebook.com/l.php": ("u",), "lm.facebook.com/l.php": ("u",), "facebook.com/l.php": ("u",),
    "l.instagram.com/": ("u",), "youtube.com/redirect": ("q",), "out.reddit.com/": ("url",),
}  # fmt: skip
_SAFELINKS = ".safelinks.protection.outlook.com"
_HANDLES = {
    Kind.X: (re.compile(r"@?(\w{2,15})", re.ASCII), "https://x.com/{}"),
    Kind.INSTAGRAM: (re.compile(r"@?([\w.]{2,30})", re.ASCII), "https://www.instagram.com/{}/"),
    Kind.FACEBOOK: (re.compile(r"@?([\w.-]{4,60})", re.ASCII), "https://www.facebook.com/{}"),
}


@dataclass(frozen=True)
class Link:
    """A link as understood. `url` may be opened; `match_key` is the same for all spellings of one place."""

    kind: str
    raw: str
    url: str
    match_key: str


def is_blank(text: str) -> bool:
    """Tell whether a cell says there is nothing: “NA”, “None”, “-”."""
    return text.strip().rstrip(".").lower() in BLANK


def is_invitation(match_key: str) -> bool:
    """Tell whether a link lets whoever has it into a private chat, so that it must not be shown in public."""
    return match_key.startswith(_INVITATIONS)


def understand(raw: str, kind: str = Kind.WEBSITE) -> Link | None:
    """Return what a typed link, or a handle like @leasowpark, means; None when it means nothing.

    `kind` says what was asked for (the column's heading); an address of a known platform says better.
    """
    text = raw.strip().strip("<>\"'“”,;")
    if is_blank(text) or text.rstrip(".").lower() in _NO_LINK:
        return None
    handle = _from_handle(text, kind)
    address = handle or _address(text)
    if address is None:
        return None
    address = _unwrap(address)
    parts = urlsplit(address)
    host = _bare(parts.hostname or "")
    url = _clean(address)
    if len(url) > LONGEST:
        return None
    return Link(_kind(host, kind), raw, url, key_of(url))


def several(cell: str, kind: str = Kind.WEBSITE) -> list[Link]:
    """Return every link in a cell: people put two in one."""
    whole = understand(cell, kind)
    pieces = [piece for piece in re.split(r"[\s;|,]+", cell) if piece]
    if whole or len(pieces) < 2:
        return [whole] if whole else []
    found = [link for piece in pieces if "." in piece and (link := understand(piece, kind))]
    return list({link.match_key: link for link in found}.values())


def key_of(url: str) -> str:
    """Return what two spellings of one place share: bare host and path, no scheme, query or fragment."""
    parts = urlsplit(url)
    host = _bare((parts.hostname or "").lower())
    host = _SAME_HOST.get(host, host)
    path = unquote(parts.path).rstrip("/")
    if parts.port not in {None, 80, 443}:
        host = f"{host}:{parts.port}"
    if host in _CASELESS:
        path = path.lower()
    if host == "facebook.com":
        path = _facebook_path(path, dict(parse_qsl(parts.query)))
    return f"{host}{path}"[:300] or host


def _facebook_path(path: str, query: dict[str, str]) -> str:
    """Return the same path for a page however it is addressed: by its id, or under /pages/ and /people/."""
    if path == "/profile.php" and "id" in query:
        return f"/{query['id']}"
    numbered = re.fullmatch(r"/(?:pages|people|p)/.*?[/-]?(\d{6,})", path)
    return f"/{numbered[1]}" if numbered else path


def _from_handle(text: str, kind: str) -> str | None:
    """Return the address of a bare account name in a column of that platform."""
    if kind not in _HANDLES:
        return None
    shape, address = _HANDLES[Kind(kind)]
    match = shape.fullmatch(text)
    is_host = match is not None and _HOST.fullmatch(text.lower()) and kind == Kind.FACEBOOK
    return address.format(match[1]) if match and not is_host else None


def _address(text: str) -> str | None:
    """Return an address with its scheme; None for what cannot be one (spaces, an e-mail address, no dot)."""
    if re.search(r"\s", text) or "@" in text.partition("/")[0] or "\\" in text:
        return None
    scheme, colon, rest = text.partition("://")
    if not colon:
        text = f"https://{text}" if _on_platform(text) else f"http://{text.lstrip('/:')}"
    elif scheme.lower() not in {"http", "https", "htp", "htpp", "hhttp", "ttp"} or not rest:
        return None
    else:
        text = f"{'https' if scheme.lower() == 'https' else 'http'}://{rest.removeprefix('http://').removeprefix('https://')}"
    return _with_plain_host(text)


def _with_plain_host(text: str) -> str | None:
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if parts.username is not None or not _is_host(host):
        return None
    netloc = host if port in {None, 80, 443} else f"{host}:{port}"
    return parts._replace(netloc=netloc).geturl()


def _is_host(host: str) -> bool:
    """Tell whether it names a public site; where checks may reach this machine (the demo), that too."""
    here = host == "localhost" or _LOOPBACK.fullmatch(host) is not None
    return (here and settings.CHECKS_ALLOW_PRIVATE) or _HOST.fullmatch(host) is not None


def _on_platform(text: str) -> bool:
    host = _bare(text.partition("/")[0].lower())
    return host in _HOSTS or host in _OTHER_PLATFORMS


def _unwrap(address: str) -> str:
    """Undo the address a search engine or a mail program wrapped round the real one."""
    for _ in range(3):
        parts = urlsplit(address)
        host = parts.hostname or ""
        names: tuple[str, ...] = ("url",) if host.endswith(_SAFELINKS) else ()
        for start, wrapped in _WRAPPERS.items():
            if f"{host}{parts.path}".startswith(start) or f"{_bare(host)}{parts.path}".startswith(start):
                names = wrapped
        query = dict(parse_qsl(parts.query))
        inner = next((query[name] for name in names if query.get(name, "").startswith("http")), None)
        unwrapped = _with_plain_host(inner) if inner else None
        if unwrapped is None:
            return address
        address = unwrapped
    return address


def _clean(address: str) -> str:
    """Take off what only tracks, and a platform's telephone host: the page is the same without."""
    parts = urlsplit(address)
    asked = parse_qsl(parts.query, keep_blank_values=True)
    needed = [(name, value) for name, value in asked if not _TRACKING.match(name)]
    kept = parts.query if len(needed) == len(asked) else urlencode(needed)
    host = _bare(parts.hostname or "")
    netloc = (
        f"www.{host}" if host in _CASELESS and parts.hostname not in {host, f"www.{host}"} else parts.netloc
    )
    return parts._replace(netloc=netloc, query=kept, path=parts.path or "/").geturl()


def _bare(host: str) -> str:
    return _MOBILE.sub("", host.lower())


def _kind(host: str, asked: str) -> str:
    if host in _HOSTS:
        return _HOSTS[host]
    if host in _OTHER_PLATFORMS:
        return Kind.OTHER
    # A column headed “Facebook” with another site's address holds a website after all.
    return Kind.WEBSITE if asked in _HANDLES else asked
