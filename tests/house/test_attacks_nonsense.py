"""Forms and addresses that carry nonsense: days no calendar has, numbers beyond all rows, templates, line breaks."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.jobs.runner import run_ready
from bandstand.people.models import Hub
from tests.borough import make_gathering
from tests.web.test_booking import book

pytestmark = pytest.mark.database


def test_a_broken_page_tells_nothing_of_the_inside(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE places_venue RENAME TO places_elsewhere")
    answer = Client(raise_request_exception=False).get("/whats-on/")
    assert answer.status_code == 500
    told = [
        word
        for word in ("Traceback", "sqlite", "places_", "SELECT", "settings", "/site-packages")
        if word in answer.text
    ]
    assert told == []
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


FAR = ["9999-12-31", "0001-01-01", "10000-01-01", "2026-13-45", "-1", "٢٠٢٦-٠١-٠١"]


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("end", ["from", "to"])
def test_the_ends_of_the_calendar_break_no_figure(officer: Client, day: str, end: str) -> None:
    for page in (
        "/api/v1/figures/",
        "/desk/figures/",
        "/desk/figures/surgeries/",
        "/desk/figures/figures.csv",
    ):
        assert officer.get(page, {end: day}).status_code < 500, page


@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-30", "2999-01-01"])
def test_a_next_date_beyond_reason_is_sent_back(hub: Hub, officer: Client, day: str) -> None:
    over = make_gathering(hub, starts_at=timezone.now() - timedelta(days=2))
    form = {"announce": "on", "next_day": day, "form_key": str(uuid.uuid4())}
    answer = officer.post(f"/desk/gatherings/{over.slug}/finish/", form)
    assert answer.status_code == 422
    assert "more than three years ahead" in answer.text


@pytest.mark.parametrize("number", ["²", "9" * 30, "9" * 500, "-1", "1e3", "٣"])
def test_a_group_number_that_is_none_settles_nothing(hub: Hub, officer: Client, number: str) -> None:
    assert officer.post("/desk/groups/kinds/", {f"kind-{number}": "arts-group"}).status_code == 302
    assert not Group.objects.filter(kind__slug="arts-group").exists()


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000])
@pytest.mark.parametrize("rest", ["groups/sheets/{}/", "venues/{}/", "outbox/{}/"])
def test_a_row_number_beyond_all_rows_is_not_found(officer: Client, rest: str, number: str) -> None:
    assert officer.get(f"/desk/{rest.format(number)}").status_code == 404


LONG = "x" * 100_000


def test_no_box_takes_more_than_it_can_hold(hub: Hub, owner: Client) -> None:
    surgery = make_gathering(hub)
    forms: dict[str, list[str]] = {
        f"/whats-on/{surgery.slug}/book/": ["name", "group", "email", "phone", "wants", "ease"],
        "/desk/groups/add/": [
            "name",
            "about",
            "address",
            "postcode",
            "email",
            "phone",
            "charity_number",
            "website",
        ],
        "/desk/venues/add/": ["name", "address", "postcode", "getting_there", "notes"],
        "/desk/gatherings/new/": ["day", "place", "starts", "ends", "title", "places", "welcome"],
        "/desk/people/add/": ["name", "email", "until"],
        "/desk/settings/": ["name", "place", "email", "phone", "about", "your_name", "your_email"],
        f"/desk/gatherings/{surgery.slug}/day/someone/": ["name", "group", "form_key"],
        f"/desk/gatherings/{surgery.slug}/finish/": ["write_up", "unnamed_looking", "next_day", "form_key"],
    }
    for address, boxes in forms.items():
        for box in boxes:
            assert owner.post(address, {"name": "Meena", box: LONG}).status_code == 422, (address, box)


def test_line_breaks_cannot_add_a_header_to_a_letter(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub, title="Surgery\r\nBcc: all@evil.test")
    bad = "meena@mail.example\r\nBcc: all@evil.test"
    assert book(client, surgery, email=bad).status_code == 422
    crowd = ", ".join(f"a{n}@mail.example" for n in range(300))
    assert book(client, surgery, email=crowd).status_code == 422

    named = book(client, surgery, name="Meena\r\nBcc: all@evil.test", email="meena@mail.example")
    assert named.status_code == 200
    run_ready()
    [letter] = mail.outbox
    sent = letter.message()
    assert (sent["To"], sent["Bcc"], letter.recipients()) == (
        "meena@mail.example",
        None,
        ["meena@mail.example"],
    )
    assert "evil" not in sent["To"]


TEMPLATES = [
    "{{7919*7907}}",
    "${7919*7907}",
    "%s%n",
    "{0.__class__}",
    "{link}",
    "{code}",
    "{hub}",
    "{% debug %}",
    "{{settings.SECRET_KEY}}",
]


@pytest.mark.parametrize("words", TEMPLATES)
def test_words_that_look_like_a_template_stay_words(hub: Hub, client: Client, words: str) -> None:
    surgery = make_gathering(hub, title=f"Surgery {words}", welcome=words)
    page = book(client, surgery, name=words, email="meena@mail.example", wants=words)
    assert "62615533" not in page.text
    run_ready()
    [letter] = mail.outbox
    assert str(letter.body).count("/b/") == 1
    assert "62615533" not in f"{letter.subject}{letter.body}"
