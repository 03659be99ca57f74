"""Real servers and real processes of ours, for tests that kill things.

Import the fixtures you need into a `conftest.py` (or the test file). A missing server skips with one line on
a newcomer's machine, and fails where BANDSTAND_REQUIRE_SERVERS=1 says that it should be there.
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent
Env = dict[str, str]


def free_port() -> int:
    """Return a port of 127.0.0.1 nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(what: Callable[[], object], *, seconds: float = 30, every: float = 0.1) -> None:
    """Wait for something to become true; AssertionError with its last answer when it does not."""
    deadline = time.monotonic() + seconds
    while not (answer := what()):
        assert time.monotonic() < deadline, f"still {answer!r} after {seconds:g} seconds"
        time.sleep(every)


def answers(url: str) -> bool:
    """Tell whether a web server answers here, whatever it says."""
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


# --- our own processes ------------------------------------------------------------------------------------


def plain_environment(folder: Path, **more: str) -> Env:
    """Return an environment for our processes: this folder, and nothing of the tests' own settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BANDSTAND_", "DJANGO_")) and name != "DATABASE_URL"
    }
    paths = [ROOT / "src", ROOT / "libs/checkup/src", ROOT / "libs/planner/src", ROOT]
    return {**kept, "PYTHONPATH": os.pathsep.join(map(str, paths)), "BANDSTAND_DIR": str(folder), **more}


def bandstand(*words: str, env: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run one of our commands to its end."""
    return python("-m", "bandstand", *words, env=env)


def python(*words: str, env: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *words],
        env=dict(env),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@contextlib.contextmanager
def run_bandstand(words: Sequence[str], env: Mapping[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """Run one of our commands beside the test; stop it, and whatever it started, afterwards.

    What it prints goes to `<BANDSTAND_DIR>/<command>.log`, one file for all runs of a command.
    """
    with Path(env["BANDSTAND_DIR"], f"{words[0]}.log").open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bandstand", *words],
            env=dict(env), cwd=ROOT, stdout=log, stderr=log, text=True, start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def family(pid: int) -> list[int]:
    """Return the ids of a process and all its descendants (Linux)."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [member for child in task.read_text().split() for member in family(int(child))]
    return found


def kill_all(pid: int) -> None:
    """Kill (-9) a process and all its descendants at once, as a power switch would."""
    for member in family(pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)


# --- databases ----------------------------------------------------------------------------------------------


def rows(env: Mapping[str, str], query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query, asked of the database our processes with this environment use."""
    if url := env.get("DATABASE_URL"):
        with psycopg.connect(url) as connection:
            return list(connection.execute(query.encode()).fetchall())
    import sqlite3  # the build the settings chose: two builds must never open one file in one process

    with contextlib.closing(sqlite3.connect(f"{env['BANDSTAND_DIR']}/bandstand.sqlite3", timeout=20)) as file:
        return list(file.execute(query).fetchall())


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with our tables in it, made once."""
    folder = tmp_path_factory.mktemp("template")
    made = bandstand("prepare", env=plain_environment(folder))
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def sqlite_env(sqlite_template: Path, tmp_path: Path) -> Env:
    """The environment of a site of its own on SQLite, tables ready."""
    folder = tmp_path / "site"
    shutil.copytree(sqlite_template, folder)
    return plain_environment(folder)


@pytest.fixture
def postgres_env(postgres_url: str, sqlite_template: Path, tmp_path: Path) -> Env:
    """The environment of a site of its own on PostgreSQL, tables ready."""
    folder = tmp_path / "site"
    shutil.copytree(sqlite_template, folder, ignore=shutil.ignore_patterns("*.sqlite3*"))
    return plain_environment(folder, DATABASE_URL=postgres_url)


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    """The address of a PostgreSQL database of its own, tables ready."""
    server, _, template = postgres_template.rpartition("/")
    with a_database(server, template) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with a_database(postgres_server) as url:
        env = plain_environment(tmp_path_factory.mktemp("template"), DATABASE_URL=url)
        made = bandstand("prepare", env=env)
        assert made.returncode == 0, made.stderr
        yield url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server where databases may be made: BANDSTAND_TEST_PG, or one of our own for this run."""
    with a_postgres_server() as url:
        yield url


@contextlib.contextmanager
def a_database(server: str, template: str = "template1") -> Iterator[str]:
    """Make a database for a while; yield its address."""
    name = f"bandstand_{secrets.token_hex(6)}"
    _tell(f"{server}/postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield f"{server}/{name}"
    finally:
        _tell(f"{server}/postgres", f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def a_postgres_server() -> Iterator[str]:
    """Find a PostgreSQL server, or start one for a while; yield its address, without a database."""
    if given := os.environ.get("BANDSTAND_TEST_PG"):
        scheme, _, rest = given.partition("://")
        yield f"{scheme}://{rest.partition('/')[0]}"
        return
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    found = shutil.which("initdb") or (str(binaries[-1] / "initdb") if binaries else None)
    if found is None:
        missing("PostgreSQL is not here: apt-get install postgresql, or name a server in BANDSTAND_TEST_PG.")
    with _throw_away_cluster(Path(found).parent) as port:
        yield f"postgres://postgres@127.0.0.1:{port}"


@contextlib.contextmanager
def _throw_away_cluster(binaries: Path) -> Iterator[int]:
    folder, port = Path(tempfile.mkdtemp(prefix="bandstand-pg-")), free_port()
    # PostgreSQL refuses to run as root.
    become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if become:
        shutil.chown(folder, "postgres", "postgres")
    made = [*become, str(binaries / "initdb"), "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-N"]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    control = [*become, str(binaries / "pg_ctl"), "-D", f"{folder}/data", "-w"]
    start = [*control, "-o", options, "-l", f"{folder}/log", "start"]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    try:
        yield port
    finally:
        subprocess.run(
            [*control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL, cwd=folder
        )
        shutil.rmtree(folder, ignore_errors=True)


def _tell(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


# --- Redis --------------------------------------------------------------------------------------------------


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """The address of a Redis of its own: BANDSTAND_TEST_REDIS, or one started for this test."""
    if given := os.environ.get("BANDSTAND_TEST_REDIS"):
        yield given
        return
    port = free_port()
    with a_redis_server(port, tmp_path):
        yield f"redis://127.0.0.1:{port}/0"


@contextlib.contextmanager
def a_redis_server(port: int, folder: Path) -> Iterator[None]:
    """Run a Redis that keeps nothing, for a while."""
    if shutil.which("redis-server") is None:
        missing("Redis is not here: apt-get install redis-server.")
    words = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with Path(folder, "redis.log").open("a") as log:
        process = subprocess.Popen(words, cwd=folder, stdout=log, stderr=log)
        try:
            wait_until(lambda: _listens(port))
            yield
        finally:
            process.kill()
            process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def missing(what: str) -> NoReturn:
    if os.environ.get("BANDSTAND_REQUIRE_SERVERS") == "1":
        pytest.fail(what)
    pytest.skip(what)
