"""Background work about places: thin, safe to run twice."""

from django_tasks import task

from bandstand.people.access import hub_scope
from bandstand.people.models import Hub

from .models import Area
from .queries import lately_in_or_out_of_force
from .signals import boundaries_loaded


@task()
def mind_the_date() -> None:
    """Put groups and venues into the areas in force today"""
    for hub in Hub.objects.all():
        with hub_scope(hub):
            if lately_in_or_out_of_force().exists():
                boundaries_loaded.send(sender=Area)
