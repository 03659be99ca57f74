"""Pages made to be slow or to break a reader: they cost no more than a real one, and end in a page."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkup.feed import read_feed
from checkup.page import read_page
from checkup.source import parsed

HERE = "https://leasowpark.example/"
PIECES = st.sampled_from(
    (
        "<script>", "</script>", "<!--", "-->", "<style>", "</style>", "<a href=", "'", '"', ">", "<nav>",
        "<footer>", "</footer>", "<form>", "<input name=q>", "<h1>", "<img src=x", " alt=''", "© 2019", "\x00",
        "14 March 2026", "name [at] leasow.example", "01632 960001", "charity no. 1234567", "<time datetime=",
        "https://www.facebook.com/", "<svg><title>", "<table>", "<base href=", "every first Tuesday", "\ufffd",
        '<script type="application/ld+json">', '{"@type":"Event"', "itemprop=datePublished", "İ", "<frameset>",
    )
)  # fmt: skip
TRAPS = {
    "deep": b"<div>" * 600_000,
    "ends of nothing": b"<span></x>" * 290_000,
    "ends of forms": b"<form><i name=q></form></script>" * 90_000,
    "links": b"<a href=/x>y</a>" * 180_000,
    "accounts": b"<a href=https://facebook.com/leasow>x</a>" * 60_000,
    "headings": b"<h1>What's on 2026</h1>" * 120_000,
    "at signs": b"a@" * 1_400_000,
    "noughts": b"0" * 2_900_000,
    "numbers": b"01632 960001 " * 200_000,
    "years": b"1/1/2026" * 300_000,
    "scripts": b"<script><!--" * 200_000,
    "attributes": b"<a " + b"x=1 " * 700_000 + b">y</a>",
    "charity": b"charity no " * 250_000,
    "nothing": b"\0" * 2_900_000,
}


@pytest.mark.parametrize("trap", TRAPS)
def test_reading_when_a_page_is_a_trap(trap: str) -> None:
    began = time.process_time()
    read_page(TRAPS[trap], HERE)

    assert time.process_time() - began < 20  # a few seconds on a busy machine; the traps took minutes


@pytest.mark.parametrize(
    "name", ["punycode", "idna", "utf-7", "undefined", "unicode_escape", "utf-32", "hex"]
)
def test_reading_when_the_encoding_is_none_that_pages_are_written_in(name: str) -> None:
    body = "<title>Café Leasow £5</title>".encode() + b"<p>ab9</p>" * 20
    in_page = f'<meta charset="{name}">'.encode() + body

    assert read_page(in_page, HERE).title == "Café Leasow £5"
    assert read_page(body, HERE, content_type=f"text/html; charset={name}").title == "Café Leasow £5"


def test_feed_when_reading_it_as_it_says_would_take_minutes() -> None:
    began = time.process_time()
    feed = (
        b'<?xml version="1.0" encoding="punycode"?><rss><item><title>Bulbs</title></item>-' + b"a" * 900_000
    )
    read = read_feed(feed, HERE)

    assert read is not None
    assert (read.items, read.titles) == (1, ("Bulbs",))
    assert time.process_time() - began < 10


def test_reading_when_a_nest_has_no_end() -> None:
    assert read_page(TRAPS["deep"], HERE).cut_short


@given(st.lists(PIECES, max_size=40))
def test_reading_when_the_markup_is_nasty(pieces: list[str]) -> None:
    """Never raises, however the pieces are put together."""
    read_page("".join(pieces).encode("utf-8", "replace"), HERE)


@given(st.lists(PIECES, max_size=30))
def test_scripts_when_they_are_taken_out_are_gone(pieces: list[str]) -> None:
    source = parsed("".join(pieces).encode("utf-8", "replace"))

    assert source.tree.css("script,style") == []
    assert len(source.scripts) == len(source.script_tags) == len(source.script_addresses)


def test_scripts_when_they_hold_many_tags_are_no_nest() -> None:
    body = b"<script>'" + b"<b>" * 30_000 + b"'</script><a href=/yes>Yes</a>"
    page = read_page(body, HERE)

    assert not page.cut_short
    assert [link.address for link in page.links] == ["/yes"]


@pytest.mark.parametrize("tag", [b"<b>", b"<aaaaaaaaaaa>", b"<aaaaaaaaaaaaaa>"])
def test_nest_when_its_tags_are_as_long_as_our_stride(tag: bytes) -> None:
    """13 and 16 bytes: the strides the number of tags is guessed by."""
    assert read_page(tag * 100_000, HERE).cut_short


def test_scripts_when_taken_out_keep_links_between_them() -> None:
    body = b"<script>if (a<b) '<a href=/no>'</script><a href=/yes>Yes</a><style>a{}</style><!-- <script> --><a href=/too>Too</a>"

    assert [link.address for link in read_page(body, HERE).links] == ["/yes", "/too"]
