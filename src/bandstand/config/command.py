"""The `bandstand` command: finds the folder, sets Django up, hands over to one file of `commands/`."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from .commands import COMMANDS, LIBRARIES, SURROUNDINGS
from .trouble import CannotStartError

DONE, PROBLEMS, COULD_NOT_START = 0, 1, 2


class PlainParser(argparse.ArgumentParser):
    """An argument parser whose complaints are one sentence."""

    def error(self, message: str) -> NoReturn:
        sentence = message[:1].upper() + message[1:]
        self.exit(COULD_NOT_START, f"{sentence}. “{self.prog} --help” lists what can be typed.\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0 done, 1 done with problems listed, 2 could not start."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] in LIBRARIES:
        return _hand_over(words[0], words[1:])
    words = _take_folder(words)
    if not words or words[0] in {"-h", "--help", "help"}:
        print(_overview())
        return DONE
    if words[0] in {"-V", "--version", "version"}:
        return _version()
    if words[0] not in COMMANDS:
        return _cannot(f"There is no command “{words[0]}”. “bandstand --help” lists what there is.")
    return _run(words[0], words[1:])


def _take_folder(words: list[str]) -> list[str]:
    """Take `--dir DIR` from anywhere in the line and put it where settings look for it."""
    parser = PlainParser(prog="bandstand", add_help=False, allow_abbrev=False)
    parser.add_argument("--dir")
    found, rest = parser.parse_known_args(words)
    if found.dir:
        os.environ["BANDSTAND_DIR"] = found.dir
    return rest


def _run(name: str, words: list[str]) -> int:
    try:
        if name in SURROUNDINGS:
            importlib.import_module(SURROUNDINGS[name]).settle(words)
        _set_up_django()
        command = importlib.import_module(f"{__package__}.commands.{name.replace('-', '_')}")
        parser = PlainParser(prog=f"bandstand {name}", description=COMMANDS[name], epilog=_FOLDER)
        command.add_arguments(parser)
        return int(command.run(parser.parse_args(words)))
    except CannotStartError as reason:
        return _cannot(str(reason))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader (`head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


_FOLDER = "Every command takes --dir DIR: the folder of database, media and backups (or set BANDSTAND_DIR)."


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandstand.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except OSError as trouble:
        folder = os.environ.get("BANDSTAND_DIR") or "bandstand-data"
        raise CannotStartError(
            f"The folder “{folder}” cannot be written to ({trouble.strerror}). Choose another with --dir."
        ) from trouble
    except ImproperlyConfigured as trouble:
        raise CannotStartError(f"The settings do not add up: {trouble}") from trouble


def _hand_over(library: str, words: list[str]) -> int:
    cli = importlib.import_module(f"{library}.cli")
    return int(cli.main(words))


def _overview() -> str:
    lines = ["usage: bandstand COMMAND [--dir DIR] ...", ""]
    lines += [f"  {name:<10} {what}" for name, what in {**COMMANDS, **LIBRARIES}.items()]
    return "\n".join([*lines, "", "“bandstand COMMAND --help” says more.", _FOLDER])


def _version() -> int:
    from bandstand import __version__

    print(f"bandstand {__version__}")
    return DONE


def _cannot(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return COULD_NOT_START
