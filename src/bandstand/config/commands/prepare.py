"""Bring tables and static files up to date, before `web` and `work` are started apart."""

import argparse

from bandstand.config.prepare import collect_static, migrate
from bandstand.config.safekeeping import remove_again


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(_: argparse.Namespace) -> int:
    print("The database is brought up to date." if migrate() else "The database was up to date.")
    remove_again()
    print("The static files are collected." if collect_static() else "The static files were up to date.")
    return 0
