"""Planning: Olive puts dates on the calendar, moves them, calls one off."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from bandstand.gatherings.actions import booking, planning
from bandstand.gatherings.actions.booking import Wish
from bandstand.gatherings.actions.planning import Plan, replace
from bandstand.gatherings.models import Gathering
from bandstand.gatherings.queries import calendar
from bandstand.people.models import Deed, Hub, Message, Person
from bandstand.places.models import Venue
from tests.borough import make_gathering, make_group, make_venue

LONDON = ZoneInfo("Europe/London")


def plan(place: str = "The Boathouse Café", *, days: int = 14) -> Plan:
    starts_at = timezone.now() + timedelta(days=days)
    return Plan(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90), place=place)


def subjects() -> list[str]:
    return sorted(Message.objects.values_list("subject", flat=True))


def test_a_date_and_a_place_make_a_surgery(hub: Hub, olive: Person) -> None:
    surgery = planning.announce(hub, plan(), by=olive)
    assert (surgery.title, surgery.kind) == ("Surgery at the Boathouse Café", "surgery")
    assert surgery.venue.name == "The Boathouse Café"
    assert Deed.objects.filter(actor=olive, verb="announced").get().words == f"announced {surgery.title}"


def test_the_address_tells_place_and_day(hub: Hub) -> None:
    at = datetime(2027, 4, 13, 18, tzinfo=LONDON)
    surgery = planning.announce(hub, Plan(at, at + timedelta(hours=1), "The Boathouse Café"), by=None)
    assert surgery.slug == "the-boathouse-cafe-13-april-2027"


def test_two_on_one_day_in_one_place_have_addresses_of_their_own(hub: Hub) -> None:
    first = planning.announce(hub, plan(), by=None)
    second = planning.announce(hub, replace(plan(), title="Awards night"), by=None)
    assert second.slug == f"{first.slug}-2"


def test_the_same_form_sent_twice_is_one_gathering(hub: Hub) -> None:
    same = plan()
    assert planning.announce(hub, same, by=None) == planning.announce(hub, same, by=None)


def test_a_known_place_is_known_in_any_case(hub: Hub) -> None:
    boathouse = make_venue(hub)
    assert planning.announce(hub, plan("the boathouse CAFÉ"), by=None).venue == boathouse


def test_a_new_place_comes_apart_at_its_commas(hub: Hub) -> None:
    venue = planning.announce(hub, plan("Priory Hall, Mill Lane, M33 7XZ"), by=None).venue
    assert (venue.name, venue.address, venue.postcode) == ("Priory Hall", "Mill Lane", "M33 7XZ")
    assert planning.announce(hub, plan("Priory Hall", days=20), by=None).venue == venue


@pytest.mark.parametrize("place", ["🚣 Boats", ",", "x" * 300, "{place}"])
def test_odd_names_of_places_are_taken_as_they_are(hub: Hub, place: str) -> None:
    surgery = planning.announce(hub, plan(place), by=None)
    assert surgery.title.startswith("Surgery at ")
    assert len(surgery.title) <= 150
    assert Venue.objects.count() == 1


def test_a_new_time_is_told_to_those_booked_and_to_their_diaries(hub: Hub) -> None:
    surgery = make_gathering(hub)
    booking.book(surgery, Wish(name="Meena", email="meena@runners.example"))
    booking.book(surgery, Wish(name="Bob"))
    later = replace(planning.plan_of(surgery), ends_at=surgery.ends_at + timedelta(minutes=30))
    assert planning.change_plan(surgery, later, by=None) == 1
    surgery.refresh_from_db()
    assert surgery.changes == 1
    assert subjects()[0].startswith("New time or place: Surgery at the Boathouse Café")


def test_other_words_on_the_page_are_no_reason_to_write(hub: Hub) -> None:
    surgery = make_gathering(hub)
    booking.book(surgery, Wish(name="Meena", email="meena@runners.example"))
    assert (
        planning.change_plan(surgery, replace(planning.plan_of(surgery), welcome="Side door"), by=None) == 0
    )


def test_calling_off_writes_to_everyone_down_and_can_be_taken_back(hub: Hub) -> None:
    surgery = make_gathering(hub, places=1)
    booking.book(surgery, Wish(name="Meena", email="meena@runners.example"))
    booking.book(surgery, Wish(name="Cy", email="cy@leasow.example"))
    booking.book(surgery, Wish(name="Arthur", email="arthur@leasow.example", helping=True))
    Message.objects.all().delete()
    assert planning.call_off(surgery, by=None) == 3
    assert planning.call_off(surgery, by=None) == 0
    assert {subject.partition(":")[0] for subject in subjects()} == {"Called off"}
    surgery.refresh_from_db()
    assert (surgery.state, surgery.taken, surgery.changes) == ("cancelled", 1, 1)
    assert planning.put_back_on(surgery, by=None) == 3
    surgery.refresh_from_db()
    assert (surgery.state, surgery.taken, surgery.changes) == ("announced", 1, 2)


def test_what_is_written_up_cannot_be_called_off(hub: Hub) -> None:
    surgery = make_gathering(hub, starts_at=timezone.now() - timedelta(days=2), state=Gathering.State.CLOSED)
    planning.call_off(surgery, by=None)
    surgery.refresh_from_db()
    assert surgery.state == "closed"


@pytest.mark.parametrize(
    ("on", "following"),
    [
        (date(2026, 4, 14), date(2026, 5, 12)),
        (date(2026, 12, 8), date(2027, 1, 12)),
        (date(2026, 3, 31), date(2026, 4, 28)),
        (date(2026, 1, 1), date(2026, 2, 5)),
    ],
)
def test_the_next_date_is_the_same_weekday_of_next_month(on: date, following: date) -> None:
    assert planning.same_weekday_next_month(on) == following
    assert following.weekday() == on.weekday()


def test_a_copy_over_the_clock_change_keeps_the_time_on_the_wall(hub: Hub) -> None:
    starts_at = datetime(2027, 3, 23, 18, tzinfo=LONDON)
    march = make_gathering(hub, starts_at=starts_at, places=12, welcome="Side door")
    april = planning.copy_for(march, date(2027, 4, 27), by=None)
    assert timezone.localtime(april.starts_at).hour == timezone.localtime(march.starts_at).hour == 18
    assert april.ends_at - april.starts_at == timedelta(minutes=90)
    assert (april.places, april.welcome, april.taken) == (12, "Side door", 0)
    march.refresh_from_db()
    assert march.next_one == april


def test_the_lists_put_each_gathering_in_its_place(hub: Hub) -> None:
    now = timezone.now()
    coming = make_gathering(hub, "Coming")
    on_now = make_gathering(hub, "On now", starts_at=now - timedelta(minutes=30))
    done = make_gathering(hub, "Done", starts_at=now - timedelta(days=9), state=Gathering.State.CLOSED)
    make_gathering(hub, "Not written up", starts_at=now - timedelta(days=3))
    off = make_gathering(
        hub, "Called off", starts_at=now - timedelta(days=5), state=Gathering.State.CANCELLED
    )
    soon = make_gathering(
        hub, "Called off, soon", starts_at=now + timedelta(hours=1), state=Gathering.State.CANCELLED
    )
    assert list(calendar.upcoming()) == [on_now, soon, coming]
    assert list(calendar.bookable()) == [on_now, coming]
    assert list(calendar.put_away()) == [off, done]
    assert off not in calendar.been()


def test_the_mix_counts_groups_of_each_kind_once(hub: Hub) -> None:
    surgery = make_gathering(hub)
    runners = make_group(hub, "Mill Green Runners", kind="sports-club")
    rowers = make_group(hub, "Leasow Rowers", kind="sports-club")
    friends = make_group(hub, "Friends of Priory Park")
    for name, group in [("Ann", runners), ("Bob", runners), ("Cy", rowers), ("Dee", friends)]:
        booking.book(surgery, Wish(name=name, group=group))
    gone = booking.book(surgery, Wish(name="Eve", group=make_group(hub, "Walkers", kind="health-group")))
    booking.cancel(gone.attendance)
    mix = calendar.mixes([surgery])[surgery.pk]
    assert [(kind.slug, count) for kind, count in mix] == [("sports-club", 2), ("friends-group", 1)]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_lists_cost_the_same_however_long(
    hub: Hub, how_many: int, django_assert_num_queries: object
) -> None:
    for number in range(how_many):
        surgery = make_gathering(hub, f"Surgery {number}")
        booking.book(surgery, Wish(name="Ann", group=make_group(hub, f"Group {number}")))
    with django_assert_num_queries(2):  # type: ignore[operator]
        shown = list(calendar.upcoming())
        assert len(calendar.mixes(shown)) == how_many
        assert all(one.venue.name for one in shown)
