"""Background work about websites: thin, by id, safe to run twice."""

from django_tasks import task

from . import actions
from .models import CheckUp


@task()
def look_at_group(check_up_id: int) -> None:
    """Look at a group’s website"""
    check_up = CheckUp.objects.select_related("group", "hub").filter(pk=check_up_id).first()
    if check_up is not None:  # its group may have been taken off the list meanwhile
        actions.look(check_up)
