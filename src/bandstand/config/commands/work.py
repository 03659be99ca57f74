"""Do the background work only: one of any number of such processes.

With BANDSTAND_BROKER set (redis://… or amqp://…) this is a Celery worker that is told which jobs to run;
without, it looks into the job table itself. Either way the table's lease decides who runs what.
"""

import argparse
import os
import signal

from django.conf import settings

from bandstand.config.lifeline import tie_to_supervisor
from bandstand.config.prepare import must_be_migrated
from bandstand.config.trouble import CannotStartError
from bandstand.jobs.runner import Runner, run_ready
from bandstand.jobs.side_by_side import lanes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--threads", type=int, default=4, help="jobs run at once (4); most of them wait")
    parser.add_argument("--once", action="store_true", help="run what is due now, then stop")
    parser.add_argument(
        "--engine", choices=["table", "celery"], default="celery" if settings.BROKER_URL else "table",
        help="who says what to run (celery where BANDSTAND_BROKER is set)",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    tie_to_supervisor()
    must_be_migrated()
    if options.once:
        print(f"{run_ready()} jobs run.")
        return 0
    os.nice(10)  # whoever reads the site goes first
    if options.engine == "celery":
        return _work_for_celery(options.threads)
    return _work(options.threads)


def _work(threads: int) -> int:
    runner = Runner(threads, beside=lanes())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: runner.stop())
    finished = runner.run()
    # A job that does not end must not keep the process: its lease runs out, and another takes it on.
    return 0 if finished else os._exit(1)


def _work_for_celery(threads: int) -> int:
    if not settings.BROKER_URL:
        raise CannotStartError(
            "Set BANDSTAND_BROKER to the broker’s address, for example redis://localhost:6379/0."
        )
    from bandstand.config.celery import work

    work(threads)
    return 0
