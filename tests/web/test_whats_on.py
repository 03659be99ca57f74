"""What's on, as anyone sees it: no account, no cookie, light enough for an old phone."""

import json
import re
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from bandstand.gatherings.actions import booking, planning
from bandstand.gatherings.actions.booking import Wish
from bandstand.gatherings.models import Gathering
from bandstand.people.models import Hub
from bandstand.places.models import Postcode
from tests.borough import make_gathering, make_group, make_venue

LONDON = ZoneInfo("Europe/London")
ATOM = "{http://www.w3.org/2005/Atom}"


def words(response: object) -> str:
    """Return a page as its reader hears it: text without tags, spaces made one."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())  # type: ignore[attr-defined]
    return " ".join(text.split())


def test_the_list_shows_what_is_coming_soonest_first(hub: Hub, client: Client) -> None:
    now = timezone.now()
    make_gathering(hub, "Later one", starts_at=now + timedelta(days=20))
    make_gathering(hub, "Sooner one", starts_at=now + timedelta(days=2))
    make_gathering(hub, "Been and gone", starts_at=now - timedelta(days=2))
    page = words(client.get("/whats-on/"))
    assert page.index("Sooner one") < page.index("Later one")
    assert "Been and gone" not in page
    assert "Been and gone" in words(client.get("/whats-on/past/"))


def test_an_empty_calendar_says_so(hub: Hub, client: Client) -> None:
    assert "Nothing planned just now" in words(client.get("/whats-on/"))


def test_the_nearest_comes_first_for_a_postcode_we_know(hub: Hub, client: Client) -> None:
    Postcode.objects.create(code="M337XZ", lat=53.42, lon=-2.32)
    far = make_venue(hub, "Far Hall", lat=53.52, lon=-2.32)
    near = make_venue(hub, "Near Hall", lat=53.43, lon=-2.32)
    make_gathering(hub, "Far one", venue=far, starts_at=timezone.now() + timedelta(days=1))
    make_gathering(hub, "Near one", venue=near, starts_at=timezone.now() + timedelta(days=9))
    page = words(client.get("/whats-on/", {"near": "m33 7xz"}))
    assert page.index("Near one") < page.index("Far one")
    assert "Near Hall · under a mile" in page
    assert "We do not know that postcode" in words(client.get("/whats-on/", {"near": "nonsense<script>"}))


def test_the_page_says_when_where_and_what_happens(hub: Hub, client: Client) -> None:
    venue = make_venue(
        hub, address="Mill Lane", postcode="M33 7XZ", wifi="good", steps="free", getting_there="Bus 41"
    )
    at = datetime(2031, 4, 15, 18, tzinfo=LONDON)
    surgery = make_gathering(hub, venue=venue, starts_at=at, places=3, welcome="Side door")
    booking.book(surgery, Wish(name="Meena", group=make_group(hub, "Mill Green Runners", kind="sports-club")))
    page = words(client.get(f"/whats-on/{surgery.slug}/"))
    for said in [
        "Tuesday 15 April 2031, 6pm to 7.30pm", "Mill Lane M33 7XZ", "Getting there Bus 41",
        "Getting in Step-free", "Wi-Fi There is good Wi-Fi", "Cost Free", "What happens when I arrive", "Get some help",
        "Offer to help", "Side door", "2 places left to book. You can also just turn up.", "1 sports club",
        "Add to calendar", "Adults only",
    ]:  # fmt: skip
        assert said in page
    assert "Meena" not in page


@pytest.mark.parametrize(
    ("places", "said"),
    [(None, "You can just turn up"), (1, "The booked places are taken."), (2, "One place left to book.")],
)
def test_room_is_told_in_plain_words(hub: Hub, client: Client, places: int | None, said: str) -> None:
    surgery = make_gathering(hub, places=places)
    booking.book(surgery, Wish(name="Ann"))
    assert said in words(client.get(f"/whats-on/{surgery.slug}/"))


@pytest.mark.parametrize("address", ["/", "/whats-on/"])
@pytest.mark.parametrize(
    ("drop_in", "said", "offered"), [(True, "On now: just turn up", False), (False, "On now", True)]
)
def test_what_is_on_now_needs_a_booking_only_where_one_must_book(
    hub: Hub, client: Client, address: str, said: str, *, drop_in: bool, offered: bool
) -> None:
    begun = timezone.now() - timedelta(minutes=30)
    surgery = make_gathering(hub, starts_at=begun, drop_in=drop_in)
    page = words(client.get(address))
    assert said in page
    assert ("Book a place" in page) == offered
    assert said in words(client.get(f"/whats-on/{surgery.slug}/"))


def test_what_is_called_off_says_so_and_takes_no_bookings(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub)
    planning.call_off(surgery, by=None)
    page = words(client.get(f"/whats-on/{surgery.slug}/"))
    assert "This one is called off." in page
    assert "Get some help" not in page
    assert "Called off" in words(client.get("/whats-on/"))


@pytest.mark.parametrize("public", [True, False])
def test_a_past_one_shows_its_write_up_only_when_it_is_public(
    hub: Hub, client: Client, *, public: bool
) -> None:
    past = make_gathering(
        hub, starts_at=timezone.now() - timedelta(days=9), state=Gathering.State.CLOSED,
        write_up="Eleven of us round two tables.", write_up_public=public,
    )  # fmt: skip
    page = words(client.get(f"/whats-on/{past.slug}/"))
    assert ("Eleven of us" in page) == public
    assert "Get some help" not in page


def test_no_cookie_is_set_and_caches_may_keep_the_page(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub)
    slug = surgery.slug
    for address in ["/whats-on/", f"/whats-on/{slug}/", "/whats-on/past/", "/whats-on.ics", "/whats-on.atom"]:
        response = client.get(address)
        assert (response.status_code, len(response.cookies)) == (200, 0)
        assert response.headers["Cache-Control"] == "public, max-age=60"
        again = client.get(address, headers={"if-none-match": response.headers["ETag"]})
        assert again.status_code == 304


def test_somebody_signed_in_gets_a_page_no_cache_keeps(hub: Hub, officer: Client) -> None:
    surgery = make_gathering(hub)
    assert officer.get(f"/whats-on/{surgery.slug}/").headers["Cache-Control"] == "no-store"


def test_the_page_costs_at_most_five_queries(
    hub: Hub, client: Client, django_assert_max_num_queries: object
) -> None:
    surgery = make_gathering(hub)
    for number in range(3):
        booking.book(surgery, Wish(name="Ann", group=make_group(hub, f"Group {number}")))
    for address in (f"/whats-on/{surgery.slug}/", "/whats-on/"):
        with django_assert_max_num_queries(5):  # type: ignore[operator]
            client.get(address)


def test_search_engines_read_the_same_facts(hub: Hub, client: Client) -> None:
    title = "Surgery </script><script>alert(1)</script> & tea"
    at = datetime(2031, 7, 1, 18, tzinfo=LONDON)
    surgery = make_gathering(hub, title, starts_at=at, venue=make_venue(hub, lat=53.4, lon=-2.3))
    page = client.get(f"/whats-on/{surgery.slug}/").content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    facts = json.loads(block[1])
    assert (facts["@type"], facts["name"]) == ("Event", title)
    assert facts["startDate"] == "2031-07-01T18:00:00+01:00"
    assert facts["eventStatus"] == "https://schema.org/EventScheduled"
    assert facts["location"]["geo"]["latitude"] == 53.4
    assert page.count("alert(1)</script>") == 0


def test_the_calendar_file_is_read_back_and_counts_its_changes(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub)
    first = Calendar.from_ical(client.get(f"/whats-on/{surgery.slug}/calendar.ics").content).walk("VEVENT")[0]
    planning.call_off(surgery, by=None)
    second = Calendar.from_ical(client.get("/whats-on.ics").content).walk("VEVENT")[0]
    assert (first["UID"], first["SEQUENCE"], first["STATUS"]) == (str(surgery.uid), 0, "CONFIRMED")
    assert (second["UID"], second["SEQUENCE"], second["STATUS"]) == (str(surgery.uid), 1, "CANCELLED")
    assert first["DTSTART"].dt == surgery.starts_at.replace(microsecond=0)
    assert client.get("/whats-on/feed.ics").content == client.get("/whats-on.ics").content


def test_the_feed_is_atom_with_addresses_that_stay(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub, "Tea & <b>talk</b>")
    entry = ET.fromstring(client.get("/whats-on.atom").content).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "Tea & <b>talk</b>"
    assert entry.findtext(f"{ATOM}id") == surgery.uid.urn


@pytest.mark.parametrize("address", ["/whats-on/no-such-thing/", "/whats-on/no-such-thing/calendar.ics"])
def test_a_made_up_address_is_a_plain_page(hub: Hub, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", ["", "calendar.ics"])
def test_looking_is_all_these_pages_allow(hub: Hub, client: Client, path: str) -> None:
    surgery = make_gathering(hub)
    assert client.head(f"/whats-on/{surgery.slug}/{path}").status_code == 200
    assert client.post(f"/whats-on/{surgery.slug}/{path}").status_code == 405
