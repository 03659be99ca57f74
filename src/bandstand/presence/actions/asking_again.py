"""A group asks for a look itself: at most once an hour, so that nobody's server is worn out."""

from datetime import timedelta

from django.db import transaction

from bandstand.groups.models import Group
from bandstand.people.actions.limits import allow

from ..models import CheckUp
from .asking import ask_for_check

AN_HOUR = timedelta(hours=1)


class AskedALittleWhileAgoError(Exception):
    """They asked within the hour."""


@transaction.atomic
def look_again(group: Group) -> CheckUp | None:
    """Queue a look at the group's own wish; None where there is no website. Raises if asked a while ago."""
    if not allow("look again", str(group.uid), most=1, within=AN_HOUR):
        raise AskedALittleWhileAgoError
    return next(iter(ask_for_check(group.hub, [group], by=None)), None)
