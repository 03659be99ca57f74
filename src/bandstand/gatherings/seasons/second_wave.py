"""Who goes with those who said yes: the second wave of a planned session, proposed anew."""

from collections.abc import Iterable
from dataclasses import dataclass

from bandstand.groups.models import Group, Kind
from planner import likely_range, second_wave

from ..models import Attendance, Gathering, Invitation, PlannedSession
from ..queries.inviting import may_be_asked
from ..queries.where_next import planned_of
from .borough import Odds, odds_by_kind
from .planned import Season

_Answer, _State = Invitation.Answer, Invitation.State


@dataclass(frozen=True)
class SecondWave:
    """What a second wave could be now. `proposed` are the best first, each with whether it is on the list."""

    yes: list[Group]
    silent: int
    proposed: list[tuple[Group, bool]]
    dropped: list[Group]  # on the list so far, and not among those proposed
    expected: tuple[int, int]

    @property
    def is_the_list(self) -> bool:
        """Whether nothing would change."""
        return not self.dropped and all(listed for _, listed in self.proposed)


@dataclass(frozen=True)
class KindOdds:
    """How many of a kind come when asked, and from how many asked we know it."""

    kind: Kind
    odds: Odds | None


def second_wave_of(gathering: Gathering, rows: Iterable[Invitation]) -> SecondWave | None:
    """Propose whom to ask next; `rows` are its invitations.

    None where it came from no season, has moved elsewhere since, or nobody was asked so far.
    """
    listed = [one for one in rows if one.group is not None and not one.helping]
    asked = [one for one in listed if one.state == _State.SENT]
    if not asked or any(one.wave == 2 for one in asked) or not gathering.can_book:
        return None
    planned = planned_of(gathering)
    if planned is None or planned.venue_id != gathering.venue_id:
        return None
    return _proposed(gathering, planned, listed)


def odds_of_kinds(rows: Iterable[Invitation]) -> list[KindOdds]:
    """Return what we reckon with for each kind of group on the list, by the order of kinds."""
    kinds = {one.group.kind for one in rows if one.group is not None and one.group.kind is not None}
    known = odds_by_kind() if kinds else {}
    return [
        KindOdds(kind, known.get(kind.pk)) for kind in sorted(kinds, key=lambda one: (one.position, one.name))
    ]


def _proposed(gathering: Gathering, planned: PlannedSession, listed: list[Invitation]) -> SecondWave | None:
    season = Season(planned.plan)
    told = next((one for one in season.told["sessions"] if one["venue"] == planned.venue_id), None)
    if told is None:
        return None
    coming = _coming(gathering)
    silent = {one.group_id for one in listed if _is_silent(one) and one.group_id} - coming
    waiting = {one.group.pk: one.group for one in listed if one.state == _State.DRAFT and one.group}
    may = (_may_be_asked(gathering) | waiting.keys()) - _elsewhere(planned)
    barred = {int(pk) for pk in season.places} - may - coming - silent
    asking = {"silent": sorted(silent), "elsewhere": sorted(barred)}
    ids = [int(pk) for pk in second_wave(season.plan, told["at"], accepted=sorted(coming), **asking)]
    groups = Group.objects.select_related("kind").in_bulk([*ids, *coming])
    return SecondWave(
        yes=[groups[pk] for pk in sorted(coming) if pk in groups],
        silent=len(silent),
        proposed=[(groups[pk], pk in waiting) for pk in ids if pk in groups],
        dropped=[group for pk, group in waiting.items() if pk not in set(ids)],
        expected=_expected(season, coming, [*sorted(silent), *ids]),
    )


def _is_silent(one: Invitation) -> bool:
    return one.state == _State.SENT and one.answer == _Answer.NONE


def _may_be_asked(gathering: Gathering) -> set[int]:
    return set(may_be_asked(gathering).values_list("pk", flat=True))


def _coming(gathering: Gathering) -> set[int]:
    """Return the groups that said yes or booked, asked or not."""
    seats = Attendance.groups.through.objects.filter(
        attendance__gathering=gathering,
        attendance__booking__in=[Attendance.Booking.BOOKED, Attendance.Booking.WAITING],
        attendance__undone_at=None,
    )
    said = Invitation.objects.filter(gathering=gathering, answer=_Answer.COMING, group__isnull=False)
    yes = said.exclude(state=_State.WITHDRAWN).values_list("group_id", flat=True)
    return {pk for pk in (*seats.values_list("group_id", flat=True), *yes) if pk}


def _elsewhere(planned: PlannedSession) -> set[int]:
    """Return the groups other sessions of the season have on their lists."""
    others = Invitation.objects.filter(gathering__planned__plan=planned.plan_id, group__isnull=False)
    others = others.exclude(gathering=planned.gathering_id).exclude(state=_State.WITHDRAWN)
    return {pk for pk in others.values_list("group_id", flat=True) if pk}


def _expected(season: Season, coming: set[int], maybe: Iterable[int]) -> tuple[int, int]:
    """How many to expect: those who said yes, and whoever else of these comes."""
    places, groups = season.places, season.problem.groups
    odds = [groups[places[pk]].odds for pk in maybe if pk in places]
    low, high = likely_range([*(1.0 for _ in coming), *odds])
    return low, high
