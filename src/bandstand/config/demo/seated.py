"""The surgery under way has tables: one round that began, one to come, and one person a volunteer moved."""

import uuid

from bandstand.gatherings.actions.tables import begin_round, move, seat_beside, suggest_tables
from bandstand.gatherings.models import Attendance, Gathering, TableRound
from bandstand.gatherings.seating.planning import Asked
from bandstand.people.models import Person


def seat_everybody(gathering: Gathering, *, by: Person) -> None:
    """Suggest two rounds at two tables, begin the first, and overrule the second for one of them."""
    here = Attendance.objects.filter(gathering=gathering, looking=True, arrival="here")
    guests = list(here.exclude(person=None).order_by("pk"))
    seat_beside(guests[0], guests[1], by=by, form_key=uuid.uuid4())
    suggest_tables(gathering, Asked(tables=2, chairs=6), by=by, form_key=uuid.uuid4())
    begin_round(gathering, 1, by=by, form_key=uuid.uuid4())
    second = TableRound.objects.get(gathering=gathering, number=2)
    last = guests[-1]
    sits = next(at for at, table in enumerate(second.tables, 1) if str(last.uid) in table["members"])
    move(last, 2, 3 - sits, by=by, form_key=uuid.uuid4())
