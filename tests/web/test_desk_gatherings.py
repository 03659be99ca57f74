"""Olive plans gatherings at the desk."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions import booking
from bandstand.gatherings.actions.booking import Wish
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.kit.dates import day
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Hub, Message, Role
from bandstand.presence.models import CheckUp, Finding
from tests.borough import make_gathering, make_group
from tests.conftest import sign_in
from tests.web.test_whats_on import words

NEW = "/desk/gatherings/new/"


def in_words(days: int) -> str:
    return day(timezone.localdate() + timedelta(days=days), today=timezone.localdate())


def test_a_date_and_a_place_are_enough(hub: Hub, officer: Client) -> None:
    response = officer.post(NEW, {"day": in_words(14), "place": "The Boathouse Café"}, follow=True)
    surgery = Gathering.objects.get()
    assert surgery.title == "Surgery at the Boathouse Café"
    assert timezone.localtime(surgery.starts_at).hour == 18
    assert surgery.ends_at - surgery.starts_at == timedelta(minutes=90)
    assert "is on the calendar. Anyone can book from now on." in words(response)


def test_each_button_says_what_it_does(hub: Hub, officer: Client) -> None:
    page = officer.get(NEW).text
    assert '<button class="go">Put it on the calendar</button>' in page
    keep = re.search(r'<button class="soft" name="(\w+)" value="(\w+)">Keep it as a draft</button>', page)
    assert keep
    assert 'type="checkbox" name="draft"' not in page

    sent = {"day": in_words(14), "place": "Priory Hall", keep[1]: keep[2]}
    round_again = officer.post(NEW, sent | {"every": "month"})
    assert round_again.status_code == 422
    assert "Dates that come round are announced at once. For a draft, choose “Just this once”" in words(
        round_again
    )
    assert "Only the desk sees this." in words(officer.post(NEW, sent, follow=True))
    assert (Gathering.with_drafts.count(), Gathering.objects.count()) == (1, 0)


@pytest.mark.parametrize("spelling", ["%Y-%m-%d", "%d/%m/%Y", "%A %d %B", "%d.%m.%y", "%d %b %Y"])
def test_dates_are_read_as_people_type_them(hub: Hub, officer: Client, spelling: str) -> None:
    on = timezone.localdate() + timedelta(days=30)
    officer.post(NEW, {"day": on.strftime(spelling), "place": "Priory Hall"})
    assert timezone.localtime(Gathering.objects.get().starts_at).date() == on


def test_the_times_of_the_last_one_are_offered(hub: Hub, officer: Client) -> None:
    officer.post(NEW, {"day": in_words(3), "place": "Priory Hall", "starts": "2pm", "ends": "4.30pm"})
    page = officer.get(NEW).content.decode()
    assert 'value="2pm"' in page
    assert 'value="4.30pm"' in page
    assert '<option value="Priory Hall">' in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"day": ""}, "Type the date, like Tuesday 14 April."),
        ({"day": "soonish"}, "Type the date like Tuesday 14 April or 14/4/2026."),
        ({"day": "1/1/2020"}, "That day is over. Check the date, or tick the box below it."),
        ({"day": "1/1/2199"}, "That is more than three years ahead. Check the year."),
        ({"day": "1/1/1066"}, "That is long before surgeries began. Check the year."),
        ({"place": " "}, "Say where it is."),
        ({"place": "P" * 300}, "Make this shorter: 120 letters at most."),
        ({"starts": "teatime"}, "Type the time like 6pm, 6.30pm or 18:30."),
        ({"starts": "7pm", "ends": "6pm"}, "It ends before it begins. Check both times."),
        ({"places": "0"}, "Type 1 or more, or leave it empty for no limit."),
        ({"places": "lots"}, "Type a number, or leave it empty."),
        ({"title": "T" * 300}, "Make this shorter: 150 letters at most."),
    ],
)
def test_what_is_wrong_is_said_plainly(hub: Hub, officer: Client, typed: dict[str, str], says: str) -> None:
    response = officer.post(NEW, {"day": in_words(9), "place": "Priory Hall", **typed})
    assert response.status_code == 422
    assert says in words(response)
    assert Gathering.objects.count() == 0


def test_what_has_happened_already_can_be_typed_in(hub: Hub, officer: Client) -> None:
    sent = {"day": "3/2/2025", "place": "Priory Hall"}
    assert "It has happened already" in words(officer.post(NEW, sent))
    assert "It has happened already" not in words(officer.get(NEW))
    officer.post(NEW, {**sent, "already": "on"})
    assert timezone.localtime(Gathering.objects.get().starts_at).year == 2025


def test_an_end_after_midnight_is_the_next_day(hub: Hub, officer: Client) -> None:
    sent = {"day": in_words(9), "place": "Priory Hall", "starts": "7pm", "ends": "12.30am", "kind": "awards"}
    officer.post(NEW, sent)
    night = Gathering.objects.get()
    assert (night.title, night.ends_at - night.starts_at) == (
        "Awards night at Priory Hall",
        timedelta(hours=5.5),
    )


def test_getting_ready_shows_who_comes_and_what_could_be_mended(hub: Hub, officer: Client) -> None:
    surgery = make_gathering(hub, places=1)
    runners = make_group(hub, "Mill Green Runners", kind="sports-club")
    look = CheckUp.objects.create(hub=hub, group=runners, state="done")
    now = timezone.now()
    Finding.objects.create(
        hub=hub, group=runners, look="links-to-own-accounts", state="easy win", effort_minutes=10,
        headline="The website does not link to the Facebook page",
        first_seen=now, last_seen=now, opened_by=look,
    )  # fmt: skip
    booking.book(
        surgery, Wish(name="Meena", group=runners, wants="Lost page", ease="Quiet corner", phone="07700 9")
    )
    booking.book(surgery, Wish(name="Cy"))
    booking.book(surgery, Wish(name="Arthur", helping=True))
    page = words(officer.get(f"/desk/gatherings/{surgery.slug}/"))
    for said in [
        "1 person booked, 0 places left; 1 helper", "Meena Mill Green Runners Lost page", "Quiet corner",
        "07700 9", "The website does not link to the Facebook page (10 minutes)", "Waiting list", "Cy",
        "Arthur",
    ]:  # fmt: skip
        assert said in page


def test_a_reader_sees_who_comes_but_no_private_needs_or_numbers(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub)
    booking.book(surgery, Wish(name="Meena", ease="Quiet corner", phone="07700 900123"))
    reader = give_role(hub, name="Rae", email="rae@leasow.example", role=Role.Name.READER, by=None).person
    page = words(sign_in(client, reader).get(f"/desk/gatherings/{surgery.slug}/"))
    assert "Meena" in page
    assert "Quiet corner" not in page
    assert "07700 900123" not in page
    assert "Call it off" not in page
    assert client.get(NEW).status_code == 403


def test_changing_the_time_tells_those_booked_unless_asked_not_to(hub: Hub, officer: Client) -> None:
    surgery = make_gathering(hub)
    booking.book(surgery, Wish(name="Meena", email="meena@runners.example"))
    Message.objects.all().delete()
    change = f"/desk/gatherings/{surgery.slug}/change/"
    sent = {"day": in_words(7), "place": "The Boathouse Café", "starts": "5pm", "ends": "7pm"}
    response = officer.post(change, sent, follow=True)
    assert "Saved. 1 letter is on the way to those booked." in words(response)
    officer.post(change, {**sent, "starts": "4pm", "quietly": "on"})
    assert Message.objects.count() == 1


def test_saving_a_past_one_unchanged_leaves_it_where_it_was(hub: Hub, officer: Client) -> None:
    past = make_gathering(hub, starts_at=timezone.now().replace(second=0, microsecond=0) - timedelta(days=40))
    change = f"/desk/gatherings/{past.slug}/change/"
    form = officer.get(change).context["form"]
    sent = {name: form[name].value() or "" for name in ("day", "place", "starts", "ends", "kind")}
    assert officer.post(change, sent).status_code == 302
    before, after = past.starts_at, Gathering.objects.get().starts_at
    assert after == before


def test_fewer_places_than_are_booked_is_refused_with_the_number(hub: Hub, officer: Client) -> None:
    surgery = make_gathering(hub, places=5)
    for name in ("Ann", "Bob"):
        booking.book(surgery, Wish(name=name))
    sent = {"day": in_words(7), "place": "The Boathouse Café", "places": "1"}
    response = officer.post(f"/desk/gatherings/{surgery.slug}/change/", sent)
    assert response.status_code == 422
    assert "2 people have a place already. Type 2 or more, or leave it empty." in words(response)


def test_calling_off_asks_first_says_who_to_ring_and_can_be_undone(hub: Hub, officer: Client) -> None:
    surgery = make_gathering(hub)
    booking.book(surgery, Wish(name="Meena", email="meena@runners.example"))
    booking.book(surgery, Wish(name="Pat", phone="07700 900123"))
    page = words(officer.get(f"/desk/gatherings/{surgery.slug}/call-off/"))
    assert "1 person who booked gets a letter at once" in page
    assert "Pat: 07700 900123" in page
    response = officer.post(f"/desk/gatherings/{surgery.slug}/call-off/", follow=True)
    assert "is called off. 1 letter is on the way to those booked." in words(response)
    officer.post(f"/desk/gatherings/{surgery.slug}/put-back-on/")
    assert (Gathering.objects.get().state, Attendance.objects.filter(booking="booked").count()) == (
        "announced",
        2,
    )


def test_the_next_date_comes_filled_in(hub: Hub, officer: Client) -> None:
    surgery = make_gathering(hub, places=12, welcome="Side door")
    copy = f"/desk/gatherings/{surgery.slug}/copy/"
    form = officer.get(copy).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "already"}
    officer.post(copy, sent)
    surgery.refresh_from_db()
    following = surgery.next_one
    assert following is not None
    assert (following.places, following.welcome, following.venue) == (12, "Side door", surgery.venue)
    assert 21 <= (following.starts_at - surgery.starts_at).days <= 42


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize("show", ["", "finish", "past"])
def test_the_lists_cost_the_same_however_long(
    hub: Hub, officer: Client, how_many: int, show: str, django_assert_max_num_queries: object
) -> None:
    for number in range(how_many):
        surgery = make_gathering(hub, f"Surgery {number}")
        booking.book(surgery, Wish(name="Ann"))
    on = timezone.now() + timedelta(days=-7 if show else 7)
    Gathering.objects.update(
        starts_at=on, ends_at=on + timedelta(hours=1),
        state=Gathering.State.CLOSED if show == "past" else Gathering.State.ANNOUNCED,
    )  # fmt: skip
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = words(officer.get(f"/desk/gatherings/?show={show}"))
    assert page.count("Surgery ") >= how_many


@pytest.mark.parametrize("way", ["", "change/", "call-off/", "copy/"])
def test_a_made_up_gathering_is_a_plain_page(hub: Hub, officer: Client, way: str) -> None:
    assert officer.get(f"/desk/gatherings/made-up/{way}").status_code == 404
