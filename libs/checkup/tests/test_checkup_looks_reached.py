"""Can people write to the group, ring it, and see where it meets?"""

from __future__ import annotations

import pytest
from leasow_facts import FRONT, email, found, mention, saw
from leasow_pages import page

from checkup import Arrival, Finding, KnownPlaces, Page
from checkup.facts import Form, Link, Place, Reaching, Tried

INNER = f"{FRONT}news/old-oak/"
CONTACT_LINK = Link("/contact", "Contact us")


def said(finding: Finding) -> tuple[str, str]:
    assert "{" not in finding.headline
    assert all(e.url and e.where and len(e.snippet) <= 200 for e in finding.evidence)
    return finding.state.value, finding.says


def reached(url: str = FRONT, **ways: object) -> Page:
    """A page with these ways to reach the group."""
    return saw(url, reaching=Reaching(**ways))


# contact


@pytest.mark.parametrize(
    "page",
    [
        reached(emails=(email("jean@leasowpark.example"),)),
        reached(emails=(email("jean@leasowpark.example", "spelled out"),)),
        reached(emails=(email("", "hidden"),)),
        reached(phones=("0121 496 0123",)),
        saw(forms=(Form("contact", "/send"),)),
        reached(emails=(email("webmaster@leasowpark.example", place=Place.BOTTOM),)),
    ],
    ids=["e-mail", "name [at] …", "hidden from robots", "telephone", "form", "the group's own webmaster"],
)
def test_contact_when_there_is_a_way(page: Page) -> None:
    assert said(found("contact", page)) == ("good", "shown")


@pytest.mark.parametrize(
    "page",
    [
        saw(),
        saw(forms=(Form("search", "/s"), Form("sign in", "/in"), Form("newsletter", "/n"))),
        reached(emails=(email("info@mysite.com"), email("your@e-mail.example"))),
        reached(emails=(email("hello@brightwebdesign.example", place=Place.BOTTOM),)),
        reached(emails=(email("a1b2@sentry.wixpress.com", "text"), email("not an address", "text"))),
    ],
    ids=["nothing", "other forms", "the template's address", "the web designer's", "a machine's"],
)
def test_contact_when_there_is_none(page: Page) -> None:
    answer = found("contact", page)

    assert said(answer) == ("easy win", "missing")
    assert [e.where for e in answer.evidence] == ["we looked at one page"]


def test_contact_when_it_is_on_the_contact_page() -> None:
    contact = reached(f"{FRONT}contact/", phones=("0121 496 0123",))
    answer = found("contact", reached(contact_links=(CONTACT_LINK,)), contact)

    assert said(answer) == ("good", "shown")
    assert [e.url for e in answer.evidence] == [contact.url]


def test_contact_when_the_contact_page_was_not_read() -> None:
    answer = found("contact", reached(contact_links=(CONTACT_LINK,)))

    assert said(answer) == ("could not check", "unread page")
    assert answer.headline.startswith("We have not read your “Contact us” page")


def test_contact_when_the_contact_page_holds_only_a_picture() -> None:
    front, contact = reached(contact_links=(CONTACT_LINK,)), saw(f"{FRONT}contact")

    assert said(found("contact", front, contact)) == ("could not check", "by a script")
    one_page = reached(contact_links=(Link("#contact", "Contact"),))
    assert said(found("contact", one_page)) == ("could not check", "by a script")


def test_contact_when_only_facebook_is_shown() -> None:
    page = saw(mentions=(mention("https://www.facebook.com/LeasowPark"),))
    answer = found("contact", page)

    assert said(answer) == ("easy win", "only social")
    assert answer.headline == "We could find only Facebook to reach you by, which not everybody uses."


def test_contact_when_we_saw_too_little() -> None:
    assert said(found("contact", saw(INNER))) == ("could not check", "inner page")
    assert said(found("contact", saw(cut_short=True))) == ("could not check", "in part")


def test_contact_when_the_group_gave_an_inner_address() -> None:
    """A page on the council's website may be all a group has: then it is its front page."""
    assert said(found("contact", saw(INNER), arrival=Arrival(INNER, INNER))) == ("easy win", "missing")


# contact-near


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (reached(contact_links=(CONTACT_LINK,)), "link"),
        (reached(contact_links=(Link("#cysylltu", "Cysylltu"),)), "link"),
        (reached(phones=("0121 496 0123",)), "here"),
        (reached(INNER, contact_links=(CONTACT_LINK,)), "link"),
    ],
    ids=["in the menu", "a part of a one-page website", "the number itself", "an inner page's menu"],
)
def test_contact_link_when_it_is_near(page: Page, says: str) -> None:
    assert said(found("contact-near", page)) == ("good", says)


def test_contact_link_when_it_is_further_inside_only() -> None:
    answer = found("contact-near", saw(), reached(f"{FRONT}about", phones=("0121 496 0123",)))

    assert said(answer) == ("easy win", "missing")


def test_contact_link_when_we_saw_too_little() -> None:
    assert said(found("contact-near", saw(INNER))) == ("could not check", "inner page")
    assert said(found("contact-near", saw(needs_script=False, cut_short=True)))[1] == "in part"


# contact-works


def tried(*, there: bool | None) -> Arrival:
    return Arrival(FRONT, mail=(Tried("leasowpark.example", "", there),))


def test_email_when_it_can_be_delivered() -> None:
    page = reached(emails=(email("jean@leasowpark.example"),))

    assert said(found("contact-works", page, arrival=tried(there=True))) == ("good", "works")


@pytest.mark.parametrize(
    "address",
    [
        "jean@leasowpark",
        "jean@leasow park.example",
        "jean.leasowpark.example",
        "jean@@leasowpark.example",
        "http://jean@x.example/",
    ],
)
def test_email_when_there_is_a_slip_in_it(address: str) -> None:
    answer = found("contact-works", reached(emails=(email(address),)))

    assert said(answer) == ("easy win", "mistyped")
    assert address in answer.headline


@pytest.mark.parametrize(
    "address",
    [
        "%20jean@leasowpark.example ",
        "jean@leasowpark.example;asif@leasowpark.example",
        "Jean <jean@leasowpark.example>",
    ],
)
def test_email_when_it_only_looks_odd(address: str) -> None:
    assert said(found("contact-works", reached(emails=(email(address),))))[1] == "not tried"


def test_email_when_it_is_the_builders_sample() -> None:
    answer = found("contact-works", reached(emails=(email("info@mysite.com"),)))

    assert said(answer) == ("easy win", "sample")
    assert (
        answer.headline
        == "An e-mail address on your website, info@mysite.com, is still the builder's sample."
    )


def test_email_when_the_link_is_empty() -> None:
    footer, row = email("", place=Place.BOTTOM), email("", place=Place.BODY)

    assert said(found("contact-works", reached(emails=(footer,)))) == ("easy win", "empty")
    assert said(found("contact-works", reached(emails=(row,)))) == ("could not check", "not tried")


def test_email_when_the_link_only_passes_the_page_on() -> None:
    """A link that says "E-mail this to a friend" has no address of its own, and needs none."""
    front = page('<a href="mailto:?subject=Leasow%20Park">E-mail this to a friend</a>')

    assert said(found("contact-works", front)) == ("does not apply", "none shown")
    empty = page('<footer><a href="mailto:">Write to Jean</a></footer>')
    assert said(found("contact-works", empty)) == ("easy win", "empty")


def test_email_when_it_only_shows_how_one_looks() -> None:
    page = reached(emails=(email("name@example.com", "text"), email("<script>jean()</script>")))

    assert said(found("contact-works", page)) == ("could not check", "not tried")


def test_email_when_nothing_can_be_delivered_there() -> None:
    page = reached(emails=(email("jean@leasowpark.example"),))

    assert said(found("contact-works", page, arrival=tried(there=False))) == ("easy win", "nowhere")


def test_email_when_it_was_not_tried() -> None:
    page = reached(emails=(email("jean@leasowpark.example"),))

    assert said(found("contact-works", page)) == ("could not check", "not tried")
    assert said(found("contact-works", page, arrival=tried(there=None))) == ("could not check", "not tried")
    hidden = reached(emails=(email("", "hidden"),))
    assert said(found("contact-works", hidden)) == ("could not check", "not tried")


def test_email_when_there_is_none() -> None:
    assert said(found("contact-works")) == ("does not apply", "none shown")


# where


@pytest.mark.parametrize(
    ("page", "where"),
    [
        (reached(postcodes=("DY1 2AB",)), "a postcode on the page"),
        (reached(map_shown=True), "a map"),
        (reached(address_shown=True), "an address on the page"),
    ],
)
def test_meeting_place_when_it_is_shown(page: Page, where: str) -> None:
    answer = found("where", page)

    assert said(answer) == ("good", "shown")
    assert [e.where for e in answer.evidence] == [where]


def test_meeting_place_when_it_is_not_shown() -> None:
    assert said(found("where")) == ("easy win", "missing")


def test_meeting_place_when_the_group_meets_online() -> None:
    assert said(found("where", known=KnownPlaces(meets_online=True))) == ("does not apply", "online")


def test_meeting_place_when_it_may_be_the_secretarys_home() -> None:
    page = reached(postcodes=("DY1 2AB",), home_address="Hon. Secretary: Jean Brook, 3 Elm Close, DY1 2AB")
    answer = found("where", page)

    assert said(answer) == ("needs a decision", "home")
    assert "ask whether they are happy" in answer.advice


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Hon. Secretary: Jean Brook, 3 Elm Close, Dudley DY1 2AB", "home"),
        ("Secretary: Jean Brook. We meet at St Osyth's Church Hall, 3 Elm Close, Dudley DY1 2AB", "shown"),
        ("We meet at 3 Elm Close, Dudley DY1 2AB", "shown"),
        ("Treasurer Asif Khan, c/o The Bandstand, 12 Park Road, Dudley DY1 2AB", "shown"),
        ("Captain: Ravi Patel, 12 Park Road, Dudley DY1 2AB", "home"),
        ("Ysgrifennydd: Siân Rees, 14a Heol Fawr, Machynlleth SY20 8AB", "home"),
    ],
)
def test_meeting_place_when_a_page_says_whose_address_it_is(words: str, says: str) -> None:
    assert found("where", page(f"<p>{words}</p>")).says == says


def test_meeting_place_when_we_saw_too_little() -> None:
    assert said(found("where", saw(INNER))) == ("could not check", "inner page")
    assert said(found("where", reached(contact_links=(Link("/find-us", "Find us"),))))[1] == "unread page"
    assert said(found("where", saw(cut_short=True)))[1] == "in part"
