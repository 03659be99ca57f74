"""Whole small pages of groups of Leasow Vale, read and looked at as a visitor would meet them."""

from __future__ import annotations

import pytest
from leasow_facts import FRONT, TODAY
from leasow_pages import VIEWPORT, page

from checkup import KnownPlaces, Page, look_at_pages

HEAD = f"""{VIEWPORT}
<meta name="description" content="We look after Leasow Park in Dudley: everybody is welcome, first Saturdays.">
<meta property="og:image" content="/park.jpg">"""
FRIENDS = """
<header><nav><a href="#about">About</a> <a href="#join">Come along</a> <a href="#contact">Contact</a></nav></header>
<main><h1 id="about">Friends of Leasow Park</h1>
<p>We look after the park, the pond and the bandstand, and meet on the first Saturday of every month at ten.
Bring gloves if you have some; there is always tea, and nobody minds if you only stay for an hour.</p>
<h2 id="join">New faces are welcome</h2><p>Just turn up by the gate in Park Road, Dudley, DY1 4AA.</p>
<h2 id="contact">Contact</h2><p>Jean: <a href="mailto:jean@leasowpark.example">jean@leasowpark.example</a></p></main>
<footer><p>Registered charity 1098765</p></footer>"""
CHESS = "<h1>Welcome</h1><img src='board.jpg'><img src='hall.jpg'><p>Leasow Vale Chess</p>"
BOWLS = """
<header><nav><a href="/">Hafan</a> <a href="/cysylltu">Cysylltu â ni</a> <a href="/ymuno">Ymunwch â ni</a></nav></header>
<main><h1>Clwb Bowlio Dyffryn Leasow</h1><p>Rydym yn chwarae bob nos Fawrth yn yr haf, ac mae croeso i bawb, hen
ac ifanc, profiadol neu beidio. Dewch draw i roi cynnig arni: mae bowls ar gael i'w benthyg.</p></main>"""


def states(front: Page, *inner: Page, known: KnownPlaces | None = None) -> dict[str, str]:
    known = known or KnownPlaces(group_name="Friends of Leasow Park", charity_number="1098765", today=TODAY)
    _, findings = look_at_pages((front, *inner), known=known)
    return {finding.look: finding.state.value for finding in findings}


def test_page_of_the_friends_when_everything_is_there() -> None:
    seen = states(page(FRIENDS, head=HEAD))

    for look in (
        "site-opens", "site-none", "site-parked", "site-hacked", "mixed", "name-place", "describe", "findable", "preview",
        "contact", "contact-near", "where", "join", "about", "charity-no",
    ):  # fmt: skip
        assert seen[look] == "good", look
    assert (
        seen["https"] == seen["contact-works"] == "could not check"
    )  # nobody went there: it is a saved page
    assert seen["newsletter"] == "does not apply"


def test_page_of_the_chess_club_when_hardly_anything_is_there() -> None:
    seen = states(page(CHESS, head="", title="Home"), known=KnownPlaces(group_name="Leasow Vale Chess Club"))

    for look in ("name-place", "describe", "preview", "contact", "contact-near", "where", "join", "about"):
        assert seen[look] == "easy win", look


def test_page_of_the_chess_club_when_it_is_only_an_inner_one() -> None:
    seen = states(page(CHESS, head="", title="Home", url=f"{FRONT}news/2026/"))

    for look in ("name-place", "contact", "contact-near", "where", "join", "about", "charity-no"):
        assert seen[look] == "could not check", look


def test_page_of_the_bowls_club_when_it_is_in_welsh() -> None:
    known = KnownPlaces(group_name="Leasow Vale Bowls Club", other_names=("Clwb Bowlio Dyffryn Leasow",))
    front = page(BOWLS, title="Clwb Bowlio Dyffryn Leasow")
    seen = states(front, page("<h1>Cysylltu</h1><p>0121 496 0123</p>", url=f"{FRONT}cysylltu"), known=known)

    for look in ("name-place", "contact", "contact-near", "join", "about"):
        assert seen[look] == "good", look


def test_meeting_place_when_it_stands_under_its_own_heading() -> None:
    """In a place so small that nobody there writes the postcode."""
    front = page('<nav><a href="/contact">Contact</a></nav><h1>Leasow Vale Chess</h1>')
    contact = page(
        "<h1>Contact</h1><h2>Where we meet</h2><p>The back room of the Plough.</p>", url=f"{FRONT}contact"
    )

    assert states(front, contact)["where"] == "good"
    assert states(front)["where"] == "could not check"


@pytest.mark.parametrize(
    "way",
    [
        '<a href="/cdn-cgi/l/email-protection#0a1b"><span class="__cf_email__">[email&#160;protected]</span></a>',
        "<p>jean [at] leasowpark [dot] example</p>",
        "<p>Ring Asif on 0121 496 0123</p>",
        '<form action="/send"><input name="name"><input type="email" name="email"><textarea name="message"></textarea></form>',
    ],
    ids=["kept from robots", "spelt out", "a number", "a form"],
)
def test_way_to_reach_the_group_when_it_is_dressed_up(way: str) -> None:
    assert states(page(f"<h1>Leasow Vale Chess</h1>{way}"))["contact"] == "good"


@pytest.mark.parametrize(
    "way",
    [
        '<form action="/" role="search"><input type="search" name="s"></form>',
        '<form action="/login"><input name="user"><input type="password" name="p"></form><p>Chess in the hall</p>',
        '<footer>Website by <a href="mailto:hello@brightwebdesign.example">Bright Web Design</a></footer>',
        '<a href="mailto:?subject=Chess">E-mail this page to a friend</a>',
    ],
    ids=["a search box", "members' sign-in", "the web designer's address", "passing the page on"],
)
def test_way_to_reach_the_group_when_it_is_none(way: str) -> None:
    links = "".join(f'<a href="/round-{n}">Round {n}</a> ' for n in range(12))
    assert states(page(f"<h1>Leasow Vale Chess</h1>{links}{way}"))["contact"] == "easy win"


def test_members_page_when_it_is_kept_from_search_engines() -> None:
    hidden = '<meta name="robots" content="noindex">'

    assert states(page(FRIENDS, head=hidden, title="Members’ page"))["findable"] == "needs a decision"
    assert states(page(FRIENDS, head=hidden))["findable"] == "easy win"


def test_pictures_when_they_come_without_the_padlock() -> None:
    picture = '<img src="http://leasowpark.example/pond.jpg" alt="The pond"><a href="http://council.example/">Council</a>'

    assert states(page(FRIENDS + picture))["mixed"] == "easy win"
    assert states(page(FRIENDS + '<a href="http://council.example/">Council</a>'))["mixed"] == "good"


def test_casino_night_when_it_is_the_groups_own() -> None:
    assert (
        states(page(FRIENDS + '<a href="/casino-night">Our casino night in the hall</a>'))["site-hacked"]
        == "good"
    )


def test_spam_when_somebody_hid_it() -> None:
    spam = '<div style="display:none"><a href="http://pills.example/">cheap viagra</a></div>'

    assert states(page(FRIENDS + spam))["site-hacked"] == "needs a decision"


def test_newsletter_when_the_page_only_lets_members_in() -> None:
    known = KnownPlaces(sends_newsletter=True)
    form = (
        '<form action="https://leasow.us1.list-manage.com/subscribe"><input type="email" name="EMAIL"></form>'
    )

    assert states(page(FRIENDS), known=known)["newsletter"] == "easy win"
    assert states(page(FRIENDS + form), known=known)["newsletter"] == "good"
