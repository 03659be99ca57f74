"""Writing down that groups know each other, and what speaks for it: by hand, and taken back again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..models import Connection, ConnectionEvidence, Group


class TooFewGroupsError(ValueError):
    """Somebody met nobody: it takes two different groups."""


@dataclass(frozen=True)
class Meeting:
    """How groups got to know each other; a day and the groups are enough."""

    on: date
    kind: str = Connection.Kind.MET
    where: str = ""
    planned: bool = False
    words: str = ""


@dataclass(frozen=True)
class Said:
    """Something dated that speaks for a connection or against it."""

    says: str
    on: date
    group: Group | None = None
    by: str = ConnectionEvidence.By.OFFICER
    words: str = ""
    address: str = ""


@transaction.atomic
def add_connection(hub: Hub, groups: Iterable[Group], met: Meeting, *, by: Person | None) -> Connection:
    """Add one; the deed names the groups and nobody else. Raises TooFewGroupsError."""
    different = {group.pk: group for group in groups}
    if len(different) < 2:
        raise TooFewGroupsError("Choose two different groups.")
    made = Connection.objects.create(hub=hub, **vars(met))
    made.groups.set(different.values())
    names = " and ".join(group.name for group in different.values())
    record(hub, "added a connection", f"wrote down that {names} met", by=by, about=made)
    return made


@transaction.atomic
def take_back(connection: Connection, *, by: Person) -> None:
    """Take a connection back: it is not shown or counted any more, and nobody is asked about it."""
    Connection.objects.filter(pk=connection.pk, undone_at=None).update(undone_at=timezone.now())
    record(connection.hub, "took back a connection", "took back a connection", by=by, about=connection)


@transaction.atomic
def put_back(connection: Connection, *, by: Person) -> None:
    Connection.objects.filter(pk=connection.pk).update(undone_at=None)
    record(connection.hub, "put back a connection", "put a connection back", by=by, about=connection)


@transaction.atomic
def add_evidence(connection: Connection, said: Said, *, by: Person | None) -> ConnectionEvidence:
    made = ConnectionEvidence.objects.create(hub=connection.hub, connection=connection, **vars(said))
    words = "wrote down what came of a connection"
    record(connection.hub, "added evidence", words, by=by, about=connection)
    return made


@transaction.atomic
def remove_evidence(evidence: ConnectionEvidence, *, by: Person) -> None:
    """Take out what an officer wrote down; what a group said itself is theirs to change."""
    evidence.delete()
    words = "took out what was written down about a connection"
    record(evidence.hub, "removed evidence", words, by=by, about=evidence.connection)
