"""`bandstand groups load-interests FILE`: a published list of what groups can be about."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from bandstand.config.commands.figures import chosen_hub
from bandstand.config.trouble import CannotStartError
from bandstand.groups.actions.interests import load_interests, suggest_interests
from bandstand.groups.interests.sources import NotAListError
from bandstand.groups.models import Group
from bandstand.kit.tables import in_portions
from bandstand.people.access import hub_scope


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, help="UK Charity Activity Tags (CSV), or OpenActive’s activity list"
    )
    parser.add_argument("--json", action="store_true", help="JSON")
    parser.add_argument("--hub", default="", help="the hub's short name, where there are several")


def run(options: argparse.Namespace) -> int:
    hub = chosen_hub(options.hub)
    with hub_scope(hub):
        try:
            done = load_interests(hub, options.file, by=None)
        except NotAListError as trouble:
            raise CannotStartError(str(trouble)) from trouble
        many = suggest_interests(hub, in_portions(Group.objects.all()))
    if options.json:
        print(json.dumps({**asdict(done), "suggested": many}))
    else:
        print(f"{done.new} new interests, {done.changed} changed, {done.same} the same.")
        print(f"{many} suggestions for groups wait to be looked over at the desk.")
    return 0
