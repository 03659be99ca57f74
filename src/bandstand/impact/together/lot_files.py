"""A draw as files: groups, the seed and the method, so that anybody can draw again; no people."""

import json
from typing import Any

from django.utils import timezone

from bandstand.gatherings.lot import METHOD
from bandstand.gatherings.models import Gathering, TwoEvenings

from ..exports import sheet
from .ties import on_the_map

_COLUMNS = ["lot", "group", "people", "drawn", "evening", "why not drawn"]


def as_sheet(evenings: TwoEvenings) -> str:
    rows: list[list[object]] = [
        [lot["lot"], lot["name"], lot["heads"], "yes" if lot["drawn"] else "no", lot["evening"], lot["why"]]
        for lot in _shown(evenings)
    ]
    told: list[list[object]] = [["seed", evenings.seed], ["method", METHOD]]
    told += [["places", _places(evenings, at), "", "", at + 1] for at in (0, 1)]
    return sheet(_COLUMNS, [*rows, [], *told])


def as_json(evenings: TwoEvenings) -> str:
    told = {
        "format": "bandstand-two-evenings-1",
        "title": evenings.title,
        "evenings": [_evening(evenings, at) for at in (0, 1)],
        "drawn_at": evenings.drawn_at.isoformat() if evenings.drawn_at else None,
        "seed": evenings.seed,
        "method": METHOD,
        "lots": _shown(evenings),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _evening(evenings: TwoEvenings, at: int) -> dict[str, Any]:
    gathering: Gathering = evenings.both[at]
    return {
        "title": gathering.title,
        "starts": timezone.localtime(gathering.starts_at).isoformat(),
        "where": gathering.venue.name,
        "places": _places(evenings, at),
    }


def _places(evenings: TwoEvenings, at: int) -> int | None:
    """Return an evening's places as they were when it was drawn."""
    places: int | None = evenings.rooms[at] if evenings.rooms else evenings.both[at].places
    return places


def _shown(evenings: TwoEvenings) -> list[dict[str, Any]]:
    """Return the lots; a group that asked to be left off, or is gone, keeps its lot and loses its name."""
    named = {str(group.uid) for group in on_the_map()}
    return [lot if lot["group"] in named else {**lot, "group": "", "name": ""} for lot in evenings.lots]
