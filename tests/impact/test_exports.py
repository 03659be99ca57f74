"""Figures for spreadsheets, machines and the terminal."""

import csv
import io
import json
from datetime import date

import pytest
from django.test import Client

from bandstand.config.command import main
from bandstand.impact.charts import bars
from bandstand.impact.exports import cell, figures_sheet, rows_sheet
from bandstand.impact.measures import MEASURES, Period
from bandstand.impact.queries import figures, measure_called
from bandstand.people.models import Hub
from tests.borough import make_group, make_person
from tests.impact.stories import came, held, note


@pytest.fixture
def told(hub: Hub) -> Hub:
    """One surgery where Arthur helped Joan of a group with a cunning name."""
    surgery = held(hub)
    came(surgery, make_person(hub, "Arthur Pell"), helping=True)
    joan = came(surgery, make_person(hub, "Joan"))
    note(surgery, joan, groups=[make_group(hub, '=HYPERLINK("http://bad.example","Friends")')])
    return hub


def read(sheet: str) -> list[list[str]]:
    assert sheet[0] == "\ufeff"
    return list(csv.reader(io.StringIO(sheet[1:], newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+44 7700", "-2", "@SUM(A1)", "\tx", "\rx", "\n=1"])
def test_a_cell_never_calculates(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_a_plain_cell_is_left_alone() -> None:
    assert [cell("Friends of Leasow Park"), cell(None), cell(0)] == ["Friends of Leasow Park", "", "0"]


def test_rows_sheet_is_safe_and_names_nobody(told: Hub) -> None:
    measure = measure_called("groups-helped")
    assert measure is not None
    heading, row = read(rows_sheet(measure.rows(Period())))
    assert heading == ["Date", "Gathering", "Group", "Person", "Count", "Remarks"]
    assert row == ["2026-01-14", "", '\'=HYPERLINK("http://bad.example","Friends")', "", "1", ""]


def test_figures_sheet_carries_rules_versions_and_the_period(told: Hub) -> None:
    period = Period(date(2026, 1, 1), date(2026, 1, 31))
    rows = read(figures_sheet(figures(period), period))
    assert len(rows) == 1 + len(MEASURES)
    assert rows[1][:4] == ["surgeries held", "1", "0", "0"]
    assert rows[1][6:] == ["1", "2026-01-01", "2026-01-31", "", "", "surgeries"]
    assert [row[1] for row in rows if row[0] == "things fixed after help"] == ["not known"]


def test_machines_get_every_figure_with_its_rule(told: Hub, client: Client) -> None:
    answer = client.get("/api/v1/figures/", {"from": "2026-01-01", "to": "2026-12-31"}).json()
    assert (answer["format"], answer["from"], answer["to"]) == (
        "bandstand-figures-1",
        "2026-01-01",
        "2026-12-31",
    )
    says = {figure["code"]: figure["says"] for figure in answer["figures"]}
    assert set(says) == {measure.code for measure in MEASURES if not measure.at_desk}
    assert says["surgeries"] == says["groups-helped"] == "1"
    assert says["helpers"] == says["people-helped"] == says["attendances"] == "fewer than 5"
    assert says["fixed-after-help"] == "not known"
    versions = {figure["code"]: figure["version"] for figure in answer["figures"]}
    assert versions.pop("fixed-after-help") == 2
    assert set(versions.values()) == {1}


def test_machines_are_told_how_to_write_a_day(hub: Hub, client: Client) -> None:
    answer = client.get("/api/v1/figures/", {"from": "14/4/2026"})
    assert answer.status_code == 400
    assert answer.json() == {"error": "Write days as 2026-04-14, in “from” and “to”."}


def test_the_command_prints_every_figure(told: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(MEASURES)
    assert lines[0].split() == ["1", "surgeries", "held", "rule", "surgeries", "v1"]
    assert any(line.split()[:2] == ["not", "known"] for line in lines)


def test_the_command_prints_json_and_nothing_else(told: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", "--from", "2027-01-01", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [figure["value"] for figure in answer["figures"][:2]] == [0, 0]


@pytest.mark.parametrize(
    "words", [["--from", "yesterday"], ["--from", "2026-02-01", "--to", "2026-01-01"], ["--hub", "elsewhere"]]
)
def test_the_command_says_plainly_what_it_cannot_make_sense_of(
    hub: Hub, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(["figures", *words])
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    assert code == 2
    assert capsys.readouterr().err.strip().endswith(".")


def test_bars_fill_the_years_between_and_leave_out_the_unknown() -> None:
    chart = bars({2022: 10, 2024: None, 2025: 5})
    assert [(bar.year, bar.says) for bar in chart.bars] == [
        (2022, "10"),
        (2023, "0"),
        (2024, "not known"),
        (2025, "5"),
    ]
    assert chart.bars[0].length == 2 * chart.bars[3].length
    assert chart.bars[2].length == 0
    assert bars({}).bars == []
