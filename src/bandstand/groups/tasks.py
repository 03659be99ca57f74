"""Background work about groups: thin, by id, safe to run twice."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from bandstand.kit.background import later
from bandstand.kit.tables import in_portions
from bandstand.people.access import hub_scope
from bandstand.people.models import Hub, Person

from .actions import fresh, interests, likenesses, pages, sheets
from .models import Group, ImportBatch, PageAsk
from .search import upkeep


@task()
def sort(batch_id: int) -> None:
    """Sort the rows of a sheet of groups"""
    batch = ImportBatch.objects.filter(pk=batch_id).first()
    if batch is not None:  # it was thrown away meanwhile
        sheets.sort(batch)


@task()
def bring_in(batch_id: int, person_id: int | None = None) -> None:
    """Bring a sheet of groups in"""
    batch = ImportBatch.objects.filter(pk=batch_id).first()
    if batch is not None:
        sheets.bring_in(batch, by=Person.objects.filter(pk=person_id or 0).first())
        upkeep.look_over_groups()
        later("bandstand.groups.tasks.find_look_alikes", batch.hub_id)
        later("bandstand.groups.tasks.suggest_interests", batch.hub_id)


@task()
def undo_sheet(batch_id: int, person_id: int | None = None) -> None:
    """Take out again what a sheet brought in"""
    batch = ImportBatch.objects.select_related("hub").filter(pk=batch_id).first()
    if batch is not None:
        sheets.undo(batch, by=Person.objects.filter(pk=person_id or 0).first())


@task()
def suggest_interests(hub_id: int) -> None:
    """Look through a hub's groups for what they are about"""
    hub = Hub.objects.get(pk=hub_id)
    interests.start_interests(hub)
    interests.suggest_interests(hub, in_portions(Group.objects.all()))


@task()
def suggest_interests_of_changed() -> None:
    """Look through the groups changed lately for what they are about"""
    since = timezone.now() - timedelta(days=2)
    for hub in Hub.objects.all():
        with hub_scope(hub):
            changed = Group.objects.filter(changed_at__gte=since)
            interests.suggest_interests(hub, in_portions(changed))


@task()
def answer_page_ask(ask_id: int) -> None:
    """Answer somebody who asks for their group's page"""
    ask = PageAsk.objects.select_related("group__hub", "hub").filter(pk=ask_id).first()
    if ask is not None:  # it was answered already
        pages.answer_ask(ask)


@task()
def ask_groups_once_a_year() -> None:
    """Ask groups whether what the directory says of them is still right"""
    for hub in Hub.objects.filter(yearly_ask=True):
        with hub_scope(hub):
            fresh.ask_some()


@task()
def find_look_alikes(hub_id: int) -> None:
    """Look for groups that may be one and the same"""
    likenesses.look_through(Hub.objects.get(pk=hub_id))


@task()
def find_look_alikes_everywhere() -> None:
    """Look for groups that may be one and the same, in every hub"""
    for hub in Hub.objects.all():
        with hub_scope(hub):
            likenesses.look_through(hub)


@task()
def mend_search() -> None:
    """See that searching finds what the directory says"""
    upkeep.mend()
