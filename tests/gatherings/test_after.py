"""Did it stick? Who is asked, when, and that nobody is asked twice."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions.after import (
    AFTER_HELP,
    More,
    answer,
    drop_follow_ups,
    plan_follow_ups,
    say_more,
)
from bandstand.gatherings.actions.after_asking import ask_due, plan_questions_to_groups
from bandstand.gatherings.actions.details import wipe
from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import Attendance, FollowUp, Gathering, Introduction
from bandstand.gatherings.queries.after import may_quote, stuck_after
from bandstand.groups.actions.connections import take_back
from bandstand.groups.actions.listing import leave
from bandstand.groups.actions.merging import merge
from bandstand.groups.models import Connection, Group
from bandstand.people.actions.forget import forget
from bandstand.people.models import Consent, Hub, Message, Person
from bandstand.people.papers import papers_of
from tests.borough import make_arrival, make_gathering, make_group

pytestmark = pytest.mark.database


def noon(days: int = 0) -> datetime:
    today = timezone.localtime().replace(hour=12, minute=0)
    return today + timedelta(days=days)


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    """A surgery held six weeks ago today."""
    return make_gathering(hub, starts_at=noon() - AFTER_HELP)


def helped(surgery: Gathering, name: str, *, result: str = "fixed", group: Group | None = None) -> Attendance:
    seat = make_arrival(surgery, name)
    assert seat.person is not None
    Person.objects.filter(pk=seat.person.pk).update(
        email=f"{name.split(maxsplit=1)[0].lower()}@leasow.example"
    )
    if group:
        seat.groups.add(group)
    write_note(surgery, Telling(result=result, helped=(seat,)), by=None, form_key=uuid.uuid4())
    return seat


def test_those_helped_are_asked_once_six_weeks_after_if_they_left_an_address(surgery: Gathering) -> None:
    meena, nothing = helped(surgery, "Meena Patel"), helped(surgery, "Jo Bell", result="not today")
    silent = make_arrival(surgery, "Arthur Onions")  # came, was not helped
    write_note(surgery, Telling(result="fixed", helped=(meena,)), by=None, form_key=uuid.uuid4())

    assert (plan_follow_ups(surgery), plan_follow_ups(surgery)) == (1, 0)
    (row,) = FollowUp.objects.all()
    assert (row.attendance, row.state, row.due_on) == (meena, "planned", noon().date())
    assert nothing.follow_ups.count() + silent.follow_ups.count() == 0


def test_planning_costs_the_same_for_one_and_for_three(surgery: Gathering) -> None:
    def cost() -> int:
        FollowUp.objects.all().delete()
        with CaptureQueriesContext(database) as asked:
            plan_follow_ups(surgery)
        return len(asked)

    park = make_group(surgery.hub, "Friends of Mill Green Park")
    helped(surgery, "Meena Patel", group=park)
    with_one = cost()
    for name in ("Jo Bell", "Arthur Onions"):
        helped(surgery, name, group=park)

    assert cost() == with_one
    assert {row.group for row in FollowUp.objects.all()} == {park}


def test_the_letter_goes_by_day_and_once(surgery: Gathering) -> None:
    helped(surgery, "Meena Patel")
    plan_follow_ups(surgery)
    hub = surgery.hub

    assert (ask_due(hub, noon(-1)), ask_due(hub, noon().replace(hour=3))) == (0, 0)
    assert (ask_due(hub, noon()), ask_due(hub, noon())) == (1, 0)
    letter = Message.objects.get()
    assert (letter.to_address, letter.text.count("{link}")) == ("meena@leasow.example", 1)
    assert letter.subject.startswith("Did it stick? The Boathouse Café, ")


def test_who_left_no_address_since_or_is_asked_far_too_late_is_dropped(surgery: Gathering) -> None:
    first = helped(surgery, "Meena Patel")
    plan_follow_ups(surgery)
    Person.objects.filter(pk=first.person_id or 0).update(email="")
    assert (ask_due(surgery.hub, noon()), FollowUp.objects.get().state) == (0, "dropped")

    FollowUp.objects.all().delete()
    helped(surgery, "Jo Bell")
    plan_follow_ups(surgery)
    assert (ask_due(surgery.hub, noon(40)), FollowUp.objects.get().state) == (0, "dropped")


def test_opened_again_what_was_planned_is_taken_back(surgery: Gathering) -> None:
    helped(surgery, "Meena Patel")
    plan_follow_ups(surgery)

    assert (drop_follow_ups(surgery), plan_follow_ups(surgery)) == (1, 1)
    ask_due(surgery.hub, noon())
    assert (drop_follow_ups(surgery), plan_follow_ups(surgery)) == (0, 0)


def test_answers_are_counted_and_can_be_changed(surgery: Gathering) -> None:
    for name in ("Meena Patel", "Jo Bell", "Arthur Onions"):
        helped(surgery, name)
    plan_follow_ups(surgery)
    ask_due(surgery.hub, noon())
    first, second, _ = FollowUp.objects.all()
    answer(first, "yes")
    answer(second, "yes")
    answer(second, "no")

    told = stuck_after(surgery)
    assert (told.asked, told.yes, told.no, told.answered, told.planned) == (3, 1, 1, 2, 0)


def test_words_are_quoted_only_with_a_yes_that_can_be_taken_back(surgery: Gathering) -> None:
    helped(surgery, "Meena Patel")
    plan_follow_ups(surgery)
    row = FollowUp.objects.get()
    answer(row, "yes")

    say_more(row, More("fine", "We have forty new followers."))
    row.refresh_from_db()
    assert may_quote(row) is False
    say_more(row, More("fine", "We have forty new followers.", quote=True))
    assert may_quote(row) is True
    say_more(row, More("fine", "We have forty new followers."))
    assert may_quote(row) is False
    assert Consent.objects.filter(purpose="quote", given=True, withdrawn_at=None).count() == 0


@pytest.fixture
def met(surgery: Gathering) -> Connection:
    """The runners and the park met at the surgery, through Meena and Jo."""
    runners = make_group(surgery.hub, "Mill Green Runners", kind="sports-club")
    park = make_group(surgery.hub, "Friends of Mill Green Park", email="park@leasow.example")
    meena = helped(surgery, "Meena Patel", group=runners)
    jo = make_arrival(surgery, "Jo Bell")
    jo.groups.add(park)
    connection = Connection.objects.create(
        hub=surgery.hub, on=noon().date() - AFTER_HELP, where=surgery.title
    )
    connection.groups.set([runners, park])
    made = Introduction.objects.create(hub=surgery.hub, gathering=surgery, connection=connection)
    made.attendances.set([meena, jo])
    return connection


def test_groups_that_met_are_asked_and_one_letter_asks_everything(
    met: Connection, surgery: Gathering
) -> None:
    plan_follow_ups(surgery)

    assert (ask_due(surgery.hub, noon()), ask_due(surgery.hub, noon())) == (2, 0)
    letters = {one.to_address: one for one in Message.objects.all()}
    assert set(letters) == {"meena@leasow.example", "park@leasow.example"}
    both = letters["meena@leasow.example"]
    assert FollowUp.objects.filter(message=both).count() == 2
    assert "Mill Green Runners met Friends of Mill Green Park at" in both.text
    assert "Meena" not in letters["park@leasow.example"].text


def test_an_answer_is_one_dated_piece_of_evidence_however_often_it_changes(met: Connection) -> None:
    ask_due(met.hub, noon())
    row = FollowUp.objects.get(connection=met, group__name__startswith="Friends")
    answer(row, "partly")
    answer(row, "yes")
    say_more(row, More("", "We share a shed now."))

    (told,) = met.evidence.all()
    assert (told.says, told.by, told.group, told.words) == ("did", "group", row.group, "We share a shed now.")


def test_who_wants_no_letters_gets_none_and_what_was_undone_is_not_asked_about(met: Connection) -> None:
    Group.objects.filter(email="park@leasow.example").update(no_letters_at=timezone.now())
    assert ask_due(met.hub, noon()) == 1

    Connection.objects.filter(pk=met.pk).update(undone_at=timezone.now())
    assert ask_due(met.hub, noon(140)) == 0


def test_what_was_planned_is_not_asked_once_the_meeting_is_taken_back(met: Connection) -> None:
    plan_questions_to_groups(met.hub, noon().date())
    take_back(met, by=Person.objects.create(hub=met.hub, name="Olive Shah"))

    assert ask_due(met.hub, noon()) == 0
    assert {row.state for row in FollowUp.objects.filter(connection=met)} == {"dropped"}


def test_two_found_to_be_one_are_not_asked_about_themselves(met: Connection) -> None:
    runners, park = met.groups.order_by("name").reverse()
    merge(park, runners, {}, by=None)

    assert ask_due(met.hub, noon()) == 0


def test_a_group_that_left_since_is_not_asked_about(met: Connection) -> None:
    leave(met.groups.get(name="Mill Green Runners"))

    assert ask_due(met.hub, noon()) == 0
    singers = make_group(met.hub, "Singing for Breathing", kind="health-group")
    met.groups.add(singers)
    FollowUp.objects.all().delete()
    ask_due(met.hub, noon())
    (letter,) = Message.objects.filter(to_address="park@leasow.example")
    assert "Friends of Mill Green Park met Singing for Breathing at" in letter.text


def test_whose_details_go_is_not_asked_and_their_words_go_too(surgery: Gathering) -> None:
    seat, other = helped(surgery, "Meena Patel"), helped(surgery, "Jo Bell")
    plan_follow_ups(surgery)
    row = FollowUp.objects.get(attendance=seat)
    answer(row, "yes")
    say_more(row, More("ring", "Ring me after six, please."))
    person = Person.objects.get(pk=seat.person_id)
    told = {paper.title: paper.rows for paper in papers_of(person)}
    assert told["What you told us some weeks later"][0]["In your words"] == "Ring me after six, please."

    forget(person)
    wipe(other)

    row.refresh_from_db()
    assert (row.words, row.more, row.says, row.state) == ("", "", "yes", "answered")
    assert ask_due(surgery.hub, noon()) == 0
