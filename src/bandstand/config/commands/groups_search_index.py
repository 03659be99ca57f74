"""`bandstand groups search-index`: compare what groups are found by with the groups, and put it right."""

import argparse
import json

from bandstand.groups.search import upkeep


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--anew", action="store_true", help="make all of it anew, whatever it says")
    parser.add_argument("--json", action="store_true", help="JSON")


def run(options: argparse.Namespace) -> int:
    upkeep.put_on()
    differed = upkeep.mend()
    if options.anew and not differed:
        upkeep.refill()
    if options.json:
        print(json.dumps({"differed": differed, "anew": bool(differed or options.anew)}))
    elif differed:
        print(f"{differed} entries of the search index were not right. All of it was made anew.")
    else:
        print("The search index is right." + (" It was made anew all the same." if options.anew else ""))
    return 0
