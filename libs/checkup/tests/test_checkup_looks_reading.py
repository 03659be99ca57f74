"""The looks at how the pages of Leasow Park read, load and lead on."""

from __future__ import annotations

from typing import Any

import pytest
from leasow_facts import FRONT, at, mention, saw

from checkup import Arrival, Finding, Look, Page, State
from checkup.facts import Head, Heading, Layout, Link, Pictures, Reading, Tried
from checkup.looks.alt import ALT
from checkup.looks.links_work import LINKS_WORK
from checkup.looks.phone_size import PHONE_SIZE
from checkup.looks.read import READ
from checkup.looks.weight import WEIGHT

ABOUT = f"{FRONT}about/"
READS_WELL: dict[str, Any] = {
    "head": Head(language="en-gb"),
    "reading": Reading(headings=(Heading(1, "Welcome"),)),
}


def said(look: Look, *pages: Page, **facts: Any) -> Finding:
    finding = at(look, *pages, **facts)
    assert "{" not in finding.headline + finding.advice
    assert all(evidence.where and len(evidence.snippet) <= 200 for evidence in finding.evidence)
    return finding


def pictures(total: int, *undescribed: str, in_links: int = 0, url: str = FRONT) -> Page:
    seen = Pictures(total, undescribed, len(undescribed), in_links)
    return saw(url, pictures=seen)


def test_alt_when_all_are_described() -> None:
    assert said(ALT, pictures(6)).state is State.GOOD


def test_alt_when_some_are_not() -> None:
    finding = said(
        ALT, pictures(3), pictures(6, "/wp/IMG_0231.jpg?w=300", "data:image/png;base64,AA", url=ABOUT)
    )

    assert finding.state is State.EASY_WIN
    assert finding.headline == "On one page, 2 pictures of 6 could do with a description."
    assert [(e.url, e.snippet) for e in finding.evidence] == [(ABOUT, "IMG_0231.jpg")]


def test_alt_when_one_of_many_was_forgotten() -> None:
    assert said(ALT, pictures(40, "a.jpg")).state is State.GOOD
    assert said(ALT, pictures(40, "a.jpg", in_links=1)).state is State.EASY_WIN


def test_alt_when_there_are_no_pictures() -> None:
    assert said(ALT, saw()).state is State.DOES_NOT_APPLY
    assert said(ALT, saw(cut_short=True)).state is State.COULD_NOT_CHECK


def test_read_when_it_reads_well() -> None:
    assert said(READ, saw(**READS_WELL)).state is State.GOOD


def test_read_when_the_language_is_not_named() -> None:
    finding = said(READ, saw(reading=Reading(headings=(Heading(1, "Welcome"),))))

    assert finding.state is State.EASY_WIN
    assert finding.says == "language"


def test_read_when_the_template_came_from_elsewhere() -> None:
    opening = (
        "We look after the park and the pond. Volunteers are welcome on the first Sunday of the month, " * 2
    )
    reading = Reading(headings=(Heading(1, "Welcome"),), opening=opening)

    assert said(READ, saw(head=Head(language="fr-fr"), reading=reading)).says == "another language"


@pytest.mark.parametrize("language", ["cy", "cy-gb", "pl"])
def test_read_when_it_is_in_another_language(language: str) -> None:
    opening = (
        "Croeso i Gyfeillion Parc Leasow. Rydym yn gofalu am y parc ac mae croeso i bawb ymuno â ni " * 2
    )
    reading = Reading(headings=(Heading(1, "Croeso"),), opening=opening)

    assert said(READ, saw(head=Head(language=language), reading=reading)).state is State.GOOD


def test_read_when_many_links_say_click_here() -> None:
    vague = tuple(Link(f"/{n}", "click here") for n in range(4))
    reading = Reading(headings=(Heading(1, "Welcome"),), vague_links=vague, vague_count=4)
    finding = said(READ, saw(head=Head(language="en"), reading=reading))

    assert (
        finding.headline == "On your first page, 4 links only say something like “click here” or “read more”."
    )
    assert [e.snippet for e in finding.evidence] == ["click here"]


def test_read_when_there_are_two_small_things() -> None:
    finding = said(READ, saw(reading=Reading(headings=(Heading(2, "Welcome"),))))

    assert finding.headline == (
        "A few small things would help people who have your website read out: the language is not named and "
        "there is no main heading."
    )


def test_read_when_only_social_buttons_are_silent() -> None:
    """They have a look of their own."""
    buttons = tuple(mention(f"https://facebook.com/leasow{n}", has_name=False) for n in range(4))
    reading = Reading(headings=(Heading(1, "Welcome"),), silent_links=4)

    assert said(READ, saw(mentions=buttons, head=Head(language="en"), reading=reading)).state is State.GOOD


def weighed(*sizes: int | None) -> Arrival:
    photos = tuple(Tried(f"{FRONT}p{n}.jpg", "", there=True, size=size) for n, size in enumerate(sizes))
    return Arrival(address=FRONT, pictures=photos)


def test_weight_when_it_is_light() -> None:
    finding = said(WEIGHT, saw(size=40_000), arrival=weighed(300_000, 60_000))

    assert finding.state is State.GOOD
    assert [e.snippet for e in finding.evidence] == ["0.4 MB"]


def test_weight_when_one_picture_came_straight_from_the_camera() -> None:
    finding = said(WEIGHT, saw(size=40_000, builder="WordPress"), arrival=weighed(4_200_000, 60_000))

    assert finding.state is State.EASY_WIN
    assert finding.headline == "One picture on your first page is very big for a phone: 4.2 MB."
    assert [e.snippet for e in finding.evidence] == ["p0.jpg: 4.2 MB"]


def test_weight_when_many_pictures_add_up() -> None:
    finding = said(WEIGHT, saw(size=100_000), arrival=weighed(*[800_000] * 4))

    assert finding.headline == "Your first page with its pictures is big for a phone: 3.3 MB."


def test_weight_when_pictures_were_not_weighed() -> None:
    page = saw(size=40_000, pictures=Pictures(total=5))

    assert said(WEIGHT, page).state is State.COULD_NOT_CHECK
    assert said(WEIGHT, page, arrival=weighed(None, None, 60_000)).state is State.COULD_NOT_CHECK


def test_weight_when_there_are_no_pictures() -> None:
    assert said(WEIGHT, saw(size=40_000)).state is State.GOOD


def tried(*there: bool | None, address: str = "https://leasowvale.example/page{}") -> Arrival:
    links = tuple(Tried(address.format(n), "Our history", yes) for n, yes in enumerate(there))
    return Arrival(address=FRONT, links=links)


def test_links_work_when_all_do() -> None:
    finding = said(LINKS_WORK, saw(), arrival=tried(True, True, None))

    assert finding.state is State.GOOD
    assert finding.headline == "The links on your first page work: we tried 2 links."


def test_links_work_when_one_leads_nowhere() -> None:
    finding = said(LINKS_WORK, saw(), arrival=tried(True, False))

    assert finding.state is State.EASY_WIN
    assert finding.headline == "On your first page, one link leads nowhere any more."
    assert [e.snippet for e in finding.evidence] == [
        "“Our history” leads to https://leasowvale.example/page1"
    ]


def test_links_work_when_others_turned_us_away() -> None:
    assert said(LINKS_WORK, saw(), arrival=tried(None, None)).state is State.COULD_NOT_CHECK


def test_links_work_when_it_is_a_social_network() -> None:
    arrival = tried(False, address="https://www.facebook.com/leasow{}")

    assert said(LINKS_WORK, saw(), arrival=arrival).state is State.COULD_NOT_CHECK


def test_links_work_when_we_saw_one_saved_page() -> None:
    assert said(LINKS_WORK, saw()).state is State.COULD_NOT_CHECK
    assert said(LINKS_WORK, saw(links=()), arrival=Arrival(address=FRONT)).state is State.DOES_NOT_APPLY


OLD = Layout(None, frames=False, wide_tables=0, phone_version=False, head_seen=True)


def test_phone_size_when_there_is_a_website_of_its_own_for_phones() -> None:
    linked = saw(layout=OLD, links=(Link("http://m.leasowpark.example/", "Phones"),))

    assert said(PHONE_SIZE, linked).state is State.GOOD
    assert said(PHONE_SIZE, saw("https://m.leasowpark.example/", layout=OLD)).state is State.GOOD


def test_phone_size_when_it_was_made_before_phones() -> None:
    elsewhere = saw(layout=OLD, links=(Link("https://m.facebook.com/leasow", "Facebook"),), builder="Weebly")
    finding = said(PHONE_SIZE, elsewhere)

    assert finding.state is State.EASY_WIN
    assert finding.advice.startswith("In the Weebly editor, open Theme")
