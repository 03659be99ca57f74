"""The help note at the desk: four taps, and what more somebody may have to say."""

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions.meeting import Meeting, met
from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import Attendance, Gathering, HelpNote, Introduction
from bandstand.gatherings.queries.write_up import draft_write_up
from bandstand.people.actions.forget import forget
from bandstand.people.models import Consent, Hub
from bandstand.people.papers import papers_of
from tests.borough import make_arrival, make_gathering, make_group
from tests.web.test_day import key, says


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, starts_at=timezone.now() - timedelta(minutes=40))


@pytest.fixture
def meena(surgery: Gathering) -> Attendance:
    row = make_arrival(surgery, "Meena Patel")
    row.groups.add(make_group(surgery.hub, "Mill Green Runners", kind="sports-club"))
    return row


def notes_of(gathering: Gathering, rest: str = "") -> str:
    return f"/desk/gatherings/{gathering.slug}/notes/{rest}"


def test_everything_there_may_be_to_say_is_kept(
    officer: Client, surgery: Gathering, meena: Attendance
) -> None:
    form = {
        "helped": [str(meena.uid)],
        "result": "part done",
        "barriers": ["password", "committee"],
        "next_step": "Ask the treasurer",
        "next_who": "Meena",
        "next_by": "2030-03-04",
        "minutes": "25",
        "address": "millgreen.example.org",
        "unexpected": "Met the bowls club",
        "form_key": key(),
    }

    officer.post(notes_of(surgery, "new/"), form)

    note = HelpNote.objects.get()
    assert (note.barriers, note.next_who, note.next_by) == (
        ["password", "committee"],
        "Meena",
        date(2030, 3, 4),
    )
    assert (note.minutes, note.address, note.unexpected) == (
        25,
        "https://millgreen.example.org",
        "Met the bowls club",
    )
    page = says(officer.get(notes_of(surgery)).text)
    assert "Next: Ask the treasurer (Meena, by" in page


def test_words_are_printed_only_with_a_yes(officer: Client, surgery: Gathering, meena: Attendance) -> None:
    form = {"helped": [str(meena.uid)], "result": "learned", "quote": "I can do it myself now."}
    officer.post(notes_of(surgery, "new/"), {**form, "form_key": key()})
    assert "myself now" not in draft_write_up(surgery)
    assert "not to be printed" in says(officer.get(notes_of(surgery)).text)

    note = HelpNote.objects.get()
    change = {"result": "learned", "quote": note.quote, "quote_by": str(meena.uid), "may_quote": "on"}
    officer.post(notes_of(surgery, f"{note.uid}/"), {**change, "form_key": key()})

    assert "“I can do it myself now,” said someone from Mill Green Runners." in draft_write_up(surgery)
    yes = Consent.objects.get()
    assert (yes.purpose, yes.person, yes.how) == ("quote", meena.person, "spoken")

    officer.post(notes_of(surgery, f"{note.uid}/"), {**change, "may_quote": "", "form_key": key()})
    assert "myself now" not in draft_write_up(surgery)


def test_a_yes_needs_somebody_who_said_it(officer: Client, surgery: Gathering, meena: Attendance) -> None:
    arthur = make_arrival(surgery, "Arthur Pym")
    both = {
        "helped": [str(meena.uid), str(arthur.uid)],
        "result": "learned",
        "quote": "Lovely",
        "may_quote": "on",
    }

    asked = officer.post(notes_of(surgery, "new/"), {**both, "form_key": key()})
    assert asked.status_code == 422
    assert "Say whose words these are" in says(asked.text)

    officer.post(notes_of(surgery, "new/"), {**both, "quote_by": str(arthur.uid), "form_key": key()})
    assert Consent.objects.get().person == arthur.person


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"minutes": "9000"}, "That is more than ten hours. Check it."),
        ({"minutes": "a while"}, "Type a number of minutes, or leave it empty."),
        ({"next_by": "soon"}, "Type the date as day/month/year."),
        ({"address": "javascript:alert(1)"}, "Type the address as it stands in the browser"),
    ],
)
def test_what_does_not_fit_is_said_plainly(
    officer: Client, surgery: Gathering, meena: Attendance, typed: dict[str, str], told: str
) -> None:
    form = {"helped": [str(meena.uid)], "result": "fixed", "form_key": key(), **typed}

    answer = officer.post(notes_of(surgery, "new/"), form)

    assert answer.status_code == 422
    assert told in says(answer.text)
    assert "<details open>" in answer.text


def test_changing_the_words_keeps_the_rest(officer: Client, surgery: Gathering, meena: Attendance) -> None:
    told = Telling("fixed", helped=(meena,), words="Linkd it", minutes=20, barriers=("time",), next_who="Jo")
    note = write_note(surgery, told, by=None, form_key=uuid.uuid4()).note
    assert note is not None
    form = officer.get(notes_of(surgery, f"{note.uid}/")).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}

    officer.post(notes_of(surgery, f"{note.uid}/"), {**sent, "words": "Linked it"})

    note.refresh_from_db()
    assert (note.words, note.minutes, note.barriers, note.next_who) == ("Linked it", 20, ["time"], "Jo")


def test_what_meena_said_is_handed_over_and_goes_with_her_details(
    surgery: Gathering, meena: Attendance
) -> None:
    told = Telling(
        "learned", helped=(meena,), quote="I can do it myself now", quote_by=meena, next_who="Meena"
    )
    entry = write_note(surgery, told, by=None, form_key=uuid.uuid4())
    arthur = make_arrival(surgery, "Arthur Pym")
    met(surgery, Meeting((meena, arthur), words="Meena knows the hall"), by=None)
    assert meena.person is not None
    papers = str(papers_of(meena.person))
    assert [words for words in ("I can do it myself now", "knows the hall") if words not in papers] == []

    forget(meena.person, only_own_rows=False)

    note = HelpNote.objects.get()
    assert (note.quote, note.quote_by, "Meena" in note.next_who) == ("", None, False)
    assert "Meena" not in Introduction.objects.get().words
    entry.refresh_from_db()
    assert "myself now" not in str(entry.said)
    write_note(surgery, Telling("fixed", helped=(arthur,)), by=None, form_key=uuid.uuid4())  # read anew
    note.refresh_from_db()
    assert note.quote == ""
