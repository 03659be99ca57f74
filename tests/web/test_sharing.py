"""Telling others: the poster with its square to scan, and the picture where an address is shared."""

import io
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import segno
from django.test import Client
from django.utils import timezone
from PIL import Image

from bandstand.gatherings.actions import planning
from bandstand.people.models import Hub
from bandstand.web.share_picture import Words, picture
from tests.borough import make_gathering, make_venue
from tests.web.test_whats_on import words

LONDON = ZoneInfo("Europe/London")


def share_picture(client: Client, address: str) -> Image.Image:
    response = client.get(address)
    assert response.headers["Content-Type"] == "image/png"
    assert len(response.content) <= 150_000
    return Image.open(io.BytesIO(response.content))


def test_the_poster_says_what_where_and_when_with_a_square_to_the_page(hub: Hub, client: Client) -> None:
    venue = make_venue(hub, address="Vale Park", postcode="QV1 2AB", steps="free", getting_there="Bus 14")
    surgery = make_gathering(hub, venue=venue, starts_at=datetime(2031, 4, 15, 18, tzinfo=LONDON))
    response = client.get(f"/whats-on/{surgery.slug}/poster/")
    page = words(response)
    for said in [
        "Tuesday",
        "15 April",
        "6pm to 7.30pm",
        "The Boathouse Café",
        "Vale Park, QV1 2AB",
        "Just turn up",
        "Step-free.",
        "Bus 14",
    ]:
        assert said in page
    assert len(response.cookies) == 0
    where = re.search(r'og:url" content="([^"]+)"', client.get(f"/whats-on/{surgery.slug}/").content.decode())
    assert where is not None
    drawn = segno.make_qr(where[1], error="m").svg_inline(
        omitsize=True, border=3, light="#fff", lineclass=None
    )
    path = re.search(r' d="([^"]+)"', drawn[drawn.rindex("<path") :])
    assert path is not None
    assert path[1] in response.content.decode()


def test_two_handbills_on_a_sheet(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub)
    address = f"/whats-on/{surgery.slug}/poster/"
    assert client.get(address).content.decode().count("<article") == 1
    assert client.get(f"{address}?size=a5").content.decode().count("<article") == 2


def test_the_poster_of_one_called_off_says_so(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub, drop_in=False)
    assert "Please book a place" in words(client.get(f"/whats-on/{surgery.slug}/poster/"))
    planning.call_off(surgery, by=None)
    assert "Called off" in words(client.get(f"/whats-on/{surgery.slug}/poster/"))


def test_the_picture_is_as_large_as_it_should_be_and_light(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub)
    drawn = share_picture(client, f"/whats-on/{surgery.slug}/picture.png")
    assert drawn.size == (1200, 630)


def test_the_picture_is_another_once_the_date_moves(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub)
    page = client.get(f"/whats-on/{surgery.slug}/").content.decode()
    assert f"/whats-on/{surgery.slug}/picture.png?v=0" in page
    first = client.get(f"/whats-on/{surgery.slug}/picture.png?v=0")
    assert first.headers["Cache-Control"] == "public, max-age=86400"
    assert client.get(f"/whats-on/{surgery.slug}/picture.png?v=0").content == first.content
    planning.call_off(surgery, by=None)
    assert client.get(f"/whats-on/{surgery.slug}/picture.png?v=1").content != first.content


@pytest.mark.parametrize(
    "name",
    [
        "🚣",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2,
        "Neuadd y Dŵr",
        "x " * 70,
        "Łódź Ģ",
        "",
    ],
)
def test_any_name_can_be_drawn(name: str) -> None:
    drawn = picture(Words(name, "Wednesday", "30 September 2031", "11.30am to 12.30pm", name, name, name))
    assert Image.open(io.BytesIO(drawn)).size == (1200, 630)
    assert len(drawn) <= 150_000


@pytest.mark.parametrize("path", ["poster/", "picture.png"])
def test_a_made_up_one_is_a_plain_page(hub: Hub, client: Client, path: str) -> None:
    assert client.get(f"/whats-on/nothing-here/{path}").status_code == 404


def test_one_that_needs_a_booking_says_so(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub, drop_in=False, places=4, starts_at=timezone.now() + timedelta(days=3))
    page = words(client.get(f"/whats-on/{surgery.slug}/"))
    assert "Please book a place for this one: 4 places left." in page
    assert "just turn up." not in page
