"""The looks at social media buttons, on the made-up pages of the Friends of Leasow Park."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from leasow_facts import TODAY, at, mention, saw

from checkup import Finding, KnownPlaces, Look, Page, State, Told
from checkup.facts import Clue, Link, OddDoor, Place
from checkup.looks.fb_link import FB_LINK
from checkup.looks.social_alive import SOCIAL_ALIVE
from checkup.looks.social_dead import SOCIAL_DEAD
from checkup.looks.social_default import SOCIAL_DEFAULT
from checkup.looks.social_name import SOCIAL_NAME
from checkup.looks.social_personal import SOCIAL_PERSONAL
from checkup.looks.social_two import SOCIAL_TWO

FB = "https://www.facebook.com/LeasowPark"
X = "https://x.com/leasowpark"
ON_SOCIAL_MEDIA = (SOCIAL_ALIVE, SOCIAL_DEAD, SOCIAL_DEFAULT, SOCIAL_PERSONAL, SOCIAL_TWO, SOCIAL_NAME)


def said(look: Look, *pages: Page, **facts: Any) -> Finding:
    finding = at(look, *pages, **facts)
    assert "{" not in finding.headline + finding.advice
    assert all(evidence.where and len(evidence.snippet) <= 200 for evidence in finding.evidence)
    return finding


def door(problem: str, address: str = "https://www.facebook.com/", place: Place = Place.BOTTOM) -> OddDoor:
    return OddDoor("facebook", address, "", place, problem)


def with_buttons(*addresses: str, place: Place = Place.BOTTOM, **facts: Any) -> Page:
    return saw(mentions=tuple(mention(address, place) for address in addresses), **facts)


@pytest.mark.parametrize("look", ON_SOCIAL_MEDIA, ids=lambda look: look.id)
def test_a_website_without_buttons_when_it_was_read(look: Look) -> None:
    finding = said(look, saw())

    assert finding.state is State.DOES_NOT_APPLY
    assert (
        finding.headline == "Your website has no social media buttons, which is fine if you do not use any."
    )


@pytest.mark.parametrize("look", ON_SOCIAL_MEDIA, ids=lambda look: look.id)
def test_a_website_without_buttons_when_it_was_too_long_to_read(look: Look) -> None:
    assert said(look, saw(cut_short=True)).state is State.COULD_NOT_CHECK


@pytest.mark.parametrize("look", ON_SOCIAL_MEDIA, ids=lambda look: look.id)
def test_a_website_with_two_good_buttons(look: Look) -> None:
    finding = said(look, with_buttons(FB, X))

    assert finding.state is State.GOOD
    assert finding.effort_minutes is None


def test_social_alive_when_the_icon_leads_to_the_front_page_of_facebook() -> None:
    finding = said(SOCIAL_ALIVE, saw(odd_doors=(door("front page"),), builder="Wix"))

    assert finding.state is State.EASY_WIN
    assert finding.headline == "Your Facebook button leads to the front page of Facebook, not to you."
    assert finding.advice.startswith("In the Wix editor, press the Social Bar")
    assert [(e.snippet, e.where) for e in finding.evidence] == [
        ("https://www.facebook.com/", "at the bottom of the page")
    ]


@pytest.mark.parametrize("problem", ["placeholder", "no beginning", "mistyped", "unfinished", "nothing"])
def test_social_alive_when_something_is_odd_about_the_button(problem: str) -> None:
    finding = said(SOCIAL_ALIVE, saw(odd_doors=(door(problem, "#"),)))

    assert finding.state is State.EASY_WIN
    assert finding.says == problem


def test_social_alive_when_the_website_is_made_with_wordpress_of_either_kind() -> None:
    here, there = (
        said(SOCIAL_ALIVE, saw(odd_doors=(door("front page"),), builder=builder))
        for builder in ("WordPress", "WordPress.com")
    )

    assert here.advice == there.advice
    assert there.advises == "fix:WordPress"


def test_social_alive_when_two_networks_are_odd_on_every_page() -> None:
    doors = (door("front page"), OddDoor("instagram", "#", "", Place.TOP, "nothing"))
    finding = said(
        SOCIAL_ALIVE, saw(odd_doors=doors), saw("https://leasowpark.example/about", odd_doors=doors)
    )

    assert (
        finding.headline
        == "Some of your social media buttons do not lead to you yet: Facebook and Instagram."
    )
    assert len(finding.evidence) == 2


def test_social_alive_when_a_script_may_set_the_address() -> None:
    by_script = saw(odd_doors=(door("nothing", "#"),), hidden_accounts=frozenset(("facebook:leasowpark",)))
    in_text = saw(odd_doors=(door("nothing", "javascript:void(0)"),))

    assert said(SOCIAL_ALIVE, by_script).state is State.COULD_NOT_CHECK
    assert said(SOCIAL_ALIVE, in_text).state is State.COULD_NOT_CHECK


def test_social_alive_when_a_share_button_without_address_stands_beside_the_real_one() -> None:
    page = with_buttons(FB, odd_doors=(door("nothing", "#"),))

    assert said(SOCIAL_ALIVE, page).state is State.GOOD


def test_social_alive_when_a_text_mentions_facebook_in_passing() -> None:
    page = with_buttons(FB, odd_doors=(door("front page", place=Place.BODY),))

    assert said(SOCIAL_ALIVE, page).state is State.GOOD


def test_fb_link_when_the_button_goes_astray() -> None:
    known = KnownPlaces((("facebook", FB),), today=TODAY)
    finding = said(FB_LINK, saw(odd_doors=(door("front page"),)), known=known)

    assert finding.state is State.EASY_WIN
    assert finding.headline == "Your website has a Facebook button, but it does not lead to your page yet."


def test_social_dead_when_google_plus_is_still_there() -> None:
    old = OddDoor("", "https://plus.google.com/+LeasowPark", "Google+", Place.BOTTOM, "closed network")
    finding = said(SOCIAL_DEAD, with_buttons(FB, odd_doors=(old,)))

    assert finding.state is State.EASY_WIN
    assert finding.headline == "Your website still links to Google+, which has closed."
    assert said(SOCIAL_ALIVE, with_buttons(FB, odd_doors=(old,))).state is State.GOOD


def test_social_dead_when_two_have_closed() -> None:
    doors = tuple(
        OddDoor("", address, "", Place.BOTTOM, "closed network")
        for address in ("https://plus.google.com/1", "vine.co/leasow")
    )

    headline = said(SOCIAL_DEAD, saw(odd_doors=doors)).headline
    assert headline == "Your website still links to networks that have closed: Google+ and Vine."


def test_social_default_when_the_icon_leads_to_the_builder() -> None:
    finding = said(SOCIAL_DEFAULT, with_buttons(FB, "https://twitter.com/wix"))

    assert finding.state is State.EASY_WIN
    assert finding.headline == (
        "Your X (Twitter) button leads to “wix”, which came with the website, and not to you."
    )


def test_social_default_when_it_is_the_builders_own_website() -> None:
    page = saw("https://www.wix.com/", title="Wix", mentions=(mention("https://twitter.com/wix"),))

    assert said(SOCIAL_DEFAULT, page).state is State.GOOD


def test_social_default_when_the_group_is_called_webs() -> None:
    known = KnownPlaces(group_name="Webs", today=TODAY)
    page = saw("https://spiders.example/", title="Webs", mentions=(mention("https://facebook.com/webs"),))

    assert said(SOCIAL_DEFAULT, page, known=known).state is State.GOOD


def test_social_default_when_the_builder_is_only_named() -> None:
    credit = mention("https://twitter.com/wix", Place.BOTTOM, Clue.CREDIT)
    article = mention("https://twitter.com/wordpress", Place.BODY, Clue.ARTICLE, Clue.SENTENCE)

    assert said(SOCIAL_DEFAULT, saw(mentions=(credit, article))).state is State.GOOD


NUMBER = "https://www.facebook.com/profile.php?id=61550000000001"


def test_social_personal_when_the_address_is_a_number() -> None:
    """New pages have such addresses too: we ask, and never say it is one."""
    finding = said(SOCIAL_PERSONAL, with_buttons(NUMBER, links=(Link(NUMBER, ""),)))

    assert finding.state is State.NEEDS_A_DECISION
    assert finding.headline == "Your Facebook button may lead to a person’s profile. Is it a page?"
    assert "If you are offered Follow or Like, it is a page." in finding.advice


def test_social_personal_when_they_told_us_it_is_a_page() -> None:
    known = KnownPlaces(told={"is-a-page": Told(yes=True, on=date(2026, 3, 1))}, today=TODAY)

    page = with_buttons(NUMBER, links=(Link(NUMBER, ""),))
    finding = said(SOCIAL_PERSONAL, page, known=known)
    assert (finding.state, finding.says) == (State.GOOD, "told")
    assert said(SOCIAL_PERSONAL, with_buttons(FB), known=known).says == "the group's"  # nothing was in doubt


def test_social_personal_when_the_number_is_of_an_older_page() -> None:
    written = "https://www.facebook.com/pages/Leasow-Park/123456789012"

    assert said(SOCIAL_PERSONAL, with_buttons(written, links=(Link(written, ""),))).state is State.GOOD


def test_social_personal_when_the_address_is_a_persons_name() -> None:
    finding = said(SOCIAL_PERSONAL, with_buttons("https://www.facebook.com/jean.hadley.7"))

    assert finding.state is State.NEEDS_A_DECISION
    assert finding.says == "name"


@pytest.mark.parametrize("name", ["leasow.park", "friends.park", "park", "leasow.vale.runners"])
def test_social_personal_when_the_address_is_the_groups_name(name: str) -> None:
    assert said(SOCIAL_PERSONAL, with_buttons(f"https://www.facebook.com/{name}")).state is State.GOOD


def test_social_personal_when_the_group_is_named_after_somebody() -> None:
    known = KnownPlaces(group_name="The Jean Hadley Trust", today=TODAY)
    page = with_buttons("https://www.facebook.com/jean.hadley")

    assert said(SOCIAL_PERSONAL, page, known=known).state is State.GOOD


def test_social_personal_when_linkedin_shows_a_person() -> None:
    person = mention("https://www.linkedin.com/in/jean-hadley")
    finding = said(SOCIAL_PERSONAL, saw(mentions=(mention(FB), person)))

    assert finding.says == "linkedin"


def test_social_two_when_two_pages_stand_in_the_footer() -> None:
    finding = said(SOCIAL_TWO, with_buttons(FB, "https://www.facebook.com/FriendsOfLeasowPark"))

    assert finding.state is State.NEEDS_A_DECISION
    assert finding.headline == "Your website shows two Facebook pages. Are both in use?"
    assert len(finding.evidence) == 2


def test_social_two_when_they_told_us_there_is_one() -> None:
    known = KnownPlaces(told={"only-one": Told(yes=True, on=date(2026, 3, 1))}, today=TODAY)
    page = with_buttons(FB, "https://www.facebook.com/FriendsOfLeasowPark")

    finding = said(SOCIAL_TWO, page, known=known)
    assert (finding.state, finding.says) == (State.GOOD, "told")
    assert said(SOCIAL_TWO, with_buttons(FB), known=known).says == "one"  # nothing was in doubt


@pytest.mark.parametrize(
    "other",
    [
        "https://www.facebook.com/groups/leasowpark",
        "https://www.facebook.com/profile.php?id=61550000000001",
        "https://www.facebook.com/share/1AbCdEf",
    ],
    ids=["a page and a group", "a name and a number", "a name and a code"],
)
def test_social_two_when_the_two_are_not_alike(other: str) -> None:
    assert said(SOCIAL_TWO, with_buttons(FB, other)).state is State.GOOD


def test_social_two_when_a_club_has_sections() -> None:
    page = with_buttons("https://facebook.com/LeasowCC", "https://facebook.com/LeasowCCJuniors")
    finding = said(SOCIAL_TWO, page)

    assert finding.state is State.GOOD
    assert finding.says == "sections"


def test_social_two_when_the_other_is_named_in_the_text() -> None:
    in_text = mention("https://facebook.com/LeasowMuseumOfMe", Place.BODY, Clue.SENTENCE)

    assert said(SOCIAL_TWO, saw(mentions=(mention(FB), in_text))).state is State.GOOD


def test_social_name_when_the_icon_says_nothing() -> None:
    finding = said(SOCIAL_NAME, saw(mentions=(mention(FB, has_name=False), mention(X))))

    assert finding.state is State.EASY_WIN
    assert finding.headline == (
        "Your Facebook button has no name to be read out to people who cannot see it."
    )


def test_social_name_when_two_icons_say_nothing() -> None:
    finding = said(SOCIAL_NAME, saw(mentions=(mention(FB, has_name=False), mention(X, has_name=False))))

    assert finding.headline.startswith("Your buttons for Facebook and X (Twitter) have no names")


def test_social_name_when_it_is_a_box_of_the_network_itself() -> None:
    page = saw(mentions=(mention(FB, Place.WIDGET, has_name=False),))

    assert said(SOCIAL_NAME, page).state is State.DOES_NOT_APPLY
