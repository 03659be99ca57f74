"""Writing down what the entries say of the lines of the sheet: who came, when, and what they do."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.models import Consent, Person
from bandstand.people.queries import may_be_named

from ...day.fold import Day, Line
from ...models import Attendance, Gathering
from ..quotes import QUOTED_WORDING

NAMED_WORDING = "I am happy to be named in what is written about this session, on the website and in reports."

_FIELDS = (
    "looking", "helping", "no_phone", "leaving_early", "arrival", "arrived_at", "left_at", "standing",
    "seats",
)  # fmt: skip
_ASKED = {
    "named": (Consent.Purpose.NAMED, NAMED_WORDING),
    "quoted": (Consent.Purpose.QUOTE, QUOTED_WORDING),
}
Rows = dict[str, Attendance]


def rows_of(gathering: Gathering) -> Rows:
    """Return every line there ever was, by uid, those taken off the sheet among them."""
    rows = Attendance.objects.filter(gathering=gathering).select_related("person")
    return {str(row.uid): row for row in rows}


def write_lines(gathering: Gathering, day: Day, rows: Rows) -> None:
    """Bring the sheet to what the day says; adds the lines it makes to `rows`."""
    lines = list(day.lines.values())
    made = {uid: line for uid, line in day.lines.items() if line.made is not None}
    gone = [uid for uid in rows if uid in day.same or (uid in made and not made[uid].stands)]
    for uid in gone:  # first, for nobody is on the sheet twice
        _take_off(rows[uid], rest=day.same)
    _put_on(gathering, [line for line in made.values() if line.stands], rows)
    for line in lines:
        if line.uid in rows:
            _write(rows[line.uid], line)


def _put_on(gathering: Gathering, lines: list[Line], rows: Rows) -> None:
    wanted = [line for line in lines if line.uid not in rows or rows[line.uid].undone_at is not None]
    people, groups = _named(wanted)
    for line in wanted:
        assert line.made is not None  # noqa: S101  # only lines that entries made come here
        said = line.made.said
        person = people.get(said.get("person", "")) or _somebody(gathering, said.get("name", ""))
        if (row := rows.get(line.uid)) is not None:
            row.person, row.undone_at = row.person or person, None
            row.save(update_fields=["person", "undone_at"])
            continue
        group = groups.get(said.get("group", ""))
        row = Attendance.objects.create(
            hub=gathering.hub,
            gathering=gathering,
            uid=line.uid,
            person=person,
            group_words="" if group else said.get("group_words", ""),
            wants=said.get("wants", ""),
            channel=Attendance.Channel.DOOR,
        )
        row.groups.set([group] if group else [])
        rows[line.uid] = row


def _named(lines: list[Line]) -> tuple[dict[str, Person], dict[str, Group]]:
    """Return the people and groups the directory knows of those that are named, in two queries."""
    said = [line.made.said for line in lines if line.made is not None]
    people = Person.objects.filter(uid__in=_given(said, "person"), anonymised_at=None)
    groups = Group.objects.filter(uid__in=_given(said, "group"))
    return {str(one.uid): one for one in people}, {str(one.uid): one for one in groups}


def _given(said: Iterable[Any], key: str) -> set[str]:
    return {one[key] for one in said if one.get(key)}


def _somebody(gathering: Gathering, name: str) -> Person | None:
    return Person.objects.create(hub=gathering.hub, name=name, created_via="door") if name else None


def _take_off(row: Attendance, *, rest: dict[str, str]) -> None:
    """Take a line off the sheet; the person, too, if all we know of them is this line."""
    if row.undone_at is not None:
        return
    person, row.undone_at = row.person, timezone.now()
    if str(row.uid) in rest:
        row.person = None  # they are on another line
    row.save(update_fields=["undone_at", "person"])
    if person is not None and person.created_via == "door" and not _known_elsewhere(person, row):
        row.person = None
        person.delete()


def _known_elsewhere(person: Person, row: Attendance) -> bool:
    return bool(person.email) or person.roles.exists() or person.attendances.exclude(pk=row.pk).exists()


def _write(row: Attendance, line: Line) -> None:
    """Set what the entries newly speak of; keep what stood there before, and put it back when they are gone.

    What was changed elsewhere since (a sheet typed in, finishing) stands until the entries say something new.
    """
    before, changed = dict(row.before_day), []
    for name in _FIELDS:
        value = _value(row, line, name, before)
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed.append(name)
    for name in _ASKED:
        _ask(row, line, name, before)
    if before != row.before_day:
        row.before_day = before
        changed.append("before_day")
    if changed:
        row.save(update_fields=changed)


def _value(row: Attendance, line: Line, name: str, before: dict[str, Any]) -> Any:
    """Return what a field is to be; `before` keeps of each what it was and what entries made of it last."""
    now = getattr(row, name)
    stood, last = before.get(name, [_kept(now), None])
    if name not in line.says:
        if name in before:
            del before[name]
            return _read(name, stood) if _kept(now) == last else now
        return now
    said = _said(row, line, name, before)
    news = name not in before or _kept(said) != last
    before[name] = [stood, _kept(said)]
    return said if news else now


def _said(row: Attendance, line: Line, name: str, before: dict[str, Any]) -> Any:
    """Return what the entries say, where the line itself has a word in it."""
    said = line.says[name]
    if name == "standing" and not row.looking:
        return Attendance.Standing.NONE
    if name == "arrived_at" and said and before["arrival"][0] == Attendance.Arrival.HERE:
        earlier = _read(name, before[name][0]) if name in before else row.arrived_at
        return min(earlier, said) if earlier else said
    return said


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _read(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if value and name.endswith("_at") else value


def _ask(row: Attendance, line: Line, name: str, before: dict[str, Any]) -> None:
    """Write down a spoken yes or no when what the day says of it is new: not again each time it is read."""
    person, said = row.person, line.says.get(name)
    stood, last = before.get(name, [None, None])
    if person is None or said == last:
        return
    if name not in before:
        stood = _has_said_yes(person, name)
    _hear(person, name, yes=bool(stood if said is None else said), by_id=line.asked_by.get(name))
    before[name] = [stood, said]
    if said is None:
        del before[name]


def _has_said_yes(person: Person, name: str) -> bool:
    if name == "named":
        return person.pk in may_be_named({person.pk})
    return bool(_live(person, _ASKED[name][0]).exists())


def _live(person: Person, purpose: str) -> Any:
    return Consent.objects.filter(person=person, purpose=purpose, given=True, withdrawn_at=None)


def _hear(person: Person, name: str, *, yes: bool, by_id: int | None) -> None:
    purpose, wording = _ASKED[name]
    said_before = _has_said_yes(person, name)
    if yes and not said_before:
        Consent.objects.create(
            hub=person.hub, person=person, purpose=purpose, given=True, wording=wording, how="spoken",
            recorded_by_id=by_id,
        )  # fmt: skip
    elif said_before and not yes:
        _live(person, purpose).update(withdrawn_at=timezone.now())
