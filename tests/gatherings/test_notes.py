"""Help notes: many helpers, many people, many groups; put right, and taken back."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions.notes import Telling, reword, write_note
from bandstand.gatherings.actions.undo import undo
from bandstand.gatherings.models import Gathering, HelpNote
from bandstand.gatherings.queries.day import here, lines, notes_of
from bandstand.gatherings.queries.wins import open_wins
from bandstand.groups.models import Group
from bandstand.people.models import Hub, Person, Topic
from bandstand.presence.models import CheckUp, Finding
from tests.borough import make_arrival, make_gathering, make_group

pytestmark = pytest.mark.database


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, starts_at=timezone.now() - timedelta(minutes=20))


def make_finding(group: Group, headline: str = "Your website doesn’t show your Facebook page") -> Finding:
    now = timezone.now()
    check_up = CheckUp.objects.create(hub=group.hub, group=group, state="done", looked_at=now)
    return Finding.objects.create(
        hub=group.hub,
        group=group,
        look=f"look {headline}"[:40],
        state="easy win",
        headline=headline,
        effort_minutes=10,
        first_seen=now,
        last_seen=now,
        opened_by=check_up,
    )


def test_two_helpers_help_three_people_of_two_groups_in_one_note(surgery: Gathering, olive: Person) -> None:
    park = make_group(surgery.hub, "Friends of Mill Green Park")
    runners = make_group(surgery.hub, "Mill Green Runners", kind="sports-club")
    arthur, meena, jo = (make_arrival(surgery, name) for name in ("Arthur Pym", "Meena Patel", "Jo"))
    arthur.groups.add(park)
    meena.groups.add(runners)
    jo.groups.add(park)
    gareth, olu = (make_arrival(surgery, name, helping=True) for name in ("Gareth Pugh", "Olu Adeyemi"))
    facebook = Topic.objects.get(name="Facebook page")

    told = Telling("set up", helped=(arthur, meena, jo), helpers=(gareth, olu), topics=(facebook,))
    write_note(surgery, told, by=olive, form_key=uuid.uuid4())

    note = notes_of(surgery).get()
    assert set(note.helped.all()) == {arthur, meena, jo}
    assert set(note.helpers.all()) == {gareth, olu}
    assert set(note.groups.all()) == {park, runners}
    assert (list(note.topics.all()), note.result, note.recorded_by) == ([facebook], "set up", olive)


def test_an_easy_win_brings_its_group_along(surgery: Gathering) -> None:
    finding = make_finding(make_group(surgery.hub, "Friends of Mill Green Park"))
    told = Telling("fixed", helped=(make_arrival(surgery, "Arthur Pym"),), findings=(finding,))

    write_note(surgery, told, by=None, form_key=uuid.uuid4())

    note = notes_of(surgery).get()
    assert (list(note.findings.all()), list(note.groups.all())) == ([finding], [finding.group])


def test_only_the_open_wins_of_the_groups_in_the_room_are_offered(surgery: Gathering) -> None:
    park = make_group(surgery.hub, "Friends of Mill Green Park")
    arthur = make_arrival(surgery, "Arthur Pym")
    arthur.groups.add(park)
    open_one = make_finding(park)
    mended = make_finding(park, "Your website is hard to read on a phone")
    mended.closed_at, mended.closed_by = timezone.now(), mended.opened_by
    mended.save()
    make_finding(make_group(surgery.hub, "Somebody else’s group"))

    assert list(open_wins([arthur])) == [open_one]


def test_somebody_helped_shows_as_helped_and_as_waiting_once_the_note_is_taken_back(
    surgery: Gathering,
) -> None:
    arthur = make_arrival(surgery, "Arthur Pym")
    (line,) = lines(surgery)
    assert (line.waiting, line.helped) == (True, False)

    entry = write_note(surgery, Telling("learned", helped=(arthur,)), by=None, form_key=uuid.uuid4())

    (line,) = lines(surgery)
    assert (line.waiting, line.helped) == (False, True)
    undo(entry, by=None)
    (line,) = lines(surgery)
    assert (line.waiting, line.helped) == (True, False)
    assert list(notes_of(surgery)) == []
    assert HelpNote.objects.count() == 1


def test_meena_who_came_for_help_and_helped_takes_up_the_role_until_the_note_goes(surgery: Gathering) -> None:
    meena, arthur = make_arrival(surgery, "Meena Patel"), make_arrival(surgery, "Arthur Pym")
    told = Telling("learned", helped=(arthur,), helpers=(meena,))
    entry = write_note(surgery, told, by=None, form_key=uuid.uuid4())
    meena.refresh_from_db()
    assert (meena.looking, meena.helping) == (True, True)

    undo(entry, by=None)

    meena.refresh_from_db()
    assert (meena.looking, meena.helping) == (True, False)


def test_whoever_is_in_a_note_was_here_even_if_nobody_ticked_them(surgery: Gathering) -> None:
    arthur, gareth = make_arrival(surgery, "Arthur Pym"), make_arrival(surgery, "Gareth Pugh", helping=True)
    for row, said in ((arthur, "expected"), (gareth, "unknown")):
        row.arrival = said
        row.save()
    told = Telling("learned", helped=(arthur,), helpers=(gareth,))

    entry = write_note(surgery, told, by=None, form_key=uuid.uuid4())

    assert {row.pk for row in here(surgery)} == {arthur.pk, gareth.pk}
    undo(entry, by=None)
    arthur.refresh_from_db()
    gareth.refresh_from_db()
    assert (arthur.arrival, gareth.arrival) == ("expected", "unknown")


def test_a_role_shown_by_a_later_note_stays(surgery: Gathering) -> None:
    meena, arthur = make_arrival(surgery, "Meena Patel"), make_arrival(surgery, "Arthur Pym")
    told = Telling("learned", helped=(arthur,), helpers=(meena,))
    first = write_note(surgery, told, by=None, form_key=uuid.uuid4())
    meena.refresh_from_db()
    again = Telling("fixed", helped=(arthur,), helpers=(meena,))
    write_note(surgery, again, by=None, form_key=uuid.uuid4())

    undo(first, by=None)

    meena.refresh_from_db()
    assert meena.helping is True


def test_words_and_groups_are_put_right_and_put_back(surgery: Gathering, olive: Person) -> None:
    park = make_group(surgery.hub, "Friends of Mill Green Park")
    told = Telling("fixed", helped=(make_arrival(surgery, "Arthur Pym"),), words="Linkd the page")
    entry = write_note(surgery, told, by=olive, form_key=uuid.uuid4())
    assert entry.note is not None

    change = reword(
        entry.note,
        result="improved",
        words="Linked the page",
        next_step="Add photos",
        groups=[park],
        by=olive,
        form_key=uuid.uuid4(),
    )

    note = notes_of(surgery).get()
    assert (note.result, note.words, note.next_step) == ("improved", "Linked the page", "Add photos")
    assert list(note.groups.all()) == [park]
    undo(change, by=olive)
    note = notes_of(surgery).get()
    assert (note.result, note.words, note.next_step) == ("fixed", "Linkd the page", "")
    assert list(note.groups.all()) == []


def test_notes_cost_the_same_however_many(surgery: Gathering) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            for note in notes_of(surgery):
                [row.called for row in (*note.helped.all(), *note.helpers.all())]
                [*note.groups.all(), *note.topics.all(), *note.findings.all()]
        return len(asked)

    def one_more(name: str) -> None:
        arthur, helper = make_arrival(surgery, name), make_arrival(surgery, f"{name}’s helper", helping=True)
        arthur.groups.add(make_group(surgery.hub, f"Friends of {name}"))
        write_note(
            surgery, Telling("fixed", helped=(arthur,), helpers=(helper,)), by=None, form_key=uuid.uuid4()
        )

    one_more("Arthur")
    with_one = cost()
    one_more("Meena")
    one_more("Jo")

    assert cost() == with_one
