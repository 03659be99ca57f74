"""Does the website say what the group does, and invite people in?"""

from __future__ import annotations

import pytest
from leasow_facts import FRONT, found, saw

from checkup import Finding, KnownPlaces
from checkup.facts import Form, Joining, Link, Pictures, Reading

INNER = f"{FRONT}news/old-oak/"
SENDS = KnownPlaces(sends_newsletter=True)
CHARITY = KnownPlaces(charity_number="1098765")
MANY_WORDS = Reading(opening="We look after Leasow Park.", own_words=120)


def said(finding: Finding) -> tuple[str, str]:
    assert "{" not in finding.headline
    assert all(e.url and e.where and len(e.snippet) <= 200 for e in finding.evidence)
    return finding.state.value, finding.says


def joining(**ways: object) -> Joining:
    return Joining(**ways)


# join


@pytest.mark.parametrize(
    "ways",
    [
        joining(join_links=(Link("/join", "Join us"),)),
        joining(join_links=(Link("/ymuno", "Ymunwch â ni"),)),
        joining(join_words="New faces are always welcome"),
    ],
    ids=["a link", "in Welsh", "a sentence"],
)
def test_joining_when_people_are_invited(ways: Joining) -> None:
    assert said(found("join", saw(joining=ways))) == ("good", "shown")


def test_joining_when_it_is_on_another_page() -> None:
    about = saw(f"{FRONT}about", joining=joining(join_words="Come along on Sunday"))

    assert said(found("join", saw(), about)) == ("good", "shown")


def test_joining_when_nobody_is_invited() -> None:
    answer = found("join", saw(builder="Squarespace"))

    assert said(answer) == ("easy win", "missing")
    assert answer.advice.startswith("In Squarespace, open Pages")


def test_joining_when_there_is_only_a_newsletter_or_an_account() -> None:
    news, account = Link("/news", "Sign up to our e-mails"), Link("/new", "Sign up for an account")
    page = saw(joining=joining(join_links=(news, account), newsletter_links=(news,)))

    assert said(found("join", page)) == ("easy win", "missing")


def test_joining_when_we_saw_too_little() -> None:
    assert said(found("join", saw(INNER))) == ("could not check", "inner page")
    assert said(found("join", saw(cut_short=True))) == ("could not check", "in part")


# about


def test_first_page_when_it_says_what_the_group_does() -> None:
    answer = found("about", saw(reading=MANY_WORDS))

    assert said(answer) == ("good", "says")
    assert [e.snippet for e in answer.evidence] == ["We look after Leasow Park."]


def test_first_page_when_it_says_very_little() -> None:
    few = Reading(opening="Welcome", own_words=1)
    pictures = saw(reading=few, words=20, pictures=Pictures(total=6))
    slides = saw(reading=Reading(own_words=4, slider=True), words=20)

    assert said(found("about", saw(reading=few, words=20))) == ("easy win", "few words")
    assert said(found("about", pictures)) == ("easy win", "pictures")
    assert said(found("about", slides)) == ("easy win", "pictures")


def test_first_page_when_its_words_may_all_stand_in_menus() -> None:
    assert said(found("about", saw(words=300))) == ("could not check", "which words")


def test_first_page_when_sample_words_are_still_there() -> None:
    sample = Reading(
        opening="Welcome to WordPress. This is your first post.", own_words=40, builder_words=True
    )

    assert said(found("about", saw(reading=sample))) == ("easy win", "builder's words")


def test_first_page_when_we_saw_too_little() -> None:
    assert said(found("about", saw(INNER, reading=MANY_WORDS))) == ("could not check", "inner page")
    assert said(found("about", saw(cut_short=True))) == ("could not check", "in part")


# newsletter


def test_newsletter_when_people_can_sign_up() -> None:
    form = saw(forms=(Form("search", "/s"), Form("newsletter", "/n")))
    link = saw(joining=joining(newsletter_links=(Link("https://list.example/leasow", "Our newsletter"),)))

    assert said(found("newsletter", form, known=SENDS)) == ("good", "shown")
    assert said(found("newsletter", link)) == ("good", "shown")


def test_newsletter_when_there_is_nowhere_to_sign_up() -> None:
    signing_in = saw(forms=(Form("sign in", "/in"),))

    assert said(found("newsletter", signing_in, known=SENDS)) == ("easy win", "missing")


def test_newsletter_when_the_group_sends_none_that_we_know_of() -> None:
    form = saw(forms=(Form("newsletter", "/n"),))

    assert said(found("newsletter")) == ("does not apply", "none known")
    assert said(found("newsletter", form, known=KnownPlaces(sends_newsletter=False)))[1] == "sends none"


def test_newsletter_when_we_saw_too_little() -> None:
    assert said(found("newsletter", saw(INNER), known=SENDS)) == ("could not check", "inner page")
    assert said(found("newsletter", saw(cut_short=True), known=SENDS))[1] == "in part"


# charity-no


@pytest.mark.parametrize(
    ("known", "shown"),
    [
        ("1098765", "1098765"),
        ("GB-CHC-1098765", "1098765"),
        ("1098765-1", "1098765"),
        ("SC012345", "SC012345"),
        ("sc 12345", "SC012345"),
        ("NIC100123", "NIC100123"),
    ],
)
def test_charity_number_when_it_is_shown(known: str, shown: str) -> None:
    page = saw(joining=joining(charity_numbers=("1000000", shown), charity_text=f"Charity {shown}"))
    answer = found("charity-no", page, known=KnownPlaces(charity_number=known))

    assert said(answer) == ("good", "shown")


def test_charity_number_when_it_is_not_shown() -> None:
    assert said(found("charity-no", known=CHARITY)) == ("easy win", "missing")


def test_charity_number_when_it_is_a_funders() -> None:
    page = saw(joining=joining(charity_numbers=("1000000",), charity_text="Supported by charity 1000000"))
    answer = found("charity-no", page, known=CHARITY)

    assert said(answer) == ("needs a decision", "another")
    assert "1000000" in answer.headline
    assert "funder's" in answer.advice


def test_charity_number_when_the_group_is_no_charity() -> None:
    assert said(found("charity-no")) == ("does not apply", "none known")


def test_charity_number_when_we_saw_too_little() -> None:
    assert said(found("charity-no", saw(INNER), known=CHARITY)) == ("could not check", "inner page")
    assert said(found("charity-no", saw(cut_short=True), known=CHARITY))[1] == "in part"
