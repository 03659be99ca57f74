"""Background work about background work."""

from django_tasks import task

from . import actions


@task()
def forget_finished() -> None:
    """Clear away jobs finished long ago"""
    actions.forget_finished()
