"""`bandstand doctor`: looks at a deployment and says what to mend."""

import argparse
import json

from bandstand.config.checkpoints import examine

_MARKS = {True: "fine  ", False: "MEND  ", None: "note  "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one line of JSON a look")


def run(options: argparse.Namespace) -> int:
    verdicts = examine()
    for verdict in verdicts:
        if options.json:
            print(json.dumps(verdict.as_json()))
        else:
            print(f"{_MARKS[verdict.well]}{verdict.about}: {verdict.says}")
    return 1 if any(verdict.well is False for verdict in verdicts) else 0
