"""Frozen figures stay what they were to the byte, whatever is corrected later."""

import json
import uuid
from datetime import date

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from bandstand.gatherings.models import Attendance, Gathering, HelpNote, Programme
from bandstand.impact.freezing import Frozen, changed_since, freeze, told
from bandstand.impact.measures import MEASURES, Scope
from bandstand.impact.models import FigureRun
from bandstand.people.actions.forget import forget
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Deed, Hub, Person
from tests.borough import make_group, make_person
from tests.conftest import sign_in
from tests.impact.stories import came, held, note
from tests.impact.test_counting_properties import (
    Told,
    borough,
    evenings,
    forgotten_afterwards,
    many,
    write_down,
)

__all__ = ["borough"]


def frozen(hub: Hub, audience: str = "ours", scope: Scope | None = None) -> FigureRun:
    said = Frozen("Lottery report", audience, scope or Scope())
    return freeze(hub, said, by=None, form_key=uuid.uuid4())


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    """Arthur helped Joan of the Priory Singers."""
    surgery = held(hub)
    came(surgery, make_person(hub, "Arthur Pell"), helping=True)
    note(surgery, came(surgery, make_person(hub, "Joan")), groups=[make_group(hub, "Priory Singers")])
    return surgery


def test_a_run_keeps_every_figure_with_the_version_of_its_rule(hub: Hub, surgery: Gathering) -> None:
    found = told(frozen(hub))
    assert [(one["code"], one["version"], one["rule"]) for one in found["figures"]] == [
        (measure.code, measure.version, measure.rule) for measure in MEASURES
    ]
    assert Deed.objects.get(verb="froze figures").words == "froze the figures “Lottery report”"


def test_a_run_to_pass_on_says_which_numbers_it_hides(hub: Hub, surgery: Gathering) -> None:
    found = told(frozen(hub, "everybody"))
    assert "helpers" in found["hidden"]
    assert {one["says"] for one in found["figures"] if one["code"] in found["hidden"]} == {"fewer than 5"}
    assert "Arthur" not in json.dumps(found)
    assert "Joan" not in json.dumps(found)


def test_the_same_form_twice_is_one_run(hub: Hub) -> None:
    key = uuid.uuid4()
    runs = {freeze(hub, Frozen("Spring", "ours", Scope()), by=None, form_key=key).pk for _ in range(2)}
    assert len(runs) == FigureRun.objects.count() == 1


def test_a_run_is_written_once(hub: Hub) -> None:
    run = frozen(hub)
    with pytest.raises(TypeError):
        run.save()


def test_somebody_who_changes_the_database_is_found_out(hub: Hub) -> None:
    run = frozen(hub)
    FigureRun.objects.update(kept=run.kept.replace('"value": 0', '"value": 9', 1))
    assert not FigureRun.objects.get().is_whole


def test_what_would_be_different_today_is_told(hub: Hub, surgery: Gathering) -> None:
    run = frozen(hub)
    assert changed_since(run, hub) == []
    held(hub, "2026-02-11 18:00")
    assert ("surgeries held", "1", "2") in changed_since(run, hub)


def test_a_run_of_one_programme_counts_that_one(hub: Hub, surgery: Gathering) -> None:
    parks = Programme.objects.create(hub=hub, name="Parks")
    surgery.programmes.add(parks)
    held(hub, "2026-02-11 18:00").programmes.add(Programme.objects.create(hub=hub, name="Arts"))
    whole, narrow = told(frozen(hub)), told(frozen(hub, scope=Scope(programme=parks)))
    assert [one["says"]["surgeries"] for one in whole["by_programme"]] == ["1", "1"]
    assert (whole["figures"][0]["value"], narrow["figures"][0]["value"]) == (2, 1)
    assert (narrow["programme"], narrow["by_programme"]) == ("Parks", [])


@given(evening=evenings, who=st.integers(0, 3))
@settings(parent=many, max_examples=20)
def test_a_run_reproduces_byte_for_byte_after_any_later_edit(
    borough: Hub, evening: list[Told], who: int
) -> None:
    """Invariant 9."""
    with forgotten_afterwards():
        write_down(borough, evening)
        run = frozen(borough)
        before = run.kept.encode()
        Attendance.objects.update(arrival="absent", helping=True)
        HelpNote.objects.update(result="not today")
        Gathering.objects.update(title="Another name", unnamed_looking=9)
        forget(Person.objects.order_by("pk")[who])
        again = FigureRun.objects.get(pk=run.pk)
        assert (again.kept.encode(), again.is_whole) == (before, True)


def test_freezing_listing_opening_and_taking_along(officer: Client, hub: Hub, surgery: Gathering) -> None:
    sent = {"title": "Lottery report", "audience": "ours", "form_key": str(uuid.uuid4())}
    answer = officer.post("/desk/figures/freeze/?from=2026-01-01&to=2026-12-31", sent)
    run = FigureRun.objects.get()
    assert answer.headers["Location"] == f"/desk/figures/frozen/{run.uid}/"
    assert (run.start, run.end) == (date(2026, 1, 1), date(2026, 12, 31))
    assert "Lottery report" in officer.get("/desk/figures/frozen/").text
    assert "Counted today they would be the same." in officer.get(f"/desk/figures/frozen/{run.uid}/").text
    assert officer.get(f"/desk/figures/frozen/{run.uid}/figures.json").content == run.kept.encode()
    assert "people helped" in officer.get(f"/desk/figures/frozen/{run.uid}/figures.csv").text


def test_a_run_without_a_name_is_not_frozen(officer: Client, hub: Hub) -> None:
    answer = officer.post("/desk/figures/freeze/", {"title": "", "audience": "ours"})
    assert (answer.status_code, FigureRun.objects.count()) == (422, 0)
    assert "Give them a name you will know them by." in answer.text


def test_opening_the_form_freezes_nothing(officer: Client, hub: Hub) -> None:
    officer.get("/desk/figures/freeze/")
    officer.head("/desk/figures/freeze/")
    assert FigureRun.objects.count() == 0


def test_somebody_who_only_reads_opens_runs_and_freezes_none(hub: Hub, client: Client) -> None:
    ravi = give_role(hub, name="Ravi Bose", email="ravi@leasow.example", role="reader", by=None)
    reader, run = sign_in(client, ravi.person), frozen(hub)
    assert reader.get(f"/desk/figures/frozen/{run.uid}/").status_code == 200
    assert reader.post("/desk/figures/freeze/", {"title": "x", "audience": "ours"}).status_code == 403
