"""Whom to ask to a gathering, each with a plain reason or two; whom not to ask; and what they said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from bandstand.groups.models import Group, Kind
from bandstand.groups.queries.contacts import contacts_of
from bandstand.people.models import PrivateLink
from bandstand.places.grid import metres_between
from bandstand.presence.models import TO_HELP_WITH, Finding

from .. import reasons
from ..models import Attendance, Gathering, Invitation
from ..reasons import Reason

FAR = 9_700  # metres: six miles; nobody farther off is suggested
_DEGREE = 111_000  # metres of latitude
_LOOKED_AT = 4_000
QUICK = 15  # minutes: what counts as a quick easy win
_STANDS = ~Q(state=Invitation.State.WITHDRAWN)


@dataclass(frozen=True)
class Reach:
    """How a group can be reached; what we do not know is empty."""

    name: str = ""
    email: str = ""
    phone: str = ""
    post: str = ""

    @property
    def route(self) -> Invitation.Route:
        """The easiest way there is: by e-mail, else by letter, else somebody rings."""
        if self.email:
            return Invitation.Route.EMAIL
        return Invitation.Route.LETTER if self.post else Invitation.Route.PHONE


@dataclass(frozen=True)
class Worth:
    """A group worth asking: the strongest reason first."""

    group: Group
    reasons: list[Reason]

    @property
    def weight(self) -> float:
        return sum(reason.weight for reason in self.reasons)


def not_to_be_asked() -> QuerySet[Invitation]:
    """Return the answers of groups who said “please do not ask again”: nothing that invites may ask them."""
    return Invitation.objects.filter(answer=Invitation.Answer.NO_MORE, group__isnull=False)


def may_be_asked(gathering: Gathering) -> QuerySet[Group]:
    """Return the groups that could be asked to this one: not asked or booked yet, and willing to be asked."""
    asked = Invitation.objects.filter(_STANDS, gathering=gathering, group__isnull=False, helping=False)
    coming = Attendance.groups.through.objects.filter(_on_the_list(gathering))
    return (
        Group.objects.filter(left_at=None)
        .exclude(status=Group.Status.CLOSED)
        .exclude(pk__in=not_to_be_asked().values("group"))
        .exclude(pk__in=asked.values("group"))
        .exclude(pk__in=coming.values("group_id"))
        .select_related("kind")
        .defer("search", "notes", "said_by", "about")
    )


def worth_asking(gathering: Gathering, *, only: str = "", find: str = "", most: int = 40) -> list[Worth]:
    """Return the groups worth asking, the best first; `only` is the code of a reason they must have.

    With `find` any group of that name is returned, whether there is a reason or not.
    """
    groups = may_be_asked(gathering)
    groups = groups.filter(search__contains=find.casefold()) if find else _within_reach(groups, gathering)
    found = weighed(gathering, groups[:_LOOKED_AT])
    kept = [
        one
        for one in found
        if (find or _is_worth(one)) and (not only or only in {reason.code for reason in one.reasons})
    ]
    return sorted(kept, key=lambda one: (-one.weight, one.group.plain_name, one.group.pk))[:most]


def weighed(gathering: Gathering, groups: Iterable[Group]) -> list[Worth]:
    """Return these groups with the reasons to ask them: the same few queries however many there are."""
    listed = list(groups)
    facts = _facts(gathering, listed)
    return [Worth(group, facts.about(group)) for group in listed]


def reach_of(groups: Iterable[Group]) -> dict[int, Reach]:
    """Return how each group is reached, by its id. Who asked for no letters is only rung."""
    listed = list(groups)
    people: dict[int, list[tuple[str, str, str]]] = {}
    for contact in contacts_of(listed):
        told = (contact.person.name, contact.person.email, contact.person.phone)
        people.setdefault(contact.group_id, []).append(told)
    return {group.pk: _reach(group, people.get(group.pk, [])) for group in listed}


def invitations_of(gathering: Gathering) -> QuerySet[Invitation]:
    """Return the invitations that stand, in order of wave and name, with whether the group has booked."""
    seats = Attendance.groups.through.objects.filter(_on_the_list(gathering), group_id=OuterRef("group_id"))
    return (
        Invitation.objects.filter(_STANDS, gathering=gathering)
        .select_related("group__kind", "person", "attendance", "message", "gathering__venue", "hub")
        .annotate(booked=Exists(seats))
        .order_by("wave", "group__plain_name", "person__name", "pk")
    )


def invitation_of_link(link: PrivateLink) -> Invitation | None:
    return (
        Invitation.objects.filter(_STANDS, uid=link.subject)
        .select_related("group", "person", "gathering__venue", "gathering__hub", "attendance", "hub")
        .first()
    )


def _on_the_list(gathering: Gathering) -> Q:
    booked = [Attendance.Booking.BOOKED, Attendance.Booking.WAITING]
    return Q(attendance__gathering=gathering, attendance__booking__in=booked, attendance__undone_at=None)


def _within_reach(groups: QuerySet[Group], gathering: Gathering) -> QuerySet[Group]:
    venue = gathering.venue
    if venue.lat is None or venue.lon is None:
        return groups
    high, wide = FAR / _DEGREE, FAR / _DEGREE * 2
    around = Q(
        lat__range=(venue.lat - high, venue.lat + high), lon__range=(venue.lon - wide, venue.lon + wide)
    )
    return groups.filter(around | Q(lat=None))


def _is_worth(one: Worth) -> bool:
    """Been or never been alone is no reason to ask somebody: something must speak for this one."""
    return any(reason.code not in {"never", "been"} for reason in one.reasons)


def _reach(group: Group, people: list[tuple[str, str, str]]) -> Reach:
    with_mail = next(((name, email) for name, email, _ in people if email), None)
    name, email = with_mail or (people[0][0] if people else "", group.email)
    phone = next((number for _, _, number in people if number), group.phone)
    if group.no_letters_at:
        return Reach(name=name, phone=phone)
    post = ", ".join(part for part in (group.address, group.postcode) if part)
    return Reach(name=name, email=email, phone=phone, post=post)


@dataclass(frozen=True)
class _Facts:
    """What is known, by group id, for the reasons."""

    gathering: Gathering
    kinds: dict[int, Kind]  # those it is meant for
    coming: set[int]  # kinds of the groups that booked
    wins: dict[int, tuple[str, int]]
    been: dict[int, datetime]
    missed: dict[int, datetime]
    declined: set[int]

    def about(self, group: Group) -> list[Reason]:
        found = [
            self._asked(group), self._near(group), self._win(group), self._mix(group), self._before(group),
        ]  # fmt: skip
        return sorted((one for one in found if one), key=lambda one: -one.weight)

    def _asked(self, group: Group) -> Reason | None:
        if group.pk in self.missed:
            return reasons.missed(self.missed[group.pk])
        return reasons.DECLINED if group.pk in self.declined else None

    def _near(self, group: Group) -> Reason | None:
        venue = self.gathering.venue
        if group.lat is None or group.lon is None or venue.lat is None or venue.lon is None:
            return None
        return reasons.near(metres_between(group.lat, group.lon, venue.lat, venue.lon))

    def _win(self, group: Group) -> Reason | None:
        found = self.wins.get(group.pk)
        return reasons.win(*found) if found else None

    def _mix(self, group: Group) -> Reason | None:
        if group.kind is None:
            return None
        if self.kinds:
            return reasons.kind(group.kind) if group.kind_id in self.kinds else None
        return reasons.missing(group.kind) if self.coming and group.kind_id not in self.coming else None

    def _before(self, group: Group) -> Reason:
        last = self.been.get(group.pk)
        return reasons.been(last) if last else reasons.NEVER


def _facts(gathering: Gathering, groups: list[Group]) -> _Facts:
    ids = [group.pk for group in groups]
    return _Facts(
        gathering=gathering,
        kinds={kind.pk: kind for kind in gathering.kinds.all()},
        coming=_kinds_coming(gathering),
        wins=_quickest(ids),
        been=_last(gathering, Q(attendance__arrival=Attendance.Arrival.HERE)),
        missed=_last(gathering, _MISSED),
        declined=_declined(gathering),
    )


# Booked or waited last time and was not there: they wanted to come.
_MISSED = Q(attendance__booking__in=[Attendance.Booking.WAITING, Attendance.Booking.CANCELLED]) & ~Q(
    attendance__arrival=Attendance.Arrival.HERE
)
_LATELY = timedelta(days=400)


def _kinds_coming(gathering: Gathering) -> set[int]:
    rows = Attendance.groups.through.objects.filter(_on_the_list(gathering), group__kind__isnull=False)
    return set(rows.values_list("group__kind_id", flat=True))


def _quickest(ids: list[int]) -> dict[int, tuple[str, int]]:
    """Return the quickest easy win of each group, where one takes no longer than a quarter of an hour."""
    wins = Finding.objects.filter(
        TO_HELP_WITH, ruling="", effort_minutes__lte=QUICK, effort_minutes__gt=0
    ).order_by("effort_minutes", "pk")
    wins = (
        wins.filter(group__in=ids) if len(ids) <= 500 else wins
    )  # a long list is longer to send than to sift
    found: dict[int, tuple[str, int]] = {}
    for group, headline, minutes in wins.values_list("group_id", "headline", "effort_minutes"):
        found.setdefault(group, (headline, minutes or 0))
    return found


def _last(gathering: Gathering, which: Q) -> dict[int, datetime]:
    """Return when each group was last in this case, at gatherings before this one."""
    rows = Attendance.groups.through.objects.filter(
        which, attendance__undone_at=None, attendance__gathering__starts_at__lt=gathering.starts_at
    ).exclude(attendance__gathering=gathering)
    latest = rows.values("group_id").annotate(last=Max("attendance__gathering__starts_at"))
    return {row["group_id"]: row["last"] for row in latest if row["last"] > gathering.starts_at - _LATELY}


def _declined(gathering: Gathering) -> set[int]:
    said = Invitation.objects.filter(answer=Invitation.Answer.NOT_THIS_TIME, group__isnull=False)
    return {pk for pk in said.exclude(gathering=gathering).values_list("group_id", flat=True) if pk}
