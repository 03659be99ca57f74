"""The style sheet as browsers get it: one file, made anew when any part of it has changed."""

from pathlib import Path

import pytest
from pytest_django import Settings

from bandstand.config.prepare import collect_static


@pytest.fixture
def sheets(tmp_path: Path, settings: Settings) -> Path:
    """A style sheet of one layer, and an empty place to collect it in."""
    sheets = tmp_path / "own" / "css"
    sheets.mkdir(parents=True)
    (sheets / "site.css").write_text('@import url("colours.css") layer(tokens);\n', encoding="utf-8")
    (sheets / "colours.css").write_text("a{color:green}\n", encoding="utf-8")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "own"]
    settings.STATIC_ROOT = tmp_path / "collected"
    hashed = {"BACKEND": "bandstand.config.static.HashedStatic"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": hashed}
    return sheets


def collected(settings: Settings) -> str:
    newest = max(Path(settings.STATIC_ROOT).glob("css/site.*.css"), key=lambda sheet: sheet.stat().st_mtime)
    return newest.read_text(encoding="utf-8")


def test_a_new_version_with_one_changed_layer_shows_it(sheets: Path, settings: Settings) -> None:
    assert collect_static()
    assert collected(settings) == "@layer tokens {\na{color:green}\n}\n\n"
    (sheets / "colours.css").write_text("a{color:darkgreen}\n", encoding="utf-8")
    assert collect_static()
    assert collected(settings) == "@layer tokens {\na{color:darkgreen}\n}\n\n"


def test_what_has_not_changed_is_not_collected_again(sheets: Path) -> None:
    assert collect_static()
    assert not collect_static()
