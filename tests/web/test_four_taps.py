"""Writing a help note at the desk: taps, a sentence if there is time, and undo."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries.day import notes_of
from bandstand.people.models import Hub, Topic
from tests.borough import make_arrival, make_gathering, make_group
from tests.gatherings.test_notes import make_finding
from tests.web.test_day import key, says, undo_address


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, starts_at=timezone.now() - timedelta(minutes=20))


def notes_at(gathering: Gathering, rest: str = "") -> str:
    return f"/desk/gatherings/{gathering.slug}/notes/{rest}"


def test_helped_helper_topic_and_result_make_a_note(officer: Client, surgery: Gathering) -> None:
    arthur, gareth = make_arrival(surgery, "Arthur Pym"), make_arrival(surgery, "Gareth Pugh", helping=True)
    facebook = Topic.objects.get(name="Facebook page")
    form = {
        "helped": arthur.uid,
        "helpers": gareth.uid,
        "topics": facebook.pk,
        "result": "fixed",
        "form_key": key(),
    }

    answer = officer.post(notes_at(surgery, "new/"), form)
    officer.post(notes_at(surgery, "new/"), form)

    note = notes_of(surgery).get()
    assert answer["Location"] == f"/desk/gatherings/{surgery.slug}/day/"
    assert (list(note.helped.all()), list(note.helpers.all())) == ([arthur], [gareth])
    assert (list(note.topics.all()), note.result) == ([facebook], "fixed")
    page = officer.get(answer["Location"]).text
    assert "Saved: Gareth Pugh helped Arthur Pym." in says(page)
    assert f'href="{notes_at(surgery, "new/")}">Another' in page
    officer.post(undo_address(page))
    assert list(notes_of(surgery)) == []


def test_a_note_for_arthur_has_him_the_one_helper_and_his_easy_wins_ready(
    officer: Client, surgery: Gathering
) -> None:
    park = make_group(surgery.hub, "Friends of Mill Green Park")
    finding = make_finding(park)
    make_finding(make_group(surgery.hub, "Not here tonight"), "Somebody else’s easy win")
    arthur, gareth = make_arrival(surgery, "Arthur Pym"), make_arrival(surgery, "Gareth Pugh", helping=True)
    arthur.groups.add(park)

    page = officer.get(notes_at(surgery, f"new/?for={arthur.uid}"))

    form = page.context["form"]
    assert (form["helped"].value(), form["helpers"].value()) == ([str(arthur.uid)], [str(gareth.uid)])
    assert form.fields["findings"].choices == [
        (str(finding.pk), "Your website doesn’t show your Facebook page (10 minutes)")
    ]


def test_with_two_helpers_none_is_taken_for_granted(officer: Client, surgery: Gathering) -> None:
    arthur = make_arrival(surgery, "Arthur Pym")
    for name in ("Gareth Pugh", "Olu Adeyemi"):
        make_arrival(surgery, name, helping=True)

    page = officer.get(notes_at(surgery, f"new/?for={arthur.uid}"))

    assert page.context["form"]["helpers"].value() == []


def test_what_is_missing_is_said_and_what_was_tapped_stays(officer: Client, surgery: Gathering) -> None:
    arthur = make_arrival(surgery, "Arthur Pym")

    no_result = officer.post(notes_at(surgery, "new/"), {"helped": arthur.uid, "form_key": key()})
    nobody = officer.post(
        notes_at(surgery, "new/"), {"result": "fixed", "words": "All done", "form_key": key()}
    )
    gone = officer.post(
        notes_at(surgery, "new/"), {"helped": uuid.uuid4(), "result": "fixed", "form_key": key()}
    )

    assert [answer.status_code for answer in (no_result, nobody, gone)] == [422, 422, 422]
    assert "Tap what came of it: that saves the note." in says(no_result.text)
    assert f'value="{arthur.uid}"' in no_result.text
    assert "checked" in no_result.text
    assert "Say who was helped, or who helped." in says(nobody.text)
    assert "All done" in nobody.text
    assert "has changed meanwhile" in says(gone.text)
    assert list(notes_of(surgery)) == []


def test_meena_who_helped_though_nobody_expected_it_is_offered_too(
    officer: Client, surgery: Gathering
) -> None:
    meena, arthur = make_arrival(surgery, "Meena Patel"), make_arrival(surgery, "Arthur Pym")
    form = {"helped": arthur.uid, "helpers_too": meena.uid, "result": "learned", "form_key": key()}

    officer.post(notes_at(surgery, "new/"), form)

    meena.refresh_from_db()
    assert (meena.looking, meena.helping) == (True, True)


def test_several_without_a_name_are_told_apart(officer: Client, surgery: Gathering) -> None:
    for _ in range(2):
        officer.post(f"/desk/gatherings/{surgery.slug}/day/tick/", {"role": "looking", "form_key": key()})

    page = says(officer.get(notes_at(surgery, "new/")).text)

    assert "Someone without a name (1)" in page
    assert "Someone without a name (2)" in page


def test_the_words_of_a_note_are_put_right(officer: Client, surgery: Gathering) -> None:
    arthur = make_arrival(surgery, "Arthur Pym")
    park = make_group(surgery.hub, "Friends of Mill Green Park")
    arthur.groups.add(park)
    told = Telling("fixed", helped=(arthur,), words="Linkd")
    entry = write_note(surgery, told, by=None, form_key=uuid.uuid4())
    assert entry.note is not None
    address = notes_at(surgery, f"{entry.note.uid}/")
    form = {"words": "Linked", "next_step": "", "result": "improved", "groups": park.uid, "form_key": key()}

    answer = officer.post(address, form)

    note = notes_of(surgery).get()
    assert answer["Location"] == notes_at(surgery, f"#n-{note.uid}")
    assert (note.words, note.result, list(note.groups.all())) == ("Linked", "improved", [park])
    assert "Undo the last change" in says(officer.get(address).text)
    assert officer.post(address, {"result": "nonsense", "form_key": key()}).status_code == 422


def test_taking_a_note_back_comes_back_to_the_notes(officer: Client, surgery: Gathering) -> None:
    told = Telling("fixed", helped=(make_arrival(surgery, "Arthur Pym"),))
    entry = write_note(surgery, told, by=None, form_key=uuid.uuid4())
    assert entry.note is not None

    page = officer.get(notes_at(surgery, f"{entry.note.uid}/")).text
    assert "Take the whole note back" in page
    answer = officer.post(undo_address(page), {"next": notes_at(surgery)})

    assert answer["Location"] == notes_at(surgery)
    assert "No help notes so far." in says(officer.get(notes_at(surgery)).text)
    assert officer.get(notes_at(surgery, f"{entry.note.uid}/")).status_code == 404


def test_pages_of_notes_cost_the_same_with_one_and_with_three(officer: Client, surgery: Gathering) -> None:
    def one_more(name: str) -> None:
        row, helper = make_arrival(surgery, name), make_arrival(surgery, f"{name}’s helper", helping=True)
        park = make_group(surgery.hub, f"Friends of {name}")
        row.groups.add(park)
        told = Telling("fixed", helped=(row,), helpers=(helper,), findings=(make_finding(park),))
        write_note(surgery, told, by=None, form_key=uuid.uuid4())

    def cost(rest: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(notes_at(surgery, rest)).status_code == 200
        return len(asked)

    one_more("Arthur")
    with_one = [cost(""), cost("new/")]
    one_more("Meena")
    one_more("Jo")

    assert [cost(""), cost("new/")] == with_one
