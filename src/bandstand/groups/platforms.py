"""Where groups are found online: whose address is whose, and which spellings of one name the same page.

To add a platform: a line in HOSTS; if its addresses have tails (posts, photos) or capitals mean nothing in
them, a line in `_PAGES` or CASELESS.
"""

import re

from .models import OnlinePlace

Kind = OnlinePlace.Kind

_BY_KIND = {
    Kind.FACEBOOK: "facebook.com fb.com fb.me fb.watch facebook.co.uk",
    Kind.X: "x.com twitter.com",
    Kind.INSTAGRAM: "instagram.com instagr.am",
    Kind.BLUESKY: "bsky.app",
    Kind.THREADS: "threads.net threads.com",
    Kind.YOUTUBE: "youtube.com youtu.be youtube.co.uk",
    Kind.TIKTOK: "tiktok.com vm.tiktok.com",
    Kind.LINKEDIN: "linkedin.com lnkd.in",
    Kind.NEXTDOOR: "nextdoor.com nextdoor.co.uk",
    Kind.CHAT: """chat.whatsapp.com wa.me whatsapp.com api.whatsapp.com t.me telegram.me discord.gg
        discord.com discordapp.com signal.group m.me groupme.com""",
    Kind.LINKS: """linktr.ee lnk.bio bio.link beacons.ai linkin.bio campsite.bio taplink.cc solo.to many.link
        msha.ke allmylinks.com bento.me heylink.me""",
    Kind.EVENTS: """eventbrite.com eventbrite.co.uk meetup.com ticketsource.co.uk ticketsource.com
        bookwhen.com tickettailor.com buytickets.at skiddle.com wegottickets.com trybooking.com
        humanitix.com allevents.in lu.ma billetto.co.uk""",
    Kind.DONATE: """justgiving.com gofundme.com gofund.me localgiving.org localgiving.com paypal.me
        donorbox.org crowdfunder.co.uk cafonline.org totalgiving.co.uk easyfundraising.org.uk
        peoplesfundraising.com enthuse.com wonderful.org givey.com ko-fi.com patreon.com buymeacoffee.com
        give.as spacehive.com""",
    Kind.VOLUNTEER: "do-it.org doit.life do-it.life reachvolunteering.org.uk teamkinetic.co.uk vinspired.com",
    Kind.OTHER: """flickr.com pinterest.com pinterest.co.uk vimeo.com snapchat.com reddit.com bit.ly
        tinyurl.com goo.gl t.co ow.ly medium.com soundcloud.com issuu.com strava.com forms.gle docs.google.com
        drive.google.com maps.google.com maps.app.goo.gl dropbox.com what3words.com tripadvisor.co.uk
        wikipedia.org register-of-charities.charitycommission.gov.uk apps.charitycommission.gov.uk""",
}
HOSTS: dict[str, str] = {host: kind.value for kind, hosts in _BY_KIND.items() for host in hosts.split()}
# Kinds whose addresses are always on hosts of their own.
OF_ONE_HOST = frozenset(
    {Kind.FACEBOOK, Kind.X, Kind.INSTAGRAM, Kind.BLUESKY, Kind.THREADS, Kind.YOUTUBE, Kind.TIKTOK,
     Kind.LINKEDIN, Kind.NEXTDOOR}
)  # fmt: skip
SAME_HOST = {
    "fb.com": "facebook.com", "facebook.co.uk": "facebook.com", "twitter.com": "x.com",
    "instagr.am": "instagram.com", "threads.com": "threads.net", "youtube.co.uk": "youtube.com",
    "nextdoor.co.uk": "nextdoor.com", "telegram.me": "t.me", "discordapp.com": "discord.com",
    "eventbrite.co.uk": "eventbrite.com", "pinterest.co.uk": "pinterest.com",
    "ticketsource.com": "ticketsource.co.uk",
}  # fmt: skip
# On these, capitals in a path make no difference.
CASELESS = frozenset(
    {"facebook.com", "x.com", "instagram.com", "tiktok.com", "threads.net", "bsky.app", "linktr.ee",
     "linkedin.com", "nextdoor.com", "meetup.com", "pinterest.com", "justgiving.com", "wa.me", "m.me"}
)  # fmt: skip
# Of a longer address, the part that names the account; what follows is a post, a photo, a list of events.
_PAGES = {
    "x.com": r"(/(?!i/|intent|search|hashtag)\w{1,15})(?:/.*)?",
    "instagram.com": r"(/(?!p/|reel/|reels/|explore/|stories/)[\w.]+)(?:/.*)?",
    "tiktok.com": r"(/@[\w.]+)(?:/.*)?",
    "threads.net": r"(/@[\w.]+)(?:/.*)?",
    "bsky.app": r"(/profile/[\w.:-]+)(?:/.*)?",
    "linkedin.com": r"(/(?:company|in|groups|school|showcase)/[^/]+)(?:/.*)?",
    "youtube.com": r"(/(?:@[^/]+|(?:channel|c|user)/[^/]+))(?:/.*)?",
    "nextdoor.com": r"(/(?:pages|g|profile)/[^/]+)(?:/.*)?",
    "wa.me": r"/\+?(\d+)",
}
_COMPILED = {host: re.compile(pattern) for host, pattern in _PAGES.items()}
_FACEBOOK_TAILS = re.compile(
    r"(/[^/]+)/(?:about|posts|photos|events|info|community|reviews|videos|timeline|home|followers|mentions|services|"
    r"about_.*|photos_.*|posts/.*|photos/.*|videos/.*)"
)
_FEED = re.compile(
    r"/(?:feed|rss|atom)(?:/|$)|\.(?:rss|atom|rdf)$|/(?:feed|rss|atom|news|blog|posts|index)\.xml$",
    re.IGNORECASE,
)
_MASTODON_HOST = re.compile(
    r"mastodon|mstdn|\bmasto|toot|fosstodon|hachyderm|mas\.to|\.social$|^social\.|pixelfed"
)
_INVITATIONS = (
    "chat.whatsapp.com/",
    "discord.gg/",
    "t.me/+",
    "t.me/joinchat/",
    "signal.group/",
    "groupme.com/join",
)


def is_invitation(match_key: str) -> bool:
    """Tell whether a link lets whoever has it into a private chat, so that it must not be shown in public."""
    return match_key.startswith(_INVITATIONS)


def kind_of(host: str, path: str, asked: str) -> str:
    """Return what is at an address, whose host has no “www”; `asked` is what its column says."""
    found = _by_host(host)
    if found == Kind.FACEBOOK and path.lower().startswith("/events/"):
        return Kind.EVENTS.value
    if host == "paypal.com" and path.startswith("/donate"):
        return Kind.DONATE.value
    if found:
        return found
    if _FEED.search(path):
        return Kind.FEED.value
    if re.match(r"/(?:web/)?@\w", path) and (asked == Kind.MASTODON or _MASTODON_HOST.search(host)):
        return Kind.MASTODON.value
    # A column headed “Facebook” with another site's address holds a website after all.
    return Kind.WEBSITE.value if asked in OF_ONE_HOST or asked not in Kind.values else asked


def _by_host(host: str) -> str:
    """Return the kind of a platform's host, or of one below it (“dudley.teamkinetic.co.uk”)."""
    parts = host.split(".")
    return next((HOSTS[name] for at in range(len(parts) - 1) if (name := ".".join(parts[at:])) in HOSTS), "")


def sort_of(kind: str, path: str) -> str:
    """Return what sort of Facebook page it is: page, group or profile."""
    if kind != Kind.FACEBOOK:
        return ""
    if path.lower().startswith("/groups/"):
        return "group"
    return "profile" if re.match(r"/(?:profile\.php|people/)", path, re.IGNORECASE) else "page"


def same_page(host: str, path: str, query: dict[str, str]) -> tuple[str, str]:
    """Return host and path that all addresses of one account share."""
    host = SAME_HOST.get(host, host)
    if host == "facebook.com":
        return host, _facebook(path, query)
    if host in {"youtu.be", "youtube.com"}:
        return "youtube.com", _youtube(host, path, query)
    mastodon = re.fullmatch(r"(?:/web)?/@([\w.]+)(?:@([\w.-]+\.\w+))?(?:/\d+)?", path)
    if mastodon and _by_host(host) == "":
        return (mastodon[2] or host).lower(), f"/@{mastodon[1].lower()}"
    host, path = _by_another_door(host, path, query)
    return host, _lowered(host, _account(host, path))


def _by_another_door(host: str, path: str, query: dict[str, str]) -> tuple[str, str]:
    """Chats and tickets have addresses that lead to others of their own."""
    if host == "api.whatsapp.com" and "phone" in query:
        return "wa.me", f"/{query['phone'].strip(' +')}"
    if host == "discord.com" and path.startswith("/invite/"):
        return "discord.gg", path.removeprefix("/invite")
    if host == "chat.whatsapp.com":
        return host, path.removeprefix("/invite")
    if host == "eventbrite.com" and (numbered := re.fullmatch(r"/([oe])/(?:.*-)?(\d{6,}).*", path)):
        return host, f"/{numbered[1]}/{numbered[2]}"
    return host, path


def _account(host: str, path: str) -> str:
    if host in {"x.com", "instagram.com"}:
        path = path.replace("/@", "/", 1).replace("/_u/", "/", 1)
    shape = _COMPILED.get(host)
    match = shape.fullmatch(path) if shape else None
    if match is None:
        return path
    return match[1] if match[1].startswith("/") else f"/{match[1]}"


def _lowered(host: str, path: str) -> str:
    coded = host in {"facebook.com", "instagram.com"} and re.match(r"/(?:share|p|reel)/", path)
    return path.lower() if host in CASELESS and not coded else path


def _facebook(path: str, query: dict[str, str]) -> str:
    """Return the same path for a page however it is addressed: by its id, or under /pages/ and /people/."""
    path = _lowered("facebook.com", path)
    if path == "/profile.php" and query.get("id", "").isdigit():
        return f"/{query['id']}"
    path = re.sub(r"^/pg(?=/.)", "", path)
    if group := re.match(r"/groups/[^/]+", path):
        return group[0]
    tail = _FACEBOOK_TAILS.fullmatch(path)
    path = tail[1] if tail else path
    numbered = re.fullmatch(r"/(?:pages|people|p)/.*?[/-]?(\d{6,})(?:/.*)?", path)
    numbered = numbered or re.fullmatch(r"/[^/]+-(\d{9,})", path)
    return f"/{numbered[1]}" if numbered else path


def _youtube(host: str, path: str, query: dict[str, str]) -> str:
    if host == "youtu.be":
        return f"/watch?v={path.lstrip('/')}"
    if path == "/watch" and "v" in query:
        return f"/watch?v={query['v']}"
    if path == "/playlist" and "list" in query:
        return f"/playlist?list={query['list']}"
    account = _account("youtube.com", path)
    return account if account.startswith("/channel/") else account.lower()
