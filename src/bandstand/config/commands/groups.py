"""`bandstand groups VERB`: a line a verb here, a file `groups_<verb>.py` with `add_arguments` and `run`."""

import argparse
from importlib import import_module
from types import ModuleType

# To add one, write its file and add its line.
VERBS: dict[str, tuple[str, str]] = {
    "import": ("groups_import", "bring a sheet of groups in: CSV, Excel, OpenDocument or JSON"),
    "duplicates": ("groups_duplicates", "which groups, or rows of a sheet, look alike, and why"),
    "load-interests": ("groups_load_interests", "a published list of what groups can be about"),
    "search-index": ("groups_search_index", "see that groups are found by what they say, and put it right"),
    "export": ("groups_export", "write the public groups out: a sheet, a map, Open Referral UK"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="|".join(VERBS))
    for verb, (module, words) in VERBS.items():
        _module(module).add_arguments(verbs.add_parser(verb, help=words))


def run(options: argparse.Namespace) -> int:
    module, _ = VERBS[options.verb]
    return int(_module(module).run(options))


def _module(name: str) -> ModuleType:
    return import_module(f"bandstand.config.commands.{name}")
