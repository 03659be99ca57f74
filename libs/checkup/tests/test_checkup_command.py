"""The command as officers and other people's scripts use it."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from leasow_web import answer, serving

from checkup.cli import main
from checkup.progress import Progress

PAGE = (
    "<title>Friends of Leasow Park</title><p>Welcome.</p>"
    "<footer><a href='https://twitter.com/leasowpark'>X</a></footer>"
)
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "a.html").write_text(PAGE)
    (tmp_path / "html" / "b.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    file = tmp_path / "manifest.csv"
    file.write_text(
        "page_id,file,url,note\na,html/a.html,https://leasowpark.example/,one\nb,html/b.html.gz,,two\n"
    )
    return file


def test_site_when_everything_is_known(capsys: Captured) -> None:
    with serving({"/": answer(PAGE)}) as web:
        code = main(
            ["site", web.url, "--allow-private", "--known", "facebook=https://www.facebook.com/LeasowPark"]
        )

    said = capsys.readouterr().out
    assert code == 0
    assert "Easy win: Your website does not show your Facebook page yet. (about 5 minutes)" in said
    assert "Good: Your website shows your X (Twitter)." in said


def test_site_when_asked_for_json(capsys: Captured) -> None:
    with serving({"/": answer(PAGE)}) as web:
        code = main(["site", web.url, "--allow-private", "--json", "--known", "x=@leasowpark"])

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    states = {f["look"]: f["state"] for f in told["findings"]}
    wanted = {"fb-link": "does not apply", "social-links": "good", "phone-size": "easy win"}
    assert {look: states[look] for look in wanted} == wanted


def test_site_when_it_could_not_be_looked_at(capsys: Captured) -> None:
    assert main(["site", "http://10.0.0.1/"]) == 1
    assert "not a public web address" in capsys.readouterr().out


def test_site_when_it_is_a_facebook_page(capsys: Captured) -> None:
    assert main(["site", "https://www.facebook.com/LeasowPark"]) == 0
    assert "has no website of its own, which is fine" in capsys.readouterr().out.replace("\n", " ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "The following arguments are required: COMMAND. Try: checkup --help\n"),
        (["site"], "The following arguments are required: URL. Try: checkup site --help\n"),
        (
            ["site", "http://leasow.example", "--known", "myspace=leasow"],
            "“myspace=leasow” should look like facebook=https://www.facebook.com/YourPage.\n",
        ),
        (["site", "x.example", "--ca-bundle", "/no/such"], "There is no certificate file /no/such.\n"),
        (["pages", "/no/such.csv"], "The manifest /no/such.csv cannot be read: please check its name.\n"),
    ],
)
def test_one_sentence_when_it_cannot_start(words: list[str], said: str, capsys: Captured) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err == said


def test_pages_when_asked_for_lines_of_json(manifest: Path, capsys: Captured) -> None:
    code = main(["pages", str(manifest), "--jsonl", "--workers", "1"])

    told = capsys.readouterr()
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert code == 0
    assert told.err == "2 of 2 pages\n"
    assert [line["page_id"] for line in lines] == ["a", "b"]
    assert set(lines[0]) == {"page_id", "url", "accounts", "findings"}
    assert lines[0]["accounts"][0]["url"] == "https://x.com/leasowpark"
    assert {"look", "state", "evidence", "advice", "effort"} <= set(lines[0]["findings"][0])


def test_pages_when_some_files_are_missing_or_broken(manifest: Path, capsys: Captured) -> None:
    with manifest.open("a") as file:
        file.write("c,html/none.html,\nd,html/broken.html.gz,\n")
    (manifest.parent / "html" / "broken.html.gz").write_bytes(b"\x1f\x8bnot really")
    code = main(["pages", str(manifest), "--jsonl"])

    told = capsys.readouterr()
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert code == 1
    assert told.err.endswith("2 pages could not be read; the rest are done.\n")
    states = [{f["look"]: f["state"] for f in line["findings"]}["phone-size"] for line in lines]
    assert states == ["easy win", "easy win", "could not check", "could not check"]


def test_pages_when_read_by_a_person(manifest: Path, capsys: Captured) -> None:
    assert main(["pages", str(manifest)]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("a: ")
    assert first.endswith("; https://x.com/leasowpark")
    assert ", fb-link does not apply, social-links good, " in first.replace("a: ", "a: , ")


@pytest.mark.parametrize("text", ["page_id,url\na,b\n", "", "\xff\xfe"])
def test_pages_when_the_manifest_is_not_one(tmp_path: Path, text: str, capsys: Captured) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes(text.encode("latin-1"))

    assert main(["pages", str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_module_when_run_and_the_reader_leaves_early(manifest: Path) -> None:
    command = f'"{sys.executable}" -m checkup pages "{manifest}" --jsonl | head -n 1'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert json.loads(done.stdout)["page_id"] == "a"


class Terminal:
    """Standard error that is a terminal."""

    def __init__(self) -> None:
        self.said = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.said += text
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""


def test_progress_when_standard_error_is_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Progress(2, "pages") as progress:
        progress.step()
        progress.step()

    assert terminal.said == "\r" + "█" * 30 + " 2 of 2 pages\n"
