"""`bandstand demo` as it is typed: a folder of its own, a free port, nothing of the host's touched."""

import json
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bandstand.config.demo import surroundings
from bandstand.config.trouble import CannotStartError
from tests.servers import bandstand, plain_environment, run_bandstand, wait_until


def told(log: Path) -> dict[str, Any]:
    """Wait for the line of JSON the command prints once it is up."""

    def line() -> str:
        lines = log.read_text(encoding="utf-8").splitlines()
        return next((line for line in reversed(lines) if line.startswith('{"address"')), "")

    wait_until(line, seconds=180)
    found: dict[str, Any] = json.loads(line())
    return found


@pytest.mark.slow
def test_the_demo_is_up_with_its_links_and_leaves_nothing_behind(tmp_path: Path) -> None:
    env = plain_environment(tmp_path, TMPDIR=str(tmp_path))
    del env["BANDSTAND_DIR"]
    log = tmp_path / "demo.log"
    command = [sys.executable, "-m", "bandstand", "demo", "--json"]
    with (
        log.open("w") as out,
        subprocess.Popen(command, env=env, cwd=tmp_path, stdout=out, stderr=out) as demo,
    ):
        try:
            _is_all_there(told(log), tmp_path)
        finally:
            demo.terminate()
            demo.wait(20)
    assert [path.name for path in tmp_path.iterdir()] == ["demo.log"]


def _is_all_there(demo: dict[str, Any], folder: Path) -> None:
    assert Path(demo["dir"]).parent == folder
    pages = {"visitor", "helper", "helping", "weeks later"}
    assert set(demo["links"]) == {"owner", "officer", "manager", "door", "reader"} | pages
    for link in [demo["address"], demo["websites"], *demo["links"].values()]:
        with urllib.request.urlopen(link, timeout=10) as page:
            assert page.status == 200
    wait_until(lambda: list(Path(demo["mail"]).glob("*.log")))


def test_two_demos_that_look_for_a_port_at_once_find_two() -> None:
    with ThreadPoolExecutor() as pool:
        found = list(pool.map(surroundings.chosen_port, [[], [], []]))
    assert len(set(found)) == 3
    with pytest.raises(CannotStartError, match=f"Port {found[0]} cannot be used"):
        surroundings.chosen_port(["--port", str(found[0])])


@pytest.mark.slow
def test_a_folder_is_kept_and_used_again(tmp_path: Path) -> None:
    env = plain_environment(tmp_path)
    with run_bandstand(["demo", "--json"], env):
        first = told(tmp_path / "demo.log")
    _rename_a_group(tmp_path, "Friends of Vale Park", "Friends of the Vale")
    (tmp_path / "demo.log").unlink()
    with run_bandstand(["demo", "--json"], env):
        second = told(tmp_path / "demo.log")
        with urllib.request.urlopen(f"{second['address']}groups/", timeout=10) as page:
            assert "Friends of the Vale" in page.read().decode()
    assert second["websites"] == first["websites"]
    assert (
        second["links"]["owner"].rpartition("/welcome/")[2]
        != first["links"]["owner"].rpartition("/welcome/")[2]
    )


def _rename_a_group(folder: Path, before: str, after: str) -> None:
    with closing(sqlite3.connect(folder / "bandstand.sqlite3")) as file, file:
        file.execute("UPDATE groups_group SET name = ? WHERE name = ?", (after, before))


def test_a_folder_of_real_work_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "bandstand.sqlite3").write_bytes(b"somebody's four years of work")
    ended = bandstand("demo", env=plain_environment(tmp_path))
    assert ended.returncode == 2
    assert "holds real work, not a demo, so it is left alone." in ended.stderr
    assert (tmp_path / "bandstand.sqlite3").read_bytes() == b"somebody's four years of work"
    assert [path.name for path in tmp_path.iterdir()] == ["bandstand.sqlite3"]


def test_a_port_that_is_taken_is_one_plain_sentence(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as somebody:
        port = somebody.getsockname()[1]
        ended = bandstand("demo", "--port", str(port), env=plain_environment(tmp_path / "new"))
    assert ended.returncode == 2
    assert ended.stderr == (
        f"Port {port} cannot be used: something else answers there, or it is not ours to use. "
        "Choose another with --port, or leave it out.\n"
    )
    assert not (tmp_path / "new").exists()
