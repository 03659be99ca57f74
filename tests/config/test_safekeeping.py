"""Olive's site is copied while it runs, and brought back whole; damaged copies are refused."""

import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def bandstand(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    paths = [ROOT / "src", ROOT / "libs/checkup/src", ROOT / "libs/planner/src"]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"PYTHONPATH": os.pathsep.join(map(str, paths)), "BANDSTAND_DIR": str(home), **more}
    command = [sys.executable, "-m", "bandstand", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a real site in it: its tables, one hub, and a picture among the media."""
    home = tmp_path_factory.mktemp("site")
    paths = os.pathsep.join(str(ROOT / part) for part in ("src", "libs/checkup/src", "libs/planner/src"))
    script = (
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from bandstand.people.actions.roles import open_hub; open_hub('Community Action Leasow Vale')\n"
    )
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {
        "PYTHONPATH": paths,
        "BANDSTAND_DIR": str(home),
        "DJANGO_SETTINGS_MODULE": "bandstand.config.settings",
    }
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    (home / "media").mkdir()
    (home / "media" / "poster.txt").write_text("Tea and Facebook")
    return home


def hub_names(home: Path) -> list[str]:
    with sqlite3.connect(home / "bandstand.sqlite3") as database:
        return [row[0] for row in database.execute("SELECT name FROM people_hub")]


def test_a_copy_comes_back_whole(site: Path, tmp_path: Path) -> None:
    copy, elsewhere = tmp_path / "monday.zip", tmp_path / "elsewhere"

    made = bandstand(site, "backup", str(copy), "--json")
    back = bandstand(elsewhere, "restore", str(copy))

    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["rows"]["people_hub"] == 1
    assert back.returncode == 0, back.stderr
    assert hub_names(elsewhere) == ["Community Action Leasow Vale"]
    assert (elsewhere / "media/poster.txt").read_text() == "Tea and Facebook"
    assert copy.stat().st_mode & 0o077 == 0


def test_the_secret_key_stays_out_of_the_copy(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "monday.zip"
    bandstand(site, "backup", str(copy))
    key = (site / "secret-key").read_bytes()

    with zipfile.ZipFile(copy) as packed:
        assert not any(key in packed.read(name) for name in packed.namelist())


def test_nothing_is_written_over(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "monday.zip"
    copy.write_text("precious")

    refused = bandstand(site, "backup", str(copy))
    into_a_site = bandstand(site, "restore", str(copy))

    assert (refused.returncode, copy.read_text()) == (2, "precious")
    assert "nothing is written over" in refused.stderr
    assert into_a_site.returncode == 2
    assert "already holds a site" in into_a_site.stderr


def test_a_damaged_copy_is_refused_and_leaves_nothing_behind(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "monday.zip"
    bandstand(site, "backup", str(copy))
    with zipfile.ZipFile(copy) as packed:
        manifest, database = packed.read("manifest.json"), bytearray(packed.read("bandstand.sqlite3"))
    database[5000:5100] = b"x" * 100
    spoilt = tmp_path / "spoilt.zip"
    with zipfile.ZipFile(spoilt, "w") as packed:
        packed.writestr("manifest.json", manifest)
        packed.writestr("bandstand.sqlite3", bytes(database))

    refused = bandstand(tmp_path / "new", "restore", str(spoilt))

    assert refused.returncode == 2
    assert "does not hold what it says" in refused.stderr
    assert not (tmp_path / "new/bandstand.sqlite3").exists()


@pytest.mark.parametrize("words", [b"", b"not a zip at all"])
def test_something_else_is_refused_in_plain_words(tmp_path: Path, words: bytes) -> None:
    stray = tmp_path / "stray.zip"
    stray.write_bytes(words)

    refused = bandstand(tmp_path / "new", "restore", str(stray))

    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "not a whole Bandstand copy" in refused.stderr


def test_doctor_says_what_is_fine_and_what_to_mend(site: Path) -> None:
    looked = bandstand(site, "doctor", "--json")
    verdicts = {line["about"]: line for line in map(json.loads, looked.stdout.splitlines())}

    assert verdicts["Database"]["well"] is True
    assert "SQLite 3." in str(verdicts["SQLite"]["says"])
    assert verdicts["Hubs"]["well"] is True


def test_doctor_asks_for_a_private_folder(site: Path) -> None:
    site.chmod(0o755)
    try:
        looked = bandstand(site, "doctor")
    finally:
        site.chmod(0o700)

    assert looked.returncode == 1
    assert "chmod 700" in looked.stdout
