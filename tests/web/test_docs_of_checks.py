"""What docs/officers/checking-websites.md promises is so."""

import re
from datetime import timedelta
from pathlib import Path

from django.test import Client

from bandstand.gatherings.queries.bringing import NEAR
from bandstand.impact.measures.mended import WITHIN
from bandstand.kit.distances import METRES_A_MILE
from bandstand.people.models import Hub
from bandstand.presence.actions.asking_again import AN_HOUR
from bandstand.presence.actions.planned import WEEKS_AFTER_HELP
from bandstand.presence.models import Rhythm
from bandstand.presence.queries import rhythm_of
from bandstand.presence.queries.answers import COUNTS_FOR
from tests.borough import make_gathering, make_group
from tests.impact.stories import finding
from tests.web.test_checks import not_able
from tests.web.test_whats_on import words

DOC = (Path(__file__).parents[2] / "docs/officers/checking-websites.md").read_text()


def test_everything_in_its_table_is_on_the_page(officer: Client, hub: Hub) -> None:
    make_gathering(hub)
    park = make_group(hub, "Friends of Leasow Park", website="https://leasowpark.example/")
    finding(park, "2026-01-10 03:00")
    not_able(make_group(hub, "Priory Singers", website="https://priory.example/"))
    page = words(officer.get("/desk/checks/"))
    named = re.findall(r"^\| ([^|]+?) \|", DOC, re.MULTILINE)[1:]
    assert len(named) == 9
    assert [name for name in named if name not in page] == []


def test_its_times_are_the_real_ones(hub: Hub) -> None:
    assert WEEKS_AFTER_HELP == (1, 6, 12)
    assert "1, 6 and 12 weeks" in DOC
    assert timedelta(days=90) == WITHIN
    assert f"within {WITHIN.days} days" in DOC
    assert Rhythm.Every(rhythm_of(hub)).label == "Every four weeks"
    assert timedelta(hours=1) == AN_HOUR
    assert timedelta(days=365) == COUNTS_FOR
    assert round(NEAR / METRES_A_MILE) == 2  # miles
