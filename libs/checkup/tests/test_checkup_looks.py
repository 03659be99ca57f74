"""What each look says, in the words a volunteer of Leasow Vale would read."""

from __future__ import annotations

import pickle

import pytest
from leasow_pages import WELCOME, icons, page

from checkup import LOOKS, Finding, KnownPlaces, Page, State, look_at_pages
from checkup.page import read_page

FB = "https://www.facebook.com/LeasowPark"
KNOWN = KnownPlaces((("facebook", FB),), "Friends of Leasow Park")
BOTH = KnownPlaces((("facebook", FB), ("twitter", "@LeasowPark"), ("instagram", "instagram.com/leasow.park")))


def finding(look: str, *pages: Page, known: KnownPlaces | None = None) -> Finding:
    _, findings = look_at_pages(pages, known=known)
    return next(f for f in findings if f.look == look)


def test_findings_when_a_page_is_looked_at() -> None:
    _, findings = look_at_pages([page(WELCOME)])

    assert [f.look for f in findings] == [look.id for look in LOOKS]


def test_fb_link_when_the_website_shows_it() -> None:
    answer = finding("fb-link", page(WELCOME + icons(FB)), known=KNOWN)

    assert answer.state is State.GOOD
    assert answer.headline == "Your website shows your Facebook page."
    assert [e.where for e in answer.evidence] == ["at the bottom of the page"]
    assert answer.effort_minutes is None


def test_fb_link_when_the_website_does_not_show_it() -> None:
    front = page(WELCOME + icons("https://x.com/leasowpark"))
    answer = finding("fb-link", front, known=KNOWN)

    assert answer.state is State.EASY_WIN
    assert answer.headline == "Your website does not show your Facebook page yet."
    assert answer.effort_minutes == 5
    assert [e.where for e in answer.evidence] == ["we looked at one page"]


def test_fb_link_when_the_website_is_made_with_wordpress() -> None:
    front = page(WELCOME, head='<meta name="generator" content="WordPress 6.9">')
    answer = finding("fb-link", front, known=KNOWN)

    assert front.builder == "WordPress"
    assert answer.advice.startswith("In WordPress, open the footer")


def test_fb_link_when_no_facebook_page_is_known() -> None:
    assert finding("fb-link", page(WELCOME)).state is State.DOES_NOT_APPLY


def test_fb_link_when_the_website_shows_one_we_did_not_know() -> None:
    assert finding("fb-link", page(icons(FB))).state is State.GOOD


def test_fb_link_when_the_website_shows_a_different_page() -> None:
    answer = finding("fb-link", page(icons("https://www.facebook.com/OldLeasowPark")), known=KNOWN)

    assert answer.state is State.NEEDS_A_DECISION
    assert answer.headline == "Your website shows a different Facebook page from the one we know of."


def test_fb_link_when_one_is_a_number_and_the_other_a_name() -> None:
    """They may well be one page, so nothing is said against it."""
    front = page(icons("https://www.facebook.com/profile.php?id=61550000000001"))

    assert finding("fb-link", front, known=KNOWN).state is State.GOOD


@pytest.mark.parametrize(
    "front",
    [
        page(WELCOME + f'<script>addIcon("{FB}")</script>'),
        page(WELCOME + '<a href="/facebook">Facebook</a>'),
        page(WELCOME, head="<frameset><frame src=menu.html></frameset>"),
        read_page(
            b"<html><head></head><body><p>Leasow " + b"x" * 500, "https://leasowpark.example/", limit=100
        ),
    ],
    ids=["by a script", "round through its own address", "in frames", "too long to read to the end"],
)
def test_fb_link_when_we_could_not_see(front: Page) -> None:
    assert finding("fb-link", front, known=KNOWN).state is State.COULD_NOT_CHECK


def test_social_links_when_some_are_missing() -> None:
    answer = finding("social-links", page(WELCOME + icons(FB)), known=BOTH)

    assert answer.state is State.EASY_WIN
    assert answer.headline == "Your website does not show your X (Twitter) or Instagram yet."


def test_social_links_when_all_are_shown() -> None:
    front = page(icons("https://twitter.com/leasowpark", "https://www.instagram.com/leasow.park/"))
    answer = finding("social-links", front, known=BOTH)

    assert answer.state is State.GOOD
    assert answer.headline == "Your website shows your X (Twitter) and Instagram."


def test_social_links_when_another_account_is_shown() -> None:
    front = page(icons("https://twitter.com/leasowparkold", "https://www.instagram.com/leasow.park/"))

    assert finding("social-links", front, known=BOTH).state is State.NEEDS_A_DECISION


def test_social_links_when_none_is_known() -> None:
    assert finding("social-links", page(WELCOME), known=KNOWN).state is State.DOES_NOT_APPLY


def test_social_links_when_a_script_may_show_them() -> None:
    front = page(
        WELCOME + '<script>"https://twitter.com/leasowpark https://www.instagram.com/leasow.park"</script>'
    )

    assert finding("social-links", front, known=BOTH).state is State.COULD_NOT_CHECK


def test_known_places_when_an_address_cannot_be_read() -> None:
    known = KnownPlaces((("facebook", "we are on facebook, ask Jean"), ("carrier pigeon", "coo")))

    assert known.readable() == ()
    assert finding("fb-link", page(WELCOME), known=known).state is State.DOES_NOT_APPLY


def test_phone_size_when_the_beginning_was_not_read_to_its_end() -> None:
    front = read_page(
        b"<html><head><title>Leasow</title><style>" + b"p{}" * 100, "https://l.example/", limit=60
    )
    front = page(WELCOME, head="") if front.words else front
    cut = read_page(
        b"<p>Leasow Vale Chess Club meets here" + b" and there" * 99, "https://l.example/", limit=60
    )

    assert finding("phone-size", cut).state is State.COULD_NOT_CHECK


def test_page_when_it_travels_between_processes() -> None:
    front = page(WELCOME + icons(FB))

    assert pickle.loads(pickle.dumps(front)) == front
