"""`bandstand groups export [FILE]`: the public groups as a sheet, a map or Open Referral UK."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bandstand.config.commands.figures import chosen_hub
from bandstand.config.trouble import CannotStartError
from bandstand.groups.export import as_csv, as_geojson, as_json, as_oruk
from bandstand.groups.export.as_oruk import Publisher
from bandstand.groups.export.licences import LICENCES
from bandstand.groups.queries.feeds import every_entry
from bandstand.people.access import hub_scope
from bandstand.people.actions.links import site_address
from bandstand.people.models import Hub

FORMATS = ["csv", "geojson", "json", "oruk"]
_CAREFUL = (
    "This sheet has hidden groups in it, and e-mail addresses and telephone numbers that are not public. "
    "Keep it where only those see it who may."
)


def add_arguments(export: argparse.ArgumentParser) -> None:
    export.add_argument("file", nargs="?", default="-", help="where to write it; “-” (usual) prints it")
    export.add_argument("--format", choices=FORMATS, default="csv", help="csv (usual), or one for machines")
    export.add_argument(
        "--all",
        action="store_true",
        dest="everything",
        help="hidden groups and private columns too (csv only): for your own eyes, not for publishing",
    )
    export.add_argument("--hub", default="", help="the hub's short name, where there are several")


def run(options: argparse.Namespace) -> int:
    if options.everything and options.format != "csv":
        raise CannotStartError("--all is for sheets: leave out --format, or say --format csv.")
    hub = chosen_hub(options.hub)
    with hub_scope(hub), _opened(options.file) as file:
        for piece in _pieces(hub, options):
            file.write(piece)
    if options.everything:
        print(_CAREFUL, file=sys.stderr)
    return 0


def _pieces(hub: Hub, options: argparse.Namespace) -> Iterator[str]:
    by = Publisher(hub, site_address(hub))
    licence = LICENCES.get(hub.licence, "")
    entries = every_entry(everyone=options.everything)
    if options.format == "geojson":
        return as_geojson.pieces(by, entries, licence)
    if options.format == "json":
        return as_json.pieces(by, entries, licence)
    if options.format == "oruk":
        about = {"version": "HSDS-UK-3.0", "publisher": hub.name, "licence": licence}
        return as_json.listed(about, "services", (as_oruk.full_service(by, entry) for entry in entries))
    return as_csv.lines(entries, everything=options.everything)


@contextmanager
def _opened(name: str) -> Iterator[TextIO]:
    """Give the file to write to; one that is there already is not written over."""
    if name == "-":
        yield sys.stdout
        return
    try:
        with Path(name).open("x", encoding="utf-8", newline="") as file:
            yield file
    except FileExistsError:
        raise CannotStartError(f"{name} is there already. Choose another name.") from None
    except OSError as trouble:
        raise CannotStartError(f"{name} cannot be written: {trouble.strerror}.") from trouble
