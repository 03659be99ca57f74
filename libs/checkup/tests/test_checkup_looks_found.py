"""Can people find the group, and does it look like itself in search results and when passed on?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from leasow_facts import FRONT, PHONE_LAYOUT, found, saw

from checkup import Arrival, Finding, KnownPlaces
from checkup.facts import Head, Tried

BOWLS = KnownPlaces(group_name="St Osyth's Bowls Club", other_names=("Clwb Bowlio Osyth",))
UNREAD_BEGINNING = replace(PHONE_LAYOUT, head_seen=False)
SENTENCE = "We look after Leasow Park in Dudley: everybody is welcome on the first Sunday of the month."


def said(finding: Finding) -> tuple[str, str]:
    assert "{" not in finding.headline
    assert all(e.url and e.where and len(e.snippet) <= 200 for e in finding.evidence)
    return finding.state.value, finding.says


# name-place


@pytest.mark.parametrize(
    "title",
    [
        "St Osyth's Bowls Club, Dudley",
        "St Osyths Bowls | Home",
        "Home - St. Osyth’s Bowls Club",
        "SOBC",
        "Croeso | Clwb Bowlio Osyth",
        "Bowls in Osyth",
    ],
)
def test_title_when_it_names_the_group(title: str) -> None:
    assert said(found("name-place", saw(title=title), known=BOWLS)) == ("good", "says who")


@pytest.mark.parametrize(
    "title", ["Home", "@@appName", "Welcome!", "Untitled Document", "My Site", "Home | My Site", "Hafan"]
)
def test_title_when_it_could_be_anybodys(title: str) -> None:
    answer = found("name-place", saw(title=title, builder="WordPress"), known=BOWLS)

    assert said(answer) == ("easy win", "says nothing")
    assert f"“{title}”" in answer.headline
    assert answer.advice.startswith("In WordPress, open Settings, then General.")


def test_title_when_the_builders_words_are_still_there() -> None:
    page = saw(title="St Osyth's Bowls Club – Just another WordPress site")

    assert said(found("name-place", page)) == ("easy win", "builder's words")


def test_title_when_there_is_none() -> None:
    assert said(found("name-place", saw(title=""))) == ("easy win", "no title")


def test_title_when_it_leaves_out_what_the_law_adds() -> None:
    known = KnownPlaces(group_name="OWLS CIC")

    assert said(found("name-place", saw(title="Friends of the OWLS centre"), known=known)) == (
        "good",
        "says who",
    )


def test_title_when_it_is_another_name() -> None:
    answer = found("name-place", saw(title="The Green " * 30), known=BOWLS)

    assert said(answer) == ("needs a decision", "another name")
    assert "in Welsh or in short" in answer.advice
    assert len(answer.headline) <= 160


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        ("Leasow Park: who we are", {}),
        ("News | The Green Team", {"site_name": "The Green Team"}),
        ("Long Enough And Sure Of Welcome", {"site_name": "LEASOW"}),
    ],
    ids=["goes with its address", "goes with the name it gives itself", "initials"],
)
def test_title_when_no_name_is_known(title: str, facts: dict[str, str]) -> None:
    assert said(found("name-place", saw(title=title, **facts))) == ("good", "says who")


def test_title_when_it_is_the_short_name_the_address_has_too() -> None:
    known = KnownPlaces(group_name="Leasowpark Wheelers and Walkers")

    assert said(found("name-place", saw(title="Leasowpark: out in all weathers"), known=known))[0] == "good"
    assert said(found("name-place", saw(title="Wheelers wanted"), known=known))[0] == "needs a decision"


def test_title_when_nobody_can_tell_whose_it_is() -> None:
    assert said(found("name-place", saw(title="Fresh air for everybody"))) == (
        "could not check",
        "whose name",
    )


def test_title_when_the_page_is_from_further_inside() -> None:
    inner = saw(f"{FRONT}news/index.php?id=3", title="Home")

    assert said(found("name-place", inner)) == ("could not check", "not the first page")
    assert said(found("name-place", saw(layout=UNREAD_BEGINNING, title="")))[0] == "could not check"


# describe


def described(description: str = "", **facts: object) -> Finding:
    return found("describe", saw(head=Head(description=description), **facts))


def test_description_when_it_is_a_good_sentence() -> None:
    assert said(described(SENTENCE)) == ("good", "there")
    shared = saw(head=Head(preview_description=SENTENCE))
    assert said(found("describe", shared)) == ("good", "there")


@pytest.mark.parametrize(
    ("description", "says"),
    [
        ("", "none"),
        ("Bowls in Leasow", "short"),
        (SENTENCE * 5, "long"),
        ("Just another WordPress site", "sample"),
        ("Joomla! - the dynamic portal engine and content management system", "sample"),
        ("Friends of Leasow Park", "short"),
    ],
)
def test_description_when_it_could_do_with_a_hand(description: str, says: str) -> None:
    answer = described(description, builder="Google Sites")

    assert said(answer) == ("easy win", says)
    assert "begin your first page with one sentence" in answer.advice


def test_description_when_the_beginning_was_not_read_to_its_end() -> None:
    assert said(described(layout=UNREAD_BEGINNING)) == ("could not check", "not far enough")


# findable


def robots(words: str, url: str = FRONT, **facts: object) -> Finding:
    return found("findable", saw(url, head=Head(robots=words), **facts))


@pytest.mark.parametrize(
    "words", ["", "index, follow", "noodp,noydir", "nofollow", "max-image-preview:large", "noarchive"]
)
def test_search_engines_when_they_may_come(words: str) -> None:
    assert said(robots(words)) == ("good", "open")


@pytest.mark.parametrize("words", ["noindex, nofollow", "none", "follow,noindex"])
def test_search_engines_when_the_first_page_keeps_them_out(words: str) -> None:
    answer = robots(words, builder="WordPress")

    assert said(answer) == ("easy win", "first page")
    assert "Discourage search engines" in answer.advice


def test_search_engines_when_a_members_page_keeps_them_out() -> None:
    assert said(robots("noindex", title="Members' area")) == ("needs a decision", "this page")
    assert said(robots("noindex", f"{FRONT}minutes/")) == ("needs a decision", "this page")


def test_search_engines_when_the_whole_website_keeps_them_out() -> None:
    answer = found("findable", arrival=Arrival(FRONT, FRONT, searching_forbidden=True))

    assert said(answer) == ("easy win", "whole website")
    assert said(found("findable", arrival=Arrival(FRONT, searching_forbidden=False)))[0] == "good"


def test_search_engines_when_the_beginning_was_not_read_to_its_end() -> None:
    assert said(robots("", layout=UNREAD_BEGINNING)) == ("could not check", "not far enough")


# preview


def shared(picture: str, *, tried: bool | None = True, **facts: object) -> Finding:
    page = saw(head=Head(preview_picture=picture), **facts)
    return found("preview", page, arrival=Arrival(FRONT, preview=Tried(picture, "", tried)))


def test_sharing_when_a_picture_is_chosen() -> None:
    assert said(shared(f"{FRONT}bowls.jpg")) == ("good", "shows")
    assert said(shared(f"{FRONT}bowls.jpg", tried=None)) == ("good", "shows")
    saved = saw(head=Head(preview_picture=f"{FRONT}bowls.jpg"))
    assert said(found("preview", saved)) == ("good", "shows")


def test_sharing_when_there_is_no_picture() -> None:
    answer = found("preview", saw(builder="Wix"))

    assert said(answer) == ("easy win", "no picture")
    assert "Social Share" in answer.advice


def test_sharing_when_the_picture_is_not_the_groups() -> None:
    assert said(shared("https://s0.wp.com/i/blank.jpg")) == ("easy win", "builder's picture")
    assert said(shared(f"{FRONT}gone.jpg", tried=False)) == ("easy win", "gone")


def test_sharing_when_the_page_has_no_name() -> None:
    assert said(shared(f"{FRONT}bowls.jpg", title="")) == ("easy win", "no name")


def test_sharing_when_the_beginning_was_not_read_to_its_end() -> None:
    answer = found("preview", saw(layout=UNREAD_BEGINNING))

    assert said(answer) == ("could not check", "not far enough")
