"""A web archive of Leasow Vale: looked at without fetching anything, whatever state it is in."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from uuid import uuid4

import pytest

from checkup.cli import main
from checkup.page import LONGEST_PAGE
from checkup.warc import Kept, Unreadable, WarcError, pages_kept

Captured = pytest.CaptureFixture[str]
PAGE = (
    "<title>{name}</title><p>Welcome to {name}, we meet in the hall on Thursdays.</p>"
    "<footer><a href='https://www.facebook.com/{handle}'>Facebook</a></footer>"
)
PARK = PAGE.format(name="Friends of Leasow Park", handle="LeasowPark").encode()
RUNNERS = PAGE.format(name="Wharf Road Runners", handle="WharfRoadRunners").encode()


def record(url: str, body: bytes, *, kind: str = "text/html", status: str = "200 OK", **more: str) -> bytes:
    named = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in more.items()}}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in named.items()), "", ""]
    return wrapped("response", url, "application/http; msgtype=response", "\r\n".join(lines).encode() + body)


def wrapped(of: str, url: str, kind: str, block: bytes) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {of}",
        f"WARC-Record-ID: <urn:uuid:{uuid4()}>",
        "WARC-Date: 2026-05-01T10:00:00Z",
        f"WARC-Target-URI: {url}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def archive(file: Path, *records: bytes) -> list[int]:
    """Writes the archive and says where each record begins."""
    places = []
    with file.open("wb") as out:
        for one in records:
            places.append(out.tell())
            out.write(gzip.compress(one) if file.suffix == ".gz" else one)
    return places


def rows(captured: Captured) -> list[dict[str, object]]:
    return [json.loads(line) for line in captured.readouterr().out.splitlines()]


def chunked(body: bytes) -> bytes:
    middle = len(body) // 2
    pieces = (body[:middle], body[middle:], b"")
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)


@pytest.mark.parametrize("name", ["leasow.warc", "leasow.warc.gz"])
def test_archive_when_it_holds_pages_and_other_things(name: str, tmp_path: Path, capsys: Captured) -> None:
    archive(
        tmp_path / name,
        wrapped("warcinfo", "", "application/warc-fields", b"software: a crawler\r\n"),
        record("https://leasowpark.example/", PARK),
        record("https://leasowpark.example/logo.png", b"\x89PNG", kind="image/png"),
        record("https://leasowpark.example/gone", b"<p>Gone.", status="404 Not Found"),
        record("https://wharfroadrunners.example/", RUNNERS, kind="text/html; charset=utf-8"),
    )
    code = main(["warc", str(tmp_path / name), "--jsonl", "--workers", "1"])

    told = rows(capsys)
    assert code == 0
    assert [row["url"] for row in told] == [
        "https://leasowpark.example/",
        "https://wharfroadrunners.example/",
    ]
    assert set(told[0]) == {"page_id", "url", "accounts", "findings"}
    assert [row["accounts"][0]["url"] for row in told] == [  # type: ignore[index]
        "https://www.facebook.com/LeasowPark",
        "https://www.facebook.com/WharfRoadRunners",
    ]
    assert len({row["page_id"] for row in told}) == 2


def test_page_when_it_was_kept_as_it_travelled(tmp_path: Path, capsys: Captured) -> None:
    archive(
        tmp_path / "a.warc.gz",
        record("https://a.example/", gzip.compress(PARK), Content_Encoding="gzip"),
        record("https://b.example/", chunked(PARK), Transfer_Encoding="chunked"),
        record(
            "https://c.example/",
            chunked(gzip.compress(PARK)),
            Content_Encoding="gzip",
            Transfer_Encoding="chunked",
        ),
        record("https://d.example/", PARK, Content_Encoding="gzip", Transfer_Encoding="chunked"),
    )
    main(["warc", str(tmp_path / "a.warc.gz"), "--jsonl", "--workers", "1"])

    assert [len(row["accounts"]) for row in rows(capsys)] == [1, 1, 1, 1]  # type: ignore[arg-type]


def test_first_part_is_read_when_a_kept_page_is_enormous(tmp_path: Path, capsys: Captured) -> None:
    archive(
        tmp_path / "a.warc.gz",
        record("https://a.example/", PARK + b"<p>Leasow</p>" * (LONGEST_PAGE // 6)),
        record("https://b.example/", gzip.compress(PARK + b" " * 80_000_000), Content_Encoding="gzip"),
        record("https://c.example/", RUNNERS),
    )
    assert main(["warc", str(tmp_path / "a.warc.gz"), "--jsonl", "--workers", "1"]) == 0
    assert [len(row["accounts"]) for row in rows(capsys)] == [1, 1, 1]  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["leasow.warc", "leasow.warc.gz"])
def test_next_record_when_one_is_broken(name: str, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / name
    places = archive(file, *(record(f"https://{n}.example/", PARK) for n in "abcd"))
    kept = bytearray(file.read_bytes())
    kept[places[1] + 4 : places[1] + 40] = b"\xff" * 36
    file.write_bytes(kept)
    code = main(["warc", str(file), "--jsonl", "--workers", "1"])

    told = capsys.readouterr()
    assert code == 1
    assert "could not be made out and was passed over." in told.err
    urls = [json.loads(line)["url"] for line in told.out.splitlines()]
    assert [url for url in urls if "b.example" not in url] == [
        "https://a.example/",
        "https://c.example/",
        "https://d.example/",
    ]


@pytest.mark.parametrize("name", ["leasow.warc", "leasow.warc.gz"])
@pytest.mark.parametrize("more", [-40, 30, 700, 9_000_000])
def test_no_page_is_lost_when_a_record_is_not_as_long_as_it_says(
    name: str, more: int, tmp_path: Path
) -> None:
    records = [record(f"https://{n}.example/", PARK) for n in "abcde"]
    length = re.search(rb"Content-Length: (\d+)", records[1])
    assert length
    records[1] = records[1].replace(length[0], b"Content-Length: %d" % (int(length[1]) + more))
    places = archive(tmp_path / name, *records)

    found = list(pages_kept(tmp_path / name))
    assert [one.url[8] for one in found if isinstance(one, Kept)] == list("abcde")
    assert [one.offset for one in found if isinstance(one, Unreadable)] == [places[1]]


def test_an_archive_of_false_lengths_is_not_read_over_and_over(tmp_path: Path) -> None:
    one = re.sub(rb"Content-Length: \d+", b"Content-Length: 90000000", record("https://a.example/", PARK))
    archive(tmp_path / "a.warc", *[one] * 1_000)

    assert 50 <= len(list(pages_kept(tmp_path / "a.warc"))) <= 120


def test_records_before_when_the_archive_breaks_off(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    places = archive(file, *(record(f"https://{n}.example/", PARK) for n in "abc"))
    file.write_bytes(file.read_bytes()[: places[2] + 30])

    found = list(pages_kept(file))
    assert [one.url for one in found if isinstance(one, Kept)] == ["https://a.example/", "https://b.example/"]


@pytest.mark.parametrize(
    "body", [b"", b"not an archive at all", b"\x1f\x8b\x08 nor this", b"\0" * 5_000, b"WARC/1.0\r\n"]
)
def test_nothing_is_lost_when_a_file_is_no_archive(body: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(body)

    assert all(isinstance(one, Unreadable) for one in pages_kept(tmp_path / "a.warc"))


def test_one_sentence_when_an_archive_is_packed_in_one_piece(tmp_path: Path, capsys: Captured) -> None:
    archive(tmp_path / "a.warc", record("https://a.example/", PARK), record("https://b.example/", PARK))
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress((tmp_path / "a.warc").read_bytes()))

    assert main(["warc", str(tmp_path / "a.warc.gz")]) == 2
    assert capsys.readouterr().err.endswith(
        "This archive is packed in one piece. Please unpack it first: gunzip FILE.\n"
    )


def test_one_sentence_when_there_is_no_such_archive(tmp_path: Path, capsys: Captured) -> None:
    with pytest.raises(WarcError):
        list(pages_kept(tmp_path / "none.warc"))
    assert main(["warc", str(tmp_path / "none.warc")]) == 2
    assert "cannot be read: please check its name." in capsys.readouterr().err


def test_pages_of_one_website_when_looked_at_together(tmp_path: Path, capsys: Captured) -> None:
    archive(
        tmp_path / "a.warc.gz",
        record("https://www.leasowpark.example/about-us", b"<title>About</title><p>We look after the park."),
        record("https://wharfroadrunners.example/", RUNNERS),
        record("https://leasowpark.example/", b"<title>Friends of Leasow Park</title><p>Welcome, everybody."),
        record("https://leasowpark.example/contact", PARK),
        record("https://leasowpark.example/2019/07/picnic", b"<p>A picnic."),
    )
    main(["warc", str(tmp_path / "a.warc.gz"), "--jsonl", "--sites", "--workers", "1"])

    told = {row["page_id"]: row for row in rows(capsys)}
    assert set(told) == {"leasowpark.example", "wharfroadrunners.example"}
    assert told["leasowpark.example"]["url"] == "https://leasowpark.example/"
    assert [account["own"] for account in told["leasowpark.example"]["accounts"]] == [True]  # type: ignore[attr-defined]
