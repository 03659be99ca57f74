"""The rounds of one gathering as they stand: what was suggested, and where volunteers put people instead."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..models import Attendance, Gathering, TableRound
from .party import Party, Sitter, party_at


@dataclass(frozen=True)
class Round:
    """One round. `tables` are uids of lines by table, table 1 first, whoever is gone left out."""

    number: int
    began: bool
    chairs: int
    tables: tuple[tuple[str, ...], ...]

    def table_of(self, uid: str) -> int:
        """Return the number of somebody's table; 0 if they have none."""
        return next((number for number, uids in enumerate(self.tables, start=1) if uid in uids), 0)

    def with_one_more(self, uid: str, number: int) -> "Round":
        """Return the round with somebody added at one table."""
        tables = [(*uids, uid) if at == number else uids for at, uids in enumerate(self.tables, start=1)]
        return replace(self, tables=tuple(tables))


def rounds_of(gathering: Gathering, party: Party) -> list[Round]:
    """Return the rounds in order, in one query."""
    return [as_it_stands(row, party) for row in TableRound.objects.filter(gathering=gathering)]


def as_it_stands(row: TableRound, party: Party) -> Round:
    many = len(row.tables)
    told = {uid: number for number, table in enumerate(row.tables, start=1) for uid in table["members"]}
    tables: list[list[str]] = [[] for _ in row.tables]
    for one in party.sitters:
        by_hand, late = seat_by_hand(one, row.number, many), seat_given(one, row.number, many)
        number = by_hand or told.get(one.uid, 0) or late
        if number:
            tables[number - 1].append(one.uid)
    return Round(row.number, row.began_at is not None, row.chairs, tuple(map(tuple, tables)))


def seat_by_hand(one: Sitter, number: int, many: int) -> int:
    """Return the table a volunteer put somebody at in a round of so many tables; 0 for none."""
    return _seat(one, number, many, late=False)


def seat_given(one: Sitter, number: int, many: int) -> int:
    """Return the table somebody was given on coming late: it stands until a plan has a table for them."""
    return _seat(one, number, many, late=True)


def _seat(one: Sitter, number: int, many: int, *, late: bool) -> int:
    said = one.seats.get(str(number), {"table": 0, "late": late})
    return said["table"] if said["late"] == late and 0 < said["table"] <= many else 0


def has_tables(gathering: Gathering) -> bool:
    return TableRound.objects.filter(gathering=gathering).exists()


def table_now(attendance: Attendance) -> int:
    """Return the number of the table somebody is to sit at now; 0 if they have none."""
    party = party_at(attendance.gathering)
    round_ = under_way(rounds_of(attendance.gathering, party))
    return round_.table_of(str(attendance.uid)) if round_ else 0


def under_way(rounds: Iterable[Round]) -> Round | None:
    """Return the round people sit in: the last that began, or else the first to come."""
    listed = list(rounds)
    begun = [one for one in listed if one.began]
    return begun[-1] if begun else next(iter(listed), None)


def without_table(party: Party, round_: Round) -> list[Sitter]:
    """Return those who are here and have no table in this round."""
    seated = {uid for table in round_.tables for uid in table}
    return [one for one in party.sitters if one.here and one.uid not in seated]
