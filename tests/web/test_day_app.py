"""The app of the day as the server hands it out: one page for everybody, kept whole on the phone."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions.phones import LIVES, let_in
from bandstand.gatherings.day.pack import pack_for
from bandstand.gatherings.models import Attendance
from bandstand.people.models import Hub
from bandstand.web.public.day_app import kept
from tests.borough import make_gathering, make_person
from tests.web.test_colours import SCHEMES, too_faint

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src/bandstand/web/static"
SCRIPTS = sorted((STATIC / "js/day").rglob("*.js"))


def test_the_page_on_the_phone_is_the_same_for_everybody(hub: Hub, client: Client) -> None:
    page = client.get("/day/app.html").content.decode()

    assert "data-forgery" not in page
    assert page.count("<h1>") == 1  # for those without script
    assert 'href="/desk/"' in page


def test_the_worker_keeps_every_script_and_the_page(hub: Hub, client: Client) -> None:
    answer = client.get("/day/worker.js")
    script = answer.content.decode()
    listed = re.findall(r'^  "([^"]+)",$', script, re.MULTILINE)

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    assert listed == kept()
    assert sum("/js/day/" in address for address in listed) == len(SCRIPTS)
    assert 'const SHELL = "/day/app.html"' in script


def test_every_script_used_is_one_that_is_kept() -> None:
    used = {
        (script.parent / name).resolve()
        for script in SCRIPTS
        for name in re.findall(r'from "(\.[^"]+)"', script.read_text(encoding="utf-8"))
    }

    assert used == set(SCRIPTS) - {STATIC / "js/day/app.js"}


def test_the_app_can_be_put_on_the_first_screen(hub: Hub, client: Client) -> None:
    told = json.loads(client.get("/day/app.webmanifest").content)

    assert (told["start_url"], told["scope"], told["display"]) == ("/day/", "/day/", "standalone")
    assert [one["sizes"] for one in told["icons"]] == ["180x180", "512x512"]
    assert client.get("/day/").status_code == 200


def test_the_scripts_stay_small() -> None:
    sizes = {script.name: script.stat().st_size for script in SCRIPTS}

    assert sum(sizes.values()) < 110 * 1024
    assert max(sizes.values()) < 13 * 1024


def test_no_script_writes_markup() -> None:
    """What people typed is put on the page as text only."""
    told = [
        script.name
        for script in SCRIPTS
        if re.search(r"innerHTML|outerHTML|insertAdjacentHTML|eval\(", script.read_text())
    ]

    assert told == []


def test_the_officers_page_names_what_is_on_the_screens() -> None:
    page = (ROOT / "docs/officers/on-the-day.md").read_text(encoding="utf-8")
    templates = (ROOT / "src/bandstand/web/templates/desk").rglob("*.html")
    shown = "".join(file.read_text(encoding="utf-8") for file in [*SCRIPTS, *templates])
    buttons = set(re.findall(r"\*\*([^*]+)\*\*", page)) - {"Add to home screen"}

    assert {words for words in buttons if words not in shown} == set()
    assert "three days after" in page
    assert timedelta(days=3) == LIVES


IN_THE_SUN = [
    *[(ink, ground) for ink in ("ink", "link") for ground in ("paper", "card", "sunk")],
    ("paper", "link"), ("band-ink", "band"), ("paper", "ink"), ("ink", "unsure"), ("careful-ink", "card"),
    *[(f"{state}-ink", state) for state in ("good", "win", "sky", "careful")],
]  # fmt: skip


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_can_be_read_in_bright_sun(scheme: str) -> None:
    assert too_faint(scheme, IN_THE_SUN, 7) == {}


def test_no_address_goes_onto_a_phone(hub: Hub) -> None:
    gathering = make_gathering(hub, starts_at=timezone.now())
    meena = make_person(hub, "Meena Patel", email="meena@patel.example")
    Attendance.objects.create(
        hub=hub, gathering=gathering, person=meena, looking=True, ease="A chair by the door"
    )
    told = json.dumps(pack_for(let_in(gathering, by=None).phone))

    assert "Meena Patel" in told
    assert [words for words in ("patel.example", "A chair by the door") if words in told] == []
