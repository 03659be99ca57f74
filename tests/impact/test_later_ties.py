"""Ties that came later, among groups that had been at one gathering: which count, and what the page says of it."""

from datetime import date
from itertools import combinations

import pytest
from django.test import Client

from bandstand.gatherings.models import Introduction
from bandstand.groups.models import ConnectionEvidence, Group
from bandstand.impact.together.chance import FEWEST
from bandstand.impact.together.later import later_ties
from bandstand.impact.together.ties import change_since
from bandstand.people.models import Hub
from tests.borough import make_arrival
from tests.impact.stories import held
from tests.impact.test_together import early, met
from tests.web.test_whats_on import words

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 10)


def was_there(hub: Hub, groups: list[Group], when: str) -> None:
    surgery = held(hub, when)
    for group in groups:
        make_arrival(surgery, f"Somebody of {group.name}").groups.set([group])


@pytest.fixture
def choirs(hub: Hub) -> list[Group]:
    """Five choirs that were at one surgery in January, and three walking groups that were at none."""
    found = [early(hub, f"Choir {number}") for number in range(5)]
    for number in range(3):
        early(hub, f"Walkers {number}")
    was_there(hub, found, "2026-01-14 18:00")
    return found


@pytest.fixture
def ten(choirs: list[Group]) -> None:
    """Every two of the choirs came to know each other in April, not at a gathering."""
    for pair in combinations(choirs, 2):
        met(*pair, on=APRIL)


def test_ten_that_came_later_are_held_against_chance(choirs: list[Group], ten: None) -> None:
    walkers = Group.objects.filter(name__startswith="Walkers")
    met(*walkers[:2], on=APRIL)

    later = later_ties(change_since(MARCH))
    assert later is not None
    assert later.seen == FEWEST == 10
    assert later.low <= later.expected <= later.high <= 11


def test_nine_are_too_few(choirs: list[Group]) -> None:
    for pair in list(combinations(choirs, 2))[:-1]:
        met(*pair, on=APRIL)

    assert later_ties(change_since(MARCH)) is None


@pytest.mark.usefixtures("ten")
def test_groups_that_were_never_at_one_gathering_do_not_count(hub: Hub) -> None:
    assert later_ties(change_since(date(2026, 1, 14))) is None  # the day itself is not before it


def test_what_was_written_down_at_a_gathering_does_not_count(hub: Hub, choirs: list[Group]) -> None:
    *pairs, last = combinations(choirs, 2)
    for pair in pairs:
        met(*pair, on=APRIL)
    again = held(hub, "2026-05-13 18:00")
    Introduction.objects.create(hub=hub, gathering=again, connection=met(*last, on=date(2026, 5, 13)))
    assert later_ties(change_since(MARCH)) is None

    was_there(hub, choirs, "2026-06-10 18:00")
    by_hand = met(*last, on=date(2026, 6, 10))  # on a day both were there
    ConnectionEvidence.objects.create(hub=hub, connection=by_hand, on=date(2026, 7, 1), says="did")
    assert later_ties(change_since(MARCH)) is None

    met(*last, kind="agreed", on=date(2026, 7, 1))
    later = later_ties(change_since(MARCH))
    assert later is not None
    assert later.seen == 10


@pytest.mark.usefixtures("ten")
def test_the_page_says_what_chance_would_give(officer: Client) -> None:
    said = words(officer.get("/desk/together/?since=1/3/2026"))

    assert "10 of the new pairs had been at one gathering before" in said
    assert "By chance we would expect about 10 (10 to 10); there were 10." in said
    assert "This allows for busy groups being busy" in said
    assert "So many may well be chance." in said


def test_below_ten_the_page_compares_nothing(officer: Client, choirs: list[Group]) -> None:
    met(*choirs[:2], on=APRIL)

    assert "By chance we would expect" not in words(officer.get("/desk/together/?since=1/3/2026"))


@pytest.mark.usefixtures("ten")
@pytest.mark.parametrize("of", ["?since=1/3/2026", *(f"who-knows-whom.{form}" for form in (
    "ties.csv", "groups.csv", "gexf", "graphml",
))])  # fmt: skip
def test_no_page_and_no_file_says_because(officer: Client, of: str) -> None:
    answer = officer.get(f"/desk/together/{of}")
    assert answer.status_code == 200
    assert "Choir 0" in answer.text
    assert "because" not in answer.text.lower()
