"""Background work about websites: thin, by id, safe to run twice."""

from collections.abc import Iterator

from django_tasks import task

from bandstand.kit.background import in_database, side_by_side
from bandstand.people.access import every_hub, hub_scope
from bandstand.people.models import Hub

from . import actions
from .models import CheckUp
from .turns import forget_old_turns


@task(queue_name="sites")
def look_at_group(check_up_id: int) -> None:
    """Look at a group’s website"""
    check_up = _check_up(check_up_id)
    if check_up is not None:  # its group may have been taken off the list meanwhile
        actions.look(check_up)


@side_by_side(look_at_group)
async def _look_at_group_beside_others(check_up_id: int) -> None:
    check_up = await in_database(_check_up, check_up_id)
    if check_up is not None:
        await actions.look_beside(check_up)


def _check_up(check_up_id: int) -> CheckUp | None:
    return CheckUp.objects.select_related("group", "hub").filter(pk=check_up_id).first()


@task()
def queue_planned_looks() -> None:
    """Look at the websites whose day has come"""
    for hub in _each_hub():
        actions.queue_planned(hub)
        actions.give_up_lost(hub)
        actions.end_rounds()
    forget_old_turns()


@task()
def start_rounds() -> None:
    """Begin a round over all websites where it is time again"""
    for hub in _each_hub():
        actions.start_if_due(hub)


def _each_hub() -> Iterator[Hub]:
    with every_hub("every hub's own rounds"):
        hubs = list(Hub.objects.order_by("pk"))
    for hub in hubs:
        with hub_scope(hub):
            yield hub
