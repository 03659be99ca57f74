"""What a set of entries says together. Nothing here knows of tables; all long numbers are strings.

The same entries in any order, any number of times, from any number of phones, give the same day: they are
sorted by when each thing happened and by their own number, and those taken back are left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

HERE, ABSENT = "here", "absent"
WAITING, WITH, DONE = "waiting", "with", "done"
MAKES_A_LINE = frozenset({"walked_in", "ticked"})
TELLS_OF_HELP = frozenset({"noted", "reworded"})
TELLS = TELLS_OF_HELP | {"met"}
# What an entry may say of one line of the sheet; of each the latest word stands.
SAYS = ("looking", "helping", "no_phone", "leaving_early", "named", "quoted")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done. `phone` is None at the desk; `helper` when the phone is a helper's own."""

    id: str
    kind: str
    about: str
    at: datetime
    said: Mapping[str, Any]
    phone: int | None = None
    helper: bool = False
    by: int | None = None


@dataclass(slots=True)
class Line:
    """What entries say of one line of the sheet; `says` holds only fields they speak of."""

    uid: str
    made: Entry | None = None  # what put it on the sheet; None when it stood there before
    stands: bool = True
    says: dict[str, Any] = field(default_factory=dict)
    asked_by: dict[str, int | None] = field(default_factory=dict)  # who heard the yes
    first: datetime | None = None
    noted: bool = False


@dataclass(slots=True)
class Table:
    """People who sat down together. `there` are those who have not moved on."""

    uid: str
    members: list[str]
    table: str
    began: datetime
    there: list[str]
    ended: datetime | None = None
    stands: bool = False


@dataclass(slots=True)
class Told:
    """A help note, or who met whom: the first entry about it, and what they say together, if any stands."""

    uid: str
    first: Entry
    owner: int | None  # the phone that told it first
    said: dict[str, Any] = field(default_factory=dict)
    stands: bool = False

    def uids(self, key: str) -> list[str]:
        return list(self.said.get(key, ()))


@dataclass
class Day:
    """What all entries say together: by uid; `gone` by id of what was taken back, with when."""

    lines: dict[str, Line] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    notes: dict[str, Told] = field(default_factory=dict)
    met: dict[str, Told] = field(default_factory=dict)
    gone: dict[str, datetime] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    sat: set[str] = field(default_factory=set)  # every table anybody sat at, taken back or not
    same: dict[str, str] = field(default_factory=dict)  # two lines of one person are one
    # Every two of whom it was ever said that they would like to sit together, and whether that stands.
    beside: dict[tuple[str, str], bool] = field(default_factory=dict)

    def the(self, uid: str) -> str:
        """Return the uid of the line this one is the same as."""
        return self.same.get(uid, uid)

    def told(self, kind: str) -> dict[str, Told]:
        """Return what entries of this kind tell of: help notes, or who met whom."""
        return self.met if kind == "met" else self.notes

    def those(self, uids: Iterable[str]) -> list[str]:
        """Return the lines of these that are known, each once."""
        return [uid for uid in dict.fromkeys(map(self.the, uids)) if uid in self.lines]


def fold(entries: Iterable[Entry], sheet: Mapping[str, str]) -> Day:
    """Return what the entries say together.

    `sheet` names the lines that stood there before: uid of the line to uid of the person, or to "".
    """
    ordered = sorted(entries, key=lambda entry: (entry.at, entry.id))
    day = Day(lines={uid: Line(uid) for uid in sheet})
    _take_back(day, ordered)
    day.sat = {entry.about for entry in ordered if entry.kind == "sat"}
    live = [entry for entry in ordered if entry.id not in day.gone]
    _come_in(day, ordered, sheet)
    day.beside = dict.fromkeys(filter(None, (_pair(day, entry) for entry in ordered)), False)
    _tell(day, ordered, live)
    _Walk(day).through(live)
    day.held |= {entry.id for entry in ordered if _rests_on_nothing(day, entry)}
    return day


def _take_back(day: Day, ordered: list[Entry]) -> None:
    known = {entry.id: entry for entry in ordered}
    for undo in ordered:
        if undo.kind != "undo":
            continue
        target = known.get(undo.about)
        if target is None:
            day.held.add(undo.id)
        elif target.kind != "undo" and (not undo.helper or undo.phone == target.phone):
            day.gone.setdefault(target.id, undo.at)


def _come_in(day: Day, ordered: list[Entry], sheet: Mapping[str, str]) -> None:
    """Make the lines of those who walked in. Somebody known who is down already is that line."""
    persons = {person: uid for uid, person in sheet.items() if person}
    makers = [entry for entry in ordered if entry.kind in MAKES_A_LINE]
    # What stands before what was taken back, so that the line that stays is one that stands.
    for entry in sorted(makers, key=lambda entry: entry.id in day.gone):
        person = entry.said.get("person") or ""
        if entry.about in day.lines:
            continue
        if person in persons:
            day.same[entry.about] = persons[person]
            continue
        day.lines[entry.about] = Line(entry.about, made=entry, stands=entry.id not in day.gone)
        if person:
            persons[person] = entry.about


def _tell(day: Day, ordered: list[Entry], live: list[Entry]) -> None:
    """Put together what was told of help, and of who met whom: of each key the latest word stands."""
    for entry in ordered:
        if entry.kind in TELLS:
            day.told(entry.kind).setdefault(entry.about, Told(entry.about, entry, entry.phone))
    for entry in live:
        if entry.kind not in TELLS:
            continue
        one = day.told(entry.kind)[entry.about]
        if not _may_tell(entry, one):
            continue
        if entry.kind != "reworded" and not one.stands:
            one.first, one.stands = entry, True
        one.said |= entry.said


def _may_tell(entry: Entry, told: Told) -> bool:
    """A helper's own phone tells only what it told first."""
    return not entry.helper or entry.phone == told.owner


class _Walk:
    """Goes through what stands, in order, and keeps who is where."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.at_table: dict[str, Table] = {}

    def through(self, live: list[Entry]) -> None:
        for entry in live:
            if entry.kind in {"noted", "met"}:
                self._told(entry)
            elif entry.kind == "sat":
                self._sat(entry)
            elif (line := self.day.lines.get(self.day.the(entry.about))) is not None:
                self._line(line, entry)
        for entry in live:
            if entry.kind == "parted":
                self._parted(entry)
        for line in self.day.lines.values():
            _settle(line)

    def _line(self, line: Line, entry: Entry) -> None:
        match entry.kind:
            case "arrived" | "walked_in" | "ticked":
                _arrive(line, entry)
                line.stands = True
            case "absent":
                line.says |= {"arrival": ABSENT, "arrived_at": None}
            case "left":
                line.says["left_at"] = entry.at
                self._leave_table(line.uid, entry.at)
            case "standing":
                self._stand(line.uid, entry.said["to"])
                self._leave_table(line.uid, entry.at)
            case "seated":
                _seat(line, entry)
            case "beside":
                if pair := _pair(self.day, entry):
                    self.day.beside[pair] = entry.said.get("yes", True)
        if entry.kind in {"changed", "roles", "badges", "named", "quoted"}:
            _say(line, entry)

    def _told(self, entry: Entry) -> None:
        told = self.day.told(entry.kind)[entry.about]
        if told.first is not entry or not told.stands:
            return
        for role, key in (("looking", "helped"), ("helping", "helpers")):
            for uid in self.day.those(told.uids(key)):
                line = self.day.lines[uid]
                line.says[role] = line.noted = line.stands = True
        for uid in self.day.those(told.uids("helped")):
            self._stand(uid, DONE)
            self._leave_table(uid, entry.at)
        for uid in self.day.those(told.uids("who")):
            self.day.lines[uid].noted = self.day.lines[uid].stands = True

    def _sat(self, entry: Entry) -> None:
        members = self.day.those(entry.said["members"])
        table = self.day.tables.get(entry.about)
        if table is None:
            table = Table(entry.about, [], "", entry.at, [], stands=True)
            self.day.tables[entry.about] = table
        for uid in set(table.there) - set(members):
            self._up(uid)
        table.members, table.there, table.ended = members, list(members), None
        table.table = entry.said.get("table", table.table)
        for uid in members:
            if self.at_table.get(uid) is not table:
                self._leave_table(uid, entry.at)
            self.at_table[uid] = table
            self._stand(uid, WITH)

    def _parted(self, entry: Entry) -> None:
        table = self.day.tables.get(entry.about)
        if table is None or (table.ended is not None and table.ended <= entry.at):
            return
        table.ended = max(table.began, entry.at)
        for uid in list(table.there):
            self._up(uid)
        table.there = []

    def _stand(self, uid: str, standing: str) -> None:
        self.day.lines[uid].says["standing"] = standing

    def _up(self, uid: str) -> None:
        self.at_table.pop(uid, None)
        if self.day.lines[uid].says.get("standing") == WITH:
            self._stand(uid, WAITING)

    def _leave_table(self, uid: str, at: datetime) -> None:
        """Get up from a table; with one person left, or none, it is over."""
        table = self.at_table.pop(uid, None)
        if table is None or uid not in table.there:
            return
        table.there.remove(uid)
        if len(table.there) < 2:  # nobody sits together alone
            table.ended = max(table.began, at)
            for left in list(table.there):
                self._up(left)
            table.there = []


def _pair(day: Day, entry: Entry) -> tuple[str, str] | None:
    """Return the two lines somebody asked to have at one table; None where that makes no two known lines."""
    if entry.kind != "beside":
        return None
    one, *other = sorted(day.those([entry.about, entry.said["friend"]])) or [""]
    return (one, other[0]) if other else None


def _arrive(line: Line, entry: Entry) -> None:
    line.first = line.first or entry.at
    line.says |= {"arrival": HERE, "arrived_at": line.first}
    if "left_at" in line.says:
        line.says["left_at"] = None
    if line.made is entry:
        ticked = {"looking": not entry.said.get("helping", False)}
        line.says |= {role: bool((ticked | dict(entry.said)).get(role)) for role in ("looking", "helping")}


def _seat(line: Line, entry: Entry) -> None:
    """Of each round the latest word stands; a table given on coming late never outdoes a volunteer's word."""
    seats, number = line.says.get("seats", {}), str(entry.said["round"])
    late = entry.said.get("late", False)
    if not late or seats.get(number, {"late": True})["late"]:
        line.says["seats"] = {**seats, number: {"table": entry.said["table"], "late": late}}


def _say(line: Line, entry: Entry) -> None:
    said = dict(entry.said)
    if entry.kind in {"named", "quoted"}:
        said = {entry.kind: said.get("yes")}
    for key in SAYS:
        if said.get(key) is not None:
            line.says[key] = said[key]
            line.asked_by[key] = entry.by


def _settle(line: Line) -> None:
    """Whoever is in a note was here, whatever was said; when they came is not known from that."""
    if line.noted and line.says.get("arrival") != HERE:
        line.says["arrival"] = HERE
        line.says.pop("arrived_at", None)


def _rests_on_nothing(day: Day, entry: Entry) -> bool:
    """Tell whether something an entry speaks of is not known so far."""
    match entry.kind:
        case "undo":
            return entry.id in day.held
        case "parted":
            return entry.about not in day.tables
        case "reworded":
            return False
        case "noted" | "met" | "sat":
            named = [
                uid for key in ("helped", "helpers", "who", "members") for uid in entry.said.get(key, ())
            ]
            return len(day.those(named)) < len({day.the(uid) for uid in named})
        case "beside":
            return not {day.the(entry.about), day.the(entry.said["friend"])} <= day.lines.keys()
        case _:
            return day.the(entry.about) not in day.lines
