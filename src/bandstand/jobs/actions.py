"""What people do about background work."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from .backend import carried
from .models import Job


@transaction.atomic
def try_again(job: Job, *, by: Person) -> bool:
    """Put a job that was given up back in the queue, with all its attempts; False when it is not given up."""
    taken = Job.objects.filter(pk=job.pk, state=Job.State.DEAD).update(
        state=Job.State.READY, attempts=0, run_after=timezone.now(), finished_at=None, sent_at=None
    )
    if not taken:
        return False
    if carried(job.queue):
        from .broker import send

        transaction.on_commit(lambda: send(job.pk))
    record(by.hub, "tried again", f"asked for “{job}” to be tried again", by=by, about=job)
    return True


def forget_finished() -> int:
    """Delete jobs done a week ago, and jobs given up three months ago; return how many."""
    now = timezone.now()
    done = Job.objects.filter(state=Job.State.DONE, finished_at__lt=now - timedelta(days=7))
    dead = Job.objects.filter(state=Job.State.DEAD, finished_at__lt=now - timedelta(days=90))
    return done.delete()[0] + dead.delete()[0]
