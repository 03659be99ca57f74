"""What somebody beside a group can help it with: what they asked for first, then what is quickest."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.db.models import Exists, OuterRef, Q, QuerySet

from bandstand.groups.models import Group
from bandstand.presence.models import TO_HELP_WITH, Finding

from ..models import Attendance


@dataclass(frozen=True)
class Win:
    """Something that would help; `asked` when it is what they booked for."""

    finding: Finding
    asked: bool

    @property
    def is_done(self) -> bool:
        return self.finding.closed_at is not None


_SIGNED = Signer(salt="an easy win to book help with")


def name_in_address(finding: Finding) -> str:
    """Return what names an easy win in the booking form's address: nobody can try out numbers there."""
    return _SIGNED.sign(str(finding.pk))


def named_in_address(word: str) -> Finding | None:
    """Return the easy win named so, if it is still to be had."""
    try:
        pk = int(_SIGNED.unsign(word))
    except (BadSignature, ValueError):
        return None
    return Finding.objects.filter(TO_HELP_WITH, pk=pk).select_related("group").first()


def wins_of(bookings: Iterable[Attendance]) -> dict[int, list[Win]]:
    """Return by booking what would help its groups, in three queries however many there are."""
    listed = list(bookings)
    asked = _asked(listed)
    found = _by_group({group.pk for booking in listed for group in booking.groups.all()})
    return {booking.pk: _in_order(booking, asked.get(booking.pk, []), found) for booking in listed}


def with_wins(bookings: Iterable[Attendance]) -> list[tuple[Attendance, list[Win]]]:
    listed = list(bookings)
    wins = wins_of(listed)
    return [(booking, wins[booking.pk]) for booking in listed]


def _asked(bookings: list[Attendance]) -> dict[int, list[Finding]]:
    links = Attendance.wins.through.objects.filter(attendance__in=bookings).select_related("finding")
    asked: dict[int, list[Finding]] = {}
    for link in links.order_by("finding__effort_minutes", "finding_id"):
        asked.setdefault(link.attendance_id, []).append(link.finding)
    return asked


def _by_group(groups: set[int]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {}
    for finding in quickest_first(Finding.objects.filter(TO_HELP_WITH, group_id__in=groups)):
        found.setdefault(finding.group_id, []).append(finding)
    return found


def quickest_first(findings: QuerySet[Finding]) -> list[Finding]:
    """Return them quickest first; what they want to leave for another time comes last."""
    return sorted(findings, key=lambda one: (bool(one.ruling), one.effort_minutes or 999, one.pk))


def _in_order(booking: Attendance, asked: list[Finding], found: dict[int, list[Finding]]) -> list[Win]:
    ids = {finding.pk for finding in asked}
    others = [win for group in booking.groups.all() for win in found.get(group.pk, []) if win.pk not in ids]
    return [*(Win(one, asked=True) for one in asked), *(Win(one, asked=False) for one in others)]


def open_wins(people: list[Attendance]) -> QuerySet[Finding]:
    """Return what would help the groups of these people, what they asked for first, then the quickest.

    Adds `asked`, true for what one of them booked for.
    """
    wanted = Attendance.wins.through.objects.filter(attendance__in=people, finding=OuterRef("pk"))
    groups = Group.objects.filter(attendances__in=people)
    offered = Finding.objects.annotate(asked=Exists(wanted)).filter(
        Q(TO_HELP_WITH, group__in=groups) | Q(asked=True, closed_at=None)
    )
    return offered.select_related("group").order_by("-asked", "group__name", "effort_minutes", "pk")
