"""Requests beside the pages (feed, links, pictures) meet the same guard and the same bounds."""

from __future__ import annotations

import gzip
import socket
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from leasow_net import PUBLIC, FakeNet, arrive_through
from leasow_web import Reply, answer, redirect, serving

from checkup.feed import read_feed

SITE = "http://leasow.example/"
HEAD = "<!doctype html><title>Friends of Leasow Park</title>"
NAMED = "<link rel=alternate type='application/rss+xml' href='/news.xml'>"
PICTURE = "<img src='http://pictures.example/park.jpg' width=400 height=300 alt=Park>"
LINK = "<a href='http://friends.example/'>Friends</a>"
ITEM = "<item><title>Picnic</title><pubDate>Sun, 03 May 2026 10:00:00 +0100</pubDate></item>"


def front(*parts: str) -> bytes:
    return answer(HEAD + "<p>Welcome to the park, everybody.</p>" + "".join(parts))


def test_feed_is_left_alone_when_its_name_changes_its_answer_in_between() -> None:
    with serving({"/": front(NAMED), "/news.xml": answer(ITEM, kind="text/xml")}) as web:
        net = FakeNet({"leasow.example": [[PUBLIC], [PUBLIC], ["127.0.0.1"]]}, web)
        arrival = arrive_through(net, SITE)

    assert (arrival.feed, arrival.feed_missing) == (None, None)
    assert set(net.dialled) == {PUBLIC}
    assert web.paths == ["/robots.txt", "/"]


@pytest.mark.parametrize(
    "answers", [["127.0.0.1"], [PUBLIC, "10.0.0.1"], ["169.254.169.254"], ["::1", PUBLIC]]
)
def test_links_and_pictures_are_left_alone_when_their_names_lead_inside(answers: list[str]) -> None:
    with serving({"/": front(LINK, PICTURE)}) as web:
        names = {"leasow.example": [[PUBLIC]], "friends.example": [answers], "pictures.example": [answers]}
        net = FakeNet(names, webs={80: web})
        arrival = arrive_through(net, SITE, thorough=True)

    assert [tried.there for tried in (*arrival.links, *arrival.pictures)] == [None, None]
    assert set(net.dialled) == {PUBLIC}


def test_links_and_pictures_are_asked_for_when_their_names_are_public() -> None:
    """The control for the one above."""
    with serving({"/": front(LINK, PICTURE), "/park.jpg": answer(b"\xff", kind="image/jpeg")}) as web:
        names = {
            "leasow.example": [[PUBLIC]],
            "friends.example": [["1.1.1.1"]],
            "pictures.example": [["1.0.0.1"]],
        }
        net = FakeNet(names, webs={80: web})
        arrival = arrive_through(net, SITE, thorough=True)

    assert [tried.there for tried in (*arrival.links, *arrival.pictures)] == [True, True]
    assert set(net.dialled) == {PUBLIC, "1.1.1.1", "1.0.0.1"}


@pytest.mark.parametrize("door", ["/robots.txt", "/news.xml", "/park.jpg"])
def test_nothing_inside_is_dialled_when_a_door_beside_the_page_sends_us_there(door: str) -> None:
    picture = "<img src='/park.jpg' width=400 height=300 alt=Park>"
    with serving({"/": front(NAMED, picture), door: redirect("http://inside.example/")}) as web:
        net = FakeNet({"leasow.example": [[PUBLIC]], "inside.example": [["169.254.169.254"]]}, webs={80: web})
        arrive_through(net, SITE, thorough=True)

    assert set(net.dialled) == {PUBLIC}


def test_the_proxy_is_not_asked_when_a_link_leads_inside() -> None:
    inside = "<a href='http://inside.example/'>In</a><a href='http://10.0.0.1/'>In</a>"
    with serving({"http://leasow.example/": front(LINK, inside)}) as proxy:
        names = {
            "egress.example": [["10.9.9.9"]],
            "inside.example": [["10.0.0.1"]],
            "friends.example": [[PUBLIC]],
        }
        net = FakeNet(names, webs={"10.9.9.9": proxy})
        arrive_through(net, SITE, thorough=True, proxy="http://egress.example:3128")

    assert "http://friends.example/" in proxy.paths
    assert not any("inside" in path or "10.0.0.1" in path for path in proxy.paths)


def trickle(connection: socket.socket) -> None:
    """An answer that never ends its heading."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for n in range(100):
        time.sleep(0.05)
        connection.sendall(b"X-%d: y\r\n" % n)


def flood(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Leasow: " + b"y" * 5_000_000 + b"\r\n\r\n")


@pytest.mark.parametrize("reply", [trickle, flood, redirect("/news.xml"), answer("", status="999 No")])
def test_feed_and_link_could_not_be_told_when_they_answer_oddly(reply: Reply) -> None:
    began = time.monotonic()
    with serving({"/": front(NAMED, "<a href='/news.xml'>Feed</a>"), "/news.xml": reply}) as web:
        net = FakeNet({"leasow.example": [[PUBLIC]]}, webs={80: web})
        arrival = arrive_through(net, SITE, thorough=True, total_seconds=0.5)

    assert (arrival.feed, arrival.feed_missing) == (None, None)
    assert [tried.there for tried in arrival.links] == [None]
    assert time.monotonic() - began < 6


def test_first_part_is_read_when_a_feed_unpacks_without_end() -> None:
    bomb = gzip.compress(f"<rss><channel>{ITEM}".encode() + b" " * 60_000_000)
    with serving(
        {"/": front(NAMED), "/news.xml": answer(bomb, kind="text/xml", Content_Encoding="gzip")}
    ) as web:
        arrival = arrive_through(FakeNet({"leasow.example": [[PUBLIC]]}, webs={80: web}), SITE)

    assert arrival.feed is not None
    assert arrival.feed.newest == date(2026, 5, 3)


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Leasow</title><updated>2026-06-01T00:00:00Z</updated>
<entry><title type="html">&lt;b&gt;Bat walk&lt;/b&gt;</title><updated>2026-05-03T10:00:00Z</updated></entry></feed>"""
DOCTYPE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>'


def test_feed_when_it_is_atom_or_wants_to_refer_elsewhere() -> None:
    atom = read_feed(ATOM.encode(), SITE)
    odd = read_feed(DOCTYPE.encode(), SITE)

    assert atom is not None
    assert (atom.items, atom.newest, atom.titles) == (1, date(2026, 5, 3), ("Bat walk",))
    assert odd is not None
    assert odd.titles == ("&x;",)


def test_feed_when_it_is_empty_or_in_an_older_spelling() -> None:
    empty = read_feed(b"<rss version='2.0'><channel><title>Leasow</title></channel></rss>", SITE)
    old = "<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><item><title>Caf\xe9</title></item></channel></rss>"
    latin = read_feed(old.encode("latin-1"), SITE)

    assert empty is not None
    assert (empty.items, empty.newest) == (0, None)
    assert latin is not None
    assert latin.titles == ("Café",)


@pytest.mark.parametrize(
    "piece", ["<item", "<item>", "<item><title>", "<item><title><![CDATA[", "<", "<rss", "&amp;", "İ"]
)
def test_reading_a_feed_takes_no_longer_when_it_is_hostile(piece: str) -> None:
    began = time.process_time()
    read_feed(("<rss>" + piece * (1_000_000 // len(piece))).encode(), SITE)

    assert time.process_time() - began < 3


@given(st.text(alphabet="<>/item ranstleuphdfyCDA[]!&;:0123456789-", max_size=400))
def test_reading_a_feed_when_it_could_be_anything(text: str) -> None:
    for start in ("<rss>", "<feed>", "<rdf:RDF>", ""):
        read_feed((start + text).encode(), SITE)
