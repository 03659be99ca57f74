"""The reminder: on its day, once, to those with an address, with one friendly question."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bandstand.gatherings.actions import booking, planning, reminding
from bandstand.gatherings.actions.booking import Wish
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.gatherings.tasks import remind_people
from bandstand.people.actions.outbox import written_out
from bandstand.people.models import Hub, Message, Person
from tests.borough import make_gathering

pytestmark = pytest.mark.database


def coming_in(hub: Hub, hours: float, **more: object) -> Gathering:
    surgery = make_gathering(hub, places=2, starts_at=timezone.now() + timedelta(hours=hours), **more)
    for name in ("Ann", "Bob", "Cy"):
        booking.book(surgery, Wish(name, email=f"{name.lower()}@leasow.example"))
    booking.book(surgery, Wish("Dee"))
    booking.book(surgery, Wish("Eve", email="eve@leasow.example", helping=True))
    Attendance.objects.update(booked_at=timezone.now() - timedelta(days=9))
    Message.objects.all().delete()
    return surgery


def reminded() -> list[str]:
    return list(Message.objects.order_by("to_address").values_list("to_address", flat=True))


ALL = [f"{name}@leasow.example" for name in ("ann", "bob", "cy", "eve")]


def test_two_days_before_it_goes_to_all_with_an_address_once(hub: Hub) -> None:
    coming_in(hub, 47)
    remind_people.call()
    remind_people.call()
    assert reminded() == ALL


def test_earlier_than_that_it_does_not_go(hub: Hub) -> None:
    coming_in(hub, 49)
    remind_people.call()
    assert reminded() == []


@pytest.mark.parametrize("changed", [{"remind_days": 0}, {"state": "cancelled"}])
def test_never_or_called_off_it_does_not_go(hub: Hub, changed: dict[str, object]) -> None:
    surgery = coming_in(hub, 20)
    Gathering.objects.filter(pk=surgery.pk).update(**changed)
    remind_people.call()
    assert reminded() == []


def test_who_books_after_it_went_needs_no_reminder(hub: Hub) -> None:
    surgery = coming_in(hub, 20)
    late = booking.book(surgery, Wish("Flo", email="flo@leasow.example")).attendance
    Message.objects.all().delete()
    remind_people.call()
    assert reminded() == ALL
    assert reminding.remind(surgery) == 1
    late.refresh_from_db()
    assert late.reminded_at is not None


def test_by_hand_it_goes_now_and_not_again(hub: Hub, olive: Person) -> None:
    surgery = coming_in(hub, 400)
    assert (reminding.remind(surgery, by=olive), reminding.remind(surgery, by=olive)) == (4, 0)


def test_who_cancelled_hears_nothing(hub: Hub) -> None:
    surgery = coming_in(hub, 20)
    booking.cancel(Attendance.objects.get(person__name="Ann"))
    Message.objects.all().delete()
    reminding.remind(surgery)
    assert reminded() == ALL[1:]


def test_it_asks_one_question_and_lets_them_say_they_cannot_come(hub: Hub, olive: Person) -> None:
    surgery = coming_in(hub, 20)
    reminding.plan_reminder(surgery, days=2, question="Tea or coffee?", by=olive)
    reminding.remind(surgery)
    text = written_out(Message.objects.order_by("to_address")[0])
    assert "One friendly question: Tea or coffee?" in text
    assert "can’t come after all" in text
    assert (text.count("http"), text.count("?")) == (1, 1)


def test_the_answer_is_kept_with_what_they_want(hub: Hub) -> None:
    surgery = coming_in(hub, 20)
    ann = Attendance.objects.select_related("gathering").get(person__name="Ann")
    booking.answer_question(ann, "Our page is lost")
    assert (ann.wants, ann.answered_at is not None) == ("Our page is lost", True)
    Gathering.objects.filter(pk=surgery.pk).update(question="Tea or coffee?")
    ann = Attendance.objects.select_related("gathering").get(person__name="Ann")
    booking.answer_question(ann, "Tea")
    booking.answer_question(ann, "Coffee")
    assert ann.wants == "Our page is lost\nTea or coffee? Coffee"


def test_moved_to_a_later_day_it_goes_before_that_day(hub: Hub, olive: Person) -> None:
    surgery = coming_in(hub, 47)
    plan = planning.plan_for_next(surgery, timezone.localdate() + timedelta(days=30))
    planning.change_plan(surgery, plan, by=olive, tell=False)
    remind_people.call()
    assert reminded() == []
