"""Tables, as Olive sees them: suggested, begun, overruled with two taps, and printed; no script anywhere."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.models import Attendance, Gathering, HelperProfile, TableRound
from bandstand.gatherings.seating import planning
from bandstand.people.models import Deed, Hub, Topic
from tests.borough import make_arrival, make_gathering, make_group
from tests.web.test_day import booked, key, says, undo_address

PLAN = {"tables": 2, "chairs": 4, "rounds": 2, "who": "here"}


@pytest.fixture(autouse=True)
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "STEPS", 2000)


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, starts_at=timezone.now() - timedelta(minutes=20))


@pytest.fixture
def six(surgery: Gathering) -> dict[str, Attendance]:
    """Two helpers and four people of four groups, all here."""
    facebook = Topic.objects.create(hub=surgery.hub, name="Facebook pages")
    people = {name: make_arrival(surgery, name, helping=True) for name in ("Dev Chaudhary", "Sue Marsh")}
    profile = HelperProfile.objects.create(hub=surgery.hub, person=people["Sue Marsh"].person)
    profile.topics.add(facebook)
    for name, group, kind in (
        ("Meena Patel", "Vale Runners", "sports-club"),
        ("Arthur Bell", "Friends of Priory Park", "friends-group"),
        ("Karen Hill", "Leasow Rowers", "sports-club"),
        ("Beryl Cook", "Walking for Health", "health-group"),
    ):
        people[name] = make_arrival(surgery, name)
        people[name].groups.add(make_group(surgery.hub, group, kind=kind))
    people["Meena Patel"].topics.add(facebook)
    return people


def tables_of(gathering: Gathering, rest: str = "") -> str:
    return f"/desk/gatherings/{gathering.slug}/tables/{rest}"


def suggest(officer: Client, gathering: Gathering, **other: object) -> str:
    sent = officer.post(tables_of(gathering), PLAN | {"form_key": key()} | other, follow=True)
    assert sent.status_code == 200
    return sent.content.decode()


def members(gathering: Gathering, number: int = 1) -> list[list[str]]:
    row = TableRound.objects.get(gathering=gathering, number=number)
    return [table["members"] for table in row.tables]


def test_six_people_get_two_tables_and_each_says_why(
    officer: Client, surgery: Gathering, six: dict[str, Attendance]
) -> None:
    page = suggest(officer, surgery, rounds=1)

    assert sorted(map(len, members(surgery))) == [3, 3]
    assert "have not met." in says(page)
    assert "Sue Marsh can show Facebook pages: Meena Patel asked." in says(page)
    assert Deed.objects.filter(verb="suggested tables").count() == 1


def test_nobody_here_is_said_with_what_to_do(officer: Client, surgery: Gathering) -> None:
    page = says(officer.get(tables_of(surgery)).text)

    assert "Nobody to seat yet" in page
    assert "“Sit with another colour”" in page


def test_meena_is_moved_with_two_taps_and_back_with_one(
    officer: Client, surgery: Gathering, six: dict[str, Attendance]
) -> None:
    suggest(officer, surgery)
    meena = str(six["Meena Patel"].uid)
    there = next(at for at, uids in enumerate(members(surgery), start=1) if meena in uids)
    first = officer.get(tables_of(surgery) + f"?round=1&move={meena}")
    assert "Where should Meena Patel sit in round 1?" in says(first.text)

    moved = officer.post(
        tables_of(surgery, f"1/{meena}/"), {"table": 3 - there, "form_key": key()}, follow=True
    )

    seen = {table.number: [one.uid for one in table.people] for table in moved.context["seen"].tables}
    assert meena in seen[3 - there]
    assert "Meena Patel sits at" in says(moved.text)
    officer.post(re.search(r'action="([^"]+/day/undo/[^"]+)"', moved.text)[1])  # type: ignore[index]
    seen = officer.get(tables_of(surgery)).context["seen"]
    assert meena in [one.uid for one in seen.tables[there - 1].people]


def test_a_round_that_began_stays_when_tables_are_suggested_again(
    officer: Client, surgery: Gathering, six: dict[str, Attendance]
) -> None:
    suggest(officer, surgery)
    first = members(surgery)
    officer.post(tables_of(surgery), {"do": "begin", "round": 1, "form_key": key()})

    suggest(officer, surgery, rounds=1, tables=3)

    assert members(surgery) == first
    assert len(members(surgery, 2)) == 3


def test_the_next_round_and_its_undo(officer: Client, surgery: Gathering, six: dict[str, Attendance]) -> None:
    suggest(officer, surgery, rounds=1)
    page = officer.post(tables_of(surgery), {"do": "next", "form_key": key()}, follow=True).text
    assert TableRound.objects.filter(gathering=surgery).count() == 2

    officer.post(re.search(r'action="([^"]+/day/undo/[^"]+)"', page)[1])  # type: ignore[index]

    assert TableRound.objects.filter(gathering=surgery).count() == 1


def test_a_form_sent_twice_suggests_once(
    officer: Client, surgery: Gathering, six: dict[str, Attendance]
) -> None:
    sent = PLAN | {"form_key": key()}
    officer.post(tables_of(surgery), sent)
    before = list(TableRound.objects.values_list("pk", flat=True))

    officer.post(tables_of(surgery), sent)

    assert list(TableRound.objects.values_list("pk", flat=True)) == before


def test_somebody_late_gets_a_table_as_they_come_in(
    officer: Client, surgery: Gathering, six: dict[str, Attendance]
) -> None:
    joan = booked(surgery, "Joan Dale")
    suggest(officer, surgery)
    before = members(surgery)

    page = officer.post(
        f"/desk/gatherings/{surgery.slug}/day/{joan.uid}/here/", {"form_key": key()}, follow=True
    ).text

    assert re.search(r"Joan Dale is here\. \w+, table [12]: nobody else is moved\.", says(page))
    joan.refresh_from_db()
    assert joan.seats["1"]["late"] is True
    assert members(surgery) == before
    assert undo_address(page)


def test_two_friends_of_one_group_sit_together_once_they_asked(
    officer: Client, surgery: Gathering, six: dict[str, Attendance]
) -> None:
    meena, beryl = six["Meena Patel"], six["Beryl Cook"]
    address = tables_of(surgery, f"beside/{meena.uid}/")
    assert "Beryl Cook" in officer.get(address).text
    officer.post(address, {"friend": str(beryl.uid), "yes": "yes", "form_key": key()})
    assert set(meena.beside.all()) == {beryl}

    suggest(officer, surgery)

    assert any({str(meena.uid), str(beryl.uid)} <= set(uids) for uids in members(surgery))


def test_tables_that_make_no_sense_are_sent_back_with_what_to_do(
    officer: Client, surgery: Gathering, six: dict[str, Attendance]
) -> None:
    answer = officer.post(tables_of(surgery), PLAN | {"tables": "", "form_key": key()})

    assert (answer.status_code, TableRound.objects.count()) == (422, 0)
    assert "Say how many tables there are." in says(answer.text)
    for tables, chairs in ((0, 99), (99, 0)):
        sent = PLAN | {"tables": tables, "chairs": chairs, "form_key": key()}
        answer = officer.post(tables_of(surgery), sent)
        assert "Type 1 or more." in says(answer.text)
        assert "or fewer." in says(answer.text)
        assert "Ensure" not in answer.text


def test_three_tables_take_as_many_queries_as_one(
    officer: Client, surgery: Gathering, six: dict[str, Attendance]
) -> None:
    counted = []
    for tables in (1, 3):
        suggest(officer, surgery, tables=tables)
        officer.get(tables_of(surgery))
        with CaptureQueriesContext(connection) as seen:
            officer.get(tables_of(surgery))
        counted.append(len(seen))

    assert counted[0] == counted[1]


def test_cards_and_labels_are_filled_from_the_plan(
    officer: Client, surgery: Gathering, six: dict[str, Attendance]
) -> None:
    suggest(officer, surgery)

    cards = officer.get(f"/desk/gatherings/{surgery.slug}/paper/tables/").text
    labels = says(officer.get(f"/desk/gatherings/{surgery.slug}/paper/labels/").text)
    rule = says(officer.get(f"/desk/gatherings/{surgery.slug}/paper/colours/").text)

    assert cards.count("Round 1</dt>") == 2
    assert re.search(r"Meena P\. Vale Runners 1\. (Oak|Willow) 2\. (Oak|Willow) sports club", labels)
    assert re.search(r"Beryl C\. 1\. \w+ 2\. \w+ another group", labels)  # not that it is about health
    assert "Sit with another colour" in rule
    assert "health" not in rule


def test_a_hub_never_sees_the_tables_of_another(officer: Client, six: dict[str, Attendance]) -> None:
    assert officer.get("/desk/gatherings/nowhere/tables/").status_code == 404
    assert officer.post(f"/desk/gatherings/nowhere/tables/1/{uuid.uuid4()}/").status_code == 404
