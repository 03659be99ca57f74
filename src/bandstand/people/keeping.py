"""How long what we hold about people is kept.

Each model that holds something about a person says so itself, in its `retention`: a `Keep` with a time, or a
`Stays` with the reason why there is none. The page everybody can read and the nightly job are both made from
these, so that what we say and what we do are one. A test fails for a model that says nothing.

To give a model a time: write its `retention`, and in its app's `privacy.py` a chore that `lets_go`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db.models import Exists, Model, QuerySet, Subquery

from bandstand.kit.words import counted


@dataclass(frozen=True)
class Keep:
    """A time, and what then happens; in words that fit "`what`: kept for … after `after`, then `then`"."""

    what: str
    after: str
    then: str
    months: int = 0
    days: int = 0
    # A hub may choose another number of months within these; where both are 0 it may not.
    least: int = 0
    most: int = 0

    @property
    def can_change(self) -> bool:
        return self.most > 0


@dataclass(frozen=True)
class Stays:
    """No time of its own, and why: it goes with something else, or is needed as long as that is here."""

    what: str
    why: str


Retention = Keep | Stays


@dataclass(frozen=True)
class Chore:
    """What the nightly job does for one model.

    `rows` are those that still hold something, with when their time began under the name `began`;
    `let_go` takes some of them and returns how many it saw to, all in one transaction unless it is said to go
    `one_by_one`: where a row is slow, nobody else could write for as long as all of them take.
    """

    model: type[Model]
    rows: Callable[[], QuerySet[Model]]
    let_go: Callable[[QuerySet[Model]], int]
    one_by_one: bool = False

    @property
    def of(self) -> str:
        return label(self.model)

    @property
    def slug(self) -> str:
        return self.of.lower().replace(".", "-")

    @property
    def keep(self) -> Keep:
        kept: Keep = self.model.retention  # type: ignore[attr-defined]  # `lets_go` looked that it is there
        return kept


CHORES: list[Chore] = []


def lets_go(
    model: type[Model],
    rows: Callable[[], QuerySet[Model]],
    let_go: Callable[[QuerySet[Model]], int],
    *,
    one_by_one: bool = False,
) -> None:
    """Add a chore; for an app's `privacy.py`."""
    if not isinstance(getattr(model, "retention", None), Keep):
        raise TypeError(f"{label(model)} does not say how long it is kept.")
    CHORES.append(Chore(model, rows, let_go, one_by_one))


def declared() -> Iterator[tuple[str, Retention]]:
    """Yield what every model of ours says about how long it is kept, by its label."""
    for model in apps.get_models():
        kept = getattr(model, "retention", None)
        if isinstance(kept, Keep | Stays):
            yield label(model), kept


def how_long(keep: Keep, months: int | None = None) -> str:
    """Return the time in words: “90 days”, “18 months”, “2 years”."""
    if keep.days:
        return counted(keep.days, "day", "days")
    months = months or keep.months
    return counted(months // 12, "year", "years") if months % 12 == 0 else counted(months, "month", "months")


def label(model: type[Model]) -> str:
    return model._meta.label  # noqa: SLF001


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day and time so many months earlier; the last day where a month is too short."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    for day in range(moment.day, 27, -1):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:  # there is no 31 June
            continue
    return moment.replace(year=year, month=month + 1)


def began_before(keep: Keep, months: int | None, now: datetime) -> datetime:
    """Return the moment before which a row's time must have begun for the row to be due now."""
    if keep.days:
        return now - timedelta(days=keep.days)
    return months_before(now, months or keep.months)


def ends(keep: Keep, months: int | None, since: datetime) -> datetime:
    """Return when the time of a row is over that began then."""
    if keep.days:
        return since + timedelta(days=keep.days)
    return months_before(since, -(months or keep.months))


# When somebody last had to do with us, as a column of people; and what keeps them known whatever the date.
Tie = Callable[[], Subquery]
Hold = Callable[[], Exists]
TIES: list[Tie] = []
HOLDS: list[Hold] = []


def ties(tie: Tie) -> Tie:
    """Add a moment at which somebody last had to do with us, for an app's `privacy.py`."""
    TIES.append(tie)
    return tie


def holds(hold: Hold) -> Hold:
    """Add a reason why somebody is not forgotten by the date alone."""
    HOLDS.append(hold)
    return hold
