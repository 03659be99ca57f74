"""A sheet in words: what it is called, how it stands, which step one is at, and its piles adding up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from bandstand.groups.models import ImportBatch, ImportRow
from bandstand.kit.words import counted

State = ImportRow.State
Stage = ImportBatch.State

# Code in addresses, state, word under the number, and how it reads in a sentence (one, many).
PILES = [
    ("fix", State.FIX, "to put right", "to put right", "to put right"),
    ("maybe", State.MAYBE, "may be here already", "that may be here already", "that may be here already"),
    ("changed", State.CHANGED, "change something", "that changes something", "that change something"),
    ("new", State.NEW, "new", "new", "new"),
    ("same", State.SAME, "the same", "the same", "the same"),
]
SELDOM = [
    ("out", State.LEFT_OUT, "left out", "left out", "left out"),
    ("undone", State.UNDONE, "taken out again", "taken out again", "taken out again"),
]
STATES = {code: state for code, state, *_ in [*PILES, *SELDOM]}
_IN_A_SENTENCE = ["new", "changed", "same", "maybe", "fix", "out", "undone"]
_LEAST_SHARE = 12  # of a thousand: a pile of one row is still seen


@dataclass(frozen=True)
class Pile:
    code: str
    look: str
    many: int
    word: str
    address: str

    @property
    def number(self) -> str:
        return f"{self.many:,}"


@dataclass(frozen=True)
class Share:
    """A stretch of the bar over the piles, in thousandths."""

    look: str
    at: int
    wide: int


@dataclass(frozen=True)
class Counts:
    """The rows of a sheet by pile. `sentence` adds them up in words."""

    total: int
    piles: list[Pile]
    sentence: str
    shares: list[Share] = field(default_factory=list)

    def many(self, code: str) -> int:
        return next((pile.many for pile in self.piles if pile.code == code), 0)

    @property
    def wants_an_eye(self) -> str:
        """Which pile to look at first: what somebody must decide on, then what would change."""
        return next((pile.code for pile in self.piles if pile.many), "new")


def counts(batch: ImportBatch, numbers: Mapping[str, int]) -> Counts:
    """Return a sheet's piles; `numbers` are rows by state. Rare piles come only with rows."""
    over = reverse("desk-sheet-over", args=[batch.pk])
    shown = [*PILES, *(pile for pile in SELDOM if numbers.get(pile[1]))]
    piles = [
        Pile(code, code, numbers.get(state, 0), word, f"{over}?pile={code}")
        for code, state, word, *_ in shown
    ]
    total = sum(numbers.values())
    return Counts(total, piles, _sentence(total, numbers), _shares(piles))


def _sentence(total: int, numbers: Mapping[str, int]) -> str:
    words = {code: (state, one, many) for code, state, _, one, many in [*PILES, *SELDOM]}
    parts = []
    for code in _IN_A_SENTENCE:
        state, one, many = words[code]
        if number := numbers.get(state, 0):
            parts.append(counted(number, one, many))
    if waiting := numbers.get(State.NOT_YET, 0):
        parts.append(f"{waiting:,} not looked at yet")
    return f"{counted(total, 'row', 'rows')}: {', '.join(parts) or 'nothing in them'}."


def _shares(piles: list[Pile]) -> list[Share]:
    order = sorted((pile for pile in piles if pile.many), key=lambda pile: _IN_A_SENTENCE.index(pile.code))
    total = sum(pile.many for pile in order) or 1
    wide = [max(_LEAST_SHARE, round(1000 * pile.many / total)) for pile in order]
    if wide:
        wide[wide.index(max(wide))] += 1000 - sum(wide)
    return [
        Share(pile.look, sum(wide[:number]), wide[number]) for number, pile in enumerate(order)
    ]  # fmt: skip


def title(batch: ImportBatch) -> str:
    return f"{batch.file_name}, {batch.sheet_name}" if batch.sheet_name else batch.file_name


def stands(batch: Any) -> str:
    """Say how a sheet of `queries.batches` stands, in words."""
    if batch.state == Stage.SORTED:
        waits = [_of(batch.n_fix, "to put right"), _of(batch.n_maybe, "may be here already")]
        return f"To look over: {', '.join(filter(None, waits)) or counted(batch.rows_in, 'row', 'rows')}"
    if batch.state == Stage.DONE:
        if batch.n_waiting:
            return f"Brought in, {counted(batch.n_waiting, 'row', 'rows')} still to put right"
        return "Taken out again" if batch.n_undone and not batch.n_new + batch.n_changed else "Brought in"
    return {
        Stage.READ: "To check: how it reads and its columns",
        Stage.SORTING: "Being sorted",
        Stage.WAITING: "Being brought in",
        Stage.STOPPED: "Could not be brought in",
    }[batch.state]


def _of(number: int, words: str) -> str:
    return f"{number:,} {words}" if number else ""


def steps(batch: ImportBatch | None = None, *, several: bool = False) -> list[tuple[int, str, str]]:
    """Return the five steps: number, word, and the address of those that can be gone back to."""
    links = dict.fromkeys(range(1, 6), "")
    if batch is not None and batch.state in {Stage.READ, Stage.SORTED}:
        links[2] = reverse("desk-sheet-reading", args=[batch.pk])
        links[3] = reverse("desk-sheet-columns", args=[batch.pk])
        if several:
            links[1] = reverse("desk-sheet-tabs", args=[batch.pk])
    if batch is not None and batch.state == Stage.SORTED:
        links[4] = reverse("desk-sheet-over", args=[batch.pk])
    words = ["The sheet", "How it looks", "Columns", "Look over", "Bring in"]
    return [(number, word, links[number]) for number, word in enumerate(words, start=1)]


@dataclass(frozen=True)
class Line:
    """A sheet in a list: what it is called, how it stands, and what pressing it is called."""

    batch: ImportBatch
    title: str
    stands: str
    act: str


def line(batch: Any) -> Line:
    act = {Stage.DONE: "Put right", Stage.STOPPED: "See why"}.get(batch.state, "Carry on")
    return Line(batch, title(batch), stands(batch), act)


def what_happens(numbers: Mapping[str, int], *, of_places: bool = False) -> list[str]:
    """Say what bringing in does, a sentence for each pile that has rows; `numbers` are rows not in yet."""
    added = ("new place is", "new places are") if of_places else ("new group is", "new groups are")
    new, changed = numbers[State.NEW], numbers[State.CHANGED]
    maybe, same = numbers[State.MAYBE], numbers[State.SAME]
    lines = []
    if new:
        lines.append(f"{counted(new, *added)} added to the directory.")
    if changed:
        lines.append(f"{counted(changed, 'row changes', 'rows change')} what is here already.")
    if maybe:
        words = "row that may be here already comes", "rows that may be here already come"
        lines.append(
            f"{counted(maybe, *words)} in as new, "
            "marked so that you can put the two together later. To decide first, look over that pile."
        )
    if same:
        lines.append(f"{counted(same, 'row says', 'rows say')} nothing new, so nothing happens.")
    return lines


def what_stays(numbers: Mapping[str, int]) -> list[str]:
    fix, out = numbers[State.FIX], numbers[State.LEFT_OUT]
    lines = []
    if fix:
        lines.append(f"{counted(fix, 'row waits', 'rows wait')} to be put right.")
    if out:
        lines.append(f"{counted(out, 'row stays', 'rows stay')} out, as you said.")
    return lines


def what_undoing_does(goes: int, goes_back: int) -> list[str]:
    lines = []
    if goes:
        words = counted(goes, "group this sheet added is", "groups this sheet added are")
        lines.append(f"{words} taken out.")
    if goes_back:
        lines.append(
            f"{counted(goes_back, 'group gets', 'groups get')} back what they said before this sheet."
            if goes_back > 1
            else "1 group gets back what it said before this sheet."
        )
    lines.append("The rows themselves stay on record here.")
    return lines
