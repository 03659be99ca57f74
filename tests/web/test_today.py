"""The desk's first page says what needs doing next, to each role its own."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions import drawing
from bandstand.gatherings.models import Gathering, TwoEvenings
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Hub, Role
from tests import borough
from tests.conftest import sign_in
from tests.evenings import joins


def today_for(hub: Hub, role: str) -> str:
    person = give_role(hub, name="Sam Okoro", email=f"{role}@leasow.example", role=role, by=None).person
    answer = sign_in(Client(), person).get("/desk/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_desk_says_how_to_begin(hub: Hub) -> None:
    page = today_for(hub, Role.Name.OWNER)

    assert "Bring in your groups" in page
    assert "Nothing is coming up" in page


def test_an_owner_is_asked_who_they_are_until_they_have_said(hub: Hub) -> None:
    Hub.objects.filter(pk=hub.pk).update(place="")
    assert "Say who you are" in today_for(hub, Role.Name.OWNER)

    Hub.objects.filter(pk=hub.pk).update(place="Leasow Vale")
    assert "Say who you are" not in today_for(hub, Role.Name.OWNER)


def test_first_steps_come_before_planning(hub: Hub) -> None:
    Hub.objects.update(place="")
    page = today_for(hub, Role.Name.OWNER)

    steps = ["Say who you are", "Bring in your groups", "Nothing is coming up"]
    assert sorted(steps, key=page.index) == steps


def test_a_session_under_way_comes_first(hub: Hub) -> None:
    borough.make_gathering(hub, "Surgery next week")
    borough.make_gathering(hub, "Surgery just now", starts_at=timezone.now() - timedelta(minutes=20))
    borough.make_gathering(hub, "Surgery last week", starts_at=timezone.now() - timedelta(days=7))

    page = today_for(hub, Role.Name.OFFICER)

    order = [page.index(words) for words in ("Surgery just now", "Surgery last week", "Surgery next week")]
    assert order == sorted(order)
    assert "Finish and write up" in page


def test_a_list_for_two_evenings_asks_to_be_drawn_in_good_time(hub: Hub, both: TwoEvenings) -> None:
    assert "Draw the lot" not in today_for(hub, Role.Name.OFFICER)  # nobody is on it

    joins(both, "Ann")
    page = today_for(hub, Role.Name.OFFICER)
    assert "1 person is on this list, and not drawn yet. The next evening is on" in page

    Gathering.objects.filter(pk=both.first.pk).update(state=Gathering.State.CANCELLED)
    assert "Draw the lot" not in today_for(hub, Role.Name.OFFICER)  # the other is three weeks off

    Gathering.objects.filter(pk=both.first.pk).update(state=Gathering.State.ANNOUNCED)
    drawing.draw_lots(both, by=None)
    assert "Draw the lot" not in today_for(hub, Role.Name.OFFICER)


def test_a_door_helper_sees_the_door_and_nothing_else(hub: Hub) -> None:
    assert "No session is on just now" in today_for(hub, Role.Name.DOOR)

    borough.make_gathering(hub, "Surgery just now", starts_at=timezone.now())
    page = today_for(hub, Role.Name.DOOR)

    assert "See who’s here" in page
    assert "Plan a surgery" not in page
    assert "surgeries held" not in page


def test_somebody_who_only_reads_sees_figures_and_no_door(hub: Hub) -> None:
    borough.make_gathering(hub, "Surgery just now", starts_at=timezone.now())
    last_week = timezone.now() - timedelta(days=7)
    borough.make_gathering(hub, "Surgery last week", starts_at=last_week, state="closed")
    page = today_for(hub, Role.Name.READER)

    assert "See who’s here" not in page
    assert "surgeries held" in page


def test_today_asks_the_same_number_of_questions_however_much_there_is_to_do(
    officer: Client, hub: Hub, django_assert_max_num_queries: object
) -> None:
    for _ in range(2):
        for number in range(3):
            when = timezone.now() + timedelta(days=number - 1, minutes=-10)
            borough.make_gathering(hub, f"Surgery {number} {_}", starts_at=when)
        with django_assert_max_num_queries(30):  # type: ignore[operator]
            assert officer.get("/desk/").status_code == 200
