"""Choosing dates by area, by kind of gathering, and by whom they are for."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from bandstand.groups.models import Kind
from bandstand.places.models import Area

from ..models import Gathering


@dataclass(frozen=True)
class Choice:
    """What somebody wants to follow; all of it empty means everything.

    `kind` is a kind of gathering; a `group_kind` finds those meant for it and those meant for everybody.
    """

    area: Area | None = None
    kind: str = ""
    group_kind: Kind | None = None

    def of(self, gatherings: QuerySet[Gathering]) -> QuerySet[Gathering]:
        if self.area is not None:
            gatherings = gatherings.filter(venue__area__code=self.area.code)
        if self.kind:
            gatherings = gatherings.filter(kind=self.kind)
        if self.group_kind is not None:
            gatherings = gatherings.filter(Q(kinds=None) | Q(kinds=self.group_kind)).distinct()
        return gatherings

    @property
    def in_words(self) -> str:
        """“in Kilnhollow, networking evenings, for sports clubs”; nothing for everything."""
        parts = [
            f"in {self.area}" if self.area else "",
            KINDS.get(self.kind, ""),
            f"for {self.group_kind.plural}" if self.group_kind else "",
        ]
        return ", ".join(filter(None, parts))


KINDS = {
    "surgery": "surgeries",
    "networking": "networking evenings",
    "awards": "awards nights",
    "other": "other gatherings",
}


class NoSuchChoiceError(LookupError):
    """There is no such area or kind here."""


def choice_of(*, area: str = "", kind: str = "", group_kind: str = "") -> Choice:
    """Return what these codes stand for. Raises NoSuchChoiceError for one that is not known."""
    if kind and kind not in KINDS:
        raise NoSuchChoiceError(kind)
    found_area = Area.objects.defer("geometry").filter(code=area).first() if area else None
    found_kind = Kind.objects.filter(slug=group_kind).first() if group_kind else None
    if (area and found_area is None) or (group_kind and found_kind is None):
        raise NoSuchChoiceError(area or group_kind)
    return Choice(found_area, kind, found_kind)


def areas_with_gatherings() -> QuerySet[Area]:
    """Return the areas that have had a gathering or will have one, by name."""
    known = Gathering.objects.exclude(venue__area=None).values("venue__area")
    return Area.objects.defer("geometry").filter(pk__in=known).order_by("name")
