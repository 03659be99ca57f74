"""The far end of the second engine: a Celery worker that is told "run job N"."""

import logging
import threading
import time

from celery import Celery
from celery.signals import worker_ready
from celery.worker import state

from bandstand.jobs.broker import RUN_JOB, celery
from bandstand.jobs.runner import Renewal, run_one
from bandstand.jobs.side_by_side import GRACE, lanes
from bandstand.jobs.upkeep import keep_up

log = logging.getLogger(__name__)


def work(threads: int) -> None:
    """Be a Celery worker, and do the upkeep beside it, until SIGTERM; jobs under way are finished first.

    Threads, not processes: jobs mostly wait, and a worker killed with -9 leaves no children behind.
    """
    app, renewal, stop = celery(), Renewal(), threading.Event()

    @app.task(name=RUN_JOB, ignore_result=True)  # type: ignore[untyped-decorator]
    def run_job(job_id: int) -> None:
        run_one(job_id, renewal)

    for name, beside in [("upkeep", keep_up), ("leases", renewal.run)]:
        threading.Thread(target=beside, args=[stop], name=name, daemon=True).start()
    # What is done side by side is read from the table here too: a thousand websites are no queue of messages
    # in front of a letter.
    waiting = [threading.Thread(target=lane.run, args=[renewal, stop], daemon=True) for lane in lanes()]

    @worker_ready.connect(weak=False)  # type: ignore[untyped-decorator]
    def begin(**_: object) -> None:  # only then can the worker be told to stop
        for thread in waiting:
            if thread.ident is None:
                thread.start()

    words = ["worker", "--pool", "threads", "--concurrency", str(threads), "--loglevel", "warning"]
    _until_told_to_stop(app, [*words, "--without-gossip", "--without-mingle", "--without-heartbeat"])
    stop.set()
    for thread in waiting:
        if thread.is_alive():
            thread.join(2 * GRACE)


def _until_told_to_stop(app: Celery, words: list[str]) -> None:
    """Be a Celery worker, again and again.

    It ends by itself when a broker answers oddly, and sometimes while it clears up after one that went away.
    """
    while True:
        app.worker_main(words)
        if not (state.should_stop is state.should_terminate is None):
            return
        log.error("The Celery worker fell over; starting it again")
        time.sleep(1)
