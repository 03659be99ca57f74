"""Do the background work only: one of any number of such processes."""

import argparse

from bandstand.jobs.runner import run_ready


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="run what is due now, then stop")


def run(options: argparse.Namespace) -> int:
    print(f"{run_ready()} jobs run.")
    return 0
