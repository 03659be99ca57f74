"""Typing in what was written on paper, one form a slip, and the sheet people signed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions.slips import have_slips
from bandstand.gatherings.actions.undo import undo
from bandstand.gatherings.codes import ALPHABET
from bandstand.gatherings.models import Attendance, DayEntry, Gathering, HelpNote, Slip
from bandstand.people.models import Consent, Hub, Person
from bandstand.people.queries import may_be_named
from tests.borough import make_arrival, make_gathering, make_group, make_person
from tests.web.test_day import booked, key, says


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    """Yesterday's, with Meena, Gareth who helped, and Jo who was expected."""
    gathering = make_gathering(hub, starts_at=timezone.now() - timedelta(days=1))
    make_arrival(gathering, "Meena Patel")
    make_arrival(gathering, "Gareth Pugh", helping=True)
    booked(gathering, "Jo Okafor")
    return gathering


@pytest.fixture
def code(surgery: Gathering) -> str:
    return have_slips(surgery, 4, by=None)[0].code


def slips_of(gathering: Gathering, rest: str = "") -> str:
    return f"/desk/gatherings/{gathering.slug}/slips/{rest}"


def typed(code: str, **more: str) -> dict[str, str]:
    return {
        "code": code,
        "helped": "meen",
        "helpers": "gar",
        "topics": "fac",
        "result": "f",
        "form_key": key(),
        **more,
    }


def test_a_slip_is_a_help_note_from_paper(officer: Client, surgery: Gathering, code: str) -> None:
    answer = officer.post(slips_of(surgery), typed(code.lower(), words="Linked the page"), follow=True)

    note = HelpNote.objects.get()
    assert [row.called for row in note.helped.all()] == ["Meena Patel"]
    assert [row.called for row in note.helpers.all()] == ["Gareth Pugh"]
    assert [topic.name for topic in note.topics.all()] == ["Facebook page"]
    assert (note.result, note.via, note.words) == ("fixed", "paper", "Linked the page")
    assert Slip.objects.get(code=code).note == note
    assert f"{code}: Gareth Pugh helped Meena Patel." in says(answer.text)
    assert answer.context["form"]["helpers"].value() == "Gareth Pugh"


def test_the_same_form_twice_is_one_note(officer: Client, surgery: Gathering, code: str) -> None:
    form = typed(code)

    assert [officer.post(slips_of(surgery), form).status_code for _ in range(2)] == [302, 302]
    assert HelpNote.objects.count() == 1


def test_a_slip_typed_before_says_so(officer: Client, surgery: Gathering, code: str) -> None:
    officer.post(slips_of(surgery), typed(code))

    answer = officer.post(slips_of(surgery), typed(code))

    assert answer.status_code == 422
    assert "This slip was typed in before" in says(answer.text)
    assert HelpNote.objects.count() == 1


def test_a_note_taken_back_frees_its_slip(officer: Client, surgery: Gathering, code: str) -> None:
    officer.post(slips_of(surgery), typed(code))
    undo(DayEntry.objects.get(verb="noted"), by=None)

    assert officer.post(slips_of(surgery), typed(code)).status_code == 302
    assert HelpNote.objects.filter(undone_at=None).count() == 1


def test_a_misread_code_and_one_of_another_gathering_are_told_apart(
    officer: Client, surgery: Gathering, code: str
) -> None:
    other = have_slips(make_gathering(surgery.hub, "Surgery at Priory Hall"), 1, by=None)[0].code
    misread = code[:-1] + ALPHABET[(ALPHABET.index(code[-1]) + 1) % len(ALPHABET)]

    told = [says(officer.post(slips_of(surgery), typed(one)).text) for one in (misread, other)]

    assert "That is no code of ours: one letter is misread." in told[0]
    assert "This slip is from Surgery at Priory Hall: type it in there." in told[1]
    assert HelpNote.objects.count() == 0


def test_a_new_name_is_asked_about_once_and_was_there(officer: Client, surgery: Gathering, code: str) -> None:
    form = typed(code, helped="Zed Brown, ?")
    asked = officer.post(slips_of(surgery), form)
    assert "Nobody on the sheet is called “Zed Brown”. Press Enter again to add them." in says(asked.text)
    assert Person.objects.filter(name="Zed Brown").count() == 0

    officer.post(slips_of(surgery), {**form, "sure_of": asked.context["form"]["sure_of"].value()})

    helped = HelpNote.objects.get().helped.order_by("pk")
    assert [(row.called, row.arrival, row.arrived_at, row.channel) for row in helped] == [
        ("Zed Brown", "here", None, "paper"),
        ("", "here", None, "paper"),
    ]


def test_a_quote_is_kept_with_its_yes(officer: Client, surgery: Gathering, code: str) -> None:
    officer.post(slips_of(surgery), typed(code, quote="I can do it myself now", may_quote="on"))

    note = HelpNote.objects.get()
    yes = Consent.objects.get()
    assert (note.quote, note.quote_by and note.quote_by.called) == ("I can do it myself now", "Meena Patel")
    assert (yes.purpose, yes.given, yes.how) == ("quote", True, "paper")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"result": "q"}, "Type the letter ticked on the slip"),
        ({"result": ""}, "Type the letter ticked on the slip"),
        ({"topics": "knit"}, "No topic begins with “knit”."),
        ({"helped": "", "helpers": ""}, "Say who was helped, or who helped."),
        ({"code": ""}, "Type the code in the corner of the slip."),
    ],
)
def test_what_is_not_clear_is_asked(
    officer: Client, surgery: Gathering, code: str, wrong: dict[str, str], told: str
) -> None:
    answer = officer.post(slips_of(surgery), typed(code) | wrong)

    assert answer.status_code == 422
    assert told in says(answer.text)
    assert HelpNote.objects.count() == 0


def test_without_slips_there_is_somewhere_else_to_go(officer: Client, surgery: Gathering) -> None:
    assert "No slips were printed for this one" in says(officer.get(slips_of(surgery)).text)


def test_the_signed_sheet_says_who_came_and_not_when(officer: Client, surgery: Gathering) -> None:
    jo = Attendance.objects.get(person__name="Jo Okafor")
    make_group(surgery.hub, "Mill Green Runners", kind="sports-club")
    form = {
        f"came-{jo.uid}": "on",
        f"named-{jo.uid}": "on",
        "name-1": "Zed Brown",
        "group-1": "Mill Green Runners",
        "helps-1": "on",
        "name-2": "Ivy Lane",
        "yes-2": "on",
        "unnamed_looking": "3",
        "form_key": key(),
    }

    for _ in range(2):  # sent twice, done once
        officer.post(slips_of(surgery, "sheet/"), form)

    came = {row.called: row for row in Attendance.objects.filter(gathering=surgery, arrival="here")}
    assert sorted(came) == ["Gareth Pugh", "Ivy Lane", "Jo Okafor", "Meena Patel", "Zed Brown"]
    assert [came[name].arrived_at for name in ("Jo Okafor", "Zed Brown", "Ivy Lane")] == [None, None, None]
    assert (came["Zed Brown"].helping, [str(group) for group in came["Zed Brown"].groups.all()]) == (
        True,
        ["Mill Green Runners"],
    )
    yes = may_be_named({row.person_id for row in came.values() if row.person_id})
    assert sorted(row.called for row in came.values() if row.person_id in yes) == ["Ivy Lane", "Jo Okafor"]
    surgery.refresh_from_db()
    assert (surgery.unnamed_looking, surgery.unnamed_helping) == (3, None)


def test_a_tick_too_many_is_unticked_again_but_not_what_more_than_paper_says(
    officer: Client, surgery: Gathering
) -> None:
    jo = Attendance.objects.get(person__name="Jo Okafor")
    officer.post(
        slips_of(surgery, "sheet/"), {f"came-{jo.uid}": "on", "name-1": "Zed Brown", "form_key": key()}
    )

    officer.post(slips_of(surgery, "sheet/"), {"form_key": key()})

    rows = Attendance.objects.filter(gathering=surgery, undone_at=None)
    assert dict(rows.values_list("person__name", "arrival")) == {
        "Meena Patel": "here",
        "Gareth Pugh": "here",
        "Jo Okafor": "expected",
    }


def test_both_screens_cost_the_same_for_one_and_for_three(
    officer: Client, surgery: Gathering, code: str
) -> None:
    def cost() -> list[int]:
        costs = []
        for rest in ("", "sheet/"):
            with CaptureQueriesContext(connection) as asked:
                assert officer.get(slips_of(surgery, rest)).status_code == 200
            costs.append(len(asked))
        return costs

    officer.post(slips_of(surgery), typed(code))
    with_one = cost()
    for slip in Slip.objects.filter(note=None)[:2]:
        make_person(surgery.hub, slip.code)
        booked(surgery, f"Arthur {slip.code}")
        officer.post(slips_of(surgery), typed(slip.code))

    assert cost() == with_one
