"""Tables are advice for one evening: handed over when asked for, and gone after a year."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from bandstand.gatherings.actions.tables import move, seat_beside, suggest_tables
from bandstand.gatherings.models import Attendance, Gathering, TableRound
from bandstand.gatherings.privacy.letting_go import _forget_tables
from bandstand.gatherings.seating import planning
from bandstand.gatherings.seating.planning import Asked
from bandstand.people.actions.forget import forget
from bandstand.people.models import Hub
from bandstand.people.papers import papers_of
from tests.borough import make_arrival, make_gathering


@pytest.fixture
def meena(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Attendance:
    """Meena, who asked to sit with Arthur and was put at another table."""
    monkeypatch.setattr(planning, "STEPS", 500)
    surgery: Gathering = make_gathering(hub, starts_at=timezone.now() - timedelta(minutes=20))
    meena, arthur = make_arrival(surgery, "Meena Patel"), make_arrival(surgery, "Arthur Bell")
    suggest_tables(surgery, Asked(2, 3, 1), by=None, form_key=uuid.uuid4())
    move(meena, 1, 2, by=None, form_key=uuid.uuid4())
    seat_beside(meena, arthur, by=None, form_key=uuid.uuid4())
    meena.refresh_from_db()
    return meena


def test_meena_is_told_where_she_was_asked_to_sit(meena: Attendance) -> None:
    assert meena.person is not None
    (told,) = [one for one in papers_of(meena.person) if one.title == "Where you were asked to sit"]

    (row,) = told.rows
    assert row["Tables"].endswith("Round 1, instead: 2")
    assert row["Asked to sit with"] == "1 person"


def test_after_a_year_nothing_says_where_anybody_sat(meena: Attendance) -> None:
    assert _forget_tables(TableRound.objects.all()) == 1

    meena.refresh_from_db()
    assert (meena.seats, list(meena.beside.all()), TableRound.objects.count()) == ({}, [], 0)


def test_somebody_taken_out_has_no_name_at_any_table(meena: Attendance) -> None:
    assert meena.person is not None
    forget(meena.person)

    assert "Meena" not in str([(row.tables, row.made_by) for row in TableRound.objects.all()])
    assert list(meena.beside.all()) == []
