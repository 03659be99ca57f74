"""The saved pages of `pages/` in the folder of open data: where they are, and what is in them."""

from __future__ import annotations

import csv
import gzip
import importlib.util
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

LABELS = Path(__file__).parent / "labels"
NOT_HERE = "The saved pages are not here: name their folder, or set BANDSTAND_SHARED."


@dataclass(frozen=True, slots=True)
class SavedPage:
    page_id: str
    url: str
    path: Path
    dated: str  # the day it was published, where the collection knows

    def body(self) -> bytes:
        return gzip.decompress(self.path.read_bytes())


def folder() -> Path | None:
    """The folder of saved pages, by argument or environment."""
    shared = os.environ.get("BANDSTAND_SHARED", "")
    given = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    given = given[:1] or ([Path(shared) / "data"] if shared else [])
    for place in given:
        for found in (place / "pages", place):
            if (found / "manifest.csv").is_file():
                return found
    return None


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def saved(place: Path) -> list[SavedPage]:
    return [
        SavedPage(row["page_id"], row["url"], place / row["file"], row["publish_date_truth"])
        for row in rows(place / "manifest.csv")
    ]


def scorer(place: Path) -> ModuleType:
    """The scorer that came with the pages, as a module: its address rules say when two spellings are one."""
    spec = importlib.util.spec_from_file_location("score_social", place / "score_social.py")
    if spec is None or spec.loader is None:
        raise SystemExit("The scorer score_social.py is not beside the pages.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
