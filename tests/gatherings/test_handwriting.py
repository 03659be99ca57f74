"""Typing from slips in a hurry: a few letters find a person, and what is not clear is asked."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandstand.gatherings.handwriting import labelled, read_people, read_result, read_topics
from bandstand.gatherings.models import Attendance, Gathering, HelpNote
from bandstand.gatherings.words import RESULT_LETTERS
from bandstand.people.models import Hub
from tests.borough import make_arrival, make_gathering, make_group

pytestmark = pytest.mark.database

TOPICS = ["Facebook page", "Website", "Instagram", "Photos and video", "Passwords and getting back in"]
NAMES = st.text("abcdeMN éö", min_size=1, max_size=12).map(str.split).map(" ".join).filter(bool)


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    gathering = make_gathering(hub)
    for name in ("Meena Patel", "Meera Shah", "Arthur Pym", "Siân Prydderch"):
        make_arrival(gathering, name)
    return gathering


def names(rows: list[Attendance]) -> list[str]:
    return [row.called for row in rows]


def sheet_of(gathering: Gathering) -> dict[str, Attendance]:
    return labelled(Attendance.objects.filter(gathering=gathering).order_by("pk"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("me pa", ["Meena Patel"]),
        ("ARTH", ["Arthur Pym"]),
        ("sian", ["Siân Prydderch"]),
        ("pym", ["Arthur Pym"]),
        ("mp", ["Meena Patel"]),
        ("meen, art", ["Meena Patel", "Arthur Pym"]),
        ("meen and art & meen", ["Meena Patel", "Arthur Pym"]),
    ],
)
def test_a_few_letters_find_people(surgery: Gathering, typed: str, meant: list[str]) -> None:
    read = read_people(typed, sheet_of(surgery))

    assert (names(read.found), read.new, read.unnamed, read.unclear) == (meant, [], 0, [])


def test_letters_two_people_share_are_asked_about(surgery: Gathering) -> None:
    read = read_people("mee", sheet_of(surgery))

    assert read.unclear == ["“mee” could be Meena Patel or Meera Shah. Type a little more."]
    assert read.found == []


def test_of_two_the_one_in_the_room_is_meant(surgery: Gathering) -> None:
    Attendance.objects.filter(person__name="Meera Shah").update(arrival="expected")

    assert names(read_people("mee", sheet_of(surgery)).found) == ["Meena Patel"]


def test_ticks_and_new_names_are_told_apart(surgery: Gathering) -> None:
    read = read_people("?, Zed  Brown, x", sheet_of(surgery))

    assert (read.found, read.new, read.unnamed) == ([], ["Zed Brown"], 2)


def test_two_of_one_name_go_by_their_groups(surgery: Gathering) -> None:
    twin = make_arrival(surgery, "Arthur Pym")
    twin.groups.add(make_group(surgery.hub, "Salt and Light, Upper Wendle"))
    sheet = sheet_of(surgery)

    assert len(read_people("arthur", sheet).unclear) == 1
    assert read_people("Arthur Pym (Salt and Light, Upper Wendle)", sheet).found == [twin]


@given(st.lists(NAMES, max_size=12))
def test_every_line_has_a_label_of_its_own_that_finds_it(called: list[str]) -> None:
    rows = [
        SimpleNamespace(pk=pk, called=name, comes_from="", arrival="here") for pk, name in enumerate(called)
    ]
    labels = labelled(rows)  # type: ignore[arg-type]

    assert sorted(row.pk for row in labels.values()) == list(range(len(called)))


def test_topics_go_by_their_first_letters() -> None:
    assert read_topics("fac, web", TOPICS) == (["Facebook page", "Website"], [])
    assert read_topics("getting", TOPICS) == (["Passwords and getting back in"], [])
    assert read_topics("p", TOPICS) == (
        [],
        ["“p” could be Facebook page, Photos and video or Passwords and getting back in."],
    )
    assert read_topics("knitting", TOPICS) == ([], ["No topic begins with “knitting”."])


def test_every_result_has_one_letter() -> None:
    assert {value for _, value, _ in RESULT_LETTERS} == set(HelpNote.Result.values)
    assert [read_result(letter) for letter, _, _ in RESULT_LETTERS] == [
        value for _, value, _ in RESULT_LETTERS
    ]
    assert len({letter for letter, _, _ in RESULT_LETTERS}) == len(RESULT_LETTERS)
    assert [read_result(typed) for typed in ("fix", "made", "", "q")] == ["fixed", "improved", "", ""]
