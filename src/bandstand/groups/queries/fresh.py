"""How fresh what we say of groups is: who confirmed it, who could be asked, and what groups told us."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from bandstand.people.models import Deed, PrivateLink

from ..models import Group, GroupContact, Merge, PageAsk

A_YEAR = timedelta(days=365)
# Not asked again sooner than this after the last letter, and not within this of having said all is right.
ASKED_EVERY = timedelta(days=335)

# What a group does on its own page, by the verbs of the deeds. They have no actor: the link has no name.
TOLD = [
    "confirmed a group",
    "changed a group",
    "added an online place",
    "removed an online place",
    "hid a group",
    "showed a group",
    "left the directory",
    "added a contact",
    "removed a contact",
    "said yes to being shown",
    "took back a yes",
    "said an interest",
    "stopped letters",
    "wants letters",
]
CAN_BE_PUT_BACK = ["changed a group", "added an online place", "removed an online place"]


def looked_after() -> QuerySet[Group]:
    """Return the groups whose entry should be right: shown, still meeting as far as we know."""
    return Group.objects.filter(listed=True, left_at=None).exclude(status=Group.Status.CLOSED)


def stale(show: str = "", *, kind: str = "", by_name: bool = False) -> QuerySet[Group]:
    """Return the groups nobody has confirmed for a year, longest ago first. `show` narrows: never, old."""
    never, old = Q(confirmed_at=None), Q(confirmed_at__lt=timezone.now() - A_YEAR)
    found = looked_after().filter({"never": never, "old": old}.get(show, never | old))
    if kind:
        found = found.filter(kind__slug=kind)
    found = found.select_related("kind").defer("search", "notes")
    longest = F("confirmed_at").asc(nulls_first=True)
    return found.order_by("plain_name", "pk") if by_name else found.order_by(longest, "plain_name", "pk")


def to_ask(now: datetime | None = None) -> QuerySet[Group]:
    """Return the groups the yearly letter would go to, longest waiting first.

    They have an address, did not ask us not to write, and neither confirmed nor were asked for eleven months.
    """
    since = (now or timezone.now()) - ASKED_EVERY
    reachable = GroupContact.objects.filter(group=OuterRef("pk"), person__anonymised_at=None)
    return (
        looked_after()
        .filter(Q(confirmed_at=None) | Q(confirmed_at__lt=since), Q(asked_at=None) | Q(asked_at__lt=since))
        .filter(Q(Exists(reachable.exclude(person__email=""))) | ~Q(email=""), no_letters_at=None)
        .select_related("hub", "kind")
        .defer("search", "notes")
        .order_by(F("confirmed_at").asc(nulls_first=True), "plain_name", "pk")
    )


def told_us() -> QuerySet[Deed]:
    """Return what groups did on their own pages, latest first."""
    return Deed.objects.filter(actor=None, verb__in=TOLD, about__startswith=_ABOUT).order_by("-at", "-pk")


def deeds_of(group: Group) -> QuerySet[Deed]:
    return Deed.objects.filter(about=f"{_ABOUT}{group.pk}")


def groups_of(deeds: list[Deed]) -> dict[int, Group]:
    """Return, by deed id, the groups these deeds are about; those gone since are left out."""
    ids = {deed.pk: int(deed.about.removeprefix(_ABOUT)) for deed in deeds}
    groups = Group.objects.defer("search", "notes").in_bulk(ids.values())
    return {deed: groups[pk] for deed, pk in ids.items() if pk in groups}


def group_of_link(link: PrivateLink) -> Group | None:
    """Return the group a private page is of; after a merge, the group it became part of."""
    groups = Group.objects.select_related("kind", "area", "hub").defer("area__geometry")
    found = groups.filter(uid=link.subject, left_at=None).first()
    if found is not None:
        return found
    merge = Merge.objects.filter(absorbed_uid=link.subject, undone_at=None).first()
    return groups.filter(pk=merge.kept_id, left_at=None).first() if merge else None


def links_in_force(group: Group) -> QuerySet[PrivateLink]:
    return PrivateLink.objects.filter(
        purpose=PrivateLink.Purpose.GROUP,
        subject=group.uid,
        revoked_at=None,
        expires_at__gt=timezone.now(),
    ).order_by("-made_at", "-pk")


def page_asks() -> QuerySet[PageAsk]:
    """Return who asks for a group's page and waits for an officer."""
    return PageAsk.objects.filter(waits=True).select_related("group__hub")


_ABOUT = "groups.Group:"
