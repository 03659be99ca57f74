"""Printing what the day needs: nothing changes by looking, and names stay on their own sheet."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions.slips import have_slips
from bandstand.gatherings.models import Attendance, Gathering, Slip
from bandstand.people.models import Hub, PrivateLink
from tests.borough import make_gathering, make_group, make_person
from tests.web.test_day import says


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, starts_at=timezone.now() + timedelta(days=1))


def expected(gathering: Gathering, name: str, *, helping: bool = False) -> Attendance:
    row = Attendance.objects.create(
        hub=gathering.hub,
        gathering=gathering,
        person=make_person(gathering.hub, name, email=f"{name.split(maxsplit=1)[0].lower()}@leasow.example"),
        booking="booked",
        looking=not helping,
        helping=helping,
        wants="Help with the passwords",
        ease="A chair with arms",
    )
    row.groups.add(make_group(gathering.hub, f"Friends of {name.rsplit(maxsplit=1)[-1]} Park"))
    return row


def paper_of(gathering: Gathering, rest: str = "") -> str:
    return f"/desk/gatherings/{gathering.slug}/paper/{rest}"


def test_one_press_makes_the_codes_and_opens_the_whole_pack(officer: Client, surgery: Gathering) -> None:
    expected(surgery, "Meena Patel")

    answer = officer.post(paper_of(surgery), {"print": "all"}, follow=True)

    assert answer.redirect_chain == [(paper_of(surgery, "all/"), 302)]
    page = says(answer.text)
    codes = list(Slip.objects.values_list("code", flat=True))
    assert len(codes) == 12
    assert [code for code in codes if code not in page] == []
    assert "12 slips are ready to print." in page


def test_looking_makes_nothing(officer: Client, surgery: Gathering) -> None:
    for part in ("", "sheet/", "labels/", "slips/", "tables/", "arriving/", "all/"):
        assert officer.get(paper_of(surgery, part)).status_code == 200

    assert Slip.objects.count() == 0
    assert "No slips so far" in says(officer.get(paper_of(surgery, "slips/")).text)


def test_no_address_no_number_and_no_wish_is_printed(officer: Client, surgery: Gathering) -> None:
    expected(surgery, "Meena Patel")
    have_slips(surgery, 4, by=None)

    page = says(officer.get(paper_of(surgery, "all/")).text)

    assert "Meena Patel" in page
    told = ("meena@leasow", "passwords", "chair with arms")
    assert [word for word in told if word in page] == []


def test_labels_and_slips_name_nobody_in_full(officer: Client, surgery: Gathering) -> None:
    expected(surgery, "Meena Patel")
    have_slips(surgery, 4, by=None)

    labels, slips = (says(officer.get(paper_of(surgery, f"{part}/")).text) for part in ("labels", "slips"))

    assert ("Meena P." in labels, "Meena Patel" in labels) == (True, False)
    assert "Meena" not in slips


def test_a_sheet_of_labels_begun_before_is_used_up(officer: Client, surgery: Gathering) -> None:
    expected(surgery, "Meena Patel")

    page = officer.get(paper_of(surgery, "labels/?labels=24&begin=6"))

    assert (page.context["wanted"].labels, page.context["skipped"]) == (24, 5)
    assert page.text.count("label used") == 5


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("?begin=x", (1, 21, 2)),
        ("?tables=900", (1, 21, 12)),
        ("?labels=7&begin=-1", (1, 21, 2)),
        ("?tables=٣", (1, 21, 2)),
    ],
)
def test_odd_wishes_are_taken_for_the_usual_or_the_most_there_is(
    officer: Client, surgery: Gathering, query: str, wanted: tuple[int, int, int]
) -> None:
    read = officer.get(paper_of(surgery, "all/" + query)).context["wanted"]

    assert (read.begin, read.labels, read.tables) == wanted


def test_a_part_nobody_made_is_not_there(officer: Client, surgery: Gathering) -> None:
    assert officer.get(paper_of(surgery, "hats/")).status_code == 404


def test_the_pack_costs_the_same_for_one_and_for_three(officer: Client, surgery: Gathering) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(paper_of(surgery, "all/")).status_code == 200
        return len(asked)

    expected(surgery, "Meena Patel")
    have_slips(surgery, 1, by=None)
    with_one = cost()
    expected(surgery, "Arthur Pym")
    expected(surgery, "Gareth Pugh", helping=True)
    have_slips(surgery, 9, by=None)

    assert cost() == with_one


def test_a_square_for_helpers_phones_is_on_the_tables_once_it_is_asked_for(
    officer: Client, surgery: Gathering
) -> None:
    assert "scan to write your note" not in says(officer.get(paper_of(surgery, "tables/")).text)

    for _ in range(2):  # printed again it stays the same
        officer.post(paper_of(surgery), {"print": "tables", "scan": "1"})

    assert "scan to write your note" in says(officer.get(paper_of(surgery, "tables/")).text)
    assert PrivateLink.objects.filter(purpose="day", revoked_at=None).count() == 1
