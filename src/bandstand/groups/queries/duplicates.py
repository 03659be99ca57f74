"""Groups that look alike, side by side; what was merged, and where it is now."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.text import capfirst

from bandstand.people.models import Hub

from ..matching import Card, Pair, Tier, pairs
from ..models import Group, Identifier, Likeness, MatchDecision, Merge, OnlinePlace
from ..words import plain

KEPT, ABSORBED = "kept", "absorbed"
_MOST_POSSIBLE = 2_000
_BY_HAND = {"officer", "group"}


@dataclass(frozen=True)
class Choice:
    """A field of which one group's has to be chosen: its columns, and the words to choose by.

    `told` are the names it goes by in `Group.said_by`.
    """

    label: str
    columns: tuple[str, ...]
    told: tuple[str, ...]
    words: Callable[[Group], str]

    def shown(self, group: Group) -> str:
        return self.words(group).strip()


def _plainly(name: str) -> Callable[[Group], str]:
    return lambda group: str(getattr(group, name) or "")


def _kind(group: Group) -> str:
    return capfirst(str(group.kind or ""))


def _place(group: Group) -> str:
    return ", ".join(filter(None, [group.address, group.postcode])) or (
        "" if group.lat is None else f"{group.lat:.4f}, {group.lon:.4f}"
    )


CHOICES = {
    "name": Choice("Name", ("name",), ("name",), _plainly("name")),
    "kind": Choice("Kind", ("kind_id", "kind_is_guess"), ("kind",), _kind),
    "about": Choice("What it does", ("about",), ("about",), _plainly("about")),
    "status": Choice("Does it meet?", ("status",), ("status",), lambda group: group.get_status_display()),
    "place": Choice(
        "Where it meets",
        ("address", "postcode", "lat", "lon", "precision", "area_id"),
        ("address", "postcode"),
        _place,
    ),
    "email": Choice("E-mail", ("email",), ("email",), _plainly("email")),
    "phone": Choice("Telephone", ("phone",), ("phone",), _plainly("phone")),
    "charity_number": Choice(
        "Charity number", ("charity_number",), ("charity_number",), _plainly("charity_number")
    ),
}  # fmt: skip


def default_choices(kept: Group, absorbed: Group) -> dict[str, str]:
    """Return of which group each field is best: what is there before what is not, what somebody said by hand
    before what a sheet said (the latest first), what is longer before what is shorter.
    """
    return {
        key: KEPT if _worth(choice, kept) >= _worth(choice, absorbed) else ABSORBED
        for key, choice in CHOICES.items()
    }


def _worth(choice: Choice, group: Group) -> tuple[bool, str, int, int]:
    words = choice.shown(group)
    entries = [group.said_by.get(name) or {} for name in choice.told]
    by_hand = max((str(entry.get("at", "")) for entry in entries if entry.get("how") in _BY_HAND), default="")
    guessed = "kind_is_guess" in choice.columns and group.kind_is_guess
    return bool(words), by_hand if words else "", -int(guessed), len(words)


@dataclass(frozen=True)
class Line:
    """One field of two groups, side by side, with who says so; `differs` when there is something to
    choose.
    """

    key: str
    label: str
    kept: str
    absorbed: str
    kept_said: dict[str, Any]
    absorbed_said: dict[str, Any]
    choice: str

    @property
    def differs(self) -> bool:
        return self.kept != self.absorbed

    @property
    def chosen(self) -> str:
        return self.kept if self.choice == KEPT else self.absorbed


def side_by_side(kept: Group, absorbed: Group, choices: dict[str, str] | None = None) -> list[Line]:
    chosen = default_choices(kept, absorbed) | (choices or {})
    return [
        Line(
            key, choice.label, choice.shown(kept), choice.shown(absorbed),
            _said(choice, kept), _said(choice, absorbed), chosen[key],
        )
        for key, choice in CHOICES.items()
        if choice.shown(kept) or choice.shown(absorbed)
    ]  # fmt: skip


def other_names(kept: Group, absorbed: Group, name: str) -> list[str]:
    """Return the other names of the two as one group of this name: each once, none of them its own."""
    told, found = {plain(name)}, []
    for one in [kept.name, absorbed.name, *kept.other_names, *absorbed.other_names]:
        if plain(one) not in told:
            told.add(plain(one))
            found.append(one)
    return found


def _said(choice: Choice, group: Group) -> dict[str, Any]:
    return next((entry for name in choice.told if (entry := group.said_by.get(name))), {})


def now_part_of() -> dict[str, str]:
    """Return, by the uid of each group made one with another, that of the group it is part of by now."""
    merges = Merge.objects.filter(undone_at=None).order_by("at", "pk")
    kept = {str(uid): str(into) for uid, into in merges.values_list("absorbed_uid", "kept__uid")}
    return {uid: _end_of(uid, kept) for uid in kept}


def _end_of(uid: str, kept: dict[str, str]) -> str:
    """Follow a group to the one it is part of, which may be part of a third since."""
    met: set[str] = set()
    while uid in kept and uid not in met:
        met.add(uid)
        uid = kept[uid]
    return uid


def what_comes_with(group: Group) -> list[tuple[int, str]]:
    """Return how many of each thing holds on to a group: it all moves when groups are merged."""
    counted = [
        (group.online_places.count(), "online place,online places"),
        (group.places.count(), "other place,other places"),
        (group.identifiers.count(), "registered number,registered numbers"),
        (group.contacts.count(), "contact,contacts"),
        (group.interests.count(), "interest,interests"),
        (group.branches.count(), "branch,branches"),
        (group.import_rows.count(), "row of a sheet,rows of sheets"),
    ]
    return [one for one in counted if one[0]]


def all_cards() -> Iterator[Card]:
    """Yield every group of the hub in force as it is compared. Three queries, streamed."""
    links: dict[int, list[str]] = defaultdict(list)
    for pk, key in OnlinePlace.objects.values_list("group_id", "match_key").iterator(chunk_size=5000):
        links[pk].append(key)
    numbers: dict[int, list[str]] = defaultdict(list)
    for pk, scheme, value in Identifier.objects.values_list("group_id", "scheme", "value"):
        numbers[pk].append(f"{scheme}:{value}")
    columns = [
        "pk",
        "name",
        "other_names",
        "postcode",
        "lat",
        "lon",
        "address",
        "phone",
        "email",
        "charity_number",
    ]
    for told in Group.objects.order_by("pk").values(*columns).iterator(chunk_size=2000):
        pk, charity, others = told.pop("pk"), told.pop("charity_number"), told.pop("other_names")
        registered = [*numbers[pk], *([f"GB-CHC:{charity}"] if charity else [])]
        yield Card(
            key=pk, other_names=tuple(map(str, others or ())), links=frozenset(links[pk]),
            numbers=frozenset(registered), **told,
        )  # fmt: skip


def find_pairs() -> list[Pair]:
    """Compare every group of the hub in force with every other it may be."""
    return pairs(all_cards())


def find_likenesses(hub: Hub) -> list[Likeness]:
    """Return the pairs that look alike, unsaved, leaving out a body and its own branches."""
    parents = dict(Group.objects.exclude(parent=None).values_list("pk", "parent_id"))
    found, possible = [], 0
    for pair in find_pairs():
        first, second = sorted((int(pair.first), int(pair.second)))
        if parents.get(first) == second or parents.get(second) == first:
            continue
        possible += pair.tier == Tier.POSSIBLE
        if pair.tier != Tier.POSSIBLE or possible <= _MOST_POSSIBLE:
            found.append(
                Likeness(
                    hub=hub, first_id=first, second_id=second, tier=str(pair.tier),
                    reasons=list(pair.reasons), bits=pair.bits,
                )
            )  # fmt: skip
    return found


def likenesses(tier: str = "", *, said: str = "") -> QuerySet[Likeness]:
    """Return the pairs to decide on, the surest first; with `said`, those of which that was said."""
    decided = MatchDecision.objects.filter(first=OuterRef("first"), second=OuterRef("second"))
    found = Likeness.objects.filter(Exists(decided.filter(said=said)) if said else ~Exists(decided))
    found = found.filter(tier=tier) if tier else found
    # Branches of one body were told apart already.
    found = found.exclude(Q(first__parent__isnull=False) & Q(first__parent=F("second__parent")))
    both = ("first__kind", "first__area", "second__kind", "second__area")
    return found.select_related(*both).defer("first__area__geometry", "second__area__geometry")


def numbers_by_tier() -> dict[str, int]:
    """Return how many pairs of each tier wait for a decision, and how many were put off."""
    counts = {tier.value: likenesses(tier).count() for tier in Likeness.Tier}
    return counts | {"later": likenesses(said=MatchDecision.Said.LATER).count()}


def looked_at() -> Any:
    """Return when look-alikes were last found; None when never, or when none were."""
    return Likeness.objects.order_by("-found_at").values_list("found_at", flat=True).first()


def likeness_of(one: Group, other: Group) -> Likeness | None:
    first, second = sorted((one.pk, other.pk))
    return Likeness.objects.filter(first=first, second=second).first()


def decision_on(one: Group, other: Group) -> MatchDecision | None:
    first, second = sorted((one.pk, other.pk))
    return MatchDecision.objects.filter(first=first, second=second).select_related("by").first()


def past_merges() -> QuerySet[Merge]:
    return Merge.objects.select_related("kept", "by").order_by("-at", "-pk")


def about_labels(group: Group) -> list[str]:
    """Return what deeds about this group are labelled with: its own, and those of all it has taken in."""
    absorbed = Merge.objects.filter(kept=group, undone_at=None).values_list("absorbed_id", flat=True)
    return [f"{Group._meta.label}:{pk}" for pk in [group.pk, *absorbed]]  # noqa: SLF001
