"""Background work about background work."""

from django_tasks import task

from bandstand.kit.tables import look_over

from . import actions


@task()
def forget_finished() -> None:
    """Clear away jobs finished long ago"""
    actions.forget_finished()


@task()
def look_over_tables() -> None:
    """See how much there is, so that it is quickly read"""
    look_over()
