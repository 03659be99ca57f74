"""Accounts of sponsors, neighbours, councils, movements and platforms, beside a small group's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from leasow_pages import WELCOME, icons, page

from checkup import KnownPlaces, Other, Others, Page, State, look_at_pages
from checkup.looks.about import ABOUT
from checkup.looks.fb_link import FB_LINK

FB = "https://www.facebook.com/"
PARK = KnownPlaces(group_name="Friends of Leasow Park", accounts=(("facebook", FB + "LeasowPark"),))


def whose(*pages: Page, known: KnownPlaces = PARK) -> dict[str, bool]:
    return {account.key: account.own for account in look_at_pages(pages, known=known)[0]}


@pytest.mark.parametrize(
    "heading",
    [
        "Our sponsors",
        "Thanks to our funders",
        "Useful links",
        "Local groups",
        "Who uses the hall",
        "Ein noddwyr",
    ],
)
def test_an_account_when_it_stands_under_a_heading_about_others(heading: str) -> None:
    front = page(f"{WELCOME}<h2>{heading}</h2><p><a href='{FB}stansvans'>The vans</a></p>")

    assert whose(front) == {"facebook:stansvans": False}


def test_an_account_when_a_new_heading_has_ended_the_one_about_others() -> None:
    front = page(
        f"{WELCOME}<h2>Our sponsors</h2><h3>Gold</h3><a href='{FB}stansvans'>Vans</a>"
        f"<h2>Keep up with the bulbs</h2><a href='{FB}bulbsandbenches'>Facebook</a>"
    )

    assert whose(front) == {"facebook:stansvans": False, "facebook:bulbsandbenches": True}


@pytest.mark.parametrize(
    "label", ["Facebook", "Our Facebook page", "<img src=f.png>", "Join our group on Facebook"]
)
def test_their_own_account_when_it_stands_in_a_list_of_links(label: str) -> None:
    vans = f"<li><a href='{FB}stansvans'>Vans by Stan</a></li>"
    front = page(f"{WELCOME}<h3>Links</h3><ul><li><a href='{FB}bulbs1987'>{label}</a></li>{vans}</ul>")

    assert whose(front) == {"facebook:bulbs1987": True, "facebook:stansvans": False}


@pytest.mark.parametrize("heading", ["Quick links", "Social links", "Find us online"])
def test_an_account_when_the_heading_is_about_the_group_itself(heading: str) -> None:
    front = page(f"{WELCOME}<h2>{heading}</h2><p><a href='{FB}bulbsandbenches'>Facebook</a></p>")

    assert whose(front) == {"facebook:bulbsandbenches": True}


def test_headings_when_there_are_too_many_to_follow() -> None:
    front = page(
        "<h2>Useful links</h2>" + "<h3>Bulbs</h3>" * 200 + f"<a href='{FB}bulbsandbenches'>Facebook</a>"
    )

    assert whose(front) == {"facebook:bulbsandbenches": True}


def test_an_account_when_the_link_calls_it_by_its_name() -> None:
    vans = f"<p><a href='{FB}stansvans'>Stan's Vans</a></p>"

    assert whose(page(WELCOME + vans)) == {"facebook:stansvans": False}
    assert whose(page(WELCOME + f"<p><a href='{FB}LeasowParkFriends'>Leasow Park Friends</a></p>")) == {
        "facebook:leasowparkfriends": True
    }


def test_an_account_when_the_main_heading_says_whose_website_it_is() -> None:
    bulbs = f"<h1>Bulbs and Benches</h1><p><a href='{FB}bulbsandbenches'>Bulbs and Benches</a></p>"

    assert whose(page(bulbs, title="Home"), known=KnownPlaces()) == {"facebook:bulbsandbenches": True}


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("Follow Vale Council on X", False),
        ("Follow Leasow Park on X", True),
        ("Follow us on X", True),
        ("Follow Us on X", True),
        ("Follow the bulbs on X", True),
    ],
)
def test_who_is_to_be_followed_at_the_bottom_of_the_page(words: str, *, own: bool) -> None:
    front = page(f"{WELCOME}<footer><a href='https://x.com/valecares'>{words}</a></footer>")

    assert whose(front) == {"twitter:valecares": own}


def test_an_account_when_the_words_before_it_give_thanks() -> None:
    front = page(f"{WELCOME}<p>Bulbs by courtesy of <a href='{FB}stansvans'>Stan</a></p>")

    assert whose(front) == {"facebook:stansvans": False}


@pytest.mark.parametrize("handle", ["bulbsUK", "valecouncil", "valepolice", "nhsvale", "bulbs_national"])
def test_an_account_of_a_wider_body_when_it_stands_in_the_text(handle: str) -> None:
    front = page(f"{WELCOME}<p>See <a href='https://x.com/{handle}'>their posts</a> too.</p>")

    assert list(whose(front).values()) == [False]
    assert list(whose(page(WELCOME + icons(f"https://x.com/{handle}"))).values()) == [True]


def test_a_handle_of_words_that_half_the_groups_share() -> None:
    scouts = KnownPlaces(group_name="2nd Leasow Scouts")
    text = "<p>We are part of a movement, as <a href='https://x.com/scouts'>they say</a>, worldwide.</p>"
    front = page(text + icons("https://x.com/2ndLeasow"), title="2nd Leasow Scouts")

    assert whose(front, known=scouts) == {"twitter:scouts": False, "twitter:2ndleasow": True}


@pytest.mark.parametrize("builder", ["weebly", "wordpress", "tumblr"])
def test_the_builders_account_when_the_group_has_its_address_from_the_builder(builder: str) -> None:
    front = page(WELCOME + icons(FB + builder, FB + "LeasowPark"), url=f"https://leasowpark.{builder}.com/")

    assert whose(front) == {f"facebook:{builder}": False, "facebook:leasowpark": True}


def test_an_account_when_the_directory_knows_it_as_another_groups() -> None:
    choir = Other("choir", ("Vale Voices",), (), (FB + "ValeVoices",))
    both = Other("both", ("The Vale",), (), (FB + "TheVale", "https://x.com/thevale"))
    park = Other("park", ("Friends of Leasow Park",), (), (FB + "LeasowPark", "https://x.com/thevale"))
    known = replace(PARK, others=Others((choir, park, both)), own_key="park")
    front = page(WELCOME + icons(FB + "ValeVoices", FB + "LeasowPark", "https://x.com/thevale"))

    assert whose(front, known=known) == {
        "facebook:valevoices": False,
        "facebook:leasowpark": True,
        "twitter:thevale": True,  # two list it, so it is not one's alone
    }


def test_the_platforms_account_when_the_group_has_its_page_there() -> None:
    rangers = KnownPlaces(group_name="Leasow Rangers FC")
    front = page(
        WELCOME + icons(FB + "clubsonline", FB + "LeasowRangers"),
        title="Leasow Rangers FC - Home",
        head='<meta property="og:site_name" content="ClubsOnline">',
        url="https://www.clubsonline.example/clubs/leasow-rangers/",
    )

    assert whose(front, known=rangers) == {"facebook:clubsonline": False, "facebook:leasowrangers": True}


def test_fb_link_when_the_website_leads_to_a_page_of_all_its_links() -> None:
    front = page(WELCOME + icons("https://linktr.ee/leasowpark"))
    _, findings = look_at_pages([front], known=PARK)

    assert next(f for f in findings if f.look == FB_LINK.id).state is State.COULD_NOT_CHECK


@pytest.mark.parametrize(
    "url",
    [
        "https://leasowpark.wixsite.com/website",
        "https://www.pitchero.com/clubs/leasowpark",
        "https://www.hugofox.com/community/leasow-park-123/home",
    ],
)
def test_the_front_page_when_many_websites_share_a_host(url: str) -> None:
    _, findings = look_at_pages([page("<p>Welcome.</p>", url=url)])

    assert next(f for f in findings if f.look == ABOUT.id).state is State.EASY_WIN


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("https://chat.whatsapp.com/AbCdEf", State.DOES_NOT_APPLY),  # whoever has it can come in
        ("https://wa.me/447700900123", State.DOES_NOT_APPLY),  # somebody's telephone
        ("https://whatsapp.com/channel/0029VaAbCdEf", State.EASY_WIN),
    ],
)
def test_social_links_when_all_we_know_is_on_whatsapp(address: str, state: State) -> None:
    known = KnownPlaces(accounts=(("whatsapp", address),))
    _, findings = look_at_pages([page(WELCOME)], known=known)

    assert next(f for f in findings if f.look == "social-links").state is state
