"""Links as people type them: what was typed stays, with an address to open and a key to compare by."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from django.conf import settings

from .platforms import CASELESS, HOSTS, OF_ONE_HOST, Kind, is_invitation, kind_of, same_page, sort_of

__all__ = ["BLANK", "LONGEST", "Link", "is_blank", "is_invitation", "key_of", "several", "understand"]

LONGEST = 500
_LONGEST_KEY = 300
# What people, and spreadsheet programs, put in a cell to say there is nothing.
BLANK = frozenset(
    {"", *re.split(r"[|\n] *", r"""
    .|..|...|-|--|---|–|—|_|*|?|??|/|\|x x|na|n/a|n\a|n.a|n / a|n-a|nan|none|none known|none given|nil|null
    nothing|not known|unknown|not applicable|not available|not given|not provided|not stated|not recorded
    n/k|nk|dk|don't know|tbc|t.b.c|tba|t.b.a|tbd|to be confirmed|to be advised|to follow|(none)|[none]|<none>
    (blank)|blank|empty|#n/a|#ref!|#value!|#name?|#div/0!|#null!|#num!""")}
)  # fmt: skip
_NO_LINK = frozenset(
    re.split(r"[|\n] *", """no|yes|y|n|x|0|1|true|false|www|website|facebook|twitter|instagram|page|group
    private|closed|pending|http|https|http://|https://|http://n.a|http://na|http://none|http://www|http://www.
    https://www.
    no website|no facebook|not on facebook|no link|see website|see facebook""")
)  # fmt: skip

_FIRST = re.compile(r"^(?:www\d?|m|mobile)\.(?=[^.]+\.)")
_FIRST_OF_PLATFORM = re.compile(
    r"^(?:web|touch|mbasic|business|p|en|uk|[a-z]{2}-[a-z]{2})\."
    r"(?=(?:facebook|linkedin|pinterest|whatsapp|instagram|tiktok)\.com$)"
)
_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_LOOPBACK = re.compile(r"127(?:\.\d{1,3}){3}")
# “http:/www”, “htp://”, “http;//”, “https//:”: what hasty fingers make of it.
_SCHEME = re.compile(r"h?t{1,3}p{1,2}(s?)\s*(?:[:;]\s*[/\\]{0,3}|[/\\]{2}:?|:)\s*(?=[\w\[])", re.IGNORECASE)
_TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|dclid|msclkid|igsh|igshid|mc_[ce]id|mibextid|_rdr|_rdc|__tn__|ref|ref_src|ref_url|refsrc|"
    r"rdid|share_url|si|s|hl|locale|paipv|eav|__cft__.*|sk|fref|hc_ref|ved|usg|sa|source|_ga|_gl|wbraid|gbraid|yclid|"
    r"twclid|ttclid|_hs(?:enc|mi)|trk|lipi|originalsubdomain|t|feature|pp|app|lang|notif_.*|hc_location|tsid|_branch.*)$",
    re.IGNORECASE,
)
# On an ordinary site these may name the page.
_MAY_NAME = frozenset({"s", "t", "app", "lang", "sk", "feature", "pp", "si"})
# Of an ordinary site's query, what says which of its pages it is.
_NAMES_A_PAGE = re.compile(
    r"(?:page_?|club_?|group_?|org(?:anisation)?_?|branch_?|site_?|item_?|charity_?|team_?|reg|c|p|v|sub|venue_?|f)?id|"
    r"p|page|club|group|org|organisation|branch|listing|entry|item|team|regno|regnumber|name|slug|pagename|title",
    re.IGNORECASE,
)
_FRONT_DOOR = re.compile(r"/(?:index|default)\.(?:html?|php\d?|aspx?|shtml|cfm)$", re.IGNORECASE)
_WRAPPERS: list[tuple[re.Pattern[str], tuple[str, ...]]] = [
    (re.compile(pattern), names)
    for pattern, names in [
        (r"(?:www\.)?google\.[a-z.]{2,6}/url", ("q", "url")),
        (r"(?:lm?\.|www\.|m\.)?facebook\.com/(?:l|flx/warn)\.?(?:php)?", ("u",)),
        (r"l\.(?:instagram|threads)\.(?:com|net)/", ("u",)),
        (r"(?:www\.)?youtube\.com/redirect", ("q",)),
        (r"(?:www\.)?linkedin\.com/(?:redir/redirect|safety/go|redirect)", ("url",)),
        (r"out\.reddit\.com/", ("url",)),
        (r"[\w.-]+\.safelinks\.protection\.outlook\.com/", ("url",)),
        (r"linkprotect\.cudasvc\.com/url", ("a",)),
        (r"slack-redir\.net/link", ("url",)),
        (r"duckduckgo\.com/l/", ("uddg",)),
        (r"t\.umblr\.com/redirect", ("z",)),
    ]
]
_PROOFPOINT = re.compile(r"^https?://urldefense\.(?:proofpoint\.)?com/v3/__(.+?)__;")
_HANDLES: dict[str, tuple[re.Pattern[str], str]] = {
    Kind.X: (re.compile(r"@?(\w{2,15})", re.ASCII), "https://x.com/{}"),
    Kind.INSTAGRAM: (re.compile(r"@?([\w.]{2,30})", re.ASCII), "https://www.instagram.com/{}/"),
    Kind.FACEBOOK: (re.compile(r"@?([\w.-]{4,60})", re.ASCII), "https://www.facebook.com/{}"),
    Kind.TIKTOK: (re.compile(r"@?([\w.]{2,24})", re.ASCII), "https://www.tiktok.com/@{}"),
    Kind.THREADS: (re.compile(r"@?([\w.]{2,30})", re.ASCII), "https://www.threads.net/@{}"),
    Kind.YOUTUBE: (re.compile(r"@([\w.-]{3,30})", re.ASCII), "https://www.youtube.com/@{}"),
    Kind.BLUESKY: (
        re.compile(r"@?([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE),
        "https://bsky.app/profile/{}",
    ),
}
_DRESS = "<>\"'“”‘’,;*•. \t\r\n"
_FEDIVERSE = re.compile(r"@(\w+)@([\w-]+(?:\.[\w-]+)+)", re.ASCII)
_BARE_ACCOUNTS = OF_ONE_HOST - {Kind.NEXTDOOR}
_LABEL = re.compile(
    r"(?:^|[\s/(,;|])(face ?book|fb|twitter|x|instagram|insta|ig|tik ?tok|you ?tube|threads|bluesky|"
    r"web ?site|web)(?: (?:page|group|handle))?(?:\s*:\s*(?!/)|\s+[=–-]\s+)(?=\S)", re.IGNORECASE,
)  # fmt: skip
_LABELLED = {
    "fb": Kind.FACEBOOK,
    "insta": Kind.INSTAGRAM,
    "ig": Kind.INSTAGRAM,
    "twitter": Kind.X,
    "web": Kind.WEBSITE,
}
_START = (
    r"(?:https?:\s?/|www\.|(?:m\.|en-gb\.)?(?:facebook|twitter|instagram|youtube|tiktok|linkedin|x|fb)\.com/)"
)
_ADDRESS = re.compile(r"https?://[^\s\"<>\\]+", re.IGNORECASE)
_SPACED = re.compile(r"https?://[^\s/]+/\S*(?P<rest>(?: [^\s(|]+){1,4})", re.IGNORECASE)
_GOES_ON = re.compile(r"[?&]\w+=|\.(?:html?|php|aspx?|pdf|docx?)\b|/$", re.IGNORECASE)
# Links part where a new one begins, so that one with a comma or semicolon in it stays whole.
_PARTS = re.compile(
    rf"[;|,\n\r]+\s*(?={_START})|(?<=[^\s=/?&%:\"'(<@.\w-])(?={_START})|(?<=[a-z0-9])(?=https?://)|[\n\r]+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Link:
    """A link as understood. `url` may be opened; `match_key` is the same for all spellings of one place.

    `sort` tells a Facebook page, group and profile apart.
    """

    kind: str
    raw: str
    url: str
    match_key: str
    sort: str = ""


def is_blank(text: str) -> bool:
    """Tell whether a cell says there is nothing: “NA”, “None”, “-”."""
    flat = " ".join(text.split()).lower()
    return flat in BLANK or flat.rstrip(".") in BLANK


def understand(raw: str, kind: str = Kind.WEBSITE) -> Link | None:
    """Return what a typed link, or a handle like @leasowpark, means; None when it means nothing.

    `kind` says what was asked for (the column's heading); an address of a known platform says better.
    """
    text = _with_spaces_filled(_without_dress(raw))
    if is_blank(text) or " ".join(text.lower().split()) in _NO_LINK:
        return None
    address = _from_handle(text, kind) or _address(text)
    return _link(raw, _unwrap(address), kind) if address else None


def _without_dress(raw: str) -> str:
    """Return the text without the quotation marks, brackets, bullets and stops round it."""
    text = raw.strip()
    while text != (bare := text.strip(_DRESS).lstrip("([").rstrip("" if "(" in text else ")]")):
        text = bare
    return text


def _with_spaces_filled(text: str) -> str:
    """Return “https://a.org/my%20page.html” for an address copied with a space in its path or query."""
    spaced = _SPACED.fullmatch(text)
    if (
        spaced is None
        or not _GOES_ON.search(spaced["rest"])
        or re.search(_START, spaced["rest"], re.IGNORECASE)
    ):
        return text
    return text.replace(" ", "%20")


def _link(raw: str, address: str, kind: str) -> Link | None:
    parts = urlsplit(address)
    host = _bare(parts.hostname or "")
    url = _clean(parts)
    found = kind_of(host, parts.path, kind)
    if len(url) > LONGEST or (found in _BARE_ACCOUNTS and not _names_something(parts)):
        return None
    return Link(found, raw, url, key_of(url), sort_of(found, parts.path))


def _names_something(parts: SplitResult) -> bool:
    """Tell whether an address of a platform says more than the platform."""
    return bool(parts.path.strip("/") or parts.query or parts.fragment)


def several(cell: str, kind: str = Kind.WEBSITE) -> list[Link]:
    """Return every link in a cell: people put two in one, each in its own way."""
    if cell.lstrip()[:1] in {"[", "{"}:  # a list inside an entry of a JSON file
        found = [link for address in _ADDRESS.findall(cell) if (link := understand(address, kind))]
    else:
        found = [link for asked, piece in _labelled(cell, kind) for link in _in_piece(piece, asked)]
    return list({link.match_key: link for link in reversed(found)}.values())[::-1]


def _labelled(cell: str, kind: str) -> list[tuple[str, str]]:
    """Part “www.a.org / facebook: leasow” at its labels; each part with the kind its label names."""
    asked, parts, at = kind, [], 0
    for label in _LABEL.finditer(cell):
        parts.append((asked, cell[at : label.start()]))
        word = label[1].lower().replace(" ", "")
        asked, at = str(_LABELLED.get(word, word)), label.end()
    return [*parts, (asked, cell[at:])]


def _in_piece(piece: str, kind: str) -> list[Link]:
    found = []
    for part in _PARTS.split(piece):
        words = part.split()
        whole = understand(part, kind)
        if whole or len(words) < 2:
            found += [whole] if whole else []
            continue
        tokens = [word.strip("*•,;|()[]") for word in re.split(r"[\s;|,]+", part)]
        found += [
            link
            for token in tokens
            if ("." in token.strip(".") or token.startswith("@")) and (link := understand(token, kind))
        ]
    return found


def key_of(url: str) -> str:
    """Return what all spellings of one place share: bare host and path, no scheme, and no more of the query
    and fragment than names the page.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    path = _hash_bang(parts) or unquote(parts.path)
    host, path = same_page(_bare(parts.hostname or ""), path.rstrip("/"), query)
    if host in HOSTS:
        tail = f"#{parts.fragment}" if host == "signal.group" and parts.fragment else ""
    else:
        path = _FRONT_DOOR.sub("", path)
        tail = _page_named(query, parts.fragment)
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    return f"{host}{port}{path.rstrip('/')}{tail}"[:_LONGEST_KEY] or host


def _hash_bang(parts: SplitResult) -> str:
    """Return the path of an address of the days when it stood behind “#!”."""
    host = _bare(parts.hostname or "")
    is_old = host in HOSTS and parts.fragment.startswith("!/") and not parts.path.strip("/")
    return unquote(parts.fragment[1:]) if is_old else ""


def _page_named(query: dict[str, str], fragment: str) -> str:
    named = sorted(
        (name.lower(), value) for name, value in query.items() if _NAMES_A_PAGE.fullmatch(name) and value
    )
    page = f"/?{urlencode(named)}" if named else ""
    return page + (f"/#{quote(unquote(fragment), safe='/!')}" if fragment.startswith(("!/", "/")) else "")


def _from_handle(text: str, kind: str) -> str | None:
    """Return the address of a bare account name in a column of that platform, or of “@name@host” anywhere."""
    if fediverse := _FEDIVERSE.fullmatch(text):
        return _with_plain_host(f"https://{fediverse[2]}/@{fediverse[1]}")
    if kind not in _HANDLES:
        return None
    shape, address = _HANDLES[kind]
    match = shape.fullmatch(text)
    if match is None or text.lower().startswith("www."):
        return None
    taken_for_host = kind == Kind.FACEBOOK and _HOST.fullmatch(text.lower()) is not None
    if taken_for_host or (kind != Kind.BLUESKY and _bare(text.lower()) in HOSTS):
        return None
    return address.format(match[1])


def _address(text: str) -> str | None:
    """Return an address with its scheme; None for what cannot be one (spaces, an e-mail address, no dot)."""
    scheme = _SCHEME.match(text)
    rest = text[scheme.end() :] if scheme else text.lstrip("/:")
    while again := _SCHEME.match(rest):
        scheme, rest = again, rest[again.end() :]
    if re.search(r"[\s\\]", rest) or "@" in re.split(r"[/?#]", rest)[0] or (not scheme and "://" in rest):
        return None
    secure = scheme[1] if scheme else ("s" if _on_platform(rest) else "")
    return _with_plain_host(f"http{secure.lower()}://{rest}")


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
    return _bare(re.split(r"[/?#]", text)[0].lower()) in HOSTS


def _unwrap(address: str) -> str:
    """Undo the address a search engine or a mail program wrapped round the real one."""
    for _ in range(3):
        inner = _wrapped(address)
        unwrapped = _with_plain_host(inner) if inner else None
        if unwrapped is None:
            return address
        address = unwrapped
    return address


def _wrapped(address: str) -> str:
    if proofpoint := _PROOFPOINT.match(address):
        return proofpoint[1] if "://" in proofpoint[1] else proofpoint[1].replace(":/", "://", 1)
    parts = urlsplit(address)
    place = f"{parts.hostname or ''}{parts.path}"
    names = next((names for start, names in _WRAPPERS if start.match(place)), ())
    query = dict(parse_qsl(parts.query)) if names else {}
    return next((query[name] for name in names if query.get(name, "").startswith("http")), "")


def _clean(parts: SplitResult) -> str:
    """Take off what only tracks, and a platform's telephone host: the page is the same without."""
    host = _bare(parts.hostname or "")
    asked = parse_qsl(parts.query, keep_blank_values=True)
    needed = [(name, value) for name, value in asked if not _only_tracks(host, name)]
    kept = parts.query if len(needed) == len(asked) else urlencode(needed)
    telephone = host in CASELESS and parts.hostname not in {host, f"www.{host}"}
    return parts._replace(
        netloc=f"www.{host}" if telephone else parts.netloc, query=kept, path=parts.path or "/"
    ).geturl()


def _only_tracks(host: str, name: str) -> bool:
    return _TRACKING.match(name) is not None and (host in HOSTS or name.lower() not in _MAY_NAME)


def _bare(host: str) -> str:
    return _FIRST_OF_PLATFORM.sub("", _FIRST.sub("", host.lower()))
