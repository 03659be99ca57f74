"""On paper: codes that are never made twice, and no more about anybody than a label needs."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandstand.gatherings.actions.slips import have_slips
from bandstand.gatherings.codes import ALPHABET, LENGTH, is_well_read, new_code, tidy
from bandstand.gatherings.models import Gathering, Slip
from bandstand.gatherings.queries import paper
from bandstand.people.models import Hub, Person
from tests.borough import make_arrival, make_gathering, make_group

pytestmark = pytest.mark.database

PLACES = st.integers(0, LENGTH - 1)


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub)


def codes(slips: Iterable[Slip]) -> list[str]:
    return [slip.code for slip in slips]


@given(at=PLACES, letter=st.sampled_from(ALPHABET))
def test_one_letter_misread_makes_no_code_of_ours(at: int, letter: str) -> None:
    code = new_code()
    misread = code[:at] + letter + code[at + 1 :]

    assert is_well_read(misread) == (misread == code)


@given(one=PLACES, other=PLACES)
def test_nor_do_two_letters_that_changed_places(one: int, other: int) -> None:
    code = new_code()
    letters = list(code)
    letters[one], letters[other] = letters[other], letters[one]

    assert is_well_read("".join(letters)) == ("".join(letters) == code)


def test_a_code_has_no_letter_that_looks_like_another_and_spells_nothing() -> None:
    made = [new_code() for _ in range(500)]

    assert len(ALPHABET) == 31
    assert set("".join(made)) <= set(ALPHABET)
    assert not set("01OIL") & set(ALPHABET)
    assert [code for code in made if re.search("[A-Z]{3}", code)] == []
    assert all(is_well_read(code) for code in made)


def test_a_code_is_read_however_it_is_typed() -> None:
    assert tidy(" 2du-3k ") == "2DU3K"


def test_printing_again_keeps_the_codes_and_more_are_new_ones(surgery: Gathering, olive: Person) -> None:
    first = codes(have_slips(surgery, 12, by=olive))

    assert codes(have_slips(surgery, 12, by=olive)) == first
    assert codes(have_slips(surgery, 16, by=olive))[:12] == first
    assert len(set(codes(Slip.objects.all()))) == 16


def test_two_gatherings_never_share_a_code(surgery: Gathering) -> None:
    other = make_gathering(surgery.hub, "Surgery at Priory Hall")

    made = [*have_slips(surgery, 60, by=None), *have_slips(other, 60, by=None)]

    assert len(set(codes(made))) == 120


def test_a_label_says_a_first_name_and_an_initial(surgery: Gathering) -> None:
    names = ["Meena Patel", "Jo", "Siân ap Rhys", "Mary Jane  Watson"]

    assert [paper.short_name(name) for name in names] == ["Meena P.", "Jo", "Siân R.", "Mary W."]


def test_a_health_group_is_not_printed_beside_a_name(surgery: Gathering) -> None:
    meena, arthur = make_arrival(surgery, "Meena Patel"), make_arrival(surgery, "Arthur Pym")
    meena.groups.add(make_group(surgery.hub, "Breathe Easy Leasow Vale", kind="health-group"))
    arthur.groups.add(make_group(surgery.hub, "Friends of Mill Green Park"))

    printed = {label.name: label.group for label in paper.labels_of(paper.sheet_rows(surgery))}

    assert printed == {"Arthur P.": "Friends of Mill Green Park", "Meena P.": ""}


@given(rows=st.lists(st.integers(), max_size=70), most=st.integers(5, 24), spare=st.integers(0, 12))
def test_pages_hold_every_row_once_and_room_for_more(rows: list[int], most: int, spare: int) -> None:
    pages = paper.pages_of(rows, most, spare=spare)
    lines = [line for page in pages for line in page]

    assert [line for line in lines if line is not None] == rows
    assert {len(page) for page in pages} == {most}
    assert len(lines) - len(rows) >= spare


def test_tables_are_dealt_so_that_three_of_one_group_sit_apart(surgery: Gathering) -> None:
    group = make_group(surgery.hub, "Mill Green Runners", kind="sports-club")
    for name in ("Arthur Pym", "Meena Patel", "Jo"):
        make_arrival(surgery, name).groups.add(group)
    make_arrival(surgery, "Gareth Pugh", helping=True)

    labels = paper.labels_of(paper.sheet_rows(surgery), tables=3)

    runners = [label.table for label in labels if not label.helping]
    assert len({table.name for table in runners if table}) == 3
