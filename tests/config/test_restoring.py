"""Dilys had her details removed on Tuesday; on Wednesday Monday's copy is brought back. She stays removed."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Env, a_database, bandstand, plain_environment, python, rows

NAME, EMAIL, PHONE = "Dilys Marchbanks", "dilys.mo@mail.example", "07700 900987"

BEGIN = """
import django; django.setup()
from bandstand.config.prepare import begin_hub
from bandstand.people.access import hub_scope
from bandstand.people.models import Hub, Person
from bandstand.gatherings.models import Attendance
from bandstand.groups.models import Group
"""
MONDAY = f"""{BEGIN}
from tests.borough import make_gathering, make_person
hub = begin_hub("Community Action Leasow Vale")
with hub_scope(hub):
    dilys = Person.objects.create(hub=hub, name="{NAME}", email="{EMAIL}", phone="{PHONE}")
    arthur = Person.objects.create(hub=hub, name="Arthur Bell", email="arthur@leasow.example")
    over = make_gathering(hub)
    Attendance.objects.create(hub=hub, gathering=over, person=dilys, arrival="here", wants="Ring {PHONE}")
    Attendance.objects.create(hub=hub, gathering=over, person=arthur, arrival="here", wants="Photos, please")
    Group.objects.create(hub=hub, name="Chess Club", slug="chess-club", email="{EMAIL}", notes={{"Key": "{NAME}"}})
    Group.objects.create(hub=hub, name="Tea Club", slug="tea-club", email="tea@leasow.example")
    Group.objects.create(hub=hub, name="Left Club", slug="left-club", email="left@leasow.example")
    # She answered for this one under an address of its own before we knew her by it.
    Group.objects.create(hub=hub, name="Old Club", slug="old-club", notes={{"Mail": "d.marchbanks@old.example"}})
"""
TUESDAY = f"""{BEGIN}
from django.db import transaction
from bandstand.groups.actions.listing import leave
from bandstand.people.actions.forget import forget
from bandstand.people.actions.removals import remember
from bandstand.gatherings.actions.details import wipe
hub = Hub.objects.get()
with hub_scope(hub):
    dilys = Person.objects.get(name="{NAME}")
    Person.objects.filter(pk=dilys.pk).update(email="d.marchbanks@old.example")
    dilys.refresh_from_db()
    forget(dilys)
    leave(Group.objects.get(slug="left-club"))
    arthurs = Attendance.objects.get(person__name="Arthur Bell")
    with transaction.atomic():
        wipe(arthurs)
        remember(hub, "booking", arthurs.uid)
"""
PEOPLE = "SELECT name, email, phone FROM people_person ORDER BY id"
GROUPS = "SELECT slug, email, notes FROM groups_group ORDER BY id"


@pytest.fixture(params=["sqlite", "postgres"])
def site(request: pytest.FixtureRequest) -> Env:
    found: Env = request.getfixturevalue(f"{request.param}_env")
    return found


@pytest.fixture
def elsewhere(site: Env, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Env]:
    """An empty place to restore into, with the secret key of the old one."""
    home = tmp_path / "elsewhere"
    home.mkdir(mode=0o700)
    shutil.copy(Path(site["BANDSTAND_DIR"], "secret-key"), home)
    if "DATABASE_URL" not in site:
        yield plain_environment(home)
        return
    server = site["DATABASE_URL"].rpartition("/")[0]
    with a_database(server) as url:
        yield plain_environment(home, DATABASE_URL=url)


@pytest.fixture
def monday(site: Env, tmp_path: Path) -> Path:
    """The copy made on Monday; the site goes on to Tuesday, when Dilys has her details removed."""
    copy = tmp_path / "monday.zip"
    for script in (MONDAY, TUESDAY):
        if script == TUESDAY:
            assert bandstand("backup", str(copy), env=site).returncode == 0
        done = python("-c", script, env=site | {"DJANGO_SETTINGS_MODULE": "bandstand.config.settings"})
        assert done.returncode == 0, done.stderr
    return copy


def list_of(env: Env) -> Path:
    return Path(env["BANDSTAND_DIR"], "removals.jsonl")


def held(env: Env) -> str:
    """Return everything the site holds about people and groups, as one text."""
    asked = [PEOPLE, GROUPS, "SELECT wants FROM gatherings_attendance ORDER BY id"]
    return "\n".join(repr(rows(env, query)) for query in asked)


def in_files(env: Env) -> list[str]:
    folder = Path(env["BANDSTAND_DIR"])
    read = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return [words for words in (NAME, EMAIL, PHONE, "d.marchbanks@old.example") if words.encode() in read]


def test_an_older_copy_brings_nobody_back(site: Env, elsewhere: Env, monday: Path) -> None:
    shutil.copy(list_of(site), list_of(elsewhere))

    back = bandstand("restore", str(monday), env=elsewhere)

    assert back.returncode == 0, back.stderr
    assert "1 person’s details were removed at their wish: they are removed again" in back.stdout
    said = held(elsewhere)
    assert [words for words in (NAME, EMAIL, PHONE, "d.marchbanks", "Photos, please") if words in said] == []
    assert [row[0] for row in rows(elsewhere, PEOPLE)] == [
        "Someone whose details were removed",
        "Arthur Bell",
    ]
    assert "tea@leasow.example" in said
    assert "left@leasow.example" not in said
    assert rows(elsewhere, "SELECT slug FROM groups_group WHERE left_at IS NOT NULL") == [("left-club",)]
    assert rows(elsewhere, "SELECT count(*) FROM gatherings_attendance WHERE arrival = 'here'") == [(2,)]
    assert in_files(elsewhere) == []


def test_the_list_of_the_old_folder_can_be_named(site: Env, elsewhere: Env, monday: Path) -> None:
    back = bandstand("restore", str(monday), "--removals", str(list_of(site)), "--json", env=elsewhere)

    again = json.loads(back.stdout)["removed_again"]
    assert (again["lines"], again["people"], again["other_key"]) == (3, 1, 0)
    assert NAME not in held(elsewhere)
    assert list_of(elsewhere).read_text().count("\n") == 3


def test_without_a_list_it_says_so(elsewhere: Env, monday: Path) -> None:
    back = bandstand("restore", str(monday), env=elsewhere)

    assert back.returncode == 0
    assert "There was no list of removed details" in back.stdout
    assert NAME in held(elsewhere)


def test_a_list_that_comes_later_is_kept_to_at_the_next_start(
    site: Env, elsewhere: Env, monday: Path
) -> None:
    """Whoever restores by hand, and brings the old folder's list, is served by the next start."""
    bandstand("restore", str(monday), env=elsewhere)
    shutil.copy(list_of(site), list_of(elsewhere))

    assert bandstand("prepare", env=elsewhere).returncode == 0

    assert NAME not in held(elsewhere)


def test_another_secret_key_still_finds_the_people(site: Env, elsewhere: Env, monday: Path) -> None:
    shutil.copy(list_of(site), list_of(elsewhere))
    Path(elsewhere["BANDSTAND_DIR"], "secret-key").write_text("another-key-" * 5)

    back = bandstand("restore", str(monday), env=elsewhere)

    assert "Part of the list was made with another secret key" in back.stdout
    assert rows(elsewhere, PEOPLE)[0] == ("Someone whose details were removed", "", "")
    assert "d.marchbanks@old.example" in held(elsewhere)


def test_a_copy_made_after_the_removal_changes_nothing(
    site: Env, elsewhere: Env, monday: Path, tmp_path: Path
) -> None:
    tuesday = tmp_path / "tuesday.zip"
    bandstand("backup", str(tuesday), env=site)

    back = bandstand("restore", str(tuesday), "--json", env=elsewhere)

    assert json.loads(back.stdout)["removed_again"]["lines"] == 0
    # The copy knows of the removals itself, and the new folder's list has them from it.
    assert list_of(elsewhere).read_text() == list_of(site).read_text()


def test_a_line_cut_short_by_a_power_failure_is_passed_over(site: Env, elsewhere: Env, monday: Path) -> None:
    list_of(elsewhere).write_text(list_of(site).read_text() + '{"hub": "hub", "ki')

    assert bandstand("restore", str(monday), env=elsewhere).returncode == 0
    assert NAME not in held(elsewhere)
