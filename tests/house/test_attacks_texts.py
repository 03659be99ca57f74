"""Words that try to become something else: markup, scripts, lines of a calendar."""

import json
import re
import time
import uuid
import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser

from bandstand.gatherings.actions import day
from bandstand.gatherings.actions.booking import Wish, book
from bandstand.gatherings.actions.day import Guest
from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import Gathering
from bandstand.groups.actions.groups import add_group
from bandstand.groups.models import Group
from bandstand.jobs.runner import run_ready
from bandstand.people.actions.links import address_of
from bandstand.people.models import Hub, Person, Topic
from bandstand.places.models import Area
from bandstand.presence import actions as presence
from bandstand.presence.models import CheckUp, Finding
from tests.borough import make_gathering, make_venue
from tests.groups.sheets import bring, sheet
from tests.presence.site import BARE, serving
from tests.web.test_booking import book as book_on_the_page

# Each tries another way out of where words are put. `pwn` is in all of them, and nowhere else.
TRIES = [
    "<script>pwn()</script>",
    "</script><script>pwn()</script>",
    "</title><script>pwn()</script>",
    "</textarea><img src=x onerror=pwn()>",
    '"><svg onload=pwn()>',
    "'><img src=x onerror='pwn()'>",
    '" onfocus="pwn()" autofocus="',
    "' onmouseover='pwn()' x='",
    "<img src=x onerror=pwn()>",
    "<svg/onload=pwn()>",
    "<svg><script>pwn()</script></svg>",
    '<iframe srcdoc="<script>pwn()</script>">',
    '<math><mtext></mtext><mglyph><style><!--</style><img title="--><img src=1 onerror=pwn()>">',
    "--><script>pwn()</script><!--",
    "]]><script>pwn()</script>",
    "<a href=javascript:pwn()>x</a>",
    "<form action=https://evil.test/pwn><button>go",
    "<meta http-equiv=refresh content=0;url=//evil.test/pwn>",
    "<base href=//evil.test/pwn>",
    "<style>@import '//evil.test/pwn'</style>",
    "&lt;script&gt;pwn()&lt;/script&gt;",
    "&#60;script&#62;pwn()",
    "\\u003cscript\\u003epwn()",
    "<scr\u0000ipt>pwn()</scr\u0000ipt>".replace("\u0000", ""),
    "\u2028<script>pwn()</script>",
    "{{ pwn }}<%= pwn %>${pwn}",
    "<!--<script>pwn()",
    "\u202e<b id=pwn>",
]  # fmt: skip


def skeleton(html: str) -> list[tuple[str, ...]]:
    """Return a page's elements with the names of their attributes, and where links and forms lead if it is odd."""
    found = []
    for node in LexborHTMLParser(html).css("*"):
        names = sorted(node.attributes)
        odd = [
            f"{name}={node.attributes[name]}"
            for name in names
            if _leads_astray(str(node.attributes[name] or ""), name)
        ]
        found.append((str(node.tag), *names, *odd))
    return found


def _leads_astray(value: str, name: str) -> bool:
    if name.startswith("on"):
        return True
    ours = value.startswith("/") and not value.startswith("//")
    leads = name in {"href", "src", "action", "formaction", "srcdoc"} and not ours
    return leads and ("pwn" in value or value[:5] in {"javas", "data:"})


def test_this_way_of_looking_would_see_an_attack() -> None:
    """Of the tries, put into a page as they are, every one that is markup shows; words do not."""
    seen = [words for words in TRIES if skeleton(f"<p>{words}</p>") != skeleton("<p>words</p>")]
    assert len(seen) > 20
    assert skeleton("<p>pwn, Tea &amp; cake</p>") == skeleton("<p>words</p>")


def kinds_of_node(html: str) -> set[tuple[str, ...]]:
    return set(skeleton(html))


class Told:
    """A hub where every text anybody can type is the same words."""

    def __init__(self, hub: Hub, olive: Person, words: str) -> None:
        self.hub, self.olive = hub, olive
        line = " ".join(words.split())[:110]
        Hub.objects.filter(pk=hub.pk).update(about=words, place=line, phone=line[:40])
        Topic.objects.filter(name="Website").update(name=line[:60])
        area = Area.objects.create(hub=hub, kind="ward", code="E05000001", name=line, geometry=SQUARE, **BOX)
        self.group = add_group(hub, by=olive, name=line, about=words, address=line)
        Group.objects.filter(pk=self.group.pk).update(
            lat=52.5, lon=-2.0, precision="postcode", area=area, notes={line: words}
        )
        venue = make_venue(hub, line, address=line, getting_there=line, notes=words)
        self.gathering = make_gathering(
            hub, line, venue=venue, starts_at=timezone.now() - timedelta(minutes=30), welcome=words
        )
        Gathering.objects.filter(pk=self.gathering.pk).update(slug="the-surgery")
        self.gathering.refresh_from_db()
        wish = Wish(name=line, email="meena@mail.example", group_words=line, wants=words, ease=words)
        booked = book(self.gathering, wish)
        assert booked.link is not None
        self.private = address_of(booked.link).removeprefix("http://127.0.0.1:8000")
        entry = day.walk_in(
            self.gathering, Guest(name=line, group=self.group, helping=True), by=olive, form_key=uuid.uuid4()
        )
        assert entry.attendance is not None
        told = Telling(
            "fixed",
            (entry.attendance,),
            topics=tuple(Topic.objects.filter(name=line[:60])),
            words=words,
            next_step=line,
        )
        note = write_note(self.gathering, told, by=olive, form_key=uuid.uuid4()).note
        assert note is not None
        self.finding(line, words, note)
        over = make_gathering(
            hub, line, venue=venue, starts_at=timezone.now() - timedelta(days=9), write_up=words
        )
        Gathering.objects.filter(pk=over.pk).update(slug="over", state="closed", write_up_public=True)
        batch, _ = bring(hub, sheet([line, words, "", "", "", "", words]), f"{line}.csv")
        self.batch = batch.pk
        self.pages = [
            "/", "/groups/", f"/groups/?q={'pwn'}", f"/groups/{self.group.slug}/", "/groups/suggest/?q=pwn", "/whats-on/",
            "/whats-on/the-surgery/", "/whats-on/the-surgery/book/", "/whats-on/past/", "/whats-on/over/", "/what-changed/",
            "/what-changed/surgeries/", "/what-changed/fixed-after-help/", "/privacy/", self.private, f"{self.private}change/",
            "/desk/", "/desk/gatherings/", "/desk/gatherings/the-surgery/", "/desk/gatherings/the-surgery/change/",
            "/desk/gatherings/the-surgery/day/", f"/desk/gatherings/the-surgery/day/{entry.attendance.uid}/",
            "/desk/gatherings/the-surgery/day/known/?q=pwn", "/desk/gatherings/the-surgery/notes/",
            "/desk/gatherings/the-surgery/notes/new/", f"/desk/gatherings/the-surgery/notes/{note.uid}/",
            "/desk/gatherings/over/finish/", "/desk/gatherings/the-surgery/finish/", "/desk/gatherings/the-surgery/call-off/",
            "/desk/groups/", f"/desk/groups/{self.group.slug}/", f"/desk/groups/{self.group.slug}/change/", "/desk/groups/kinds/",
            "/desk/groups/sheets/", f"/desk/groups/sheets/{batch.pk}/", "/desk/venues/", f"/desk/venues/{venue.pk}/",
            "/desk/checks/", "/desk/checks/groups/", "/desk/checks/easy-wins/fb-link/", "/desk/people/", "/desk/people/done/",
            "/desk/outbox/", "/desk/figures/", "/desk/figures/people-helped/", "/desk/settings/", "/desk/groups/add/",
        ]  # fmt: skip

    def finding(self, line: str, words: str, note: Any) -> None:
        now = timezone.now()
        check_up = CheckUp.objects.create(
            hub=self.hub, group=self.group, state="done", looked_at=now, says=line
        )
        seen = {"url": f"https://evil.test/{line}", "snippet": words, "where": line}
        for look, closed in [("fb-link", None), ("phone", now)]:
            made = Finding.objects.create(
                hub=self.hub, group=self.group, look=look, state="easy win", headline=line, why=words, advice=words,
                evidence=[seen], first_seen=now - timedelta(days=1), last_seen=now, opened_by=check_up,
                closed_at=closed, closed_by=check_up if closed else None, ending="mended" if closed else "",
                mended_headline=line if closed else "",
            )  # fmt: skip
            note.findings.add(made)


SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-2.1, 52.4], [-1.9, 52.4], [-1.9, 52.6], [-2.1, 52.6], [-2.1, 52.4]]],
}
BOX = {"west": -2.1, "south": 52.4, "east": -1.9, "north": 52.6}


def plain_pages(told: Told, client: Client) -> dict[str, str]:
    answers = {address: client.get(address) for address in told.pages}
    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(answers, 200)
    return {address: answer.text for address, answer in answers.items()}


@pytest.mark.parametrize(
    "words", ["\n".join(TRIES[:14]), "\n".join(TRIES[14:])], ids=["first half", "second half"]
)
def test_no_page_grows_an_element_or_attribute_from_what_people_type(
    hub: Hub, olive: Person, owner: Client, words: str
) -> None:
    """The texts hold many tries at once; nothing on any page may be named or lead as they say."""
    told = Told(hub, olive, words)
    for address, html in plain_pages(told, owner).items():
        nodes = kinds_of_node(html)
        bad = [node for node in nodes if any("=" in part or part.startswith("on") for part in node[1:])]
        assert bad == [], address
        elements = {node[0] for node in nodes}
        assert elements & {"iframe", "math", "base", "style", "object", "embed", "mglyph"} == set(), address
        scripts = LexborHTMLParser(html).css("script")
        assert [
            one.html for one in scripts if "pwn" in (one.html or "") and one.attributes.get("type") != JSON_LD
        ] == []


JSON_LD = "application/ld+json"


@pytest.mark.parametrize("words", TRIES)
def test_one_try_at_a_time_in_a_line_is_shown_as_it_was_typed(
    hub: Hub, olive: Person, client: Client, words: str
) -> None:
    """In short boxes each try stands alone: page, block for machines, calendar file and feed say it as it is."""
    make_gathering(hub, words, venue=make_venue(hub, words), welcome=words)
    Gathering.objects.update(slug="the-surgery")
    page = client.get("/whats-on/the-surgery/").text
    heading = LexborHTMLParser(page).css_first("h1")
    assert heading is not None
    assert heading.text().strip() == words.strip()

    make_same(hub, "Plain words")
    assert shape(page) == shape(client.get("/whats-on/plain/").text)

    [block] = [
        one.text() for one in LexborHTMLParser(page).css("script") if one.attributes.get("type") == JSON_LD
    ]
    assert json.loads(block)["name"] == words

    [event] = Calendar.from_ical(client.get("/whats-on/the-surgery/calendar.ics").content).walk("VEVENT")
    assert str(event["SUMMARY"]).strip() == words.strip()
    titles = [
        node.text
        for node in ET.fromstring(client.get("/whats-on.atom").content).iter(
            "{http://www.w3.org/2005/Atom}title"
        )
    ]
    assert words in titles


def make_same(hub: Hub, words: str) -> None:
    plain = make_gathering(hub, words, venue=make_venue(hub, words), welcome=words)
    Gathering.objects.filter(pk=plain.pk).update(slug="plain")


def shape(html: str) -> list[tuple[str, ...]]:
    return [node for node in skeleton(html) if node[0] != "br"]


def test_a_try_that_is_refused_is_shown_again_as_words(hub: Hub, client: Client, officer: Client) -> None:
    surgery = make_gathering(hub)
    for words in TRIES:
        form = {"name": words, "group": words, "wants": words, "email": words, "phone": words}
        again = client.post(f"/whats-on/{surgery.slug}/book/", form)
        assert again.status_code == 422, words
        sent = officer.post(
            "/desk/groups/add/", {"name": words, "about": words, "email": words, "website": words}
        )
        assert sent.status_code == 422, words
        for page in (again.text, sent.text):
            assert [
                node
                for node in skeleton(page)
                if any("=" in part or part.startswith("on") for part in node[1:])
            ] == []


LINES = [
    "Surgery\r\nATTENDEE:mailto:all@evil.test",
    "Surgery\nBEGIN:VEVENT",
    "a;b,c\\d\\n",
    "Surgery\rX-EVIL:1",
    "😀" * 60,
    "\x0b\x0cx",
]


@pytest.mark.parametrize("words", LINES)
def test_no_words_add_a_line_of_their_own_to_a_calendar(hub: Hub, client: Client, words: str) -> None:
    make_gathering(hub, words, venue=make_venue(hub, words), welcome=words)
    for address in ("/whats-on.ics",):
        file = client.get(address).content
        [event] = Calendar.from_ical(file).walk("VEVENT")
        names = {
            line.partition(b":")[0].partition(b";")[0]
            for line in re.sub(rb"\r\n[ \t]", b"", file).split(b"\r\n")
        }
        assert not names & {b"ATTENDEE", b"X-EVIL"}
        assert file.count(b"\r\nBEGIN:VEVENT") == 1
        assert "X-EVIL" not in event


def test_what_a_hostile_website_says_is_only_words(
    hub: Hub, olive: Person, officer: Client, settings: Any
) -> None:
    settings.CHECKS_ALLOW_PRIVATE = True
    hostile = "".join(f"<p>{words}</p><h2>{words}</h2>" for words in TRIES)
    links = "".join(
        f'<a href="{link}">Facebook</a>'
        for link in (
            "javascript:pwn()//facebook.com/LeasowPark", "https://www.facebook.com/pwn&quot;onclick=pwn()", "https://facebook.com/&lt;script&gt;pwn()",
            "data:text/html,pwn//instagram.com/x", "https://www.instagram.com/leasow_park/",
        )
    )  # fmt: skip
    with serving() as site:
        site.html = BARE.format(more=links + hostile).replace("<title>", "<title>&lt;script&gt;pwn()")
        group = add_group(
            hub,
            by=olive,
            name="Friends of Leasow Park",
            links=(site.url, "https://www.facebook.com/LeasowPark"),
        )
        [check_up] = presence.ask_for_check(hub, [group], by=None)
        done = presence.look(check_up)
    accounts = [str(one["url"]) for one in done.report["accounts"]]
    assert (done.state, bool(accounts)) == ("done", True)
    assert [url for url in accounts if not re.fullmatch(r"https://[\w./-]+", url)] == []

    for address in (
        f"/desk/groups/{group.slug}/",
        f"/groups/{group.slug}/",
        "/desk/checks/",
        "/desk/checks/could-not/",
    ):
        page = officer.get(address).text
        strange = [node for node in skeleton(page) if any(part.startswith("on") for part in node[1:])]
        assert strange == [], address
        hrefs = [str(one.attributes.get("href")) for one in LexborHTMLParser(page).css("a")]
        assert [href for href in hrefs if href.lower().startswith(("javascript", "data", "vbscript"))] == []


SLOW = [
    "a" * 40_000 + "!",
    "." * 40_000,
    "@" * 40_000,
    " " * 40_000 + "x",
    "www." * 9_000,
    "1 " * 20_000,
    "(" * 40_000,
    "/" * 40_000,
    "a-" * 20_000,
]


@pytest.mark.parametrize("words", SLOW)
def test_no_words_keep_us_busy(hub: Hub, officer: Client, client: Client, words: str) -> None:
    """A pattern that goes over the same letters again and again would take minutes for these."""
    surgery = make_gathering(hub)
    begun = time.process_time()
    client.post(f"/whats-on/{surgery.slug}/book/", {"name": words, "email": words, "group": words})
    officer.post(
        "/desk/groups/add/",
        {"name": "Friends", "website": words[:499], "postcode": words[:8], "email": words},
    )
    officer.post("/desk/gatherings/new/", {"day": words[:59], "place": words[:119], "starts": words[:19]})
    client.get("/groups/", {"q": words[:3000], "near": words[:3000]})
    bring(hub, sheet([f"Friends {words[:9]}", words, words, words, words, words, words]))
    assert time.process_time() - begun < 4


def test_the_letter_says_only_what_we_wrote_to_a_stranger(hub: Hub, client: Client) -> None:
    """Anybody can have a letter sent to anybody: it must not carry a stranger's words or address."""
    surgery = make_gathering(hub)
    lure = "Win a prize at https://evil.test"
    book_on_the_page(
        client, surgery, name=lure, group=lure, wants=lure, ease=lure, email="victim@mail.example"
    )
    run_ready()
    [letter] = mail.outbox
    assert letter.to == ["victim@mail.example"]
    assert "evil" not in f"{letter.subject}{letter.body}"
