"""Files: sheets made to hurt, copies made to mislead, and what must be gone from the disk."""

import csv
import io
import os
import resource
import subprocess
import sys
import time
import uuid
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions import booking, details
from bandstand.gatherings.actions.booking import Wish
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.groups.actions.sheets import MappingError
from bandstand.groups.models import Group, ImportBatch, ImportRow
from bandstand.groups.sheets.reading import NotASheetError, find_manner
from bandstand.impact.exports import as_json
from bandstand.impact.measures import Period
from bandstand.impact.queries import figures
from bandstand.jobs.models import Job
from bandstand.jobs.runner import run_ready
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import end_role, give_role, open_hub
from bandstand.people.models import Deed, Hub, Message, Person, PrivateLink
from tests.borough import make_gathering, make_kinds
from tests.groups.sheets import HEADINGS, bring, sheet, take
from tests.web.test_booking import every_row

MB = 1024 * 1024

# Sheets made to hurt. Each is brought in row for row, or refused in a sentence.
HARMFUL: dict[str, bytes] = {
    "a mark never closed": b'Name,About\nChess,"never closed\nBowls,fine\n',
    "marks on every line": b"Name,About\n" + b'Chess,"x\n' * 3000,
    "two alphabets": "Name,About\nChess,café\n".encode("utf-16") + b"\xff\xfe\xfd",
    "empty characters": b"Na\0me,About\nChe\0ss,\0\0\0\n",
    "mixed line ends": b"Name,About\r\nChess,a\rBowls,b\nTea,c\n\rQuilts,d",
    "ten thousand columns": b",".join(b"c%d" % n for n in range(10_000)) + b"\nChess\n",
    "a row much wider than the heading": b"Name,About\nChess" + b",x" * 20_000 + b"\n",
    "one cell without end": b"Name,About\nChess," + b"x" * 300_000 + b"\n",
    "one line without end": b"Name,About\nChess," + b"x" * (3 * MB),
    "one column, many rows": b"Name\n" + b"x\n" * 3000,
    "only marks": b'"' * 5000,
    "only commas": b"," * 5000,
    "only control characters": bytes(range(1, 9)) * 500,
    "a zip": b"PK\x03\x04" + b"\0" * 500,
    "a web page": b"<!doctype html><script>alert(1)</script>",
    "entities in XML": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>',
    "nothing": b"",
    "blanks": b" \n\r\n\t\n",
    "the other hub's ids": b"Name,hub,hub_id,id,slug,listed\nChess,2,2,1,mine,no\n",
}


@pytest.mark.parametrize("content", HARMFUL.values(), ids=HARMFUL.keys())
def test_a_harmful_sheet_is_brought_in_row_for_row_or_refused(hub: Hub, content: bytes) -> None:
    begun, said = time.process_time(), list[str]()
    try:
        batch, counts = bring(hub, content)
    except (NotASheetError, MappingError) as refused:
        said.append(str(refused)[-1])
        assert Group.objects.count() == 0
    else:
        assert batch.rows_in == sum(counts.values()) == ImportRow.objects.count() > 0
        assert {group.hub_id for group in Group.objects.all()} <= {hub.pk}
    assert said in ([], ["."])
    assert time.process_time() - begun < 6


@pytest.mark.parametrize("content", HARMFUL.values(), ids=HARMFUL.keys())
def test_a_harmful_sheet_sent_by_screen_is_answered_plainly(officer: Client, content: bytes) -> None:
    sent = officer.post("/desk/groups/sheets/", {"sheet": SimpleUploadedFile("groups.csv", content)})
    assert sent.status_code in {302, 422}
    if sent.status_code == 302:
        assert officer.get(sent.headers["Location"]).status_code == 200


def test_an_honest_sheet_goes_in(hub: Hub) -> None:
    _, counts = bring(hub, sheet(["Leasow Chess Club", "Play", "", "", "", "", ""]))
    assert counts == {"new": 1}


NAMES = [
    "../../etc/passwd.csv",
    "..\\..\\x.csv",
    "CON",
    "a" * 400 + ".csv",
    "\u202egpj.csv",
    'a"b;c.csv',
    "<script>.csv",
    "a\r\nX: y.csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_leads_nowhere(officer: Client, name: str) -> None:
    before = {path for path in Path(settings.DIR).rglob("*") if path.is_file() and "sqlite3" not in path.name}
    content = sheet(["Leasow Chess Club", "Play", "", "", "", "", ""])
    sent = officer.post("/desk/groups/sheets/", {"sheet": SimpleUploadedFile(name, content)})
    assert sent.status_code == 302
    batch = ImportBatch.objects.get()
    assert len(batch.file_name) <= 200
    assert "/" not in batch.file_name
    assert officer.get(f"/desk/groups/sheets/{batch.pk}/columns/").status_code == 200
    after = {path for path in Path(settings.DIR).rglob("*") if path.is_file() and "sqlite3" not in path.name}
    assert after == before


def fifty_megabytes() -> Iterator[bytes]:
    row = b'"Friends of Leasow Park",' + b"x" * 500 + b",DY1 1AE,,,,\n"
    yield ",".join(HEADINGS).encode() + b"\n"
    for _ in range(50 * MB // len(row) // 100):
        yield row * 100


def test_looking_at_fifty_megabytes_takes_little_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    manner = find_manner(fifty_megabytes())
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert (manner.delimiter, manner.headings) == (",", HEADINGS)
    assert grown < 100 * 1024  # in kB
    assert time.process_time() - begun < 5


def test_more_than_two_hundred_megabytes_are_refused(hub: Hub) -> None:
    from bandstand.groups.actions.sheets import take_in

    with pytest.raises(NotASheetError, match="larger than 60 MB"):
        take_in(hub, "huge.csv", lambda: (b"Chess,x\n" * 131_072 for _ in range(202)), by=None)
    assert ImportBatch.objects.count() == 0


def test_columns_chosen_for_a_sheet_are_columns_it_has(hub: Hub, officer: Client) -> None:
    batch = take(hub, sheet(["Leasow Chess Club", "Play", "", "", "", "", ""]))
    address = f"/desk/groups/sheets/{batch.pk}/columns/"
    form = {f"column-{number}": "note" for number in range(len(HEADINGS))} | {"column-0": "name"}
    assert officer.post(address, {**form, "column-1": "slug"}).status_code == 422
    assert officer.post(address, {**form, "column-99": "hub"}).status_code == 302
    officer.post(f"/desk/groups/sheets/{batch.pk}/bring-in/")
    assert Group.objects.get().listed is True


# Copies


def restore(file: Path, home: Path) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {
        "BANDSTAND_DIR": str(home)
    }
    command = [sys.executable, "-m", "bandstand", "restore", str(file)]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "manifest",
    [
        '{"database": "../elsewhere/bandstand.sqlite3", "sha256": "", "rows": {}}',
        '{"database": ["x"]}',
        "[]",
        "{}",
        "\x00",
    ],
)
def test_a_copy_that_leads_elsewhere_is_refused(tmp_path: Path, manifest: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "bandstand.sqlite3").write_bytes(b"somebody else's site")
    copy = tmp_path / "copy.zip"
    with zipfile.ZipFile(copy, "w") as packed:
        packed.writestr("manifest.json", manifest)
        for name in ("../elsewhere/bandstand.sqlite3", "media/../../../elsewhere/evil.txt", "media/ok.txt"):
            packed.writestr(name, "evil")
    done = restore(copy, tmp_path / "home")

    assert done.returncode == 2
    assert "is not a whole Bandstand copy" in done.stderr
    assert "Traceback" not in done.stderr
    assert {path.name for path in elsewhere.iterdir()} == {"bandstand.sqlite3"}
    assert (elsewhere / "bandstand.sqlite3").read_bytes() == b"somebody else's site"


# Gone from the disk

NAME, EMAIL, PHONE = "Dilys Marchbanks-Oyelaran", "dilys.mo@mail.example", "07700 900987"


def on_disk() -> list[str]:
    """Return which of Dilys's details can be read in the database's files."""
    file = Path(str(connection.settings_dict["NAME"]))
    held = b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*") if part.is_file())
    return [words for words in (NAME, EMAIL, PHONE) if words.encode() in held]


def counted() -> dict[str, object]:
    return as_json(figures(Period()), Period())


@pytest.fixture
def came_and_helped(transactional_db: None) -> Iterator[Hub]:
    """Dilys was a door helper, came to a surgery, and is booked for the next."""
    hub = open_hub("Community Action Leasow Vale")
    with hub_scope(hub):
        make_kinds(hub)
        owen = give_role(hub, name="Owen", email="owen@leasow.example", role="owner", by=None).person
        role = give_role(hub, name=NAME, email=EMAIL, role="door", by=owen)
        end_role(role, by=owen)
        over = make_gathering(hub, "Over", starts_at=timezone.now() - timedelta(days=3), state="closed")
        Attendance.objects.create(hub=hub, gathering=over, person=role.person, arrival="here", helping=True)
        Person.objects.filter(pk=role.person_id).update(phone=PHONE)
        booking.book(make_gathering(hub), Wish(name=f"{NAME} ", email=EMAIL, wants=f"Ring me: {PHONE}"))
        yield hub


def test_removed_details_are_in_no_table_and_no_file(came_and_helped: Hub) -> None:
    before, there = counted(), on_disk()
    mailed = PrivateLink.objects.get(pk=Message.objects.get(to_address=EMAIL).link_id or 0)
    assert details.remove_details(Attendance.objects.get(uid=mailed.subject), mailed) is True
    run_ready()

    rows = repr(every_row())
    # PostgreSQL keeps its files to itself; there only the tables can be looked into.
    assert there == ([NAME, EMAIL, PHONE] if connection.vendor == "sqlite" else [])
    assert [words for words in (NAME, EMAIL, PHONE) if words in rows] == []
    assert on_disk() == []
    assert counted() == before
    assert (
        "Someone whose details were removed" in Deed.objects.get(verb="gave a role", actor__name="Owen").words
    )


def test_a_letter_the_server_refused_leaves_its_address_with_the_letter_only(
    hub: Hub, settings: object
) -> None:
    """The mail server's own words name the address; they go when the letter goes."""
    settings.EMAIL_BACKEND = "tests.house.test_attacks_files.Refusing"  # type: ignore[attr-defined]
    booking.book(make_gathering(hub), Wish(name="Dilys", email=EMAIL))
    run_ready()
    letter = Message.objects.get()
    job = Job.objects.get(task="bandstand.people.tasks.send_message")
    assert (letter.state, EMAIL in letter.trouble) == ("stuck", True)
    assert job.trouble
    assert EMAIL not in job.trouble


class Refusing:
    """A mail server that takes nothing and says whose letter it was."""

    def __init__(self, **_: object) -> None: ...

    def send_messages(self, messages: list[object]) -> int:
        import smtplib

        raise smtplib.SMTPRecipientsRefused({EMAIL: (550, b"no such mailbox")})


# Sheets we write


def test_a_sheet_we_write_reads_back_as_what_it_was(hub: Hub, officer: Client) -> None:
    titles = ["=1+1", 'Tea, cake\nand "quotes"', "Café ☕", "-2 for 1"]
    for title in titles:
        over = make_gathering(hub, title, starts_at=timezone.now() - timedelta(days=2))
        Gathering.objects.filter(pk=over.pk).update(state="closed", slug=uuid.uuid4().hex)
    text = officer.get("/desk/figures/surgeries/rows.csv").text
    cells = [
        row[1].rpartition(", ")[0] for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    ][1:]
    assert sorted(one.removeprefix("'") for one in cells) == sorted(titles)
    assert [one for one in cells if one[0] in "=+-@"] == []
