"""Figures and their rows as sheets that are safe to open."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from .measures import Figure, Measure, Period, Row

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
    return sheet(
        FIGURE_COLUMNS,
        [
            [
                measure.title,
                "not known" if figure.value is None else figure.value,
                figure.not_named,
                figure.unknown,
                figure.words,
                measure.rule,
                measure.version,
                period.start,
                period.end,
            ]
            for measure, figure in figures
        ],
    )


def rows_sheet(rows: Iterable[Row]) -> str:
    """Return the rows behind one figure. Whether they name people is up to whoever asked for them."""
    return sheet(ROW_COLUMNS, [_cells(row) for row in rows])


def _cells(row: Row) -> list[object]:
    gathering = f"{row.gathering.title}, {_day(row.gathering.starts_at)}" if row.gathering else ""
    return [_day(row.at), gathering, row.group or "", row.person or "", row.count, row.words]


def _day(moment: datetime | None) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""


def as_json(figures: Iterable[tuple[Measure, Figure]], period: Period) -> dict[str, Any]:
    """Return what machines get: one object a figure; `value` is null for what nobody recorded."""
    return {
        "format": "bandstand-figures-1",
        "from": period.start.isoformat() if period.start else None,
        "to": period.end.isoformat() if period.end else None,
        "figures": [
            {
                "code": measure.code,
                "version": measure.version,
                "title": measure.title,
                "value": figure.value,
                "not_named": figure.not_named,
                "unknown": figure.unknown,
                "words": figure.words,
                "rule": measure.rule,
                "caution": measure.caution,
            }
            for measure, figure in figures
        ],
    }
