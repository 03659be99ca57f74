"""Which role may do what at the desk. One table, read by every desk view and tested against every address."""

from enum import Enum

from .models import Role


class Right(Enum):
    """Something a desk page needs."""

    DESK = "come to the desk, and see what there is to do"
    SEE = "see everything at the desk but people’s details"
    DAY = "run a session on the day"
    PLAN = "plan gatherings and write them up"
    GROUPS = "change groups, bring in sheets, start checks"
    PEOPLE = "see people’s details and the outbox"
    OWN = "say who may do what, and see to the running of the site"


_OFFICER = frozenset(Right) - {Right.OWN}

RIGHTS: dict[str, frozenset[Right]] = {
    Role.Name.OWNER: frozenset(Right),
    Role.Name.OFFICER: _OFFICER,
    Role.Name.MANAGER: frozenset({Right.DESK, Right.SEE, Right.DAY, Right.PLAN}),
    Role.Name.DOOR: frozenset({Right.DESK, Right.DAY}),
    Role.Name.READER: frozenset({Right.DESK, Right.SEE}),
}


def may(role: Role | None, right: Right) -> bool:
    return role is not None and right in RIGHTS[role.name]
