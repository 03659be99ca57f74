"""How-to cards on paper: each prints on one side of A4, and the booklet is a cover and a sheet a card."""

import re

import pytest

from bandstand.presence.cards import our_cards
from tests.browser.people import Demo

EVERY_WAY = [(card.slug, way) for card in our_cards().values() for way in ["", *(w.slug for w in card.ways)]]


def sheets(paper: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", paper))


def test_every_card_prints_on_one_sheet(demo: Demo) -> None:
    with demo.room() as room:
        taken = {}
        for slug, way in EVERY_WAY:
            room.open(f"/how-to/{slug}/{f'?with={way}' if way else ''}")
            taken[slug, way] = sheets(room.page.pdf(prefer_css_page_size=True))
    assert {card: many for card, many in taken.items() if many != 1} == {}


@pytest.mark.parametrize("way", ["", "wordpress", "facebook"])
def test_the_booklet_is_a_cover_and_a_sheet_a_card(demo: Demo, way: str) -> None:
    with demo.room() as room:
        room.open(f"/how-to/all/{f'?with={way}' if way else ''}")
        assert sheets(room.page.pdf(prefer_css_page_size=True)) == len(our_cards()) + 1


def test_the_steps_are_chosen_without_script(demo: Demo) -> None:
    """Meena reads on an old tablet: she picks Wix in the list and never says it again."""
    with demo.room(script=False) as room:
        room.open("/how-to/")
        room.page.get_by_role("link", name="Wix").click()
        room.page.get_by_role("link", name="let people get in touch with us").click()
        assert room.page.get_by_role("heading", name="Let people reach you").is_visible()
        assert room.page.get_by_text("choose Email, and type it in").is_visible()
        room.page.get_by_role("link", name="WordPress").click()
        assert room.page.get_by_text("Mark the address, press the link sign").is_visible()
