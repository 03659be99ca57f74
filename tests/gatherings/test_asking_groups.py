"""Six weeks and six months after groups met: once each, not after a no, and at most one letter in four weeks."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from bandstand.gatherings.actions.after import answer
from bandstand.gatherings.actions.after_asking import ask_due
from bandstand.gatherings.models import FollowUp
from bandstand.groups.actions.connections import Meeting, add_connection
from bandstand.groups.models import Connection, Group
from bandstand.people.models import Hub, Message
from tests.borough import make_group

pytestmark = pytest.mark.database


def noon(weeks: int = 0, days: int = 0) -> datetime:
    """Noon, some weeks and days after the runners met the Friends."""
    return timezone.localtime().replace(hour=12, minute=0) + timedelta(weeks=weeks, days=days)


@pytest.fixture
def runners(hub: Hub) -> Group:
    return make_group(hub, "Vale Runners", kind="sports-club", email="run@leasow.example")


@pytest.fixture
def met(hub: Hub, runners: Group) -> Connection:
    friends = make_group(hub, "Netherby Friends", email="friends@leasow.example")
    return add_connection(hub, [runners, friends], Meeting(timezone.localdate(), where="The Mill"), by=None)


def asked_of(group: Group) -> list[tuple[str, str]]:
    rows = FollowUp.objects.filter(group=group).exclude(state="planned").order_by("due_on", "pk")
    return [(row.state, str(row.due_on - timezone.localdate())) for row in rows]


def letters_to(address: str) -> int:
    return Message.objects.filter(to_address=address).count()


def test_each_is_asked_at_six_weeks_and_at_six_months_and_not_again(met: Connection) -> None:
    sent = [ask_due(met.hub, noon(weeks)) for weeks in (5, 6, 7, 12, 26, 27, 40, 60)]

    assert sent == [0, 2, 0, 0, 2, 0, 0, 0]


def test_after_a_no_there_is_no_second_question_unless_the_other_says_otherwise(
    met: Connection, runners: Group
) -> None:
    ask_due(met.hub, noon(6))
    no, yes = FollowUp.objects.order_by("pk")
    answer(no, "no")
    assert ask_due(met.hub, noon(26)) == 0

    answer(yes, "partly")
    assert ask_due(met.hub, noon(26)) == 2


def test_a_question_planned_before_the_no_is_dropped(met: Connection, runners: Group) -> None:
    later = FollowUp.objects.create(
        hub=met.hub, connection=met, group=runners, due_on=met.on + timedelta(weeks=26)
    )
    ask_due(met.hub, noon(6))
    answer(FollowUp.objects.get(group=runners, state="asked"), "no")

    assert ask_due(met.hub, noon(26)) == 0
    later.refresh_from_db()
    assert later.state == "dropped"


def test_a_group_that_met_three_gets_one_letter_with_three_questions(met: Connection, runners: Group) -> None:
    for name in ("Chess", "Bowls"):
        other = make_group(met.hub, name)
        add_connection(met.hub, [runners, other], Meeting(met.on), by=None)
    ask_due(met.hub, noon(6))

    assert letters_to("run@leasow.example") == 1
    assert FollowUp.objects.filter(group=runners, state="asked").count() == 3


def test_the_next_letter_to_a_group_waits_for_four_weeks(met: Connection, runners: Group) -> None:
    chess = make_group(met.hub, "Chess", email="chess@leasow.example")
    add_connection(met.hub, [runners, chess], Meeting(met.on + timedelta(days=1)), by=None)
    for days in (0, 1, 2, 20):
        ask_due(met.hub, noon(6, days))
    assert (letters_to("run@leasow.example"), letters_to("chess@leasow.example")) == (1, 1)

    ask_due(met.hub, noon(10, 1))
    assert letters_to("run@leasow.example") == 2
    assert {state for state, _ in asked_of(runners)} == {"asked"}


def test_two_we_introduced_are_not_told_that_they_met(met: Connection) -> None:
    Connection.objects.filter(pk=met.pk).update(kind="swapped", planned=True, where="")
    ask_due(met.hub, noon(6))

    text = Message.objects.get(to_address="run@leasow.example").text
    assert "because Vale Runners was introduced to Netherby Friends. We would like" in text
