"""A page may kill the process that reads it; nothing else may be lost."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest
from leasow_web import answer, serving

from checkup import Outcome, ParsePool, Settings, State, WorkerDiedError, look_at, parse_in_worker
from checkup.parsing import PageToRead
from checkup.saved import SavedPage, look_at_all
from checkup.worker import Worker, WorkerTooSlowError

DYING = (sys.executable, str(Path(__file__).with_name("dying_worker.py")))
BODY = b"<title>Wharf Road Runners</title><p>We run on Thursdays."


def question(name: str) -> PageToRead:
    return PageToRead(BODY, f"https://leasow.example/{name}", "text/html", cut_short=False)


def test_page_when_read_at_a_safe_distance() -> None:
    page = parse_in_worker(BODY, "https://wharfroadrunners.example/", content_type="text/html")

    assert page.title == "Wharf Road Runners"


@pytest.mark.parametrize("name", ["deadly", "rude"])
def test_next_page_when_one_has_killed_its_worker(name: str) -> None:
    pool = ParsePool(size=1, command=DYING)
    try:
        assert pool.read(question("before")).words == 4
        with pytest.raises(WorkerDiedError):
            pool.read(question(name))
        assert pool.read(question("after")).words == 4
    finally:
        pool.close()


def test_worker_is_ended_when_it_takes_too_long() -> None:
    worker = Worker(DYING)
    with pytest.raises(WorkerTooSlowError):
        worker.ask(question("endless"), 0.5)

    assert not worker.usable


def test_worker_is_not_shared_when_the_process_has_forked() -> None:
    worker = Worker(DYING)
    try:
        worker._owner = os.getpid() + 1
        assert not worker.usable
    finally:
        worker._owner = os.getpid()
        worker.end()


def test_report_when_the_front_page_kills_its_worker() -> None:
    pool = ParsePool(size=1, command=DYING)
    settings = Settings(allow_private=True, pause=0)
    try:
        with serving({"/deadly": answer(BODY), "/": answer(BODY)}) as web:
            deadly = asyncio.run(look_at(web.url + "deadly", settings=settings, pool=pool))
            healthy = asyncio.run(look_at(web.url, settings=settings, pool=pool))
    finally:
        pool.close()

    assert deadly.outcome is Outcome.COULD_NOT_READ
    assert {finding.state for finding in deadly.findings} == {State.COULD_NOT_CHECK}
    assert healthy.outcome is Outcome.LOOKED


def test_report_when_an_inner_page_kills_its_worker() -> None:
    pool = ParsePool(size=1, command=DYING)
    front = answer("<p>Welcome.</p><a href='/deadly-contact'>Contact</a><a href='/about'>About</a>")
    try:
        with serving({"/": front, "/deadly-contact": answer(BODY), "/about": answer(BODY)}) as web:
            report = asyncio.run(look_at(web.url, settings=Settings(allow_private=True, pause=0), pool=pool))
    finally:
        pool.close()

    assert [page.outcome for page in report.pages] == [Outcome.LOOKED, Outcome.COULD_NOT_READ, Outcome.LOOKED]


def test_all_other_saved_pages_when_one_kills_its_worker(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(BODY)
    names = [f"{n}-{'deadly' if n == 7 else 'fine'}" for n in range(20)]
    pages = [SavedPage(name, str(tmp_path / "page.html"), f"https://leasow.example/{name}") for name in names]
    looked = list(look_at_all(pages, workers=2, command=DYING))

    assert [one.page.page_id for one in looked] == names
    assert [one.page.page_id for one in looked if one.outcome is not Outcome.LOOKED] == ["7-deadly"]
