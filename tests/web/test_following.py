"""Following the dates: what other programs read in our files and feeds is what was put in."""

import json
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import extruct
import pytest
import vobject
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions import planning
from bandstand.gatherings.actions.planning import Plan, replace
from bandstand.gatherings.models import Gathering
from bandstand.groups.models import Kind
from bandstand.people.models import Hub
from bandstand.places.models import Area, Venue
from tests.borough import make_gathering, make_venue
from tests.web.test_whats_on import ATOM, words

LONDON = ZoneInfo("Europe/London")


def make_area(hub: Hub, name: str, code: str) -> Area:
    box = {"west": 0, "south": 0, "east": 1, "north": 1}
    return Area.objects.create(hub=hub, code=code, name=name, geometry={}, **box)


@pytest.fixture
def kilnhollow(hub: Hub) -> Venue:
    return make_venue(hub, "Kilnhollow Centre", area=make_area(hub, "Kilnhollow", "K1"))


def events(client: Client, asked: str = "") -> list[vobject.base.Component]:
    """Read the calendar as somebody else's program does."""
    text = client.get(f"/whats-on.ics{asked}").content.decode()
    return list(vobject.readOne(text).contents.get("vevent", []))


def titles(client: Client, asked: str) -> set[str]:
    return {event.summary.value for event in events(client, asked)}


def test_another_library_reads_what_was_put_in(hub: Hub, client: Client) -> None:
    venue = make_venue(hub, "Café Mémoire; by the lake, left", postcode="QV1 2AB", lat=53.4, lon=-2.3)
    # One before and one after the clocks change: six in the evening both times.
    for day in (date_in(2031, 3, 26), date_in(2031, 4, 2)):
        make_gathering(
            hub, f"Tea & talk, {day:%d}", venue=venue, starts_at=day, welcome="Side door;\nring, twice"
        )
    for event in events(client):
        one = Gathering.objects.get(uid=event.uid.value)
        assert event.summary.value == one.title
        assert event.dtstart.value.astimezone(LONDON).hour == 18
        assert (event.dtstart.value, event.dtend.value) == (one.starts_at, one.ends_at)
        assert event.location.value == "Café Mémoire; by the lake, left, QV1 2AB"
        assert event.description.value == "Side door;\nring, twice"
        assert (event.sequence.value, event.status.value) == ("0", "CONFIRMED")
        assert event.url.value.endswith(f"/whats-on/{one.slug}/")
        assert event.geo.value == "53.4;-2.3"
    assert len(events(client)) == 2


def date_in(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 18, tzinfo=LONDON)


def test_a_moved_and_a_called_off_date_keep_their_name_and_count_on(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub)
    [before] = events(client)
    plan = planning.plan_of(surgery)
    later = replace(
        plan, starts_at=plan.starts_at + timedelta(days=1), ends_at=plan.ends_at + timedelta(days=1)
    )
    planning.change_plan(surgery, later, by=None)
    planning.call_off(surgery, by=None)
    [after] = events(client)
    assert after.uid.value == before.uid.value == str(surgery.uid)
    assert (before.sequence.value, after.sequence.value) == ("0", "2")
    assert (after.status.value, after.summary.value) == ("CANCELLED", f"Called off: {surgery.title}")
    assert after.dtstart.value == before.dtstart.value + timedelta(days=1)
    assert after.dtstamp.value >= before.dtstamp.value
    assert after.dtstamp.value.tzinfo is not None
    assert after.dtstamp.value.astimezone(UTC) <= timezone.now()


def test_by_area_by_kind_and_by_whom_it_is_for(hub: Hub, client: Client, kilnhollow: Venue) -> None:
    make_gathering(hub, "Surgery here", venue=kilnhollow)
    make_gathering(hub, "Evening here", venue=kilnhollow, kind="networking")
    sporty = make_gathering(hub, "Sporty one")
    sporty.kinds.set([Kind.objects.get(slug="sports-club"), Kind.objects.get(slug="arts-group")])
    assert titles(client, "?area=K1") == {"Surgery here", "Evening here"}
    assert titles(client, "?area=K1&kind=networking") == {"Evening here"}
    assert titles(client, "?for=sports-club") == {"Surgery here", "Evening here", "Sporty one"}
    assert titles(client, "?for=health-group") == {"Surgery here", "Evening here"}
    assert titles(client, "?area=&kind=&for=") == {"Surgery here", "Evening here", "Sporty one"}
    page = words(client.get(f"/whats-on/{sporty.slug}/"))
    assert "Meant to bring together sports clubs and arts groups; everybody is welcome." in page
    atom = ET.fromstring(client.get("/whats-on.atom?area=K1&kind=surgery").content)
    assert [entry.findtext(f"{ATOM}title") for entry in atom.findall(f"{ATOM}entry")] == ["Surgery here"]
    assert atom.findtext(f"{ATOM}title") == f"What’s on: {hub.name} (in Kilnhollow, surgeries)"


@pytest.mark.parametrize("asked", ["?area=nowhere", "?kind=fête", "?for=nobody", "?area=%00", "?for=%0A"])
@pytest.mark.parametrize("page", ["/whats-on.ics", "/whats-on.atom", "/whats-on/follow/", "/embed/whats-on/"])
def test_what_nobody_knows_is_said_to_be_unknown(hub: Hub, client: Client, page: str, asked: str) -> None:
    assert client.get(page + asked).status_code == 404


def test_the_page_gives_the_addresses_for_what_was_chosen(
    hub: Hub, client: Client, kilnhollow: Venue
) -> None:
    make_gathering(hub, venue=kilnhollow)
    page = client.get("/whats-on/follow/?area=K1&for=sports-club&n=5").content.decode()
    assert "/whats-on.ics?area=K1&amp;for=sports-club" in page
    assert 'href="webcal://' in page
    assert "&lt;iframe src=&quot;" in page
    assert "n=5&quot; title=&quot;" in page.replace("&amp;quot;", "&quot;")
    assert "Only in Kilnhollow, for sports clubs." in words(
        client.get("/whats-on/follow/?area=K1&for=sports-club")
    )


def test_the_strip_stands_in_any_website_and_sets_nothing(
    hub: Hub, client: Client, kilnhollow: Venue
) -> None:
    for number in range(5):
        starts = timezone.now() + timedelta(days=number + 1)
        make_gathering(hub, f"Surgery {number}", venue=kilnhollow, starts_at=starts)
    make_gathering(hub, "Called off one", state=Gathering.State.CANCELLED)
    response = client.get("/embed/whats-on/")
    page = response.content.decode()
    assert len(response.cookies) == 0
    assert "X-Frame-Options" not in response.headers
    policy = response.headers["Content-Security-Policy"]
    assert ("frame-ancestors *" in policy, "script-src" in policy) == (True, False)
    assert policy.startswith("default-src 'none'")
    assert ("<script" in page, "<form" in page, "Called off one" in page) == (False, False, False)
    assert page.count('target="_top"') == 3 + 1
    assert client.get("/embed/whats-on/?n=5").content.decode().count("<li ") == 5
    assert client.get("/embed/whats-on/?n=900").content.decode().count("<li ") == 5
    assert client.get("/embed/whats-on/?n=x").content.decode().count("<li ") == 3
    assert "Nothing planned just now" in words(client.get("/embed/whats-on/?kind=awards"))


@pytest.mark.parametrize("page", ["/whats-on/", "/whats-on/follow/", "/"])
def test_no_other_page_may_stand_in_somebody_elses(hub: Hub, client: Client, page: str) -> None:
    response = client.get(page)
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_strip_asks_as_often_for_three_as_for_one(
    hub: Hub, client: Client, how_many: int, django_assert_num_queries: object
) -> None:
    for number in range(how_many):
        make_gathering(hub, f"Surgery {number}", starts_at=timezone.now() + timedelta(days=number + 1))
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert client.get("/embed/whats-on/").status_code == 200


def test_extruct_reads_the_event_a_search_engine_reads(hub: Hub, client: Client) -> None:
    venue = make_venue(
        hub, address="Vale Park", postcode="QV1 2AB", lat=53.4, lon=-2.3, steps="free", loop="no"
    )
    surgery = make_gathering(hub, "Tea </script> & <b>talk</b>", venue=venue, starts_at=date_in(2031, 4, 2))
    page = client.get(f"/whats-on/{surgery.slug}/").content.decode()
    read = extruct.extract(
        page, base_url="http://leasow.example/", syntaxes=["json-ld", "opengraph"], uniform=True
    )
    [event] = read["json-ld"]
    assert (event["@type"], event["name"]) == ("Event", surgery.title)
    assert (event["startDate"], event["endDate"]) == (
        "2031-04-02T18:00:00+01:00",
        "2031-04-02T19:30:00+01:00",
    )
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["location"]["address"]["postalCode"] == "QV1 2AB"
    assert event["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 53.4, "longitude": -2.3}
    assert {one["name"]: one["value"] for one in event["location"]["amenityFeature"]} == {
        "Step-free access": True,
        "Hearing loop": False,
    }
    assert event["offers"]["price"] == 0
    [shared] = read["opengraph"]
    assert shared["og:title"] == surgery.title
    assert shared["og:image"] == event["image"]
    planning.call_off(surgery, by=None)
    again = client.get(f"/whats-on/{surgery.slug}/").content.decode()
    [event] = extruct.extract(again, syntaxes=["json-ld"])["json-ld"]
    assert event["eventStatus"] == "https://schema.org/EventCancelled"
    assert event["image"].endswith("picture.png?v=1")
    assert json.dumps(event)


def test_dates_to_come_are_told_and_cannot_be_booked(hub: Hub, client: Client) -> None:
    from bandstand.gatherings.actions.series import Rhythm, begin_series, pause

    starts = timezone.now() + timedelta(days=5)
    first = planning.announce(hub, Plan(starts, starts + timedelta(minutes=90), "Priory Hall"), by=None)
    series = begin_series(first, Rhythm("month", ("Priory Hall", "Mill Green"), 2), by=None)
    page = words(client.get("/whats-on/"))
    assert "And after that" in page
    assert page.count("Surgeries,") == 6
    assert "in turn at Priory Hall and Mill Green." in words(client.get(f"/whats-on/{first.slug}/"))
    pause(series, by=None)
    assert "And after that" not in words(client.get("/whats-on/"))
