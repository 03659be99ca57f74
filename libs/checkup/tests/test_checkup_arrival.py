"""What the way to a website of Leasow Vale shows beside its pages: robots, feed, links, pictures, e-mail."""

from __future__ import annotations

import socket
from datetime import date

import pytest
from leasow_net import PUBLIC, FakeNet, arrive_through, see_through
from leasow_web import Reply, Web, answer, redirect, serving

from checkup import Arrival, Outcome

HEAD = "<!doctype html><title>Friends of Leasow Park</title>"
WELCOME = "<p>Welcome to the park, which we look after on the first Sunday of every month.</p>"
WORDPRESS = "<meta name=generator content='WordPress 6.8'><link href='/wp-content/themes/leaf/style.css'>"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Friends of Leasow Park</title>
<item><title>Picnic &amp; bat walk</title><pubDate>Sun, 03 May 2026 10:00:00 +0100</pubDate></item>
<item><title><![CDATA[Bulbs <b>planted</b>]]></title><pubDate>Sat, 01 Nov 2025 10:00:00 +0000</pubDate></item>
</channel></rss>"""
SITE = "http://leasow.example/"


def arrive(
    replies: dict[str, Reply], names: dict[str, list[list[str]]] | None = None, **settings: object
) -> tuple[Arrival, Web]:
    with serving(replies) as web:
        net = FakeNet({"leasow.example": [[PUBLIC]], **(names or {})}, webs={80: web})
        return arrive_through(net, SITE, **settings), web


def plain(text: str) -> bytes:
    return answer(text, kind="text/plain")


def feed(text: str) -> bytes:
    return answer(text, kind="application/rss+xml")


@pytest.mark.parametrize(
    ("robots", "forbidden"),
    [
        ("User-agent: *\nDisallow: /wp-admin/", False),
        ("User-agent: BandstandCheckup\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: Googlebot\nDisallow: /", False),
        ("", False),
    ],
)
def test_search_engines_when_robots_txt_says_something_of_them(robots: str, *, forbidden: bool) -> None:
    arrival, _ = arrive({"/": answer(HEAD + WELCOME), "/robots.txt": plain(robots)})

    assert arrival.searching_forbidden is forbidden


def test_search_engines_when_robots_txt_keeps_us_out_too() -> None:
    with serving({"/": answer(HEAD), "/robots.txt": plain("User-agent: *\nDisallow: /")}) as web:
        seen = see_through(FakeNet({"leasow.example": [[PUBLIC]]}, webs={80: web}), SITE)

    assert seen.report.outcome is Outcome.ASKED_NOT_TO
    assert seen.arrival.searching_forbidden is True


def test_header_that_hides_a_page_when_the_page_itself_says_nothing() -> None:
    with serving({"/": answer(HEAD + WELCOME, X_Robots_Tag="noindex, nofollow")}) as web:
        seen = see_through(FakeNet({"leasow.example": [[PUBLIC]]}, webs={80: web}), SITE)

    assert "noindex" in seen.pages[0].head.robots


def test_header_that_hides_a_page_when_it_speaks_to_one_search_engine_only() -> None:
    for header, told in (("otherbot: noindex", ""), ("googlebot: noindex", "noindex")):
        with serving({"/": answer(HEAD + WELCOME, X_Robots_Tag=header)}) as web:
            seen = see_through(FakeNet({"leasow.example": [[PUBLIC]]}, webs={80: web}), SITE)

        assert seen.pages[0].head.robots == told


def test_news_feed_when_the_page_names_it() -> None:
    named = "<link rel=alternate type='application/rss+xml' href='/news.xml'>"
    arrival, _ = arrive({"/": answer(HEAD + named + WELCOME), "/news.xml": feed(RSS)})

    assert arrival.feed is not None
    assert (arrival.feed.items, arrival.feed.newest) == (2, date(2026, 5, 3))
    assert arrival.feed.titles == ("Picnic & bat walk", "Bulbs planted")
    assert arrival.feed_missing is False


def test_news_feed_when_it_is_where_the_builder_has_one() -> None:
    arrival, web = arrive({"/": answer(HEAD + WORDPRESS + WELCOME), "/feed/": feed(RSS)})

    assert arrival.feed is not None
    assert "/feed/" in web.paths


@pytest.mark.parametrize(
    "reply",
    [
        answer("Not here", status="404 Not Found"),
        answer(HEAD + "<p>The front page again."),
        feed("<rss><channel><title>Comments on: Friends of Leasow Park</title></channel></rss>"),
    ],
)
def test_news_feed_when_there_is_none_where_one_would_be(reply: Reply) -> None:
    arrival, _ = arrive({"/": answer(HEAD + WORDPRESS + WELCOME), "/feed/": reply})

    assert (arrival.feed, arrival.feed_missing) == (None, True)


def test_news_feed_when_nobody_can_tell() -> None:
    refused = answer("", status="403 Forbidden")
    assert arrive({"/": answer(HEAD + WORDPRESS), "/feed/": refused})[0].feed_missing is None
    assert arrive({"/": answer(HEAD + WELCOME)})[0].feed_missing is None


def test_share_picture_when_it_is_there_or_not() -> None:
    named = "<meta property='og:image' content='http://leasow.example/park.jpg'>"
    front = {"/": answer(HEAD + named + WELCOME)}
    there, _ = arrive({**front, "/park.jpg": answer(b"\xff" * 5_000, kind="image/jpeg")})
    gone, _ = arrive(dict(front))
    page, _ = arrive({**front, "/park.jpg": answer("<p>Sorry")})
    shy, _ = arrive({**front, "/park.jpg": answer("", status="403 Forbidden")})

    found = [
        arrival.preview and (arrival.preview.there, arrival.preview.size)
        for arrival in (there, gone, page, shy)
    ]
    assert found == [(True, 5_000), (False, None), (False, None), (None, None)]


LINKS = """
<a href='/contact#form'>Contact</a><a href='/gone'>Old picnic</a><a href='/secret'>Members</a>
<a href='/moved'>Moved</a><a href='/shy'>Shy</a><a href='https://www.facebook.com/LeasowPark'>Facebook</a>
<a href='http://nobody.example/'>Our friends</a><a href='http://council.example/'>Council</a>
<a href='mailto:jean@leasow.example'>Jean</a><a href='http://10.0.0.1/'>Printer</a>
"""


def no_heading(web_page: bytes) -> Reply:
    """A server that will not give a heading alone."""

    def reply(connection: socket.socket) -> None:
        connection.sendall(web_page)

    return reply


def test_links_when_asked_to_be_thorough() -> None:
    replies: dict[str, Reply] = {
        "/": answer(HEAD + WELCOME + LINKS),
        "/contact": answer("<p>Ring Jean Barlow."),
        "/secret": answer("", status="403 Forbidden"),
        "/moved": redirect("/contact"),
        "/shy": no_heading(answer("<p>Shy")),
    }
    with serving(replies) as web, serving({"/": answer("", status="999 No")}) as council:
        names = {"leasow.example": [[PUBLIC]], "council.example": [["1.1.1.1"]]}
        net = FakeNet(names, webs={"1.1.1.1": council, 80: web})
        arrival = arrive_through(net, SITE, thorough=True)

    assert {tried.text: tried.there for tried in arrival.links} == {
        "Contact": True,
        "Old picnic": False,
        "Members": None,
        "Moved": True,
        "Shy": True,
        "Our friends": False,
        "Council": None,
    }
    assert set(net.dialled) == {PUBLIC, "1.1.1.1"}
    assert net.looked_up.count("www.facebook.com") == 0


def test_links_and_pictures_are_left_alone_when_not_asked_to_be_thorough() -> None:
    arrival, web = arrive({"/": answer(HEAD + WELCOME + LINKS + "<img src=/a.jpg width=300 height=200>")})

    assert (arrival.links, arrival.pictures) == ((), ())
    assert "/gone" not in web.paths
    assert "/a.jpg" not in web.paths


def test_links_are_tried_up_to_a_number_when_there_are_hundreds() -> None:
    many = "".join(f"<a href='/p{n}'>{n}</a><a href='http://h{n}.example/'>{n}</a>" for n in range(200))
    arrival, web = arrive({"/": answer(HEAD + WELCOME + many)}, thorough=True)

    own = [tried for tried in arrival.links if "leasow.example" in tried.address]
    assert (len(own), len(arrival.links) - len(own)) == (30, 20)
    assert len(web.asked) <= 150


def test_pictures_are_weighed_when_asked_to_be_thorough() -> None:
    picture = answer(b"\xff" * 70_000, kind="image/jpeg")
    body = (
        HEAD
        + WELCOME
        + "<img src=/park.jpg width=400 height=300 alt=Park><img src=/gone.jpg width=400 height=300 alt=Gone>"
    )
    arrival, web = arrive({"/": answer(body), "/park.jpg": picture}, thorough=True)

    assert [(tried.there, tried.size) for tried in arrival.pictures] == [(True, 70_000), (False, None)]
    assert "HEAD /park.jpg" in "\n".join(web.asked)
    assert "GET /park.jpg" not in "\n".join(web.asked)


def test_everything_beside_the_pages_when_robots_txt_forbids_it() -> None:
    replies: dict[str, Reply] = {
        "/": answer(HEAD + WORDPRESS + WELCOME + "<a href='/private/minutes'>Minutes</a>"),
        "/feed/": feed(RSS),
        "/robots.txt": plain("User-agent: *\nDisallow: /feed/\nDisallow: /private/"),
    }
    arrival, web = arrive(replies, thorough=True)

    assert (arrival.feed, arrival.feed_missing) == (None, None)
    assert [tried.there for tried in arrival.links] == [None]
    assert not {"/feed/", "/private/minutes"} & set(web.paths)


def test_mail_when_its_name_exists_or_does_not() -> None:
    body = HEAD + WELCOME + "".join(
        f"<a href='mailto:jean@{name}'>Jean</a>" for name in ("leasowmail.org", "lesowmail.org", "odd.org", "x.example")
    )  # fmt: skip

    class Post(FakeNet):
        async def lookup(self, host: str) -> list[str]:
            if host == "odd.org":
                raise socket.gaierror(socket.EAI_AGAIN, "try again")
            return await super().lookup(host)

    with serving({"/": answer(body)}) as web:
        net = Post({"leasow.example": [[PUBLIC]], "leasowmail.org": [[PUBLIC]]}, webs={80: web})
        arrival = arrive_through(net, SITE)

    assert {tried.address: tried.there for tried in arrival.mail} == {
        "jean@leasowmail.org": True,
        "jean@lesowmail.org": False,
        "jean@odd.org": None,
        "jean@x.example": None,
    }
    assert net.looked_up.count("x.example") == 0


def test_pages_when_a_website_says_come_back_later_in_the_middle() -> None:
    front = HEAD + WELCOME + "<a href='/contact'>Contact</a><a href='/about'>About</a>"
    busy = answer("", status="503 Service Unavailable", Retry_After="120")
    with serving({"/": answer(front), "/contact": busy, "/about": answer("<p>Us")}) as web:
        seen = see_through(FakeNet({"leasow.example": [[PUBLIC]]}, webs={80: web}), SITE)

    assert [page.outcome for page in seen.report.pages] == [Outcome.LOOKED, *[Outcome.TURNED_AWAY] * 2]
    assert web.paths == ["/robots.txt", "/", "/contact"]


def test_name_when_nobody_could_say_whether_it_exists() -> None:
    class Later(FakeNet):
        async def lookup(self, host: str) -> list[str]:
            raise socket.gaierror(socket.EAI_AGAIN, "try again")

    assert see_through(Later(), SITE).report.outcome is Outcome.TOO_SLOW
