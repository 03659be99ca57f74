"""`bandstand places load-postcodes|load-boundaries`: what the hub's groups and venues are placed by."""

import argparse
import json
import re
from dataclasses import asdict
from datetime import date
from pathlib import Path

from bandstand.config.commands.figures import chosen_hub
from bandstand.config.progress import Progress
from bandstand.config.trouble import CannotStartError
from bandstand.people.access import hub_scope
from bandstand.places.actions.boundaries import load_boundaries
from bandstand.places.actions.postcodes import Limit, load_postcodes, round_about
from bandstand.places.sources import CannotReadError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="load-postcodes|load-boundaries")
    postcodes = verbs.add_parser("load-postcodes", help="where every postcode is; safe to run again")
    postcodes.add_argument(
        "path", type=Path, help="Code-Point Open (zip or folder), or the ONS Postcode Directory (CSV)"
    )
    postcodes.add_argument("--near", default="", help="only round this postcode, or LATITUDE,LONGITUDE")
    postcodes.add_argument("--miles", type=float, default=20, help="how far round it (20)")
    postcodes.add_argument(
        "--authority", default="", help="only of this council, by its official code: E08000027"
    )
    boundaries = verbs.add_parser(
        "load-boundaries", help="outlines of wards or localities; safe to run again"
    )
    boundaries.add_argument("path", type=Path, help="a GeoJSON file with one outline an area")
    boundaries.add_argument("--kind", default="ward", help="what the areas are (ward)")
    boundaries.add_argument(
        "--from", dest="since", default="", help="the day they came into force: 2024-05-02"
    )
    boundaries.add_argument("--hub", default="", help="the hub's short name, where there are several")
    for verb in (postcodes, boundaries):
        verb.add_argument("--json", action="store_true", help="JSON")


def run(options: argparse.Namespace) -> int:
    try:
        return _postcodes(options) if options.verb == "load-postcodes" else _boundaries(options)
    except CannotReadError as trouble:
        raise CannotStartError(str(trouble)) from trouble


def _postcodes(options: argparse.Namespace) -> int:
    progress = Progress("postcodes")
    done = load_postcodes(options.path, limit=_limit(options), told=progress.share)
    progress.end()
    if options.json:
        print(json.dumps(asdict(done)))
    else:
        print(f"{done.postcodes:,} postcodes and the middles of {done.outcodes:,} first halves are loaded.")
        if done.cleared:
            print(f"{done.cleared:,} of an earlier load are not in this one and were cleared.")
    if not done.postcodes and (options.near or options.authority):
        print("No postcode of that file is within the limit asked for.")
        return 1
    return 0


def _limit(options: argparse.Namespace) -> Limit:
    if not options.near:
        return Limit(authority=options.authority)
    point = re.fullmatch(r"\s*(-?\d+\.\d+)\s*,\s*(-?\d+\.\d+)\s*", options.near)
    if point:
        return Limit(options.authority, float(point[1]), float(point[2]), options.miles)
    near = round_about(options.path, options.near, options.miles)
    return Limit(options.authority, near.lat, near.lon, near.miles)


def _boundaries(options: argparse.Namespace) -> int:
    since = _day(options.since)
    hub = chosen_hub(options.hub)
    with hub_scope(hub):
        done = load_boundaries(hub, options.path, kind=options.kind, since=since)
    if options.json:
        print(json.dumps(asdict(done), ensure_ascii=False))
    else:
        print(f"{done.new} new areas, {done.changed} changed, {done.same} the same.")
        if done.replaced:
            print(f"{done.replaced} earlier areas lie under the new ones and are no longer in force.")
        for trouble in done.left_out:
            print(f"Left out. {trouble}")
    return 1 if done.left_out else 0


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as trouble:
        raise CannotStartError(f"“{words}” is not a day. Type it as 2024-05-02.") from trouble
