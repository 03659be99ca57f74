"""The house plan holds for foreign keys too, which import-linter cannot see."""

import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[2]


def ranks() -> dict[str, int]:
    """Return each app's floor (ground floor: highest number), from the list import-linter reads."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["name"].startswith("One way down"))
    return {app.strip(): floor for floor, line in enumerate(layers) for app in line.split("|")}


def test_foreign_keys_point_down() -> None:
    rank = ranks()
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in rank
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model._meta.app_label in rank
        and field.related_model._meta.app_label != model._meta.app_label
        and rank[field.related_model._meta.app_label] <= rank[model._meta.app_label]
    ]

    assert upward == []


def test_every_folder_of_the_house_has_its_floor() -> None:
    folders = {path.parent.name for path in (ROOT / "src/bandstand").glob("*/__init__.py")}

    assert folders == set(ranks())
