"""What the rows of a sheet sorted so far are about, so that later rows of it know them again."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import islice

from ..matching import Pool, Tier
from ..models import Group, ImportRow
from .cards import add_groups, card_of_facts, groups_near, is_small_enough, pool_of_all
from .places_rows import refs_to_come
from .planning import apply
from .plans import changes
from .rows import Known, Said, Sheet, Subject, in_stretches, remember, say_all, subjects

State = ImportRow.State
_ROWS_AT_ONCE = 500
_SUBJECTS_AT_HAND = 3000
_IN = {State.NEW, State.CHANGED, State.SAME, State.MAYBE}


class Seen:
    """What the rows sorted so far are about, so that later ones know them again. A few hundred bytes a row.

    With `few`, when only some rows are looked at again, only what concerns them is looked up.
    """

    def __init__(self, sheet: Sheet, *, few: bool = False) -> None:
        self.sheet = sheet
        self.few = few
        self.last = self.left = 0
        self.has_all = not few and not sheet.is_places and is_small_enough()
        self.pool = pool_of_all() if self.has_all else Pool()
        self.to_come = refs_to_come(sheet) if sheet.is_places else set()
        self._in_pool: set[int] = set()
        self._target_of_key: dict[int, int] = {}
        self._target_of_row: dict[int, int] = {}
        self._rows_of: dict[int, list[int]] = {}
        self._at_hand: OrderedDict[int, Subject] = OrderedDict()

    def catch_up(self) -> int:
        """Look at what was sorted before it was stopped half-way; return how many rows that was."""
        many = 0
        rows = self.sheet.batch.rows.order_by("number").iterator(chunk_size=_ROWS_AT_ONCE)
        while some := list(islice(rows, _ROWS_AT_ONCE)):
            self._learn_again([row for row in some if row.state != State.NOT_YET])
            not_yet = sum(row.state == State.NOT_YET for row in some)
            many, self.left = many + len(some) - not_yet, self.left + not_yet
            self.last = some[-1].number
        return many

    def look_at_neighbours(self, rows: Sequence[ImportRow]) -> None:
        """Look at the rows these may be the same as."""
        own = {row.number for row in rows}
        numbers = {one["row"] for row in rows for one in row.maybe if one["row"]} - own
        for some in in_stretches(sorted(numbers)):
            self._learn_again(self.sheet.batch.rows.filter(number__in=some).order_by("number"))

    def _learn_again(self, rows: Iterable[ImportRow]) -> None:
        for one in say_all(self.sheet, rows):
            if one.row.state in _IN:
                self.learn(one, target_of(one.row))
                if one.row.state in {State.NEW, State.MAYBE}:
                    self.pool.add(card_of_facts(f"row {one.row.number}", one.facts))

    def look_around(self, said: Sequence[Said]) -> None:
        """Have the groups at hand these rows are compared with."""
        if not self.has_all:
            near = groups_near([one.facts for one in said if one.facts.name], thorough=self.few)
            fresh = sorted(near - self._in_pool)
            for some in in_stretches(fresh):
                add_groups(self.pool, some)
            self._in_pool.update(fresh)

    def learn(self, one: Said, target: int) -> None:
        """Know the row's subject by what it says."""
        for key in [*one.keys, *one.digests]:
            self._target_of_key.setdefault(hash(key), target)
        self._target_of_row[one.row.number] = target
        self._rows_of.setdefault(target, []).append(one.row.number)

    def put_at_hand(self, subject: Subject) -> None:
        self._at_hand[subject.target] = subject
        self._at_hand.move_to_end(subject.target)
        while len(self._at_hand) > _SUBJECTS_AT_HAND:
            self._at_hand.popitem(last=False)

    def target_of_key(self, key: str) -> int | None:
        return self._target_of_key.get(hash(key))

    def target_of_row(self, number: int) -> int:
        return self._target_of_row.get(number, -number)

    def spoke_of(self, target: int) -> bool:
        return target in self._rows_of

    def subject(self, target: int) -> Subject | None:
        """Return a subject as the rows so far leave it."""
        found = self._at_hand.get(target)
        if found is None:
            found = self._worked_out(target)
            if found is not None:
                self.put_at_hand(found)
        return found

    def _worked_out(self, target: int) -> Subject | None:
        numbers = self._rows_of.get(target, [])
        rows = [
            row
            for some in in_stretches(numbers)
            for row in self.sheet.batch.rows.filter(number__in=some, done_at=None).order_by("number")
        ]
        subject = subjects([target]).get(target) if target > 0 else made_by(self.sheet, -target)
        if subject is not None:
            for one in say_all(self.sheet, rows):
                apply(subject, changes(self.sheet, subject, one.facts))
                remember(Known(), subject, one)
        return subject


def made_by(sheet: Sheet, number: int) -> Subject:
    return Subject(Group(hub_id=sheet.batch.hub_id, notes={}, other_names=[]), made_by=number)


def target_of(row: ImportRow) -> int:
    """Return what a sorted row is about: a group's id, or less than nothing for the row that makes one."""
    if row.group_id:
        return row.group_id
    with_row = next(
        (one["row"] for one in row.maybe if one["tier"] == Tier.CERTAIN or one.get("chosen")), None
    )
    return -(with_row or row.number)
