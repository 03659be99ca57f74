"""Where next: areas down the side, kinds of group across; in each cell what is there and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from bandstand.groups.models import Group, Kind
from bandstand.places.models import Area
from bandstand.presence.models import TO_HELP_WITH, Finding

from ..models import Attendance, Gathering, HelpNote, Invitation, PlannedSession, SeasonPlan

Key = tuple[int | None, int | None]  # ids of area and kind


@dataclass(frozen=True)
class Cell:
    """Groups of one kind in one area."""

    groups: int = 0
    with_wins: int = 0  # of them, how many have an easy win open
    helped: datetime | None = None  # when one of them was helped last
    came: int = 0  # of them, how many ever came
    asked: int = 0  # of them, how many were ever invited

    @property
    def never_asked(self) -> int:
        return self.groups - self.asked


@dataclass(frozen=True)
class AreaRow:
    """One area: its cells by kind, and when anything was held there last."""

    area: Area | None  # None: groups that are in no area we know
    cells: list[tuple[Kind, Cell]]
    held: datetime | None
    whole: Cell


def where_next() -> tuple[list[Kind], list[AreaRow]]:
    """Return the kinds across and the areas down, areas with most easy wins first; seven queries."""
    kinds = list(Kind.objects.order_by("position", "name"))
    cells, held = _cells(), _held()
    areas = Area.objects.defer("geometry").in_bulk({area for area, _ in cells if area is not None})
    rows = [_row(areas.get(area or 0), area, kinds, cells, held) for area in {area for area, _ in cells}]
    rows.sort(key=lambda row: (row.area is None, -row.whole.with_wins, row.area.name if row.area else ""))
    return kinds, rows


def plans_made() -> QuerySet[SeasonPlan]:
    """Return the seasons planned, each with how many of its `drafts` wait."""
    waiting = Count("planned", filter=Q(planned__gathering__state=Gathering.State.DRAFT))
    made = SeasonPlan.objects.annotate(drafts=waiting).order_by("-made_at", "-pk")
    return made.select_related("made_by").defer("problem", "worked_out")


def planned_of(gathering: Gathering) -> PlannedSession | None:
    """Return what was expected of a gathering that came from a season."""
    rows = PlannedSession.objects.filter(gathering=gathering)
    return rows.select_related("plan", "venue").defer("plan__problem").first()


def outcomes(plan: SeasonPlan) -> QuerySet[PlannedSession]:
    """Return the sessions of a plan with how many groups came (`came`) and introductions noted (`met`)."""
    here = Q(gathering__attendances__arrival=Attendance.Arrival.HERE, gathering__attendances__undone_at=None)
    return plan.planned.select_related("gathering").annotate(
        came=Count("gathering__attendances__groups", filter=here, distinct=True),
        met=Count(
            "gathering__introductions", filter=Q(gathering__introductions__undone_at=None), distinct=True
        ),
    )


def _row(
    area: Area | None,
    key: int | None,
    kinds: list[Kind],
    cells: dict[Key, Cell],
    held: dict[int | None, datetime],
) -> AreaRow:
    own = [(kind, cells.get((key, kind.pk), Cell())) for kind in kinds]
    whole = [cell for _, cell in own] + [cells.get((key, None), Cell())]
    return AreaRow(area, own, held.get(key), _sum(whole))


def _sum(cells: Iterable[Cell]) -> Cell:
    cells = list(cells)
    helped = [cell.helped for cell in cells if cell.helped]
    return Cell(
        groups=sum(cell.groups for cell in cells),
        with_wins=sum(cell.with_wins for cell in cells),
        helped=max(helped, default=None),
        came=sum(cell.came for cell in cells),
        asked=sum(cell.asked for cell in cells),
    )


def _cells() -> dict[Key, Cell]:
    there = Group.objects.filter(left_at=None).exclude(status=Group.Status.CLOSED)
    win = Finding.objects.filter(TO_HELP_WITH, group=OuterRef("pk"), state=Finding.State.EASY_WIN)
    came = Attendance.groups.through.objects.filter(
        group=OuterRef("pk"), attendance__undone_at=None, attendance__arrival=Attendance.Arrival.HERE
    )
    asked = Invitation.objects.filter(group=OuterRef("pk"), state=Invitation.State.SENT)
    groups = _counted(there)
    wins, here = _counted(there.filter(Exists(win))), _counted(there.filter(Exists(came)))
    invited, helped = _counted(there.filter(Exists(asked))), _helped(there)
    return {
        key: Cell(many, wins.get(key, 0), helped.get(key), here.get(key, 0), invited.get(key, 0))
        for key, many in groups.items()
    }


def _counted(groups: QuerySet[Group]) -> dict[Key, int]:
    rows = groups.order_by().values_list("area_id", "kind_id").annotate(many=Count("pk"))
    return {(area, kind): many for area, kind, many in rows}


def _helped(groups: QuerySet[Group]) -> dict[Key, datetime]:
    notes = HelpNote.objects.filter(undone_at=None, groups__in=groups)
    rows = notes.order_by().values_list("groups__area_id", "groups__kind_id").annotate(last=Max("at"))
    return {(area, kind): last for area, kind, last in rows}


def _held() -> dict[int | None, datetime]:
    """Return when something was held last in each area."""
    held = Gathering.objects.filter(state=Gathering.State.CLOSED).order_by()
    return dict(held.values_list("venue__area_id").annotate(last=Max("starts_at")))
