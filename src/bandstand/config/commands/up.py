"""The site and its background work in one: what a small organisation runs for real."""

import argparse
import os

from django.conf import settings
from django.db import connections

from bandstand.config.prepare import collect_static, migrate, owner_link
from bandstand.config.safekeeping import remove_again
from bandstand.config.serve import must_be_free, must_be_safe
from bandstand.config.supervise import become_supervisor

from .web import add_address


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_address(parser)
    parser.add_argument(
        "--hub", default="Our organisation", help="name of the organisation, for the first run"
    )
    parser.add_argument("--owner", default="", help="e-mail address of its owner, for the first run")


def run(options: argparse.Namespace) -> int:
    must_be_safe(options.host)
    must_be_free(options.host, options.port)
    _settle_address(options.host, options.port)
    if migrate():
        print("The database is ready.", flush=True)
    remove_again()
    collect_static()
    link = owner_link(options.hub, options.owner)
    connections.close_all()
    print(f"Bandstand is at {settings.SITE_URL}/ (stop it with Ctrl-C).", flush=True)
    if link:
        print(f"Come in as the owner, once, within seven days: {link}", flush=True)
    become_supervisor(["web", "--host", options.host, "--port", str(options.port)], ["work"])


def _settle_address(host: str, port: int) -> None:
    """Write links with the address we listen on, unless the host says which address people use."""
    if "BANDSTAND_URL" not in os.environ:
        shown = "127.0.0.1" if host == "0.0.0.0" else f"[{host}]" if ":" in host else host  # noqa: S104
        os.environ["BANDSTAND_URL"] = settings.SITE_URL = f"http://{shown}:{port}"
