"""The one command, as somebody at a terminal meets it."""

import importlib
from pathlib import Path

import pytest

from bandstand import __version__
from bandstand.config.command import main
from bandstand.config.commands import COMMANDS, LIBRARIES
from tests.servers import Env, bandstand, plain_environment


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert shown == [*COMMANDS, *LIBRARIES]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_named_is_there(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = importlib.import_module(f"bandstand.config.commands.{name.replace('-', '_')}")
    assert callable(command.run)
    with pytest.raises(SystemExit, match=r"^0$"):
        main([name, "--help"])
    assert f"usage: bandstand {name}" in capsys.readouterr().out


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"bandstand {__version__}\n"


def test_a_word_it_does_not_know_gets_one_plain_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == (
        "There is no command “serve”. “bandstand --help” lists what there is.\n"
    )


def test_a_flag_it_does_not_know_gets_one_plain_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match=r"^2$"):
        main(["work", "--fast"])
    assert capsys.readouterr().err == (
        "Unrecognized arguments: --fast. “bandstand work --help” lists what can be typed.\n"
    )


def test_help_makes_no_folder(tmp_path: Path) -> None:
    told = bandstand("--help", env=plain_environment(tmp_path / "home"))
    assert (told.returncode, told.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["--dir", "{dir}", "work", "--once"], ["work", "--once", "--dir={dir}"]])
def test_the_folder_may_be_named_anywhere_in_the_line(
    words: list[str], sqlite_env: Env, tmp_path: Path
) -> None:
    folder = sqlite_env["BANDSTAND_DIR"]
    told = bandstand(*(word.format(dir=folder) for word in words), env=plain_environment(tmp_path / "other"))
    assert (told.returncode, told.stdout, told.stderr) == (0, "0 jobs run.\n", "")
    assert not (tmp_path / "other").exists()


def test_a_folder_that_cannot_be_made_gets_one_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    told = bandstand("prepare", env=plain_environment(tmp_path / "file" / "site"))
    assert (told.returncode, told.stdout) == (2, "")
    where = f"“{tmp_path}/file/site”"
    assert told.stderr == (
        f"The folder {where} cannot be written to (Not a directory). Choose another with --dir.\n"
    )


def test_a_database_that_is_away_gets_one_plain_sentence(tmp_path: Path) -> None:
    env = plain_environment(tmp_path, DATABASE_URL="postgres://olive@127.0.0.1:1/bandstand")
    told = bandstand("work", env=env)
    assert told.returncode == 2
    assert told.stderr.startswith("The database “bandstand” cannot be opened: connection failed")
    assert "Traceback" not in told.stderr


def test_preparing_twice_does_nothing_the_second_time(sqlite_env: Env) -> None:
    told = bandstand("prepare", env=sqlite_env)
    assert (told.returncode, told.stdout) == (
        0, "The database was up to date.\nThe static files were up to date.\n",
    )  # fmt: skip


def test_working_before_preparing_says_what_to_do(tmp_path: Path) -> None:
    told = bandstand("work", env=plain_environment(tmp_path))
    assert (told.returncode, told.stderr) == (
        2, "The database is not up to date. Run “bandstand prepare” once, then start again.\n",
    )  # fmt: skip
