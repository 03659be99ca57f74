"""Background work, one job at a time in this process."""

from bandstand.jobs.models import Job
from bandstand.jobs.runner import run_ready
from bandstand.people.actions.outbox import put_in_outbox
from bandstand.people.models import Hub, Message


def test_letters_leave_when_the_runner_comes_round(hub: Hub) -> None:
    letter = put_in_outbox(hub, to_address="bea@leasow.example", subject="Tuesday", text="See you there.")
    assert run_ready() == 1
    letter.refresh_from_db()
    assert letter.state == Message.State.SENT
    assert Job.objects.get().state == Job.State.DONE
