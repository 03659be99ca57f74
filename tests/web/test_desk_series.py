"""Olive lets dates come round: three towns in turn, from two fields more."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.models import Gathering, Programme, Series
from bandstand.kit.dates import day
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Hub, Role
from tests.borough import make_gathering, make_venue
from tests.conftest import sign_in
from tests.web.test_whats_on import words

NEW = "/desk/gatherings/new/"
TOWNS = ["Leasow Cross Library", "Kilnhollow Centre", "Upper Wendle Hall"]


def in_words(days: int) -> str:
    return day(timezone.localdate() + timedelta(days=days), today=timezone.localdate())


def plan(officer: Client, **more: str) -> Series:
    sent = {"day": in_words(8), "place": TOWNS[0], "every": "month", "turns": "\n".join(TOWNS), **more}
    assert officer.post(NEW, sent).status_code == 302
    return Series.objects.get()


def test_two_fields_more_and_it_comes_round(hub: Hub, officer: Client) -> None:
    sent = {"day": in_words(8), "place": TOWNS[0], "every": "month", "turns": "\r\n".join(TOWNS)}
    page = words(officer.post(NEW, sent, follow=True))
    assert [one.venue.name for one in Gathering.objects.order_by("starts_at")] == TOWNS
    assert "of every month. 3 dates are on the calendar; the rest follow by themselves." in page
    assert f"{TOWNS[0]}" in page


def test_just_this_once_is_what_an_empty_field_means(hub: Hub, officer: Client) -> None:
    officer.post(NEW, {"day": in_words(8), "place": TOWNS[0], "every": "", "turns": "", "ahead": "3"})
    assert (Gathering.objects.count(), Series.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"turns": "\n".join(map(str, range(13)))}, "At most 12 places can take turns."),
        ({"turns": "P" * 200}, "Make each place shorter: 120 letters at most."),
        ({"every": "full moon"}, "Select a valid choice"),
        ({"ahead": "900"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    hub: Hub, officer: Client, typed: dict[str, str], says: str
) -> None:
    response = officer.post(NEW, {"day": in_words(8), "place": TOWNS[0], "every": "month", **typed})
    assert response.status_code == 422
    assert says in words(response)
    assert Gathering.objects.count() == 0


def test_the_page_of_a_series_shows_what_is_announced_and_what_is_to_come(hub: Hub, officer: Client) -> None:
    series = plan(officer)
    page = words(officer.get(f"/desk/series/{series.pk}/"))
    assert page.count("Announced") == 3
    assert page.count("To come") == 6
    assert "3 dates are kept open for booking." in page
    assert "What comes round" in words(officer.get("/desk/gatherings/"))
    assert ", ".join(TOWNS) in words(officer.get("/desk/series/"))


def test_a_date_is_left_out_and_put_back(hub: Hub, officer: Client) -> None:
    series = plan(officer)
    days = officer.get(f"/desk/series/{series.pk}/").context["days"]
    away = next(one.on for one in days if one.is_to_come)
    here = f"/desk/series/{series.pk}/day/"
    assert "is left out." in words(officer.post(here, {"on": away.isoformat(), "act": "skip"}, follow=True))
    series.refresh_from_db()
    assert series.skipped == [away.isoformat()]
    assert "is back in." in words(
        officer.post(here, {"on": away.isoformat(), "act": "put-back"}, follow=True)
    )
    assert officer.post(here, {"on": "soonish"}).status_code == 404


def test_pausing_and_going_on(hub: Hub, officer: Client) -> None:
    series = plan(officer)
    turn = f"/desk/series/{series.pk}/turn/"
    assert "Those announced stay on." in words(officer.post(turn, {"act": "pause"}, follow=True))
    assert "Paused" in words(officer.get("/desk/series/"))
    assert "It comes round again." in words(officer.post(turn, {"act": "go-on"}, follow=True))


def test_the_next_in_one_press_from_the_gathering(hub: Hub, officer: Client) -> None:
    series = plan(officer)
    first = series.gatherings.order_by("starts_at").first()
    assert first is not None
    assert f", {TOWNS[0]} " in words(officer.get(f"/desk/gatherings/{first.slug}/"))
    page = officer.post(f"/desk/series/{series.pk}/turn/", {"act": "next"}, follow=True)
    assert page.context["gathering"].venue.name == TOWNS[0]
    assert series.gatherings.count() == 4


def test_one_that_stands_alone_can_be_made_to_come_round(hub: Hub, officer: Client) -> None:
    surgery = make_gathering(hub)
    here = f"/desk/gatherings/{surgery.slug}/comes-round/"
    assert "The Boathouse Café" in words(officer.get(here))
    officer.post(here, {"every": "week", "turns": "", "ahead": "2"})
    assert Series.objects.get().gatherings.count() == 2
    assert officer.get(here).status_code == 302


def test_changing_the_rhythm_shows_first_whose_turn_is_next(hub: Hub, officer: Client) -> None:
    series = plan(officer)
    here = f"/desk/series/{series.pk}/change/"
    form = officer.get(here).context["form"]
    assert form["turns"].value().split("\n") == TOWNS
    sent = {name: form[name].value() or "" for name in form.fields} | {"ahead": "4"}
    officer.post(here, sent)
    last = series.gatherings.order_by("starts_at").last()
    assert last is not None
    assert (series.gatherings.count(), last.venue.name) == (4, TOWNS[0])
    assert officer.get(here).context["form"]["turns"].value().split("\n") == [*TOWNS[1:], TOWNS[0]]
    assert officer.post(here, {**sent, "starts": "teatime"}).status_code == 422


def test_a_reader_looks_and_changes_nothing(hub: Hub, officer: Client, client: Client) -> None:
    series = plan(officer)
    reader = give_role(hub, name="Rae", email="rae@leasow.example", role=Role.Name.READER, by=None).person
    page = words(sign_in(Client(), reader).get(f"/desk/series/{series.pk}/"))
    assert "Leave it out" not in page
    assert "Pause it" not in page


def test_one_near_by_and_near_in_time_is_told_and_never_in_the_way(hub: Hub, officer: Client) -> None:
    near = make_venue(hub, "Near Hall", lat=53.42, lon=-2.32)
    make_venue(hub, "Other Hall", lat=53.43, lon=-2.32)
    starts = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=10)
    make_gathering(hub, "Surgery at Near Hall", venue=near, starts_at=starts)
    page = words(officer.post(NEW, {"day": in_words(9), "place": "Other Hall"}, follow=True))
    assert "Close to another: Surgery at Near Hall is the day after, under a mile away." in page
    assert Gathering.objects.count() == 2
    far = words(officer.post(NEW, {"day": in_words(20), "place": "Other Hall"}, follow=True))
    assert "Close to another" not in far


def test_everything_else_is_behind_more(hub: Hub, officer: Client) -> None:
    fund = Programme.objects.create(hub=hub, name="Wendle Digital")
    kind = officer.get(NEW).context["form"].fields["kinds"].queryset.get(slug="sports-club")
    sent = {
        "day": in_words(8), "place": "Priory Hall", "helper_places": "4", "booking": "booked",
        "kinds": [kind.pk], "programmes": [fund.pk], "question": "What shall we sort out?",
    }  # fmt: skip
    page = words(officer.post(NEW, sent, follow=True))
    made = Gathering.objects.get()
    assert (made.helper_places, made.drop_in, made.question) == (4, False, "What shall we sort out?")
    assert (list(made.kinds.all()), list(made.programmes.all())) == ([kind], [fund])
    assert "Only with a booking; 4 for helpers" in page
    assert "Counts towards Wendle Digital" in page


def test_fewer_helpers_than_have_a_place_is_said_at_that_field(hub: Hub, officer: Client) -> None:
    surgery = make_gathering(hub, helper_places=3, helpers_taken=2)
    sent = {"day": in_words(7), "place": "The Boathouse Café", "helper_places": "1"}
    response = officer.post(f"/desk/gatherings/{surgery.slug}/change/", sent)
    assert response.status_code == 422
    assert response.context["form"].errors["helper_places"] == [
        "2 people have a place already. Type 2 or more, or leave it empty."
    ]


def test_programmes_are_listed_added_and_changed(hub: Hub, officer: Client) -> None:
    add = "/desk/programmes/add/"
    officer.post(add, {"name": "Wendle Digital", "funder": "Wendle Trust", "since": "1/4/2026"})
    fund = Programme.objects.get()
    page = words(officer.get("/desk/programmes/"))
    assert "Wendle Digital Wendle Trust 1 April 2026" in page
    assert "already. Change that one" in words(officer.post(add, {"name": "Wendle Digital"}))
    here = f"/desk/programmes/{fund.pk}/"
    sent = {"name": "Wendle Digital 2", "since": "1 April 2026", "until": "1/3/2026"}
    assert "It ends before it begins." in words(officer.post(here, sent))
    officer.post(here, {**sent, "until": "31 March 2028"})
    fund.refresh_from_db()
    assert (fund.name, str(fund.until)) == ("Wendle Digital 2", "2028-03-31")
