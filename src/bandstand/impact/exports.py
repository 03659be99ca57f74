"""Figures and their rows as sheets that are safe to open, and as JSON for machines."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from .measures import Figure, Measure, Part, Period, Row, Scope

# A spreadsheet takes a cell that begins so for something to calculate.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

FIGURE_COLUMNS = [
    "Figure",
    "Value",
    "Not named",
    "Not known",
    "Remarks",
    "Rule",
    "Rule version",
    "From",
    "To",
    "Programme",
    "Area",
    "Code",
]
ROW_COLUMNS = ["Date", "Gathering", "Group", "Person", "Count", "Remarks"]


def sheet(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return CSV text for a spreadsheet: a mark that says it is UTF-8, and no cell that calculates."""
    kept = io.StringIO(newline="")
    writer = csv.writer(kept)
    writer.writerow(heading)
    writer.writerows([[cell(value) for value in row] for row in rows])
    return "\ufeff" + kept.getvalue()


def cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def figures_sheet(figures: Iterable[tuple[Measure, Figure]], period: Period) -> str:
    asked = _asked(period)
    return sheet(FIGURE_COLUMNS, [_figure_cells(measure, figure, asked) for measure, figure in figures])


def _figure_cells(measure: Measure, figure: Figure, asked: dict[str, Any]) -> list[object]:
    return [
        f"{measure.title} ({figure.unit.strip()})" if figure.unit else measure.title,
        figure.says if figure.value is None or figure.about else figure.value,
        figure.not_named,
        figure.unknown,
        figure.remarks,
        measure.rule,
        measure.version,
        asked["from"],
        asked["to"],
        asked["programme"],
        asked["area"],
        measure.code,
    ]


def rows_sheet(rows: Iterable[Row]) -> str:
    """Return the rows behind one figure. Whether they name people is up to whoever asked for them."""
    return sheet(ROW_COLUMNS, [_cells(row) for row in rows])


def _cells(row: Row) -> list[object]:
    gathering = f"{row.gathering.title}, {_day(row.gathering.starts_at)}" if row.gathering else ""
    groups = " and ".join(group.name for group in (row.group, row.other) if group)
    return [_day(row.at), gathering, groups, row.person or "", row.count, row.words]


def _day(moment: datetime | None) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""


def as_json(figures: Iterable[tuple[Measure, Figure]], period: Period) -> dict[str, Any]:
    """Return what machines get: one object a figure.

    `value` is null for what nobody recorded, and for a few people (`fewer_than` then says than how many);
    `rounded_to` is there where a value is rounded.
    """
    return {
        "format": "bandstand-figures-1",
        **_asked(period),
        "figures": [_figure_as_json(measure, figure) for measure, figure in figures],
    }


def _asked(period: Period) -> dict[str, Any]:
    programme = period.programme if isinstance(period, Scope) else None
    area = period.area if isinstance(period, Scope) else None
    return {
        "from": period.start.isoformat() if period.start else None,
        "to": period.end.isoformat() if period.end else None,
        "programme": programme.name if programme else None,
        "area": area.name if area else None,
    }


def _figure_as_json(measure: Measure, figure: Figure) -> dict[str, Any]:
    return {
        "code": measure.code,
        "version": measure.version,
        "chapter": measure.chapter,
        "title": measure.title,
        "value": figure.value,
        "unit": figure.unit.strip(),
        "says": figure.says,
        "fewer_than": figure.few or None,
        "rounded_to": figure.about or None,
        "not_named": figure.not_named,
        "unknown": figure.unknown,
        "parts": [_part_as_json(part) for part in figure.parts],
        "words": figure.words,
        "rule": measure.rule,
        "caution": measure.caution,
    }


def _part_as_json(part: Part) -> dict[str, Any]:
    return {"code": part.code, "value": part.value, "words": part.words}
