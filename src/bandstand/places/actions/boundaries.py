"""Loading the outlines of wards and localities."""

import json
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..models import Area
from ..outlines import NotAnOutlineError, box_of, middle_of, rings
from ..queries import Atlas
from ..signals import boundaries_loaded
from ..sources import CannotReadError

_CODE = re.compile(r"^(code|.*_code|.*code|wd\d\dcd|.*\d\dcd|id|gss.*)$", re.IGNORECASE)
_NAME = re.compile(r"^(name|.*_name|.*name|wd\d\dnm|.*\d\dnm|title|label)$", re.IGNORECASE)


@dataclass
class Outlines:
    """What a load of boundaries came to; `left_out` holds one sentence a feature that could not be used."""

    new: int = 0
    changed: int = 0
    same: int = 0
    replaced: int = 0
    left_out: list[str] = field(default_factory=list)


def load_boundaries(
    hub: Hub, path: Path, *, kind: str = "ward", since: date | None = None, by: Person | None = None
) -> Outlines:
    """Bring a GeoJSON file's polygons in as areas of this kind. The same file again changes nothing.

    Earlier areas of the kind that lie under new ones go out of force the day before: wards get new
    codes every few years. Raises CannotReadError when the file is no GeoJSON of areas at all.
    """
    features = _features(path)
    told = Outlines()
    with transaction.atomic():
        known = {area.code: area for area in Area.objects.filter(kind=kind)}
        old = {area.pk for area in known.values()}
        for number, feature in enumerate(features, start=1):
            try:
                _bring_in(hub, feature, kind=kind, since=since, known=known, told=told)
            except NotAnOutlineError as trouble:
                told.left_out.append(f"Area {number}: {trouble}")
        if told.new or told.changed:
            told.replaced = _out_of_force(kind, since or timezone.localdate(), new=_new(known, old))
            words = f"loaded {told.new + told.changed} boundaries of kind {kind}"
            record(hub, "loaded boundaries", words, by=by)
            boundaries_loaded.send(sender=Area)
    return told


def _new(known: dict[str, Area], old: set[int]) -> list[Area]:
    return [area for area in known.values() if area.pk not in old]


def _out_of_force(kind: str, day: date, *, new: list[Area]) -> int:
    """Let areas of before end the day before `day` where they lie under new ones; return how many did."""
    atlas, ids = Atlas(new), {area.pk for area in new}
    begun = Q(valid_from=None) | Q(valid_from__lt=day)
    in_force = Area.objects.filter(begun, kind=kind).exclude(pk__in=ids).exclude(valid_to__lt=day)
    under = [area.pk for area in in_force if atlas.area_at(*middle_of(rings(area.geometry)))]
    return Area.objects.filter(pk__in=under).update(
        valid_to=day - timedelta(days=1), changed_at=timezone.now()
    )


def _features(path: Path) -> list[Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as trouble:
        raise CannotReadError(f"There is nothing at {path}.") from trouble
    except (OSError, ValueError) as trouble:
        raise CannotReadError("That file is not GeoJSON.") from trouble
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not features:
        raise CannotReadError("That file holds no areas: a GeoJSON FeatureCollection is needed.")
    return features


def _bring_in(
    hub: Hub, feature: Any, *, kind: str, since: date | None, known: dict[str, Area], told: Outlines
) -> None:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    box = box_of(rings(geometry))
    name, code = _called(feature.get("properties") or {})
    facts = {
        "name": name, "geometry": geometry, "valid_from": since,
        "west": box.west, "south": box.south, "east": box.east, "north": box.north,
    }  # fmt: skip
    area = known.get(code)
    if area is None:
        known[code] = Area.objects.create(hub=hub, kind=kind, code=code, **facts)
        told.new += 1
    elif any(getattr(area, key) != value for key, value in facts.items() if value is not None):
        _change(area, facts)
        told.changed += 1
    else:
        told.same += 1


def _change(area: Area, facts: dict[str, Any]) -> None:
    for key, value in facts.items():
        if value is not None:
            setattr(area, key, value)
    area.changed_at = timezone.now()
    area.save()


def _called(properties: dict[str, Any]) -> tuple[str, str]:
    """Return name and code from whatever the publisher calls them; the code is made of the name if there is
    none.
    """
    words = {
        key: str(value).strip() for key, value in properties.items() if value is not None and value != ""
    }
    code = next((value for key, value in words.items() if _CODE.match(key)), "")
    name = next((value for key, value in words.items() if _NAME.match(key)), "") or code
    if not name:
        raise NotAnOutlineError("It has neither a name nor a code.")
    return name[:120], (code or slugify(name))[:20]
