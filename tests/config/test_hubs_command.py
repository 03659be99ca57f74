"""Several hubs in one installation, from the host's terminal; and a way back in for whoever is locked out."""

from pathlib import Path

import pytest

from tests.config.test_safekeeping import bandstand


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("hubs")
    assert bandstand(home, "prepare").returncode == 0
    return home


def test_hubs_are_added_named_and_let_their_owner_in(site: Path) -> None:
    leasow = (
        "hubs",
        "add",
        "Community Action Leasow Vale",
        "--host",
        "leasow.example",
        "--owner",
        "w@x.example",
    )
    added = bandstand(site, *leasow)
    again = bandstand(site, *leasow)
    other = bandstand(
        site, "hubs", "add", "Harrow Edge", "--host", "harrow.example", "--owner", "o@x.example"
    )
    listed = bandstand(site, "hubs", "list").stdout
    back_in = bandstand(site, "hubs", "link", "community-action-leasow-vale", "w@x.example")

    assert "http://leasow.example/welcome/" in added.stdout
    assert (again.returncode, other.returncode) == (2, 0)
    assert [line.split()[1] for line in listed.splitlines()] == ["leasow.example", "harrow.example"]
    assert back_in.stdout.startswith("http://leasow.example/welcome/")


def test_a_hub_or_person_nobody_knows_is_said_plainly(site: Path) -> None:
    no_hub = bandstand(site, "hubs", "link", "nowhere", "w@x.example")
    nobody = bandstand(site, "hubs", "link", "harrow-edge", "stranger@x.example")

    assert no_hub.returncode == nobody.returncode == 2
    assert "no hub “nowhere”" in no_hub.stderr
    assert "Nobody with a role" in nobody.stderr


def test_doctor_asks_for_hubs_nobody_can_reach(site: Path) -> None:
    looked = bandstand(site, "doctor", BANDSTAND_HOSTS="localhost")

    assert "BANDSTAND_HOSTS does not name harrow.example, leasow.example" in looked.stdout
