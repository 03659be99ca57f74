"""Sorting the rows of a sheet into piles: what bringing them in would do, without touching any group.

Every row of the file ends in one pile, so the piles add up to the rows. Rows are written down as they are
sorted, a stretch at a time: stopped anywhere, sorting goes on where it was.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from django.db import transaction

from ..matching import Pair, Pool, Tier
from ..models import Group, ImportBatch, ImportRow
from ..sheets.reading import SheetRow
from .cards import add_groups, card_of_facts, groups_near, is_small_enough, pool_of_all
from .files import file_rows
from .places_rows import nobodys, refs_to_come, said_of_group
from .planning import apply
from .plans import changes, with_choices
from .rows import (
    Known,
    Said,
    Sheet,
    Subject,
    as_json,
    contradicts,
    find_by_keys,
    in_stretches,
    kept_apart,
    left_alone,
    remember,
    say_all,
    subjects,
    what_is_known,
)

State = ImportRow.State
Decision = ImportRow.Decision
Told = Callable[[int, int], None]

_ROWS_AT_ONCE = 500
_SUBJECTS_AT_HAND = 3000
_MOST_MAYBES = 5
NO_NAME = "There is no name in this row. Type it here, or put it right in the sheet and bring that in again."
_IN = {State.NEW, State.CHANGED, State.SAME, State.MAYBE}
_LEFT = "This group asked to leave the directory, so nothing is said of it."
_SORTED = ["state", "says", "plan", "maybe", "digest", "group", "fixed", "put_back", "decision", "decided"]


def sort(batch: ImportBatch, told: Told = lambda _done, _rows: None) -> None:
    """Sort every row of a sheet into its pile. Safe to stop anywhere and to run again; two workers at once do
    it once. `told` hears how many rows are done, of about how many.
    """
    ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.READ).update(
        state=ImportBatch.State.SORTING
    )
    sheet = Sheet(batch)
    seen = Seen(sheet)
    about, done = batch.rows_in, seen.catch_up()
    try:
        for many in chain(_sort_kept(sheet, seen), _sort_file(sheet, seen)):
            done += many
            told(done, max(about, done))
    except _SomebodyElseError:
        return  # they finish it
    _finish(batch)


def _sort_kept(sheet: Sheet, seen: "Seen") -> Iterator[int]:
    """Sort rows written down before, whose columns were chosen anew since."""
    while True:
        with transaction.atomic():
            _hold_ours(sheet.batch, seen)
            rows = list(sheet.batch.rows.filter(state=State.NOT_YET).order_by("number")[:_ROWS_AT_ONCE])
            _sort_stretch(sheet, seen, rows)
            _write(rows)
        seen.left -= len(rows)
        if not rows:
            return
        yield len(rows)


def _sort_file(sheet: Sheet, seen: "Seen") -> Iterator[int]:
    """Write the rows of the file down, sorted."""
    start = seen.last
    fresh = (row for row in file_rows(sheet.batch) if row.number > start)
    while some := list(islice(fresh, _ROWS_AT_ONCE)):
        with transaction.atomic():
            _hold_ours(sheet.batch, seen)
            rows = [_kept(sheet.batch, row) for row in some]
            _sort_stretch(sheet, seen, rows)
            ImportRow.objects.bulk_create(rows)
        seen.last = rows[-1].number
        yield len(rows)


class _SomebodyElseError(Exception):
    """Another worker has sorted on since, or is done."""


def _hold_ours(batch: ImportBatch, seen: "Seen") -> None:
    held = hold(batch)
    left = batch.rows.filter(state=State.NOT_YET).count()
    if held.state != ImportBatch.State.SORTING or (_last(batch), left) != (seen.last, seen.left):
        raise _SomebodyElseError


def _last(batch: ImportBatch) -> int:
    return batch.rows.order_by("-number").values_list("number", flat=True).first() or 0


def resort(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    """Sort a few rows once more, in the caller's transaction, and save them."""
    sheet = Sheet(batch)
    for some in in_stretches(sorted(rows, key=lambda row: row.number), _ROWS_AT_ONCE):
        seen = Seen(sheet, few=True)
        seen.look_at_neighbours(some)
        _sort_stretch(sheet, seen, some)
        _write(some)


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
                self.learn(one, _target_of(one.row))
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
        subject = subjects([target]).get(target) if target > 0 else _made_by(self.sheet, -target)
        if subject is not None:
            for one in say_all(self.sheet, rows):
                apply(subject, changes(self.sheet, subject, one.facts))
                remember(Known(), subject, one)
        return subject


def _made_by(sheet: Sheet, number: int) -> Subject:
    return Subject(Group(hub_id=sheet.batch.hub_id, notes={}, other_names=[]), made_by=number)


def _target_of(row: ImportRow) -> int:
    """Return what a sorted row is about: a group's id, or less than nothing for the row that makes one."""
    if row.group_id:
        return row.group_id
    with_row = next(
        (one["row"] for one in row.maybe if one["tier"] == Tier.CERTAIN or one.get("chosen")), None
    )
    return -(with_row or row.number)


def hold(batch: ImportBatch) -> ImportBatch:
    """Return the batch as it is now; nobody else works on it until the caller's transaction ends."""
    return ImportBatch.objects.select_for_update().get(pk=batch.pk)


def _kept(batch: ImportBatch, row: SheetRow) -> ImportRow:
    kept = ImportRow(hub_id=batch.hub_id, batch=batch, number=row.number, whole=_storable(row.whole))
    kept.cells = [_storable(cell) for cell in row.cells]
    if row.trouble:
        kept.says = [_say("trouble", row.trouble)]
    return kept


def _storable(cell: str) -> str:
    """Return a cell without what no database takes: empty characters, and halves of letters."""
    if "\0" in cell:
        cell = cell.replace("\0", "")
    return cell if cell.isascii() else cell.encode("utf-8", "replace").decode("utf-8")


def _say(code: str, words: str) -> dict[str, str]:
    return {"column": "", "code": code, "words": words, "before": "", "after": ""}


@transaction.atomic
def _finish(batch: ImportBatch) -> None:
    held = hold(batch)
    if held.state == ImportBatch.State.SORTING:
        held.state, held.rows_in = ImportBatch.State.SORTED, held.rows.count()
        held.save(update_fields=["state", "rows_in"])
    batch.state, batch.rows_in = held.state, held.rows_in


def _write(rows: Sequence[ImportRow]) -> None:
    ImportRow.objects.bulk_update(rows, _SORTED, batch_size=100)


# --- one stretch --------------------------------------------------------------------------------------------


def _sort_stretch(sheet: Sheet, seen: Seen, rows: Sequence[ImportRow]) -> None:
    """Give every row its pile, in memory."""
    _Stretch(sheet, seen, rows).sort()


class _Stretch:
    def __init__(self, sheet: Sheet, seen: Seen, rows: Sequence[ImportRow]) -> None:
        self.sheet, self.seen = sheet, seen
        self.said = say_all(sheet, rows)
        decided = {row.decided_id for row in rows if row.decided_id}
        self.known = what_is_known(self.said, decided)
        self._use_what_rows_said()
        self.pairs = dict(self._look_alikes())
        self._load_certain()

    def _use_what_rows_said(self) -> None:
        """Take groups earlier rows spoke of as these rows leave them."""
        for target in list(self.known.by_target):
            if self.seen.spoke_of(target) and (subject := self.seen.subject(target)):
                self.known.by_target[target] = subject
        for key, subject in self.known.by_key.items():
            self.known.by_key[key] = self.known.by_target[subject.target]
        for one in self.said:
            for key in [*one.digests, *one.keys]:
                known = self.seen.target_of_key(key)
                if key not in self.known.by_key and known and (subject := self._subject(known)):
                    self.known.by_key[key] = subject

    def _subject(self, target: int) -> Subject | None:
        found = self.known.by_target.get(target) or self.seen.subject(target)
        if found is not None:
            self.known.by_target[target] = found
        return found

    def _look_alikes(self) -> Iterator[tuple[int, list[Pair]]]:
        """Compare every row nobody knows by a key with all groups and the rows before it."""
        if self.sheet.is_places:
            return
        self.seen.look_around(self.said)
        for one in self.said:
            if not one.facts.name or any(key in self.known.by_key for key in [*one.digests, *one.keys]):
                continue
            card = card_of_facts(f"row {one.row.number}", one.facts)
            found = [pair for pair in self.seen.pool.matches(card) if pair.first != card.key]
            yield one.row.number, found
            self.seen.pool.add(card)

    def _load_certain(self) -> None:
        wanted = {
            pair.first
            for found in self.pairs.values()
            for pair in found
            if pair.tier == Tier.CERTAIN and isinstance(pair.first, int)
        }
        missing = wanted - self.known.by_target.keys()
        told = {pk for pk in missing if self.seen.spoke_of(pk)}
        self.known.by_target.update(subjects(missing - told))
        for pk in told:
            self._subject(pk)

    def sort(self) -> None:
        for one in self.said:
            if one.row.done_at is None:
                self._sort(one)
            else:
                self._learn(one, self._subject(_target_of(one.row)))

    def _sort(self, one: Said) -> None:
        row, facts = one.row, one.facts
        plan, row.plan, row.digest = row.plan, [], facts.digest
        row.group = None
        trouble = [say for say in row.says if say.get("code") == "trouble" and not row.fixed]
        if row.state == State.LEFT_OUT:
            row.says = [*trouble, *facts.says]
        elif self.sheet.is_places and not trouble:
            self._sort_place(one)
        elif (trouble or not facts.name) and not any(key in self.known.by_key for key in one.digests):
            row.state, row.maybe = State.FIX, []
            # Nothing was put anywhere, so nothing was put right.
            row.says = trouble or [_say("no-name", NO_NAME)]
        else:
            subject = self._find(one)
            row.state = self._pile(one, subject, plan)
            row.says = facts.says
            self._learn(one, subject or self._make(one))

    def _sort_place(self, one: Said) -> None:
        row, subject = one.row, said_of_group(self.known.by_key, one)
        row.maybe, row.says = [], one.facts.says
        if any(key in self.known.by_key for key in one.digests):
            row.state = State.SAME
        elif subject is not None:
            row.state = self._pile(one, subject, [])
            row.says = one.facts.says
        elif one.whose in self.seen.to_come:
            row.state = State.NEW
        else:
            row.state, row.says = State.FIX, [_say("no-group", nobodys(self.sheet, one.facts))]
        if subject is not None:
            row.group_id = subject.group.pk
            self._learn(one, subject)

    def _find(self, one: Said) -> Subject | None:
        """Return the subject this row is surely about; note on the row what it may be."""
        row = one.row
        if row.decision == Decision.SAME:
            return self._chosen(row)
        known = next((self.known.by_key[key] for key in one.digests if key in self.known.by_key), None)
        if row.decision == Decision.DIFFERENT:
            return known if known and known.group.pk == row.group_id and row.done_at else None
        if known is not None:
            row.maybe = [_candidate(known, "certain", ["It came in just like this before."])]
            return known
        if found := find_by_keys(self.known, one):
            row.maybe = [_candidate(found[0], "certain", [found[1]])]
            return found[0]
        return self._by_looks(one)

    def _chosen(self, row: ImportRow) -> Subject | None:
        if row.decided_id:
            return self._subject(row.decided_id)
        number = next((one["row"] for one in row.maybe if one.get("chosen")), None)
        return self._subject(self.seen.target_of_row(number)) if number else None

    def _by_looks(self, one: Said) -> Subject | None:
        found = self.pairs.get(one.row.number)
        if found is None:
            card = card_of_facts(f"row {one.row.number}", one.facts)
            found = [
                pair for pair in self.seen.pool.matches(card)
                if isinstance(pair.first, int) or int(pair.first.removeprefix("row ")) < one.row.number
            ]  # fmt: skip
        one.row.maybe = []
        for pair in found:
            subject = self._of_pair(pair)
            if subject is None or subject.made_by == one.row.number:
                continue
            sure = pair.tier == Tier.CERTAIN and not contradicts(subject, one.facts)
            if kept_apart(subject, one.facts, sure=sure):
                continue
            candidate = _candidate(subject, "certain" if sure else _less_sure(pair), pair.reasons)
            if sure:
                one.row.maybe = [candidate]
                return subject
            if pair.tier != Tier.POSSIBLE and candidate not in one.row.maybe:
                one.row.maybe.append(candidate)
        one.row.maybe = one.row.maybe[:_MOST_MAYBES]
        return None

    def _of_pair(self, pair: Pair) -> Subject | None:
        if isinstance(pair.first, int):
            known = self.known.by_target.get(pair.first)
            return known or Subject(Group(pk=pair.first))  # only its id is needed to name it
        return self._subject(self.seen.target_of_row(int(pair.first.removeprefix("row "))))

    def _pile(self, one: Said, subject: Subject | None, plan: list[dict[str, object]]) -> str:
        row = one.row
        if subject is None:
            undecided = row.decision in {"", Decision.LATER}
            return State.MAYBE if row.maybe and undecided else State.NEW
        if left_alone(subject.group):
            row.group_id = subject.group.pk
            one.facts.says[:] = [_say("left", _LEFT)]
            return State.SAME
        row.group_id = subject.group.pk
        if any(self.known.by_key.get(key) is subject for key in one.digests):
            one.facts.says.clear()
            return State.SAME
        found = with_choices(changes(self.sheet, subject, one.facts), plan)
        row.plan = [change.as_json() for change in found]
        apply(subject, found)
        return State.CHANGED if found else State.SAME

    def _make(self, one: Said) -> Subject:
        subject = _made_by(self.sheet, one.row.number)
        apply(subject, changes(self.sheet, subject, one.facts))
        return subject

    def _learn(self, one: Said, subject: Subject | None) -> None:
        if subject is None:
            return
        remember(self.known, subject, one)
        self.seen.put_at_hand(subject)
        self.seen.learn(one, subject.target)


def _less_sure(pair: Pair) -> str:
    return str(Tier.LIKELY if pair.tier == Tier.CERTAIN else pair.tier)


def _candidate(subject: Subject, tier: str, reasons: Sequence[str]) -> dict[str, object]:
    return as_json(tier, reasons, group=subject.group.pk, row=subject.made_by or None)
