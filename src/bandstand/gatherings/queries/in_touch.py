"""Who would like to be put in touch with another group they met."""

from bandstand.groups.models import Connection, Group
from bandstand.people.models import Consent, Person

from ..models import FollowUp


def about(connection: Connection) -> str:
    return f"groups.Connection:{connection.pk}"


def said_yes(connection: Connection) -> dict[Group, Person]:
    """Return, by group, who said yes to being put in touch about this connection, and has an address."""
    given = Consent.objects.filter(
        purpose=Consent.Purpose.PUT_IN_TOUCH, about=about(connection), given=True, withdrawn_at=None
    )
    people = {one.person_id: one.person for one in given.select_related("person")}
    asked = FollowUp.objects.filter(connection=connection, attendance__person__in=people)
    found: dict[Group, Person] = {}
    for row in asked.select_related("group", "attendance").order_by("pk"):
        person = people.get(row.attendance.person_id or 0) if row.attendance else None
        if row.group and person and person.email:
            found.setdefault(row.group, person)
    return found
