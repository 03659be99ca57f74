"""Reading one page: encodings, titles, builders, and pages that are not worth a look."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from leasow_pages import WELCOME, icons, page

from checkup import Outcome, look_at_pages, read_page
from checkup.inner import inner_pages
from checkup.site import outcome_of

HERE = "https://leasowpark.example/"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<title>Café Leasow £5</title>".encode(), ""),
        ("<title>Café Leasow £5</title>".encode("cp1252"), ""),
        ("<title>Café Leasow £5</title>".encode("cp1252"), "text/html; charset=iso-8859-1"),
        (b'<meta charset="windows-1252">' + "<title>Café Leasow £5</title>".encode("cp1252"), ""),
        ("\ufeff<title>Café Leasow £5</title>".encode(), "text/html; charset=latin-1"),
        ("<title>Café Leasow £5</title>".encode("utf-16"), ""),
        ("<title>Café Leasow £5</title>".encode(), "text/html; charset=no-such-charset"),
    ],
)
def test_title_when_the_page_is_written_in_many_ways(body: bytes, content_type: str) -> None:
    assert read_page(body, HERE, content_type=content_type).title == "Café Leasow £5"


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b"", Outcome.EMPTY),
        (b"<html><body></body></html>", Outcome.EMPTY),
        (bytes(range(256)) * 20, Outcome.NONSENSE),
        (b"<title>leasow.example</title><p>This domain is for sale!", Outcome.PARKED),
        (b"<p>Welcome</p><script src='//img.sedoparking.com/x.js'></script>", Outcome.PARKED),
        (b"<h1>Members</h1><form><input type=password></form>", Outcome.SIGN_IN_ONLY),
        (b"<div id=root></div><script src=app.js></script>", Outcome.SCRIPT_ONLY),
        (b"<noscript>Please turn on JavaScript</noscript><script>go()</script>", Outcome.SCRIPT_ONLY),
        (b"<p>Leasow Vale Chess Club meets on Tuesdays.</p>", Outcome.LOOKED),
    ],
)
def test_outcome_when_a_page_is_hardly_one(body: bytes, outcome: Outcome) -> None:
    assert outcome_of(read_page(body, HERE)) is outcome


def test_outcome_when_a_real_page_mentions_a_sale_or_has_a_sign_in_box() -> None:
    text = "<p>" + "We meet by the lock and walk to the mill. " * 40 + "</p>"
    front = page(text + "The domain is for sale, says a joke. <form><input type=password></form>")

    assert outcome_of(front) is Outcome.LOOKED


@pytest.mark.parametrize(
    ("sign", "builder"),
    [
        ('<meta name="generator" content="Wix.com Website Builder">', "Wix"),
        ("<!-- This is Squarespace. -->", "Squarespace"),
        ('<link rel="stylesheet" href="/wp-content/themes/park/style.css">', "WordPress"),
        ('<script src="//cdn2.editmysite.com/js/x.js"></script>', "Weebly"),
        ("", ""),
    ],
)
def test_builder_when_the_page_gives_it_away(sign: str, builder: str) -> None:
    assert page(WELCOME, head=sign).builder == builder


def test_links_when_the_page_sets_a_base() -> None:
    front = page('<a href="news">News</a><a href="http://[">broken</a>', head='<base href="/club/">')

    assert [front.absolute(link) for link in front.links] == ["https://leasowpark.example/club/news", ""]


def test_inner_pages_when_links_say_what_they_are() -> None:
    links = (
        ("/", "Home"), ("/gallery", "Gallery"), ("https://elsewhere.example/contact", "Contact them"),
        ("/whats-on#june", "What's on"), ("/about-us", "About us"), ("/news.pdf", "News"),
        ("http://www.leasowpark.example/contact", "Contact"), ("/contact/", "Find us"),
    )  # fmt: skip
    front = page("".join(f'<a href="{address}">{text}</a>' for address, text in links))

    assert inner_pages(front, 3) == [
        "http://www.leasowpark.example/contact",
        "https://leasowpark.example/about-us",
        "https://leasowpark.example/whats-on",
    ]


def test_inner_pages_when_the_site_is_made_of_frames() -> None:
    front = page("", head='<frameset><frame src="menu.html"><frame src="main.html"></frameset>')

    assert inner_pages(front, 3) == [
        "https://leasowpark.example/menu.html",
        "https://leasowpark.example/main.html",
    ]


@given(st.binary(max_size=400), st.text(max_size=40), st.text(max_size=40))
def test_reading_a_page_when_it_could_be_anything(body: bytes, url: str, content_type: str) -> None:
    """Never raises, whatever the bytes, the address and the header say."""
    outcome_of(read_page(b"<a href=" + body + b">x</a><table width=" + body, url, content_type=content_type))


def test_own_words_when_menu_and_footer_are_told_by_their_elements_alone() -> None:
    menu = "<nav>Home, news and how to find us</nav>"
    front = page(f"{menu}<p>We look after Leasow Park.</p><footer>Leasow Park Lodge, 2019</footer>")

    assert front.reading.opening == "We look after Leasow Park."


def test_page_when_read_leaves_nothing_in_memory_that_waits_to_be_looked_for() -> None:
    body = f"{WELCOME}<nav class=menu><a href=/walks>Walks</a></nav>{icons('https://facebook.com/leasow')}"
    look_at_pages([page(body)])  # what is kept for all pages is made now
    gc.collect()
    gc.disable()
    try:
        look_at_pages([page(body)])
        assert gc.collect() == 0
    finally:
        gc.enable()
