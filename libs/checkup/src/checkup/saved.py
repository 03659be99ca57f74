"""Pages already saved on disk, named by a manifest: each is looked at by itself, in parallel, in workers."""

from __future__ import annotations

import csv
import gzip
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from .facts import Page
from .page import LONGEST_PAGE, read_page
from .recognise import outcome_of
from .report import Account, Finding, Outcome
from .site import findings_without_looking, look_at_pages
from .worker import Pool, WorkerDiedError

NEEDED_COLUMNS = ("page_id", "file", "url")
_SECONDS_EACH = 20.0
_AHEAD = 8  # pages handed out per worker before the first is back


class ManifestError(ValueError):
    """The manifest cannot be used; the message is for a person."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    page_id: str
    path: str
    url: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen on one saved page. `outcome` is LOOKED, or why it could not be."""

    page: SavedPage
    outcome: Outcome
    accounts: tuple[Account, ...]
    findings: tuple[Finding, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "page_id": self.page.page_id,
            "url": self.page.url,
            "accounts": [account.as_dict() for account in self.accounts],
            "findings": [finding.as_dict() for finding in self.findings],
        }


def read_manifest(manifest: Path) -> list[SavedPage]:
    """Paths are relative to the manifest. Raises `ManifestError`."""
    try:
        with manifest.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [name for name in NEEDED_COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                raise ManifestError(f"The manifest needs the columns {', '.join(NEEDED_COLUMNS)}.")
            return [
                SavedPage(row["page_id"] or "", str(manifest.parent / (row["file"] or "")), row["url"] or "")
                for row in rows
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ManifestError(f"The manifest {manifest} cannot be read: please check its name.") from error


def look_at_saved(page: SavedPage) -> Looked:
    """One page from disk. A missing or broken file is an outcome, not an error."""
    try:
        body = _read(Path(page.path))
    except (OSError, EOFError, zlib.error):
        return not_looked(page, Outcome.COULD_NOT_READ)
    return look_at_facts(page, [read_page(body, page.url)])


answer = look_at_saved


def look_at_facts(page: SavedPage, facts: Sequence[Page]) -> Looked:
    """One website from the facts of its pages, the front page first."""
    outcome = outcome_of(facts[0])
    if outcome is not Outcome.LOOKED:
        return not_looked(page, outcome)
    accounts, findings = look_at_pages(facts)
    return Looked(page, outcome, accounts, findings)


def not_looked(page: SavedPage, outcome: Outcome) -> Looked:
    return Looked(page, outcome, (), findings_without_looking(outcome))


def _read(path: Path) -> bytes:
    """At most one byte more than will be looked at, however big the file or what it unpacks to."""
    if path.suffix == ".gz":
        with gzip.open(path) as packed:
            return packed.read(LONGEST_PAGE + 1)
    with path.open("rb") as plain:
        return plain.read(LONGEST_PAGE + 1)


def look_at_all(
    pages: Iterable[SavedPage], *, workers: int = 0, command: tuple[str, ...] = ()
) -> Iterator[Looked]:
    """Every page, in the order given, on all cores. A page that kills its worker is set aside."""
    questions = ((page, page) for page in pages)
    return ask_all(questions, command or (sys.executable, "-m", "checkup.child", "saved"), workers=workers)


def ask_all(
    questions: Iterable[tuple[SavedPage, object]], command: tuple[str, ...], *, workers: int = 0
) -> Iterator[Looked]:
    """Every question put to a worker; what it is about is told beside it, for when its worker dies."""
    workers = workers or len(os.sched_getaffinity(0))
    pool = Pool(command, size=workers)
    waiting = iter(questions)
    try:
        with ThreadPoolExecutor(workers) as threads:
            running = [threads.submit(_ask, pool, *one) for one in islice(waiting, workers * _AHEAD)]
            while running:
                yield running.pop(0).result()
                running.extend(threads.submit(_ask, pool, *one) for one in islice(waiting, 1))
    finally:
        pool.close()


def _ask(pool: Pool, page: SavedPage, question: object) -> Looked:
    try:
        looked = pool.ask(question, _SECONDS_EACH)
    except WorkerDiedError:
        return not_looked(page, Outcome.COULD_NOT_READ)
    if not isinstance(looked, Looked):
        raise TypeError(f"not a look at a page: {looked!r}")
    return looked
