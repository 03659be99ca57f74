"""Forty small websites of made-up groups of Leasow Vale, written for two dates and served on loopback.

`BOROUGH.sites(1)` and `(2)` give the pages of each by path; `BOROUGH.expected(1)` and `(2)` what stands then:
(from, how, to, path of the page or "everywhere", the sentence). Every site has the traps most real ones have.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.servers import free_port

Pages = dict[str, str]
Told = tuple[str, str, str, str, str]
Link = tuple[str, str, str, str, str]  # from, to, path, the words before and after
WALKERS = [
    "Alder", "Birch", "Cedar", "Damson", "Elder", "Fir", "Gorse", "Hazel", "Ivy", "Juniper", "Larch", "Maple",
    "Nettle", "Oak", "Pine", "Quince", "Rowan", "Sorrel", "Teasel", "Willow",
]  # fmt: skip
NAMES = {
    **{name.lower(): f"{name} Lane Walkers of Leasow" for name in WALKERS},
    "park": "Friends of Vale Park",
    "bowls": "Friends of Vale Park Bowls",
    "runners": "Mill Green Runners",
    "singers": "Singing for Breathing",
    "weir": "Friends of the Wendle Weir",
    "menders": "Leasow Menders & Makers",
    "makers": "Leasow Web Makers",
    "gone": "Old Mill Tenants Voice",
    "moved": "Saltwell Allotment Folk",
    "council": "Tenfield Tenants Together",
    "shy": "Hollow Lane Quilters",
    "youth": "Youth Club",
    "twin-a": "Brass of Upper Leasow",
    "twin-b": "Brass of Lower Leasow",
    "cricket": "Nine Elms Cricketers",
    "netball": "Ladymoor Netball Stars",
    "history": "Leasow Vale Historians",
    "bees": "Beekeepers of Leasow",
    "knit": "Knit and Natter at Bramley",
    "broken": "Steam Fair Volunteers of Leasow",
}
FACEBOOK = {
    "singers": "https://www.facebook.com/SingingForBreathing",
    "bees": "https://www.facebook.com/groups/leasowbees",
}
PAGE = (
    '<!doctype html><html lang="en"><head><title>{name}</title>{head}</head><body>'
    '<nav><a href="/">Home</a> <a href="/news/">News</a> <a href="/about/">About us</a> <a href="/events/">Events</a></nav>'
    "<main><h1>{name}</h1>{body}"
    "<p>{name} meet every first Saturday of the month and everybody is welcome, whatever the weather.</p>"
    '<p class="share">Share: <a href="https://www.facebook.com/sharer/sharer.php?u={here}">Facebook</a> '
    '<a href="https://twitter.com/intent/tweet?url={here}">Twitter</a></p></main>'
    '<footer>{footer}<p><a href="{here}/about/">More about us</a> <a href="https://www.leasow.gov.uk/">The council</a>'
    ' <a href="https://wordpress.org/">WordPress</a></p><p>Theme by <a href="{author}">the makers</a></p></footer></body></html>'
)
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>News of {name}</title>{items}</channel></rss>'
ITEM = (
    "<item><title>{title}</title><link>{link}</link><pubDate>{day} 10:00:00 GMT</pubDate>"
    "<description><![CDATA[{body}]]></description></item>"
)


@dataclass
class Borough:
    port: int
    _pages: dict[int, dict[str, Pages]] = field(default_factory=dict)
    _told: dict[int, set[Told]] = field(default_factory=dict)

    def at(self, group: str) -> str:
        """Where its website is, without a slash at the end."""
        return f"http://{self.host(group)}:{self.port}"

    def host(self, group: str) -> str:
        return f"127.88.{1 + list(NAMES).index(group)}.1" if group in NAMES else f"127.88.99.{len(group)}"

    def sites(self, when: int) -> dict[str, Pages]:
        self._write(when)
        return self._pages[when]

    def expected(self, when: int) -> set[Told]:
        self._write(when)
        return self._told[when]

    def _write(self, when: int) -> None:
        if when in self._pages:
            return
        bodies: dict[str, Pages] = {group: dict.fromkeys(("/", "/news/", "/about/"), "") for group in NAMES}
        self._told[when] = set()
        footers = dict.fromkeys(NAMES, "")
        for write in (_ring, _frames, _names, _accounts, _odd_places, _traps):
            write(self, when, bodies, footers)
        self._pages[when] = {
            group: self._site(group, pages, footers[group]) for group, pages in bodies.items()
        }
        _feeds(self, when)

    def _site(self, group: str, bodies: Pages, footer: str) -> Pages:
        feed = (
            '<link rel="alternate" type="application/rss+xml" title="News" href="/feed/">'
            if group == "history"
            else ""
        )
        facts = {
            "name": NAMES[group],
            "here": self.at(group),
            "author": self.at("makers"),
            "head": feed,
            "footer": footer,
        }
        return {path: PAGE.format(body=body, **facts) for path, body in bodies.items()}

    def says(self, when: int, bodies: dict[str, Pages], link: Link) -> None:
        """A sentence with a link in it, and that it is expected."""
        source, to, path, before, after = link
        bodies[source].setdefault(path, "")
        linked = f'<a href="{self.at(to)}/">{NAMES[to]}</a>'
        bodies[source][path] += f"<p>It rained. {before} {linked} {after}. Then tea.</p>"
        self.told(when, source, "site", to, path, f"{before} {NAMES[to]} {after}.")

    def told(self, when: int, *one: str) -> None:
        source, how, to, path, sentence = one
        self._told[when].add((source, how, to, path, sentence))


Bodies = dict[str, Pages]


def _ring(of: Borough, when: int, bodies: Bodies, _: Pages) -> None:
    """Every walking group was out with the next; at the second date one has let go, and one has found another."""
    ring = [name.lower() for name in WALKERS]
    for one, other in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (when, one) != (2, "gorse"):
            of.says(when, bodies, (one, other, "/news/", "In May we walked with", "along the canal"))
    if when == 2:
        of.says(when, bodies, ("hazel", "singers", "/", "We sang with", "at the lock"))


def _frames(of: Borough, when: int, bodies: Bodies, footers: Pages) -> None:
    """Blogrolls: in the footer of every page, and in a plain box on every page."""
    for to in ("park", "runners", "weir"):
        footers["alder"] += f'<p><a href="{of.at(to)}">{NAMES[to]}</a></p>'
        of.told(when, "alder", "site", to, "everywhere", NAMES[to])
    box = f'<div>Neighbours: <a href="{of.at("bees")}/">{NAMES["bees"]}</a></div>'
    for path in bodies["birch"]:
        bodies["birch"][path] += box
    of.told(when, "birch", "site", "bees", "everywhere", NAMES["bees"])
    # Once more in a sentence of its own.
    of.says(when, bodies, ("alder", "weir", "/about/", "We clear litter with", "each spring"))


def _names(of: Borough, when: int, bodies: Bodies, _: Pages) -> None:
    bodies["cedar"]["/about/"] += "<p>THANKS TO MILL GREEN RUNNERS for the cake.</p>"
    of.told(when, "cedar", "named", "runners", "/about/", "THANKS TO MILL GREEN RUNNERS for the cake.")
    bodies["damson"]["/"] += "<p>We play at Friends of Vale Park Bowls on Sundays.</p>"
    of.told(when, "damson", "named", "bowls", "/", "We play at Friends of Vale Park Bowls on Sundays.")
    bodies["bowls"]["/"] += "<p>Friends of Vale Park keep the green.</p>"  # short for its own name
    bodies["park"]["/"] += "<p>Friends of Vale Park bowls too, at times.</p>"  # its own name and a word
    bodies["elder"]["/"] += "<p>The <b>leasow menders</b> and makers fixed our kettle.</p>"
    of.told(when, "elder", "named", "menders", "/", "The leasow menders and makers fixed our kettle.")
    bodies["fir"]["/"] += (
        "<p>The youth club met. So did Mill Green Runners Club and the Singing for Breathings.</p>"
    )
    bodies["runners"]["/"] += "<p>Mill Green Runners run.</p>"


def _accounts(of: Borough, when: int, bodies: Bodies, footers: Pages) -> None:
    bodies["ivy"]["/"] += (
        '<p>The choir has a page of its own, <a href="https://m.facebook.com/singingforbreathing/">on Facebook</a>, with songs.</p>'
        '<p>See <a href="https://www.facebook.com/somebody.else">somebody else</a> there.</p>'
    )
    of.told(
        when, "ivy", "account", "singers", "/", "The choir has a page of its own, on Facebook, with songs."
    )
    footers["singers"] += f'<p><a href="{FACEBOOK["singers"]}">Facebook</a></p>'  # its own


def _odd_places(of: Borough, when: int, bodies: Bodies, _: Pages) -> None:
    """A dead website, one that moved, one of many on the council's, one that two share."""
    of.says(when, bodies, ("juniper", "gone", "/", "Advice comes from", "on Mondays"))
    moved = f"http://127.88.98.1:{of.port}/plots"
    bodies["larch"]["/"] += f'<p>Our leeks come from <a href="{moved}">the allotment</a> by the gate.</p>'
    of.told(when, "larch", "site", "moved", "/", "Our leeks come from the allotment by the gate.")
    council = f"http://127.88.97.1:{of.port}"
    bodies["maple"]["/"] += (
        f'<p>Ask <a href="{council}/groups/tenfield/dates">the tenants</a> about the hall key.</p>'
    )
    bodies["maple"]["/"] += (
        f'<p>Or ask <a href="{council}/groups/">the council</a> about its many groups.</p>'
    )
    of.told(when, "maple", "site", "council", "/", "Ask the tenants about the hall key.")
    bodies["oak"]["/"] += (
        f'<p>There is music from <a href="http://127.88.96.1:{of.port}/">the brass</a> on Fridays.</p>'
    )
    if when == 1:
        of.says(
            when, bodies, ("pine", "netball", "/events/", "Next match with", "is in June")
        )  # the page goes
    of.says(when, bodies, ("broken", "bees", "/", "Honey is from", "as ever"))  # the second time it is down


def _traps(of: Borough, when: int, bodies: Bodies, _: Pages) -> None:
    bodies["quince"]["/"] += (
        f'<ol class="comment-list"><li>Jean: I like <a href="{of.at("knit")}/">the knitters</a> best of all here.</li></ol>'
    )
    bodies["rowan"]["/"] += (
        f'<p>Once we quilted with <a href="{of.at("shy")}/">Hollow Lane Quilters</a> in the hall.</p>'
    )
    bodies["sorrel"]["/"] += (
        f'<p>Another <a href="http://127.88.95.1:{of.port}/">Mill Green Runners</a> runs elsewhere far away.</p>'
    )
    of.told(when, "sorrel", "named", "runners", "/", "Another Mill Green Runners runs elsewhere far away.")
    bodies["teasel"]["/"] += (
        '<p>Write to <a href="mailto:bees@bees.example">the bees</a>, or <a href="#top">go up</a>.</p>'
    )
    of.says(
        when, bodies, ("knit", "cricket", "/", "Jumpers for", "are ready")
    )  # this page says it has not changed


def _feeds(of: Borough, when: int) -> None:
    """News of the historians: at the second date one post has scrolled off, and one was put right."""
    link = f'<p>A fine day. We dug with <a href="{of.at("weir")}/">{NAMES["weir"]}</a> for coins.</p>'
    posts = [
        ("Dig", "dig", "Fri, 03 Apr 2026", link),
        ("Knit and Natter at Bramley came", "knit", "Sat, 02 May 2026", "<p>With wool.</p>"),
        (
            "Match",
            "match",
            "Sun, 03 May 2026",
            f'<p>We met <a href="{of.at("cricket")}/">the cricketers</a> on the field.</p>',
        ),
    ]
    of.told(when, "history", "post", "weir", "/dig/", f"We dug with {NAMES['weir']} for coins.")
    of.told(when, "history", "post", "knit", "/knit/", "Knit and Natter at Bramley came")
    if when == 1:
        of.told(when, "history", "post", "cricket", "/match/", "We met the cricketers on the field.")
    else:
        posts = [posts[1], ("Match", "match", "Sun, 03 May 2026", "<p>It rained.</p>")]
        posts.append(("Song", "song", "Mon, 01 Jun 2026", f'<a href="{FACEBOOK["bees"]}">The bees</a>'))
        of.told(when, "history", "post", "bees", "/song/", "The bees")
    items = [
        ITEM.format(title=title, link=f"{of.at('history')}/{slug}/", day=day, body=body)
        for title, slug, day, body in reversed(posts)
    ]
    of._pages[when]["history"]["/feed/"] = RSS.format(name=NAMES["history"], items="".join(items))


@contextmanager
def serving(borough: Borough) -> Iterator["Served"]:
    served = Served(borough)
    hosts = {borough.host(group) for group in NAMES} - {borough.host("gone")} | {"127.88.98.1", "127.88.97.1"}
    servers = [ThreadingHTTPServer((host, borough.port), served.handler()) for host in sorted(hosts)]
    threads = [
        threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        for one in servers
    ]
    for thread in threads:
        thread.start()
    try:
        yield served
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


class Served:
    """What answers at each host; `when` is the date whose pages are shown."""

    def __init__(self, borough: Borough) -> None:
        self.borough, self.when, self.unchanged = borough, 1, 0
        self._groups = {borough.host(group): group for group in NAMES}

    def answer(self, host: str, path: str, etag: str) -> tuple[int, str, dict[str, str]]:
        group = self._groups.get(host, "")
        if group == "moved":
            return 301, "", {"Location": f"http://127.88.98.1:{self.borough.port}/plots"}
        if group == "broken" and self.when == 2:
            return 500, "", {}
        if group == "knit" and etag:
            self.unchanged += 1
            return 304, "", {}
        page = self._page(host, group, path)
        return (200, page, {"ETag": '"v1"'} if group == "knit" else {}) if page else (404, "", {})

    def _page(self, host: str, group: str, path: str) -> str:
        if host == "127.88.98.1":
            return (
                "<title>Saltwell</title><p>Saltwell Allotment Folk grow leeks, beans and good neighbours.</p>"
            )
        if host == "127.88.97.1" and path.startswith("/groups/tenfield"):
            return (
                "<title>Tenfield</title><p>Tenfield Tenants Together meet in the hall on the last Monday.</p>"
            )
        return self.borough.sites(self.when)[group].get(path, "") if group else ""

    def handler(self) -> type[BaseHTTPRequestHandler]:
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host = str(self.connection.getsockname()[0])
                status, page, more = served.answer(host, self.path, self.headers.get("If-None-Match", ""))
                self.send_response(status)
                kind = "application/rss+xml" if page.startswith("<?xml") else "text/html"
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                for name, value in more.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(page.encode())))
                self.end_headers()
                self.wfile.write(page.encode())

            def do_HEAD(self) -> None:
                self.do_GET()

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def new_borough() -> Borough:
    return Borough(free_port())
