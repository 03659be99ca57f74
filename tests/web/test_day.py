"""The sheet at the door, as Olive and the door helper use it: no script, and every tap can be undone."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import Attendance, DayEntry, Gathering
from bandstand.gatherings.queries.day import here
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import give_role, open_hub
from bandstand.people.models import Consent, Hub, Person
from tests.borough import make_arrival, make_gathering, make_group, make_person
from tests.conftest import sign_in


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, starts_at=timezone.now() - timedelta(minutes=20))


def booked(gathering: Gathering, name: str, **more: object) -> Attendance:
    return Attendance.objects.create(
        hub=gathering.hub,
        gathering=gathering,
        person=make_person(gathering.hub, name),
        **{"looking": True, "booking": "booked", **more},
    )


def day_of(gathering: Gathering, rest: str = "") -> str:
    return f"/desk/gatherings/{gathering.slug}/day/{rest}"


def key() -> str:
    return str(uuid.uuid4())


def says(page: str) -> str:
    """What stands on a page, without its tags and spare spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def undo_address(page: str) -> str:
    found = re.search(r'action="([^"]+/day/undo/[^"]+)"', page.partition('id="day"')[0])
    assert found is not None
    return found[1]


def test_one_tap_marks_meena_as_here_and_comes_back_to_her_line(officer: Client, surgery: Gathering) -> None:
    meena = booked(surgery, "Meena Patel")
    there = day_of(surgery) + "?show=to-come"

    answer = officer.post(day_of(surgery, f"{meena.uid}/here/"), {"form_key": key(), "next": there})

    assert (answer.status_code, answer["Location"]) == (302, f"{there}#a-{meena.uid}")
    assert [row.called for row in here(surgery)] == ["Meena Patel"]


def test_the_notice_after_a_tap_undoes_it(officer: Client, surgery: Gathering) -> None:
    meena = booked(surgery, "Meena Patel")
    officer.post(day_of(surgery, f"{meena.uid}/here/"), {"form_key": key()})
    page = officer.get(day_of(surgery)).text
    assert "Meena Patel is here. Undo" in says(page)

    officer.post(undo_address(page))

    assert list(here(surgery)) == []
    assert "Undone: marked as arrived." in says(officer.get(day_of(surgery)).text)


def test_the_same_form_twice_is_one_arrival_even_after_undo(officer: Client, surgery: Gathering) -> None:
    meena, form = booked(surgery, "Meena Patel"), {"form_key": key()}
    officer.post(day_of(surgery, f"{meena.uid}/here/"), form)
    officer.post(undo_address(officer.get(day_of(surgery)).text))

    officer.post(day_of(surgery, f"{meena.uid}/here/"), form)

    assert list(here(surgery)) == []
    assert "That was undone since." in says(officer.get(day_of(surgery)).text)


def test_a_form_without_its_key_says_what_to_do(officer: Client, surgery: Gathering) -> None:
    meena = booked(surgery, "Meena Patel")

    officer.post(day_of(surgery, f"{meena.uid}/here/"), {"form_key": "nonsense"})
    officer.post(day_of(surgery, "tick/"), {"role": "looking"})

    assert list(here(surgery)) == []
    assert "Please send it once more." in says(officer.get(day_of(surgery)).text)


def test_the_bar_counts_the_room(officer: Client, surgery: Gathering) -> None:
    arthur, gareth = make_arrival(surgery, "Arthur Pym"), make_arrival(surgery, "Gareth Pugh", helping=True)
    booked(surgery, "Meena Patel")
    officer.post(day_of(surgery, "tick/"), {"role": "looking", "form_key": key()})
    write_note(surgery, Telling("fixed", helped=(arthur,), helpers=(gareth,)), by=None, form_key=uuid.uuid4())

    page = says(officer.get(day_of(surgery)).text)

    assert "3 here 1 waiting 1 helped 1 helper " in page
    assert "Everyone 4 To come 1 Here 3 Waiting 1 Helpers 1" in page


def test_the_list_narrows_to_a_name_a_group_or_those_waiting(officer: Client, surgery: Gathering) -> None:
    booked(surgery, "Arthur Pym").groups.add(make_group(surgery.hub, "Friends of Mill Green Park"))
    booked(surgery, "Meena Patel", group_words="Knit and natter")
    make_arrival(surgery, "Jo")

    def shown(query: str) -> list[str]:
        page = officer.get(day_of(surgery, query)).text
        return [name for name in ("Arthur Pym", "Meena Patel", "Jo") if f"<b>{name}</b>" in page]

    assert shown("") == ["Arthur Pym", "Meena Patel", "Jo"]
    assert shown("?find=PYM") == ["Arthur Pym"]
    assert shown("?find=mill%20green") == ["Arthur Pym"]
    assert shown("?find=natter") == ["Meena Patel"]
    assert shown("?show=waiting") == ["Jo"]
    assert shown("?show=nonsense") == ["Arthur Pym", "Meena Patel", "Jo"]


def test_someone_else_needs_only_a_name(officer: Client, surgery: Gathering) -> None:
    answer = officer.post(
        day_of(surgery, "someone/"), {"name": "Arthur Pym", "roles": "looking", "form_key": key()}
    )

    (arthur,) = here(surgery)
    assert (answer.status_code, answer["Location"]) == (302, day_of(surgery, f"#a-{arthur.uid}"))
    assert (arthur.called, arthur.looking, arthur.helping) == ("Arthur Pym", True, False)


def test_someone_else_sent_twice_is_not_asked_about_themselves(officer: Client, surgery: Gathering) -> None:
    form = {"name": "Arthur Pym", "roles": "looking", "form_key": key()}
    first = officer.post(day_of(surgery, "someone/"), form)

    again = officer.post(day_of(surgery, "someone/"), form)

    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert [row.called for row in here(surgery)] == ["Arthur Pym"]


def test_someone_else_without_a_name_is_told_of_the_tick(officer: Client, surgery: Gathering) -> None:
    answer = officer.post(day_of(surgery, "someone/"), {"name": " ", "form_key": key()})

    assert answer.status_code == 422
    assert "Type a name, or count one more without a name." in says(answer.text)


def test_a_name_known_from_before_is_asked_about_and_never_taken_for_granted(
    officer: Client, surgery: Gathering
) -> None:
    before = make_gathering(surgery.hub, "Earlier surgery", starts_at=timezone.now() - timedelta(days=30))
    arthur = make_arrival(before, "Arthur Pym").person
    assert arthur is not None
    form = {"name": "arthur pym", "roles": "looking", "form_key": key()}

    asked = officer.post(day_of(surgery, "someone/"), form)
    assert asked.status_code == 422
    assert "Arthur Pym (no group; Earlier surgery)" in says(asked.text)
    assert list(here(surgery)) == []

    officer.post(day_of(surgery, "someone/"), {**form, "same": str(arthur.uid)})
    officer.post(day_of(surgery, "someone/"), {**form, "same": "new", "form_key": key()})

    assert [row.person == arthur for row in here(surgery).order_by("pk")] == [True, False]


def test_picking_arthur_from_the_list_is_answer_enough(officer: Client, surgery: Gathering) -> None:
    arthur = booked(surgery, "Arthur Pym", booking="cancelled").person
    assert arthur is not None
    suggested = officer.get(day_of(surgery, "known/?q=arth")).text
    assert f'data-value="{arthur.uid}" data-label="Arthur Pym"' in suggested
    assert officer.get(day_of(surgery, "known/?q=a")).text.strip() == ""

    officer.post(
        day_of(surgery, "someone/"), {"name": "Arthur Pym", "person_uid": arthur.uid, "form_key": key()}
    )

    assert [row.person for row in here(surgery)] == [arthur]


def test_olive_says_what_meena_does_tonight_and_that_she_may_be_named(
    officer: Client, surgery: Gathering
) -> None:
    meena = make_arrival(surgery, "Meena Patel")
    address = day_of(surgery, f"{meena.uid}/")
    assert officer.get(address).status_code == 200

    officer.post(address, {"roles": ["looking", "helping"], "named": "on", "form_key": key()})

    meena.refresh_from_db()
    assert (meena.looking, meena.helping) == (True, True)
    assert [(said.person, said.how) for said in Consent.objects.all()] == [(meena.person, "spoken")]
    assert "Undo: changed on the day" in says(officer.get(address).text)


def test_a_tick_without_a_name_has_a_page_too(officer: Client, surgery: Gathering) -> None:
    officer.post(day_of(surgery, "tick/"), {"role": "helping", "form_key": key()})
    (row,) = here(surgery)

    page = officer.get(day_of(surgery, f"{row.uid}/")).text

    assert "A helper without a name" in says(page)
    assert "named" not in re.findall(r'name="(\w+)"', page)


def test_undoing_what_a_note_rests_on_is_explained(officer: Client, surgery: Gathering) -> None:
    officer.post(day_of(surgery, "someone/"), {"name": "Arthur Pym", "roles": "looking", "form_key": key()})
    page = officer.get(day_of(surgery)).text
    write_note(surgery, Telling("fixed", helped=tuple(here(surgery))), by=None, form_key=uuid.uuid4())

    officer.post(undo_address(page))

    assert "There is a help note about them. Undo the note first." in says(officer.get(day_of(surgery)).text)
    assert len(here(surgery)) == 1


def test_the_door_helper_may_do_all_of_it_and_is_not_shown_the_way_to_finish(
    client: Client, hub: Hub, surgery: Gathering
) -> None:
    dora = give_role(hub, name="Dora Finch", email="dora@leasow.example", role="door", by=None).person
    sign_in(client, dora)
    meena = booked(surgery, "Meena Patel")

    page = client.get(day_of(surgery))
    answer = client.post(day_of(surgery, f"{meena.uid}/here/"), {"form_key": key()})

    assert (page.status_code, answer.status_code) == (200, 302)
    assert "/finish/" not in page.text
    assert DayEntry.objects.get().by == dora


def test_looking_changes_nothing(officer: Client, surgery: Gathering) -> None:
    meena = booked(surgery, "Meena Patel")

    for rest in ("", "someone/", f"{meena.uid}/", "known/?q=me"):
        assert officer.get(day_of(surgery, rest)).status_code == 200
    for rest in (f"{meena.uid}/here/", "tick/"):
        assert officer.get(day_of(surgery, rest)).status_code == 405

    meena.refresh_from_db()
    assert (meena.arrival, DayEntry.objects.count()) == ("expected", 0)


def test_another_gatherings_and_another_hubs_lines_are_not_there(officer: Client, surgery: Gathering) -> None:
    other = make_gathering(surgery.hub, "Another surgery")
    stranger = booked(other, "Jo")
    elsewhere = open_hub("Elsewhere", slug="elsewhere", host="elsewhere.example")
    with hub_scope(elsewhere):
        foreign = make_gathering(elsewhere, "Foreign surgery")

    assert officer.get(day_of(foreign)).status_code == 404
    assert officer.get(day_of(surgery, f"{stranger.uid}/")).status_code == 404
    assert officer.post(day_of(surgery, f"{stranger.uid}/here/"), {"form_key": key()}).status_code == 404


def test_an_address_to_go_back_to_stays_on_this_site(officer: Client, surgery: Gathering) -> None:
    form = {"role": "looking", "form_key": key(), "next": "https://elsewhere.example/"}

    assert officer.post(day_of(surgery, "tick/"), form)["Location"] == day_of(surgery)


@pytest.mark.parametrize("people", [1, 3, 60])
def test_the_sheet_takes_at_most_ten_queries_however_many_come(
    officer: Client, surgery: Gathering, people: int
) -> None:
    for number in range(people):
        row = booked(surgery, f"Guest {number}", arrival="here" if number % 2 else "expected")
        row.groups.add(make_group(surgery.hub, f"Group {number}"))

    with CaptureQueriesContext(connection) as asked:
        page = officer.get(day_of(surgery))

    assert page.text.count('class="arrival') == people
    assert len(asked) <= 10, "\n".join(each["sql"][:150] for each in asked)


def test_a_person_removed_at_their_wish_leaves_a_head_and_no_name(
    officer: Client, surgery: Gathering
) -> None:
    make_arrival(surgery, "Arthur Pym")
    Person.objects.filter(name="Arthur Pym").delete()

    page = says(officer.get(day_of(surgery)).text)

    assert "1 here" in page
    assert "No name" in page


def all_at_once(olive: Person, sent: list[dict[str, object]], address: str) -> list[int]:
    """Send these forms at the same moment, each from a phone of its own; return the answers."""
    phones = [sign_in(Client(), olive) for _ in sent]

    def send(phone: Client, form: dict[str, object]) -> int:
        try:
            return phone.post(address, form).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(sent)) as crowd:
        return list(crowd.map(send, phones, sent))


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_one_form_sent_eight_times_at_once_is_one_walk_in(olive: Person, surgery: Gathering) -> None:
    form: dict[str, object] = {"name": "Arthur Pym", "roles": "looking", "form_key": key()}

    answers = all_at_once(olive, [{**form, "same": "new"}] * 8, day_of(surgery, "someone/"))

    # One that comes in the very moment Arthur is added may ask whether this is him: it adds nobody either.
    assert set(answers) <= {302, 422}
    assert [row.called for row in here(surgery)] == ["Arthur Pym"]
    assert DayEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_two_phones_adding_the_same_known_person_make_one_line(olive: Person, surgery: Gathering) -> None:
    before = make_gathering(surgery.hub, "Earlier surgery", starts_at=timezone.now() - timedelta(days=30))
    arthur = make_arrival(before, "Arthur Pym").person
    assert arthur is not None
    form: dict[str, object] = {"name": "Arthur Pym", "person_uid": arthur.uid, "roles": "looking"}

    answers = all_at_once(olive, [{**form, "form_key": key()} for _ in range(6)], day_of(surgery, "someone/"))

    assert answers == [302] * 6
    assert [row.person for row in here(surgery)] == [arthur]


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_one_tick_sent_eight_times_at_once_is_one_head(olive: Person, surgery: Gathering) -> None:
    answers = all_at_once(
        olive, [{"role": "looking", "form_key": str(surgery.uid)}] * 8, day_of(surgery, "tick/")
    )

    assert answers == [302] * 8
    assert len(here(surgery)) == 1
