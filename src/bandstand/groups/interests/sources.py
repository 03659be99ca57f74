"""Lists of interests as their publishers give them: UK Charity Activity Tags, OpenActive's activities."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..models import Interest


class NotAListError(ValueError):
    """The file is no list of interests we know; the message says so."""


@dataclass(frozen=True)
class Told:
    """One interest as its list has it. `also` holds other names of it; `pattern` and `unless` suggest it."""

    scheme: str
    code: str
    name: str
    broader: str = ""
    pattern: str = ""
    unless: str = ""
    also: tuple[str, ...] = ()


def read(path: Path) -> list[Told]:
    """Read UK-CAT's CSV, or OpenActive's activity list as JSON-LD or CSV. Raises NotAListError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as trouble:
        raise NotAListError(f"There is nothing at {path}.") from trouble
    except (OSError, UnicodeError) as trouble:
        raise NotAListError("That file cannot be read as text.") from trouble
    found = list(_json(text) if text.lstrip().startswith(("{", "[")) else _csv(text))
    if not found:
        raise NotAListError("That file is neither UK-CAT’s list (CSV) nor OpenActive’s (JSON-LD or CSV).")
    return found


def _csv(text: str) -> Iterator[Told]:
    for row in csv.DictReader(text.splitlines()):
        facts = {str(key).strip().lower(): str(cell or "").strip() for key, cell in row.items() if key}
        if facts.get("code") and facts.get("tag"):
            yield _ukcat(facts)
        elif facts.get("id") and facts.get("label"):
            also = tuple(filter(None, re.split(r"\s*[;|]\s*", facts.get("alt", ""))))
            broader = facts.get("broader", "").partition(";")[0].strip()
            yield Told(Interest.Scheme.OPENACTIVE, facts["id"], facts["label"], broader, also=also)


def _ukcat(facts: dict[str, str]) -> Told:
    """Return one tag; the tag above AN102 is AN100 where there is one, else AN."""
    code = facts["code"]
    broader = "" if code.isalpha() else re.sub(r"\d+$", "", code)
    return Told(
        Interest.Scheme.UKCAT, code, facts["tag"].replace("; ", ", "), broader,
        pattern=facts.get("regular expression", ""), unless=facts.get("exclude regular expression", ""),
    )  # fmt: skip


def _json(text: str) -> Iterator[Told]:
    try:
        found = json.loads(text)
    except ValueError as trouble:
        raise NotAListError("That file is not JSON.") from trouble
    concepts = found.get("concept", []) if isinstance(found, dict) else found
    for concept in concepts if isinstance(concepts, list) else []:
        if isinstance(concept, dict) and concept.get("prefLabel") and concept.get("id"):
            also = concept.get("altLabel") or []
            yield Told(
                Interest.Scheme.OPENACTIVE, _tail(concept["id"]), str(concept["prefLabel"]),
                _tail((concept.get("broader") or [""])[0]), also=tuple(map(str, also)),
            )  # fmt: skip


def _tail(address: Any) -> str:
    """Return the last part of an identifier: “https://openactive.io/activity-list#117e7f70…”."""
    return re.split(r"[#/]", str(address))[-1]
