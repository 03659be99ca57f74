"""What entries hold about people: handed over, taken out, let go; and the sheet worked out again afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bandstand.gatherings.actions.meeting import never_met
from bandstand.gatherings.models import Attendance, DayEntry, Gathering, HelpNote, Introduction
from bandstand.gatherings.privacy.letting_go import _forget_entries
from bandstand.gatherings.queries.day import here
from bandstand.people.actions.forget import forget
from bandstand.people.models import Hub, Person
from bandstand.people.papers import papers_of
from tests.borough import make_arrival, make_gathering, make_person

from .entries import entry, phone_at, send

pytestmark = pytest.mark.database


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, starts_at=timezone.now() - timedelta(minutes=20))


def test_somebody_taken_out_is_in_no_entry_and_does_not_come_back(surgery: Gathering) -> None:
    door, meena = phone_at(surgery), make_arrival(surgery, "Meena Patel")
    arthur = entry("walked_in", name="Arthur Pym", group_words="Pym’s chess club", wants="Help for Arthur")
    words = {"words": "Showed Arthur the page", "quote": "It works", "quote_by": arthur["about"]}
    note = entry("noted", helped=[arthur["about"]], helpers=[str(meena.uid)], result="fixed", **words)
    send(door, arthur, note)

    forget(Person.objects.get(name="Arthur Pym"))
    send(door, entry("arrived", meena))

    said = str(list(DayEntry.objects.values_list("said", flat=True)))
    assert not any(word in said for word in ("Arthur", "Pym", "chess", "It works"))
    told = HelpNote.objects.get()
    assert (told.words, told.quote, told.helped.count()) == ("Showed somebody the page", "", 1)
    assert (len(here(surgery)), Person.objects.filter(name__contains="Arthur").exists()) == (2, False)


def test_somebody_let_in_on_two_phones_and_taken_out_stays_one(surgery: Gathering) -> None:
    arthur = make_person(surgery.hub, "Arthur Pym")
    for ago in (10, 20):
        send(phone_at(surgery), entry("walked_in", name="Arthur Pym", person=str(arthur.uid), ago=ago))

    forget(arthur)
    send(phone_at(surgery), entry("ticked", helping=False))

    assert len(here(surgery)) == 2


def test_entries_that_were_let_go_leave_the_sheet_as_it_was(surgery: Gathering) -> None:
    door, meena = phone_at(surgery), make_arrival(surgery, "Meena Patel")
    Attendance.objects.update(arrival="expected", arrived_at=None)
    send(door, entry("arrived", meena), entry("walked_in", name="Arthur Pym"))

    _forget_entries(DayEntry.objects.all())
    send(door, entry("badges", meena, no_phone=True))

    assert sorted(row.called for row in here(surgery)) == ["Arthur Pym", "Meena Patel"]


def test_phones_tables_and_meetings_are_handed_over(surgery: Gathering, olive: Person) -> None:
    meena, arthur = make_arrival(surgery, "Meena Patel"), make_arrival(surgery, "Arthur Pym")
    both = [str(meena.uid), str(arthur.uid)]
    phone = phone_at(surgery, label="Meena’s phone")
    phone.person = meena.person
    phone.save()
    met = entry("met", who=both, words="Meena and Arthur share a printer")
    send(phone, entry("sat", members=both, table="2"), met)
    assert meena.person is not None

    papers = {paper.title: paper.rows for paper in papers_of(meena.person)}

    assert [row["Table"] for row in papers["Who you sat with"]] == ["2"]
    assert [row["Called"] for row in papers["Phones you had a gathering’s sheet on"]] == ["Meena’s phone"]
    assert [row["Words"] for row in papers["Who you met"]] == ["Meena and (somebody) share a printer"]
    never_met(Introduction.objects.get(), by=olive)
    send(phone, entry("arrived", meena))
    assert Introduction.objects.get().undone_at is not None
