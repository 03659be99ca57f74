"""The command: `python -m checkup site URL`, `pages MANIFEST` and `warc FILE`.

Answers on standard output; progress and complaints on standard error. Exit codes: 0 done, 1 done with
problems, 2 could not start.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from .known import ALIASES, KnownPlaces
from .platforms import PLATFORMS
from .progress import Progress
from .report import Outcome, Report
from .saved import Looked, ManifestError, look_at_all, read_manifest
from .settings import Settings

DONE, DONE_WITH_PROBLEMS, COULD_NOT_START = 0, 1, 2
_FINE = (Outcome.LOOKED, Outcome.SOCIAL_ONLY, Outcome.NO_WEBSITE)
_WIDTH = 88


class CannotStartError(Exception):
    """The message is one plain sentence for standard error."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise CannotStartError(f"{message[:1].upper()}{message[1:]}. Try: {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    try:
        options = _parser().parse_args(argv)
        return int(options.run(options))
    except CannotStartError as problem:
        _complain(problem)
        return COULD_NOT_START
    except BrokenPipeError:
        # Whoever was reading has seen enough; keep the interpreter from complaining on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        _complain("Stopped.")
        return DONE_WITH_PROBLEMS


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _complain(problem: object) -> None:
    sys.stderr.write(f"{problem}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="checkup", description="Look at a small group's website and say what would help.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    site = commands.add_parser("site", help="look at one website")
    site.add_argument("url", metavar="URL")
    site.add_argument("--json", action="store_true", help="answer as JSON")
    site.add_argument("--known", action="append", default=[], metavar="NETWORK=ADDRESS")
    site.add_argument("--name", default="", help="the group's name")
    site.add_argument("--contact", default="", metavar="URL", help="a page that says who is visiting")
    site.add_argument("--thorough", action="store_true", help="try the links, weigh the pictures too")
    site.add_argument("--allow-private", action="store_true", help="also addresses that are not public")
    site.add_argument("--proxy", default="", metavar="URL")
    site.add_argument("--ca-bundle", default="", metavar="FILE")
    site.set_defaults(run=_site)
    pages = commands.add_parser("pages", help="look at saved pages, named by a CSV file")
    pages.add_argument("manifest", metavar="MANIFEST", type=Path)
    pages.add_argument("--jsonl", action="store_true", help="one line of JSON a page")
    pages.add_argument("--workers", type=int, default=0, metavar="N", help="how many at once (all cores)")
    pages.set_defaults(run=_pages)
    warc = commands.add_parser("warc", help="look at the pages kept in a web archive")
    warc.add_argument("file", metavar="FILE", type=Path)
    warc.add_argument("--jsonl", action="store_true", help="one line of JSON a page")
    warc.add_argument("--sites", action="store_true", help="look at the pages of each website together")
    warc.add_argument("--workers", type=int, default=0, metavar="N", help="how many at once (all cores)")
    warc.set_defaults(run=_warc)
    return parser


def _site(options: argparse.Namespace) -> int:
    known = KnownPlaces(tuple(_known(text) for text in options.known), options.name)
    if options.ca_bundle and not Path(options.ca_bundle).is_file():
        raise CannotStartError(f"There is no certificate file {options.ca_bundle}.")
    settings = Settings(
        contact_url=options.contact,
        allow_private=options.allow_private,
        proxy=options.proxy,
        ca_bundle=options.ca_bundle,
        thorough=options.thorough,
    )
    from .visit import look  # pages already saved need nothing of the web

    report = look(options.url, known=known, settings=settings)
    _say(report.to_json(indent=2) if options.json else in_words(report))
    return DONE if report.outcome in _FINE else DONE_WITH_PROBLEMS


def _known(text: str) -> tuple[str, str]:
    platform, mark, address = text.partition("=")
    name = ALIASES.get(platform.strip().lower(), platform.strip().lower())
    if not mark or name not in PLATFORMS:
        raise CannotStartError(f"“{text}” should look like facebook=https://www.facebook.com/YourPage.")
    return name, address


def _pages(options: argparse.Namespace) -> int:
    try:
        pages = read_manifest(options.manifest)
    except ManifestError as problem:
        raise CannotStartError(str(problem)) from problem
    return _tell_all(look_at_all(pages, workers=options.workers), len(pages), options)


def _warc(options: argparse.Namespace) -> int:
    from .warc import Archive, WarcError

    archive = Archive(options.file, together=options.sites)
    try:
        code = _tell_all(archive.look(workers=options.workers), None, options)
    except WarcError as problem:
        raise CannotStartError(str(problem)) from problem
    for place in archive.unreadable:
        _complain(f"Something at byte {place:,} of the archive could not be made out and was passed over.")
    return DONE_WITH_PROBLEMS if archive.unreadable else code


def _tell_all(all_looked: Iterator[Looked], total: int | None, options: argparse.Namespace) -> int:
    problems = 0
    with Progress(total, "pages") as progress:
        for looked in all_looked:
            problems += looked.outcome is Outcome.COULD_NOT_READ
            _say(_page_as_json(looked) if options.jsonl else _page_in_words(looked))
            progress.step()
    if problems:
        count = "1 page" if problems == 1 else f"{problems} pages"
        _complain(f"{count} could not be read; the rest are done.")
    return DONE_WITH_PROBLEMS if problems else DONE


def in_words(report: Report) -> str:
    """A report for a person to read on a terminal."""
    lines = [report.site, _wrapped(report.words)]
    if report.could_look:
        count = len(report.pages)
        lines.append(f"We read {count} page{'' if count == 1 else 's'}.")
        for finding in report.findings:
            minutes = f" (about {finding.effort_minutes} minutes)" if finding.effort_minutes else ""
            lines += ["", f"{finding.state.value.capitalize()}: {finding.headline}{minutes}"]
            lines += [f"    {e.where}: {e.snippet[:70]}" for e in finding.evidence]
            lines += [_wrapped(finding.advice, "    ")] if finding.advice else []
    return "\n".join(lines)


def _page_as_json(looked: Looked) -> str:
    return json.dumps(looked.as_dict(), ensure_ascii=False)


def _page_in_words(looked: Looked) -> str:
    states = ", ".join(f"{finding.look} {finding.state.value}" for finding in looked.findings)
    own = " ".join(account.url for account in looked.accounts if account.own)
    return f"{looked.page.page_id}: {states}{'; ' if own else ''}{own}"


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)
