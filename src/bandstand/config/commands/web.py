"""Serve the site only. Several such processes, on several machines, may share one PostgreSQL."""

import argparse
import os

from bandstand.config.lifeline import tie_to_supervisor
from bandstand.config.prepare import collect_static, must_be_migrated
from bandstand.config.safekeeping import remove_again
from bandstand.config.serve import must_be_free, must_be_safe, serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_address(parser)
    parser.add_argument(
        "--threads", type=int, default=int(os.environ.get("BANDSTAND_THREADS", "4")),
        help="requests answered at once by one process (4, or BANDSTAND_THREADS)",
    )  # fmt: skip
    parser.add_argument(
        "--workers", type=int, default=int(os.environ.get("BANDSTAND_WORKERS", "1")),
        help="processes (1, or BANDSTAND_WORKERS); with SQLite one is the quickest",
    )  # fmt: skip


def add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default=os.environ.get("BANDSTAND_LISTEN", "127.0.0.1"),
        help="address to listen on (127.0.0.1, or BANDSTAND_LISTEN); 0.0.0.0 is all of this machine’s",
    )  # fmt: skip
    parser.add_argument(
        "--port", type=int, default=int(os.environ.get("BANDSTAND_PORT", "8000")),
        help="port to listen on (8000, or BANDSTAND_PORT)",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    tie_to_supervisor()
    must_be_safe(options.host)
    must_be_free(options.host, options.port)
    must_be_migrated()
    remove_again()
    collect_static()
    serve(options.host, options.port, threads=options.threads, workers=options.workers)
    return 0
