"""A round over many websites by two runners, one of them killed with -9 in the middle, and what must be true.

Used by tests/presence/test_round_of_many.py (sixty sites) and bench/sweep.py (five thousand).
"""

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from tests.many_sites import EXPECTED, host_of, kind_of, number_of
from tests.servers import ROOT, Env, answers, family, free_port, python, rows, run_bandstand, wait_until

TICK = os.sysconf("SC_CLK_TCK")
PAGES = ("/whats-on/", "/desk/checks/")
TOLERANCE = 0.1
"""Seconds by which two requests may be nearer than the pause: what the way to the server takes, more or less."""

_KEPT_SQLITE = """
CREATE TABLE kept (check_up INTEGER);
CREATE TRIGGER note_kept AFTER UPDATE OF looked_at ON presence_checkup WHEN NEW.looked_at IS NOT NULL
BEGIN INSERT INTO kept VALUES (NEW.id); END;
"""
_KEPT_POSTGRES = """
CREATE TABLE kept (check_up bigint);
CREATE FUNCTION note_kept() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN INSERT INTO kept VALUES (NEW.id); RETURN NEW; END';
CREATE TRIGGER note_kept AFTER UPDATE OF looked_at ON presence_checkup FOR EACH ROW
WHEN (NEW.looked_at IS NOT NULL) EXECUTE FUNCTION note_kept();
"""


@dataclass
class Readers:
    """People reading two pages all the time; `took` are milliseconds by page."""

    port: int
    session: str
    every: float = 0.1
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    other_answers: int = 0

    @contextmanager
    def reading(self) -> Iterator[None]:
        stop = threading.Event()
        thread = threading.Thread(target=self._read, args=[stop], daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _read(self, stop: threading.Event) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while not stop.wait(self.every):
            for page in PAGES:
                began = time.perf_counter()
                line.request("GET", page, headers={"Cookie": f"session={self.session}"})
                answer = line.getresponse()
                answer.read()
                self.took[page].append(1000 * (time.perf_counter() - began))
                self.other_answers += answer.status != 200

    def seen(self) -> dict[str, tuple[float, float, int]]:
        """Return for each page p50, p99 and how often it was read, and begin anew."""
        took, self.took = self.took, defaultdict(list)
        return {page: (_at(times, 0.5), _at(times, 0.99), len(times)) for page, times in took.items()}


def _at(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


@dataclass(frozen=True)
class Round:
    """What a round came to. `unlike` are sites whose outcome is not what their kind should come to."""

    sites: int
    queued_in: float
    seconds: float
    states: dict[str, int]
    outcomes: dict[str, Counter[str]]
    lost: int
    kept_twice: int
    unlike: list[str]
    visited_twice: int
    requests: int
    too_near: list[tuple[str, float]]
    nearest: float
    cpu: dict[str, float]
    before: dict[str, tuple[float, float, int]]
    during: dict[str, tuple[float, float, int]]
    other_answers: int
    finished: bool

    @property
    def is_well(self) -> bool:
        wrong = (self.lost, self.kept_twice, self.unlike, self.too_near, self.other_answers)
        return self.finished and not any(wrong)


def run_round(
    env: Env, sites: int, *, pause: float = 1.0, kill_at: float = 0.35, restart: bool = False,
    read_before: float = 20.0, longest: float = 3600.0,
) -> Round:  # fmt: skip
    """Serve the sites, make the hub, begin the round with two runners, kill one of them on the way."""
    folder = Path(env["BANDSTAND_DIR"])
    port, padlock_port, web_port = free_port(), free_port(), free_port()
    env = env | {"BANDSTAND_ALLOW_PRIVATE": "on", "BANDSTAND_CHECKS_PAUSE": str(pause)}
    session = _told(python("-m", "tests.many_sites", "make", *map(str, [sites, port, padlock_port]), env=env))
    _note_what_is_kept(env)
    with ExitStack() as stack:
        log = stack.enter_context(_serving(folder, sites, port, padlock_port, env))
        web = stack.enter_context(run_bandstand(["web", "--port", str(web_port)], env))
        wait_until(lambda: answers(f"http://127.0.0.1:{web_port}/health/"))
        readers = Readers(web_port, session)
        with readers.reading():
            runners = [stack.enter_context(run_bandstand(["work"], env)) for _ in range(2)]
            # A new site's runners begin with every nightly chore, which is no part of this.
            wait_until(lambda: _nothing_to_do(env), seconds=600, every=1)
            readers.seen()
            time.sleep(read_before)
            before = readers.seen()
            web_cpu = _cpu(web.pid)
            queued, queued_in = _told(python("-m", "tests.many_sites", "begin", env=env)).split()
            assert int(queued) == sites
            began = time.monotonic()
            wait_until(lambda: _done(env) >= kill_at * sites, seconds=longest, every=0.2)
            spent = _cpu(runners[0].pid)
            runners[0].kill()
            runners[0].wait()
            if restart:
                runners.append(stack.enter_context(run_bandstand(["work"], env)))
            wait_until(lambda: _done(env) == sites or _stuck(env, longest, began), seconds=longest, every=0.5)
            seconds = time.monotonic() - began
            during = readers.seen()
        cpu = {"runners": spent + sum(_cpu(one.pid) for one in runners[1:]), "web": _cpu(web.pid) - web_cpu}
        time.sleep(1)
        asked = _requests(log)
    return _judged(
        env, sites, pause, asked, queued_in=float(queued_in), seconds=seconds, cpu=cpu, before=before,
        during=during, other_answers=readers.other_answers,
    )  # fmt: skip


def _judged(
    env: Env, sites: int, pause: float, asked: dict[str, list[tuple[float, str]]], **more: object
) -> Round:
    kept = Counter(one for (one,) in rows(env, "SELECT check_up FROM kept"))
    told = rows(env, "SELECT url, state, report FROM presence_checkup WHERE sweep_id IS NOT NULL")
    outcomes, unlike = _by_kind(told)
    gaps = sorted(
        (later[0] - sooner[0], host) for host, times in asked.items() for sooner, later in pairwise(times)
    )
    fronts = (sum(path == "/" for _, path in asked.get(host_of(one), [])) for one in range(sites))
    return Round(
        sites=sites,
        states=Counter(state for _, state, _ in told),
        outcomes=outcomes,
        lost=sites - len(kept),
        kept_twice=sum(times - 1 for times in kept.values()),
        unlike=unlike,
        visited_twice=sum(number > 1 for number in fronts),
        requests=sum(map(len, asked.values())),
        too_near=[(host, gap) for gap, host in gaps if gap < pause - TOLERANCE],
        nearest=gaps[0][0] if gaps else 0.0,
        finished=rows(env, "SELECT count(*) FROM presence_sweep WHERE finished_at IS NOT NULL") == [(1,)],
        **more,  # type: ignore[arg-type]
    )


def _by_kind(told: list[tuple[str, str, object]]) -> tuple[dict[str, Counter[str]], list[str]]:
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    unlike = []
    for url, _, report in told:
        outcome = str((json.loads(report) if isinstance(report, str) else report)["outcome"])  # type: ignore[index]
        kind = kind_of(number_of(url.partition("://")[2].partition(":")[0]))
        outcomes[kind][outcome] += 1
        if outcome not in EXPECTED[kind]:
            unlike.append(f"{url} ({kind}): {outcome}")
    return dict(outcomes), unlike


def _done(env: Env) -> int:
    return int(
        rows(env, "SELECT count(*) FROM presence_checkup WHERE sweep_id > 0 AND looked_at IS NOT NULL")[0][0]
    )


def _nothing_to_do(env: Env) -> bool:
    states = dict(rows(env, "SELECT state, count(*) FROM jobs_job GROUP BY state"))
    return "done" in states and not {"ready", "running"} & set(states)


def _stuck(env: Env, longest: float, began: float) -> bool:
    del env
    return time.monotonic() - began > longest - 5


def _cpu(pid: int) -> float:
    """Return user and system seconds of a process and its descendants, ended ones too."""
    ticks = 0
    for member in family(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15] if member == pid else fields[11:13]))
    return ticks / TICK


def _note_what_is_kept(env: Env) -> None:
    """Have the database itself write down each time a look is kept."""
    if url := env.get("DATABASE_URL"):
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(_KEPT_POSTGRES.encode())
        return
    import sqlite3

    with sqlite3.connect(f"{env['BANDSTAND_DIR']}/bandstand.sqlite3", timeout=20) as file:
        file.executescript(_KEPT_SQLITE)
    file.close()


@contextmanager
def _serving(folder: Path, sites: int, port: int, padlock_port: int, env: Env) -> Iterator[Path]:
    log = folder / "asked.log"
    words = [sys.executable, "-m", "tests.many_sites", "serve", *map(str, [sites, port, padlock_port, log])]
    server = subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        assert server.stdout.readline() == "ready\n"
        yield log
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


def _requests(log: Path) -> dict[str, list[tuple[float, str]]]:
    asked: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for line in log.read_text().splitlines():
        when, host, path = line.split(" ", 2)
        asked[host].append((float(when), path))
    return {host: sorted(times) for host, times in asked.items()}


def _told(done: "subprocess.CompletedProcess[str]") -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
