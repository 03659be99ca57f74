"""Writing down what the entries say of help given, of who sat with whom and of who met whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Model
from django.utils import timezone

from bandstand.groups.models import Connection, Group
from bandstand.people.models import Topic
from bandstand.presence.models import Finding

from ...day.fold import Day, Entry, Told
from ...models import Attendance, Gathering, HelpNote, Introduction, Sitting, Slip
from .lines import Rows

_PLAIN: dict[str, Any] = {
    "words": "", "next_step": "", "next_who": "", "minutes": None, "quote": "", "unexpected": "",
}  # fmt: skip


class Links:
    """What the rows of one kind are linked to, read at once and written only where it differs."""

    def __init__(self, rows: Iterable[Model], *names: str) -> None:
        self._now: dict[tuple[str, int], set[int]] = defaultdict(set)
        ids = [row.pk for row in rows]
        model = next(iter(rows)).__class__ if ids else None
        for name in names if model else ():
            self._read(model, name, ids)

    def _read(self, model: Any, name: str, ids: list[int]) -> None:
        link = model._meta.get_field(name)  # noqa: SLF001
        mine, theirs = link.m2m_column_name(), link.m2m_reverse_name()
        pairs = link.remote_field.through.objects.filter(**{f"{mine}__in": ids}).values_list(mine, theirs)
        for pk, other in pairs:
            self._now[name, pk].add(other)

    def write(self, row: Model, name: str, wanted: set[int]) -> None:
        if self._now[name, row.pk] != wanted:
            getattr(row, name).set(wanted)

    def are(self, row: Model, name: str, ids: set[int]) -> bool:
        """Tell whether it was linked to just these, as it was read."""
        return row.pk is not None and self._now[name, row.pk] == ids

    def bring(self, row: Model, name: str, wanted: Mapping[int, bool]) -> None:
        """Link or unlink these only."""
        on = {pk for pk, yes in wanted.items() if yes}
        self.write(row, name, self._now[name, row.pk] - wanted.keys() | on)


def write_tables(gathering: Gathering, day: Day, rows: Rows) -> None:
    """Bring the sittings to what the day says."""
    there = {str(one.uid): one for one in Sitting.objects.filter(gathering=gathering)}
    for uid, one in there.items():
        if uid in day.sat - day.tables.keys():
            _undo(one)
    links = Links(list(there.values()), "members")
    for table in day.tables.values():
        wanted = {"table": table.table, "began_at": table.began, "ended_at": table.ended, "undone_at": None}
        row = _row(Sitting, gathering, there.get(table.uid), table.uid, wanted)
        # While they sit, those still there; afterwards everybody who sat there.
        members = table.members if table.ended else table.there
        links.write(row, "members", {one.pk for one in _rows(members, rows)})


def write_beside(day: Day, rows: Rows) -> None:
    """Bring who would like to sit with whom to what the day says; what nobody spoke of stays."""
    if not day.beside:
        return
    known = {pair: yes for pair, yes in day.beside.items() if rows.keys() >= set(pair)}
    links = Links([rows[uid] for uid in sorted({uid for pair in known for uid in pair})], "beside")
    for uid in sorted({uid for pair in known for uid in pair}):
        of = {
            rows[one if other == uid else other].pk: yes
            for (one, other), yes in known.items()
            if uid in (one, other)
        }
        links.bring(rows[uid], "beside", of)


def write_notes(gathering: Gathering, day: Day, rows: Rows) -> dict[str, HelpNote]:
    """Bring the help notes to what the day says; return them by uid."""
    there = {str(one.uid): one for one in HelpNote.objects.filter(gathering=gathering)}
    for uid, told in day.notes.items():
        if not told.stands and uid in there and told.first.kind == "noted":
            _undo(there[uid])
    standing = [told for told in day.notes.values() if told.stands]
    links = Links(list(there.values()), "helped", "helpers", "topics", "findings", "groups")
    known = _Known(standing, rows)
    for told in standing:
        row = _row(HelpNote, gathering, there.get(told.uid), told.uid, _note(told, rows))
        there[told.uid] = row
        for name, wanted in known.links(day, told).items():
            links.write(row, name, wanted)
    _mark_slips(gathering, standing, there)
    return there


class _Known:
    """What notes speak of that the site knows: topics, easy wins, groups."""

    def __init__(self, notes: list[Told], rows: Rows) -> None:
        self._rows = rows
        topics = {pk for told in notes for pk in told.said.get("topics", ())}
        findings = {pk for told in notes for pk in told.said.get("findings", ())}
        groups = {uid for told in notes for uid in told.said.get("groups", ())}
        self._topics = set(Topic.objects.filter(pk__in=topics).values_list("pk", flat=True))
        self._findings = dict(Finding.objects.filter(pk__in=findings).values_list("pk", "group_id"))
        self._groups = dict(Group.objects.filter(uid__in=groups).values_list("uid", "pk"))
        self._of = groups_of(row.pk for row in rows.values())

    def links(self, day: Day, told: Told) -> dict[str, set[int]]:
        """Return what a note is linked to. Its groups are those of the people helped and of the easy wins."""
        helped = {one.pk for one in _rows(day.those(told.uids("helped")), self._rows)}
        findings = self._findings.keys() & set(told.said.get("findings", ()))
        groups = {self._findings[pk] for pk in findings} | {pk for one in helped for pk in self._of[one]}
        if "groups" in told.said:
            groups = {pk for uid, pk in self._groups.items() if str(uid) in told.said["groups"]}
        return {
            "helped": helped,
            "helpers": {one.pk for one in _rows(day.those(told.uids("helpers")), self._rows)},
            "topics": self._topics & set(told.said.get("topics", ())),
            "findings": set(findings),
            "groups": groups,
        }


def groups_of(ids: Iterable[int]) -> dict[int, set[int]]:
    """Return the ids of the groups of these lines, by line."""
    found: dict[int, set[int]] = defaultdict(set)
    pairs = Attendance.groups.through.objects.filter(attendance__in=list(ids))
    for line, group in pairs.values_list("attendance_id", "group_id"):
        found[line].add(group)
    return found


def _note(told: Told, rows: Rows) -> dict[str, Any]:
    said, quoted = told.said, rows.get(told.said.get("quote_by", ""))
    plain = {name: said.get(name, empty) for name, empty in _PLAIN.items()}
    return plain | {
        "result": said["result"],
        "barriers": said.get("barriers", []),
        "next_by": date.fromisoformat(said["next_by"]) if said.get("next_by") else None,
        "address": _address(said.get("address", "")),
        "quote_by_id": quoted.pk if quoted else None,
        "at": told.first.at,
        "via": _via(told.first),
        "recorded_by_id": told.first.by,
        "undone_at": None,
    }


def _via(first: Entry) -> str:
    if first.said.get("slip"):
        return HelpNote.Via.PAPER
    if first.phone is None:
        return HelpNote.Via.DESK
    return HelpNote.Via.HELPER if first.helper else HelpNote.Via.DAY


def _address(typed: str) -> str:
    """Return an address if it is one; people leave out how it begins."""
    whole = typed if not typed or "://" in typed else f"https://{typed}"
    try:
        URLValidator(schemes=["http", "https"])(whole)
    except ValidationError:
        return ""
    return whole if len(whole) <= 300 else ""  # as long as the column


def _mark_slips(gathering: Gathering, notes: list[Told], rows: dict[str, HelpNote]) -> None:
    """A slip is used while a note with its code stands."""
    used = {told.said["slip"].upper(): rows[told.uid].pk for told in notes if told.said.get("slip")}
    for slip in Slip.objects.filter(gathering=gathering):
        if slip.note_id != used.get(slip.code):
            Slip.objects.filter(pk=slip.pk).update(note=used.get(slip.code))


def write_meetings(gathering: Gathering, day: Day, rows: Rows) -> None:
    """Bring the introductions, and the connections between groups made of them, to what the day says."""
    found = Introduction.objects.filter(gathering=gathering).select_related("connection")
    there = {str(one.uid): one for one in found}
    for uid, told in day.met.items():
        if not told.stands and uid in there:
            _undo(there[uid])
            _undo(there[uid].connection)
    standing = [told for told in day.met.values() if told.stands]
    links = Links(list(there.values()), "attendances")
    made = Links([one.connection for one in there.values() if one.connection], "groups")
    of = groups_of(row.pk for row in rows.values()) if standing else {}
    for told in standing:
        stood = told.uid in there and there[told.uid].undone_at is None
        row = _row(Introduction, gathering, there.get(told.uid), told.uid, _meeting(told))
        who = {one.pk for one in _rows(day.those(told.uids("who")), rows)}
        links.write(row, "attendances", who)
        _connect(gathering, row, {pk for one in who for pk in of[one]}, made, stood=stood)


def _meeting(told: Told) -> dict[str, Any]:
    return {
        "how": told.said.get("how", Introduction.How.MET),
        "words": told.said.get("words", ""),
        "suggested": told.said.get("suggested", False),
        "at": told.first.at,
        "recorded_by_id": told.first.by,
        "undone_at": None,
    }


def _connect(gathering: Gathering, row: Introduction, groups: set[int], made: Links, *, stood: bool) -> None:
    """Two different groups that met are connected; with fewer there is nothing between groups.

    What an officer took back stays so, as long as the same groups are said to have met (`stood`).
    """
    connection = row.connection or Connection(hub=gathering.hub)
    if len(groups) < 2:
        if row.connection is not None:
            made.write(connection, "groups", groups)
        _undo(row.connection)
        return
    taken_back = connection.undone_at if stood and made.are(connection, "groups", groups) else None
    wanted = {
        "kind": row.how,  # every How is a kind of connection as well
        "planned": row.suggested,
        "on": timezone.localdate(gathering.starts_at),
        "where": gathering.title,
        "undone_at": taken_back,
    }
    _set(connection, wanted)
    if row.connection is None:
        row.connection = connection
        row.save(update_fields=["connection"])
    made.write(connection, "groups", groups)


def _rows(uids: Iterable[str], rows: Rows) -> list[Attendance]:
    return [rows[uid] for uid in uids if uid in rows]


def _row(model: Any, gathering: Gathering, row: Any, uid: str, wanted: dict[str, Any]) -> Any:
    row = row or model(hub=gathering.hub, gathering=gathering, uid=uid)
    _set(row, wanted)
    return row


def _set(row: Model, wanted: dict[str, Any]) -> None:
    """Set these fields, and save the row if it is new or one of them differs."""
    differs = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in differs:
        setattr(row, name, wanted[name])
    if row.pk is None:
        row.save()
    elif differs:
        row.save(update_fields=[name.removesuffix("_id") for name in differs])


def _undo(row: Any) -> None:
    if row is not None and row.undone_at is None:
        row.undone_at = timezone.now()
        row.save(update_fields=["undone_at"])
