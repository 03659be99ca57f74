"""Which pile each row of a stretch belongs to, and why."""

from collections.abc import Iterator, Sequence

from ..matching import Pair, Tier
from ..models import Group, ImportRow
from .cards import card_of_facts
from .places_rows import nobodys, said_of_group
from .planning import apply
from .plans import changes, with_choices
from .rows import (
    Said,
    Sheet,
    Subject,
    as_json,
    contradicts,
    find_by_keys,
    kept_apart,
    left_alone,
    remember,
    say_all,
    subjects,
    what_is_known,
)
from .seen import Seen, made_by, target_of

State = ImportRow.State
Decision = ImportRow.Decision
_MOST_MAYBES = 5
NO_NAME = "There is no name in this row. Type it here, or put it right in the sheet and bring that in again."
_LEFT = "This group asked to leave the directory, so nothing is said of it."


def pile_up(sheet: Sheet, seen: Seen, rows: Sequence[ImportRow]) -> None:
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
                self._learn(one, self._subject(target_of(one.row)))

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
            row.says = trouble or [say("no-name", NO_NAME)]
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
            row.state, row.says = State.FIX, [say("no-group", nobodys(self.sheet, one.facts))]
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
            one.facts.says[:] = [say("left", _LEFT)]
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
        subject = made_by(self.sheet, one.row.number)
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


def say(code: str, words: str) -> dict[str, str]:
    return {"column": "", "code": code, "words": words, "before": "", "after": ""}
