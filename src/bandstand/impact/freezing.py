"""Freezing figures: counted once, kept as text, and never counted again for the same report."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from .exports import as_json, sheet
from .measures import Scope
from .models import FigureRun
from .queries import Counted, all_programmes, began, figures, public_figures


@dataclass(frozen=True)
class Frozen:
    """What an officer says when freezing figures."""

    title: str
    audience: str
    scope: Scope


@transaction.atomic
def freeze(hub: Hub, said: Frozen, *, by: Person | None, form_key: uuid.UUID) -> FigureRun:
    """Count everything and keep it word for word; a form sent twice is one."""
    known = FigureRun.objects.filter(form_key=form_key).first()
    if known is not None:
        return known
    scope = said.scope
    run = FigureRun.objects.create(
        hub=hub,
        title=said.title,
        audience=said.audience,
        start=scope.start,
        end=scope.end,
        programme=scope.programme,
        area=scope.area,
        kept=_text(_told(hub, scope, said.audience)),
        form_key=form_key,
        made_by=by,
    )
    record(hub, "froze figures", f"froze the figures “{run.title}”", by=by, about=run)
    return run


def _told(hub: Hub, scope: Scope, audience: str) -> dict[str, Any]:
    counted = count(hub, scope, audience)
    by_programme = [
        {"programme": one.name, "says": {measure.code: figure.says for measure, figure in narrowed}}
        for one, narrowed in _by_programme(hub, scope, audience)
    ]
    first = began()
    return {
        **as_json(counted, scope),
        "hub": hub.name,
        "counted_on": timezone.localdate().isoformat(),
        "began": first.isoformat() if first else None,
        "small_number": hub.small_number if audience == FigureRun.Audience.EVERYBODY else None,
        "by_programme": by_programme,
        "hidden": [measure.code for measure, figure in counted if figure.few],
    }


def count(hub: Hub, scope: Scope, audience: str) -> Counted:
    """Count what such a run holds, today."""
    return public_figures(scope, hub) if audience == FigureRun.Audience.EVERYBODY else figures(scope)


def _by_programme(hub: Hub, scope: Scope, audience: str) -> list[tuple[Any, Counted]]:
    return [(one, count(hub, narrowed, audience)) for one, narrowed in all_programmes(scope)]


def _text(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def told(run: FigureRun) -> dict[str, Any]:
    """Return what a run says, from its own text and nothing else."""
    found: dict[str, Any] = json.loads(run.kept)
    return found


def frozen_sheet(run: FigureRun) -> str:
    """Return a run as a spreadsheet, from its own text."""
    found = told(run)
    columns = ["Code", "Rule version", "Figure", "Says", "Not named", "Not known", "Beside", "Rule"]
    rows = [
        [
            one["code"],
            one["version"],
            one["title"],
            one["says"],
            one["not_named"],
            one["unknown"],
            "; ".join(f"{part['value']} {part['words']}" for part in one["parts"] if part["value"]),
            one["rule"],
        ]
        for one in found["figures"]
    ]
    return sheet(columns, rows)


def changed_since(run: FigureRun, hub: Hub) -> list[tuple[str, str, str]]:
    """Return which figures would be others today: title, what it said, what it would say.

    Rules of another version are not compared: they count another thing.
    """
    today = {
        (measure.code, measure.version): figure.says
        for measure, figure in count(hub, _scope(run), run.audience)
    }
    pairs = [(one, today.get((one["code"], one["version"]))) for one in told(run)["figures"]]
    return [(one["title"], one["says"], now) for one, now in pairs if now is not None and now != one["says"]]


def _scope(run: FigureRun) -> Scope:
    return Scope(run.start, run.end, run.programme, run.area)
