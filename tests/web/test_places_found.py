"""What a place was like: said in three taps, and the next people read it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bandstand.kit import dates
from bandstand.people.models import Hub
from bandstand.places import words as place_words
from bandstand.places.actions.venues import found_there
from bandstand.places.found import what_is_known
from bandstand.places.models import Venue, VenueVisit
from tests.borough import make_gathering, make_venue
from tests.web.test_whats_on import words

TODAY = date(2026, 4, 20)


def said(venue: Venue) -> dict[str, str]:
    return {one.label: one.words for one in what_is_known(venue, TODAY).said}


def test_the_newest_answer_to_each_question_stands(hub: Hub) -> None:
    venue = make_venue(hub)
    found_there(venue, date(2026, 3, 10), by=None, wifi="good", signal="poor")
    found_there(venue, date(2026, 1, 6), by=None, wifi="none", sockets="few")
    venue.refresh_from_db()
    assert (venue.wifi, venue.signal, venue.sockets) == ("good", "poor", "few")
    assert said(venue) == {
        "Wi-Fi": "There was good Wi-Fi last time, in March",
        "Phone signal": "Weak last time, in March",
        "Sockets": "A few: come charged",
    }


def test_said_again_of_the_same_day_it_is_put_right(hub: Hub) -> None:
    venue = make_venue(hub)
    found_there(venue, date(2026, 3, 10), by=None, wifi="good", signal="good")
    found_there(venue, date(2026, 3, 10), by=None, wifi="poor", words="Only at the window")
    [visit] = VenueVisit.objects.all()
    assert (visit.wifi, visit.signal, visit.words) == ("poor", "good", "Only at the window")


def test_what_an_officer_puts_right_is_not_said_to_be_found(hub: Hub) -> None:
    venue = make_venue(hub)
    found_there(venue, date(2026, 3, 10), by=None, wifi="none")
    venue.wifi = "good"
    assert said(venue)["Wi-Fi"] == "There is good Wi-Fi"


@pytest.mark.parametrize(
    ("on", "when"),
    [
        (date(2026, 4, 17), "3 days ago"),
        (date(2026, 3, 1), "in March"),
        (date(2025, 5, 30), "in May"),
        (date(2025, 4, 30), "in April 2025"),
    ],
)
def test_when_it_was_is_said_as_people_say_it(on: date, when: str) -> None:
    assert place_words.as_found("wifi", "good", on, today=TODAY) == f"There was good Wi-Fi last time, {when}"
    assert place_words.as_found("wifi", "unknown", on, today=TODAY) == ""


def test_what_somebody_may_need_to_know_and_we_do_not_is_said(hub: Hub, client: Client) -> None:
    hub.email = "hello@leasow.example"
    hub.save()
    surgery = make_gathering(hub, venue=make_venue(hub, steps="free"))
    page = words(client.get(f"/whats-on/{surgery.slug}/"))
    assert "We do not know yet whether there is a toilet or whether there is a hearing loop." in page
    assert "Wi-Fi" not in page


def test_three_taps_after_a_surgery(hub: Hub, officer: Client, client: Client) -> None:
    surgery = make_gathering(hub, starts_at=timezone.now() - timedelta(hours=1))
    here = f"/desk/gatherings/{surgery.slug}/what-was-it-like/"
    assert here in officer.get(f"/desk/gatherings/{surgery.slug}/").content.decode()
    page = words(officer.post(here, {"wifi": "good", "signal": "poor", "sockets": "plenty"}, follow=True))
    assert "The next people at The Boathouse Café will know." in page
    found = dates.ago(timezone.localdate(surgery.starts_at), today=timezone.localdate())
    assert f"There was good Wi-Fi last time, {found}" in words(Client().get(f"/whats-on/{surgery.slug}/"))
    assert officer.get(here).context["form"]["wifi"].value() == "good"
    assert officer.post(here, {"wifi": "splendid"}).status_code == 422
    venue = Venue.objects.get()
    assert "What we found there" in words(officer.get(f"/desk/venues/{venue.pk}/"))


def test_a_question_left_alone_keeps_its_answer(hub: Hub, officer: Client) -> None:
    venue = make_venue(hub, steps="free", loop="yes")
    officer.post(f"/desk/venues/{venue.pk}/", {"name": venue.name, "toilet": "yes", "tea": "Our own flask"})
    venue.refresh_from_db()
    assert (venue.steps, venue.loop, venue.toilet, venue.tea) == ("free", "yes", "yes", "Our own flask")
