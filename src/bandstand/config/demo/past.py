"""Twenty-eight surgeries as a story on paper: who came when, and who helped whom. Touches no database.

Everything follows from a fixed seed and the day the borough is made, so that a sample borough made twice on
one day is the same twice: 28 surgeries, 22 helpers, 167 people helped.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from . import content
from .content import Helper

SURGERIES = 28
# People who came for the first time to each. Nobody wrote anything down at the third.
NEWCOMERS = [9, 7, 0, 6, 8, 5, 6, 4, 7, 6, 5, 8, 6, 3, 7, 6, 5, 9, 6, 4, 5, 7, 6, 5, 8, 6, 4, 4]
UNRECORDED = 2
HELPED_VISITORS = sum(NEWCOMERS)
CLOCK = ZoneInfo("Europe/London")

VENUES = [row["name"] for row in content.rows("venues.csv")]
_OUTCODES = {row["name"]: row["postcode"].split()[0] for row in content.rows("venues.csv")}


@dataclass
class Came:
    """One person at one surgery. `name` is empty for a tick on the door sheet."""

    name: str
    group: str = ""
    looking: bool = False
    helping: bool = False
    running: bool = False
    booked: bool = False
    arrival: str = "here"
    arrived_minute: int | None = None
    left_minute: int | None = None
    wants: str = ""


@dataclass
class Noted:
    """One help note, by people's names."""

    helpers: list[str]
    helped: list[str]
    groups: list[str]
    topic: str
    result: str
    words: str
    next_step: str = ""
    mends: list[str] = field(default_factory=list)


@dataclass
class Surgery:
    number: int
    starts_at: datetime
    minutes: int
    venue: str
    came: list[Came] = field(default_factory=list)
    notes: list[Noted] = field(default_factory=list)
    unnamed_looking: int | None = None
    unnamed_helping: int | None = None

    @property
    def here(self) -> list[Came]:
        return [one for one in self.came if one.arrival == "here"]


def surgery_days(today: date) -> list[date]:
    """Return the 28 dates: every seven weeks over four years, never at Christmas, the last a month ago."""
    first, last = today - timedelta(weeks=207), today - timedelta(days=26)
    step = (last - first) / (SURGERIES - 1)
    return [_usual_day(first + step * number, number) for number in range(SURGERIES)]


def _usual_day(near: date, number: int) -> date:
    """A Tuesday, Wednesday or Thursday; every sixth a Saturday; at Christmas ten days earlier."""
    if (near.month, near.day) >= (12, 18) or (near.month, near.day) <= (1, 4):
        near -= timedelta(days=17)
    weekday = 5 if number % 6 == 5 else 1 + number % 3
    return near - timedelta(days=(near.weekday() - weekday) % 7)


def write_story(today: date) -> list[Surgery]:
    return _Storyteller(today).surgeries()


class _Storyteller:
    """Keeps who belongs to which group, and who has come already, from one surgery to the next."""

    def __init__(self, today: date) -> None:
        self.chance = random.Random(1894)  # noqa: S311 (a story, not a secret)
        self.today = today
        self.group_of = self._share_out()
        self.not_yet = list(self.group_of)[:HELPED_VISITORS]
        self.others = list(self.group_of)[HELPED_VISITORS:]
        self.been: list[str] = []
        self.connections: list[str] = []

    def _share_out(self) -> dict[str, str]:
        """Give every visitor a group: two to each we have met, the rest to some of the livelier ones."""
        not_met = content.stories()["words"]["not_met_yet"]
        names = [row[content.NAME] for row in content.groups() if row[content.NAME] not in not_met]
        lively = self.chance.choices(names, k=len(content.visitors()))
        groups = [*names, *names, *lively][: len(content.visitors())]
        first = groups[:HELPED_VISITORS]
        self.chance.shuffle(first)
        return dict(zip(content.visitors(), first + groups[HELPED_VISITORS:], strict=True))

    def surgeries(self) -> list[Surgery]:
        days = surgery_days(self.today)
        return [self._surgery(number, day) for number, day in enumerate(days)]

    def _surgery(self, number: int, day: date) -> Surgery:
        morning = day.weekday() == 5
        starts = datetime.combine(day, time(10, 30) if morning else time(18, 0), tzinfo=CLOCK)
        surgery = Surgery(number, starts, 90, VENUES[number * 3 % len(VENUES)])
        if number == UNRECORDED:
            self._nobody_wrote_it_down(surgery)
            return surgery
        surgery.came.append(Came("Dev Chaudhary", running=True, arrived_minute=0))
        surgery.came += [self._helping(helper, number) for helper in self._helpers(number)]
        looking = self._newcomers(surgery) + self._returning(number)
        surgery.came += [self._looking(name) for name in looking]
        self._drafted_in(surgery)
        self._who_else(surgery)
        surgery.notes = list(self._notes(surgery, looking))
        self.been += [name for name in looking if name not in self.been]
        self._heads(surgery)
        return surgery

    def _helpers(self, number: int) -> list[Helper]:
        active = [helper for helper in content.helpers() if helper.first <= number <= helper.last]
        debut = number if number != UNRECORDED + 1 else UNRECORDED
        sure = [helper for helper in active if helper.first in {number, debut} or helper.turns_up >= 95]
        rest = [helper for helper in active if helper not in sure]
        return sure + [helper for helper in rest if self.chance.randrange(100) < helper.turns_up * 2 // 3]

    def _helping(self, helper: Helper, number: int) -> Came:
        came = Came(helper.name, helping=True, booked=self.chance.random() < 0.8)
        self._times(came, early=True)
        if (
            helper.came_for_help == number
        ):  # came to be helped, and helped somebody before the evening was out
            came.looking = True
        return came

    def _looking(self, name: str) -> Came:
        wants = self.chance.choice(content.stories()["words"]["wants"])
        came = Came(name, self.group_of[name], looking=True, booked=self.chance.random() < 0.7, wants=wants)
        self._times(came, early=False)
        return came

    def _times(self, came: Came, *, early: bool) -> None:
        """Most arrivals were timed, fewer leavings: what nobody wrote down stays unknown."""
        if self.chance.random() < 0.85:
            came.arrived_minute = self.chance.randrange(-10, 5) if early else self.chance.randrange(0, 40)
        if self.chance.random() < 0.6:
            came.left_minute = self.chance.randrange(75, 100)

    def _newcomers(self, surgery: Surgery) -> list[str]:
        """Choose first-timers, from near the place rather than far, and often two of a group together."""
        chosen: list[str] = []
        while len(chosen) < NEWCOMERS[surgery.number]:
            waiting = [name for name in self.not_yet if name not in chosen]
            near = [6 if self._is_near(name, surgery.venue) else 1 for name in waiting]
            first = self.chance.choices(waiting, near)[0]
            mates = [
                name for name in waiting if self.group_of[name] == self.group_of[first] and name != first
            ]
            chosen += [first, *mates[: self.chance.choice([0, 0, 1, 2])]]
        chosen = chosen[: NEWCOMERS[surgery.number]]
        self.not_yet = [name for name in self.not_yet if name not in chosen]
        return chosen

    def _is_near(self, name: str, venue: str) -> bool:
        return _POSTCODES[self.group_of[name]].startswith(_OUTCODES[venue])

    def _returning(self, number: int) -> list[str]:
        lately = self.been[-40:]
        return (
            self.chance.sample(lately, min(len(lately), self.chance.choice([1, 2, 2, 3, 4])))
            if number
            else []
        )

    def _drafted_in(self, surgery: Surgery) -> None:
        """Put down those who came for help at this one and helped at later ones."""
        there = {one.name for one in surgery.came}
        for helper in content.helpers():
            if helper.came_for_help == surgery.number and helper.name not in there:
                came = Came(helper.name, _HELPERS_GROUP[helper.name], looking=True)
                self._times(came, early=False)
                surgery.came.append(came)

    def _who_else(self, surgery: Surgery) -> None:
        """Add those who booked and did not come, those nobody noted, and ticks without a name."""
        number = surgery.number
        spare = self.chance.sample(self.others[:18], 3)
        for name in spare[: number % 3]:
            surgery.came.append(Came(name, self.group_of[name], looking=True, booked=True, arrival="absent"))
        if number in {7, 15, 20, 24}:
            surgery.came.append(
                Came(spare[2], self.group_of[spare[2]], looking=True, booked=True, arrival="unknown")
            )
        surgery.came += [Came("", looking=True) for _ in range(2 if number in {5, 17} else 0)]

    def _notes(self, surgery: Surgery, looking: list[str]) -> Iterator[Noted]:
        helping = [one.name for one in surgery.here if one.helping]
        drafted = [one.name for one in surgery.here if one.looking and one.name in _HELPERS_GROUP]
        stories = self.chance.sample(content.stories()["note"], len(content.stories()["note"]))
        for number, together in enumerate([*self._sat_together(looking), *([name] for name in drafted)]):
            able = [name for name in helping if name not in together]
            yield self._note(surgery, together, able, stories[number % len(stories)])
        if surgery.number in {6, 14, 21}:
            yield self._not_today(surgery, helping)

    def _sat_together(self, looking: list[str]) -> list[list[str]]:
        """People of one group sit together; now and then two groups do."""
        tables: dict[str, list[str]] = defaultdict(list)
        for name in looking:
            tables[self.group_of[name]].append(name)
        together = list(tables.values())
        if len(together) > 5:
            together = [together[0] + together[1], *together[2:]]
        return together

    def _note(self, surgery: Surgery, together: list[str], able: list[str], story: dict[str, str]) -> Noted:
        helpers = self.chance.sample(able, min(len(able), self.chance.choice([1, 1, 1, 2])))
        groups = list(dict.fromkeys(self._group(name) for name in together))
        words = story["words"]
        met = self._met(surgery, groups)
        if met:
            words = f"{words} {met}"
        return Noted(helpers, together, groups, story["topic"], story["result"], words, story.get("next", ""))

    def _met(self, surgery: Surgery, groups: list[str]) -> str:
        """Say, for two notes in five, which group of another kind they got on with."""
        kinds = {_KINDS[group] for group in groups}
        others = [one.group for one in surgery.here if one.group and _KINDS[one.group] not in kinds]
        if not others or self.chance.random() > 0.4:
            return ""
        if not self.connections:
            self.connections = self.chance.sample(_CONNECTIONS, len(_CONNECTIONS))
        sentence = self.connections.pop()  # all of them are told before one is told again
        return sentence.format(other=self.chance.choice(others))

    def _not_today(self, surgery: Surgery, helping: list[str]) -> Noted:
        name = self.others[18 + surgery.number % 7]
        surgery.came.append(Came(name, self.group_of[name], looking=True, arrived_minute=50))
        words = self.chance.choice(content.stories()["words"]["not_today"])
        return Noted(helping[:1], [name], [self.group_of[name]], "Something else", "not today", words)

    def _group(self, name: str) -> str:
        return self.group_of.get(name) or _HELPERS_GROUP[name]

    def _heads(self, surgery: Surgery) -> None:
        """Somebody counted heads at about half of them."""
        if surgery.number % 2 == 0:
            surgery.unnamed_looking = self.chance.choice([0, 1, 2, 3])
            surgery.unnamed_helping = 0

    def _nobody_wrote_it_down(self, surgery: Surgery) -> None:
        for name in self.others[:5]:
            surgery.came.append(Came(name, self.group_of[name], looking=True, booked=True, arrival="unknown"))


_POSTCODES = {row[content.NAME]: row["Postcode"] for row in content.groups()}
_CONNECTIONS: list[str] = content.stories()["words"]["connections"]
_KINDS = {row[content.NAME]: row[content.KIND] for row in content.groups()}
# The groups of those who came for help and came back to help.
_HELPERS_GROUP = dict(
    zip(
        [helper.name for helper in content.helpers() if helper.came_for_help is not None],
        [
            "Friends of Kiln Wood",
            "Marlpit Men's Shed",
            "Breathe Easy Leasow Vale",
            "Ashy Carr Swimming Club",
            "Vale Voices Community Choir",
        ],
        strict=True,
    )
)


def people_helped(surgeries: Iterable[Surgery]) -> set[str]:
    notes = (note for surgery in surgeries for note in surgery.notes if note.result != "not today")
    return {name for note in notes for name in note.helped}


def people_helping(surgeries: Iterable[Surgery]) -> set[str]:
    return {one.name for surgery in surgeries for one in surgery.here if one.helping}
