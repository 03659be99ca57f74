"""`bandstand groups import`: what an officer, or her script, reads of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.config.test_safekeeping import bandstand
from tests.groups.sheets import CHOIR, HARRIERS, MILL_GREEN, sheet
from tests.groups.test_linked_sheets import workbook

PILES = ["new", "changed", "same", "maybe", "fix", "left_out"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    home = tmp_path / "site"
    assert bandstand(home, "prepare").returncode == 0
    words = (
        "hubs",
        "add",
        "Community Action Leasow Vale",
        "--host",
        "leasow.example",
        "--owner",
        "w@x.example",
    )
    assert bandstand(home, *words).returncode == 0
    return home


def told(site: Path, file: Path, *more: str) -> tuple[int, dict[str, Any]]:
    done = bandstand(site, "groups", "import", str(file), "--json", *more)
    whole = json.loads(done.stdout)
    assert sum(whole[pile] for pile in PILES) == whole["rows"]
    return done.returncode, whole


def test_piles_add_up_first_tried_then_done_then_done_again(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "groups.csv"
    file.write_bytes(sheet(MILL_GREEN, HARRIERS, CHOIR, ["", "Sing"], [CHOIR[0], "Sing loudly"]))

    tried = told(site, file, "--dry-run")
    done = told(site, file)
    again = told(site, file)

    assert tried[0] == done[0] == 1
    assert [tried[1][pile] for pile in PILES] == [done[1][pile] for pile in PILES] == [3, 0, 0, 1, 1, 0]
    assert [again[1][pile] for pile in PILES] == [0, 0, 4, 0, 1, 0]
    assert (tried[1]["to_fix"][0]["row"], tried[1]["to_decide"][0]["row"]) == (5, 6)
    assert tried[1]["to_decide"][0]["maybe"][0]["reasons"] != []


def test_trying_leaves_nothing_behind(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "groups.csv"
    file.write_bytes(sheet(MILL_GREEN))

    said = bandstand(site, "groups", "import", str(file), "--dry-run")

    assert said.returncode == 0
    assert said.stdout.splitlines()[-2:] == [
        "Nothing was changed; this is what would happen:",
        "1 rows: 1 new, 0 changed, 0 the same as before, 0 maybe here already, 0 to put right, 0 left out.",
    ]
    assert told(site, file)[1]["new"] == 1


def test_one_sheet_of_a_workbook_or_all_of_them(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "groups.xlsx"
    file.write_bytes(
        workbook(Clubs=[["Name", "Postcode"], HARRIERS[:1]], Choirs=[["Name", "Postcode"], CHOIR[:1]])
    )

    one = told(site, file, "--sheet", "Choirs", "--dry-run")[1]
    both = told(site, file)[1]

    assert (one["new"], [each["sheet"] for each in one["sheets"]]) == (1, ["Choirs"])
    assert (both["new"], [each["sheet"] for each in both["sheets"]]) == (2, ["Clubs", "Choirs"])
    nowhere = bandstand(site, "groups", "import", str(file), "--sheet", "Scouts")
    assert (nowhere.returncode, nowhere.stderr) == (
        2,
        "There is no sheet “Scouts” in that file. There are: Clubs, Choirs.\n",
    )


def test_what_is_no_sheet_is_said_in_a_sentence(site: Path, tmp_path: Path) -> None:
    picture = tmp_path / "photo.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)

    said = bandstand(site, "groups", "import", str(picture))

    assert (said.returncode, said.stderr[:20]) == (2, "That is a picture. A")
    assert bandstand(site, "groups", "import", str(tmp_path / "none.csv")).returncode == 2
