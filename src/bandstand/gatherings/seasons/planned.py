"""A season as an officer reads it: sessions with dates and reasons, what others would cost, why not us."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from bandstand.groups.models import Group, Kind
from bandstand.places.models import Venue
from planner import from_kept, price_of
from planner.explaining import Price, banned, locked
from planner.problem import Problem

from .times import TIMES, moment
from .worked_out import STEPS, fingerprint, problem_of, worked_out

if TYPE_CHECKING:
    from planner.planning import SeasonPlan as Planned
    from planner.problem import Id
    from planner.problem import Venue as Spot

    from ..models import SeasonPlan

MOST_INSTEAD = 4


@dataclass(frozen=True)
class Asked:
    """A group on a session's list, and what it would find there."""

    group: Group
    why: str
    first: bool  # in the first wave


@dataclass(frozen=True)
class Session:
    """One session of the season: where, when, who lives near, what to expect."""

    number: int
    venue: Venue
    starts_at: datetime
    time_words: str
    mix: list[tuple[Kind, int]]
    asked: list[Asked]
    left_out: list[tuple[Group, str]]
    new_pairs: int
    with_win: int
    fresh: int  # of those asked, how many were never asked before
    expected: tuple[int, int]
    everyone: bool
    held: bool
    note: str

    @property
    def is_coming(self) -> bool:
        return self.starts_at > timezone.now()

    @property
    def first(self) -> list[Asked]:
        return [one for one in self.asked if one.first]

    @property
    def second(self) -> list[Asked]:
        return [one for one in self.asked if not one.first]


@dataclass(frozen=True)
class Instead:
    """Another place for a session, and what that costs in words."""

    venue: Venue
    price: str


class Season:
    """A plan as it was worked out; worked out anew where what was kept no longer follows from the plan."""

    def __init__(self, kept: "SeasonPlan") -> None:
        self.kept = kept

    @property
    def is_waiting(self) -> bool:
        """Whether a runner has yet to plan it."""
        return "waiting" in self.kept.worked_out

    @cached_property
    def told(self) -> dict[str, Any]:
        known: dict[str, Any] = self.kept.worked_out
        if known.get("fingerprint") == fingerprint(self.kept):
            return known
        return worked_out(self.kept)

    @cached_property
    def problem(self) -> Problem:
        return problem_of(self.kept)

    @cached_property
    def plan(self) -> "Planned":
        """The planner's own plan, made again without a search: for prices, and for second waves."""
        return from_kept(self.problem, self.told["plan"])

    @property
    def notes(self) -> list[str]:
        notes: list[str] = self.told["plan"]["notes"]
        return notes

    @cached_property
    def sessions(self) -> list[Session]:
        """Every session in the order of dates, but those whose venue has gone since."""
        every = enumerate(self.told["sessions"])
        return [self._session(number, told) for number, told in every if told["venue"] in self._venues]

    def session(self, number: int) -> Session | None:
        return next((one for one in self.sessions if one.number == number), None)

    @property
    def asked_ids(self) -> set[int]:
        """Groups on any list of this season."""
        return {int(group) for told in self.told["sessions"] for group, _, _ in told["asked"]}

    def instead_of(self, number: int) -> list[Instead]:
        """Return other places for one session, the cheapest first, each with its price."""
        here = self.told["sessions"][number]["venue"]
        without = banned(self.problem, here)
        chosen = {one["venue"] for one in self.told["sessions"]}

        def apart(venue: "Id") -> float:
            one, other = self.spots[venue], self.spots[here]
            return (one.x - other.x) ** 2 + (one.y - other.y) ** 2

        free = [one for one in self.spots if one not in chosen and (one, None) not in self.problem.banned]
        near = sorted(free, key=apart)[:MOST_INSTEAD]
        prices = [(price_of(self.plan, locked(without, venue), steps=STEPS), venue) for venue in near]
        prices.sort(key=lambda pair: pair[0].hundredths)
        return [
            Instead(self._venues[int(venue)], price.words)
            for price, venue in prices
            if int(venue) in self._venues
        ]

    def price_of_refusing(self, number: int) -> Price:
        here = self.told["sessions"][number]["venue"]
        return price_of(self.plan, banned(self.problem, here), steps=STEPS)

    def price_of_letting_in(self, venue: int) -> Price:
        """Return what it would bring to let a refused or held place be chosen or not, as it comes."""
        locks = tuple(one for one in self.problem.locks if one.venue != venue)
        free = replace(self.problem, locks=locks, banned=self.problem.banned - {(venue, None)})
        return price_of(self.plan, free, steps=STEPS)

    @cached_property
    def spots(self) -> dict["Id", "Spot"]:
        """Places as the planner has them, by id."""
        return {venue.id: venue for venue in self.problem.venues}

    @cached_property
    def places(self) -> dict["Id", int]:
        """Where each group stands in the problem, by id."""
        return self.problem.position()

    @cached_property
    def _venues(self) -> dict[int, Venue]:
        return Venue.objects.in_bulk([int(venue["id"]) for venue in self.kept.problem["venues"]])

    @property
    def held_in_vain(self) -> list[Venue]:
        """Return the places held where no session could be planned, as long as they can be let go."""
        if self.kept.on_calendar_at is not None:
            return []
        used = {one.venue.pk for one in self.sessions}
        return list(Venue.objects.filter(pk__in={*self.kept.held} - used))

    @cached_property
    def _groups(self) -> dict[int, Group]:
        left_out = {int(group) for told in self.told["sessions"] for group, _ in told["left_out"]}
        rows = Group.objects.filter(left_at=None).select_related("kind", "area")
        return rows.defer("area__geometry", "notes", "search").in_bulk(list(self.asked_ids | left_out))

    def _session(self, number: int, told: dict[str, Any]) -> Session:
        venue, asked = self._venues[int(told["venue"])], self._asked(told)
        low, high = told["expected"]
        return Session(
            number=number,
            venue=venue,
            starts_at=moment(self.kept.begins, number * self.kept.weeks_apart, told["time"]),
            time_words=TIMES[told["time"]].words,
            mix=_mix(one.group for one in asked),
            asked=asked,
            left_out=[(self._groups[pk], why) for pk, why in told["left_out"] if pk in self._groups],
            new_pairs=told["new_pairs"],
            with_win=told["with_win"],
            fresh=told["fresh"],
            expected=(low, high),
            everyone=told["everyone"],
            held=venue.pk in self.kept.held,
            note=str(self.kept.notes.get(str(venue.pk), "")),
        )

    def _asked(self, told: dict[str, Any]) -> list[Asked]:
        """One that left since is not asked."""
        return [Asked(self._groups[pk], why, first) for pk, why, first in told["asked"] if pk in self._groups]


def _mix(groups: Any) -> list[tuple[Kind, int]]:
    counted = Counter(group.kind for group in groups if group.kind)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].position, pair[0].name))
