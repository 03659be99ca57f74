"""A copy of what we hold about somebody: one zip, for people (HTML) and for machines (JSON)."""

import io
import json
import zipfile
from datetime import date, datetime

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from bandstand.kit import dates
from bandstand.people.models import Person
from bandstand.people.papers import Paper, papers_of

from .files import attached

FORMAT = "bandstand-your-details-1"


def copy_of(person: Person, *, at_desk: bool = True) -> HttpResponse:
    """Return the zip as a download. Kept by nobody on the way."""
    papers, made_at = papers_of(person, at_desk=at_desk), timezone.now()
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("your-details.json", _as_json(person, papers, made_at))
        told = {"hub": person.hub, "papers": in_words(papers), "made_at": made_at}
        packed.writestr("your-details.html", render_to_string("papers/copy.html", told))
    response = attached(kept.getvalue(), "application/zip", "your-details.zip")
    response.headers["Cache-Control"] = "no-store"
    return response


def in_words(papers: list[Paper]) -> list[tuple[str, list[list[tuple[str, str]]]]]:
    """Return headings and lines as a page shows them: what is empty is left out."""
    today = timezone.localdate()
    return [
        (
            paper.title,
            [
                [(name, shown) for name, value in row.items() if (shown := _shown(value, today))]
                for row in paper.rows
            ],
        )
        for paper in papers
    ]


def _shown(value: object, today: date) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{dates.day(value, today=today)}, {dates.clock(value)}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _as_json(person: Person, papers: list[Paper], made_at: datetime) -> str:
    told = {
        "format": FORMAT,
        "from": person.hub.name,
        "made_at": made_at.isoformat(),
        "headings": [{"title": paper.title, "rows": paper.rows} for paper in papers],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
