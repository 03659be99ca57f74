"""The far end of the second engine: a Celery worker that is told "run job N"."""

import threading

from celery.signals import worker_ready

from bandstand.jobs.broker import RUN_JOB, celery
from bandstand.jobs.runner import Renewal, run_one
from bandstand.jobs.side_by_side import GRACE, lanes
from bandstand.jobs.upkeep import keep_up


def work(threads: int) -> int:
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
            thread.start()

    words = ["worker", "--pool", "threads", "--concurrency", str(threads), "--loglevel", "warning"]
    code = app.worker_main([*words, "--without-gossip", "--without-mingle", "--without-heartbeat"])
    stop.set()
    for thread in waiting:
        if thread.is_alive():
            thread.join(2 * GRACE)
    return int(code or 0)
