"""The command that writes the directory out, and how its sheets are spelt."""

import csv
import io
import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from bandstand.config.commands import groups_export
from bandstand.config.trouble import CannotStartError
from bandstand.groups.export.addresses import as_uri
from bandstand.groups.models import Group
from bandstand.people.models import Hub
from tests.api.awkward import SECRET, make_awkward

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def groups(hub: Hub) -> dict[str, Group]:
    return make_awkward(hub)


def asked(*words: str) -> Namespace:
    parser = ArgumentParser()
    groups_export.add_arguments(parser)
    return parser.parse_args(words)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_usual_is_a_sheet_of_the_public_groups(
    groups: dict[str, Group], capsys: pytest.CaptureFixture[str]
) -> None:
    assert groups_export.run(asked()) == 0

    printed = capsys.readouterr()
    assert len(rows_of(printed.out)) == len(groups) - 2
    assert SECRET.lower() not in printed.out.lower()
    assert printed.err == ""


def test_an_officer_gets_the_whole_and_is_told_to_keep_it_safe(
    groups: dict[str, Group], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "all.csv"
    assert groups_export.run(asked("--all", str(file))) == 0

    rows = {row["Name"]: row for row in rows_of(file.read_text(encoding="utf-8"))}
    assert len(rows) == len(groups)
    assert rows["Quokka Underground"]["Listed"] == "no"
    assert rows["Steps to Sunshine"]["Address"] == "3 Quokka Close"
    assert rows["Friends of Mill Green Park"]["E-mail"] == "quokka@leasow.example"
    assert capsys.readouterr().err == (
        "This sheet has hidden groups in it, and e-mail addresses and telephone numbers that are not public. "
        "Keep it where only those see it who may.\n"
    )


@pytest.mark.parametrize(
    ("form", "name"), [("geojson", "features"), ("json", "groups"), ("oruk", "services")]
)
def test_the_formats_for_machines_are_json_with_nothing_private(
    groups: dict[str, Group], capsys: pytest.CaptureFixture[str], form: str, name: str
) -> None:
    assert groups_export.run(asked("--format", form)) == 0

    printed = capsys.readouterr().out
    told = json.loads(printed)
    assert len(told[name]) >= len(groups) - 2
    assert told["publisher"] == "Community Action Leasow Vale"
    assert SECRET.lower() not in printed.lower()


def test_everything_is_for_sheets_only(groups: dict[str, Group]) -> None:
    with pytest.raises(CannotStartError, match="--all is for sheets"):
        groups_export.run(asked("--all", "--format", "oruk"))


def test_a_file_that_is_there_is_not_written_over(groups: dict[str, Group], tmp_path: Path) -> None:
    file = tmp_path / "groups.csv"
    file.write_text("mine")

    with pytest.raises(CannotStartError, match="is there already"):
        groups_export.run(asked(str(file)))
    assert file.read_text() == "mine"


@pytest.mark.parametrize(
    ("typed", "uri"),
    [
        ("https://leasow.example/über uns", "https://leasow.example/%C3%BCber%20uns"),
        ("https://leasow.example/?a=[1]&b=50%", "https://leasow.example/?a=%5B1%5D&b=50%25"),
        ("https://leasow.example/%C3%BC#§", "https://leasow.example/%C3%BC#%C2%A7"),
        ("http://münchen.example:8080/", "http://xn--mnchen-3ya.example:8080/"),
        ("javascript:alert(1)", ""),
        ("https://somebody:secret@leasow.example/", ""),
        ("https://[leasow/", ""),
        ("leasow.example", ""),
    ],
)
def test_an_address_is_escaped_as_a_uri_or_left_out(typed: str, uri: str) -> None:
    assert as_uri(typed) == uri
