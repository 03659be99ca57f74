"""Keeping which group's website points to which: rows are added and closed, never written anew."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

import checkup
from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.actions.deeds import record
from bandstand.people.models import Person
from bandstand.people.traces import without_contacts
from checkup.inner import bare
from checkup.others import is_a_name

from ..alone import host_of, is_left_alone
from ..models import CheckUp, OnlineTie, PageMemory
from ..websites import storable

_LOOKS_BACK = 3
_SHORT = 6  # letters
_Key = tuple[int, str]


def settle_ties(check_up: CheckUp, report: checkup.Report) -> None:
    """Keep what a look saw, in the caller's transaction; a look that could not look changes nothing."""
    group = Group.objects.get(pk=check_up.group_id)
    if report.ties is None or not report.could_look or _is_out(group):
        return
    found = _found(report.ties)
    standing = {(tie.target_id, tie.key): tie for tie in OnlineTie.objects.filter(source=group, gone_at=None)}
    still = {standing[key].pk for key in found.keys() & standing.keys()} | _moved_within(found, standing)
    OnlineTie.objects.filter(pk__in=still).update(last_seen_at=report.finished)
    _fill_in(found, standing)
    read = _Read.by(report)
    looked_for = _looked_for(tie.target_id for tie in standing.values())
    gone = [
        tie.pk
        for tie in standing.values()
        if tie.pk not in still and tie.target_id in looked_for and read.covers(tie)
    ]
    OnlineTie.objects.filter(pk__in=gone).update(gone_at=report.finished)
    known = {_said(tie) for tie in standing.values() if tie.pk in still and tie.everywhere}
    new = {
        key: tie
        for key, tie in found.items()
        if key not in standing and (key[0], tie.how, _kept(tie)) not in known
    }
    _add(check_up, new, report.finished)


@transaction.atomic
def deny_tie(tie: OnlineTie, *, of: Group, by: Person | None) -> None:
    """One of the two groups says that this is not them: it is shown nowhere, and stays so."""
    if of.pk not in (tie.source_id, tie.target_id) or tie.denied_at is not None:
        return
    same = OnlineTie.objects.filter(source=tie.source_id, target=tie.target_id, denied_at=None)
    same.filter(_same_as(tie)).update(denied_at=timezone.now(), sentence="")
    record(of.hub, "denied a tie", f"said that a page does not speak of {of.name}", by=by, about=of)


def take_out_sentences(groups: Collection[int]) -> None:
    """Take out what was kept of these groups, from their own pages and from others'."""
    read_anew(groups)
    OnlineTie.objects.filter(Q(source__in=groups) | Q(target__in=groups)).update(sentence="")
    for name in _names_of(Group.objects.filter(pk__in=groups)):  # what links two others may speak of it too
        said = OnlineTie.objects.filter(sentence__icontains=name).values_list("pk", "sentence")
        theirs = [pk for pk, sentence in said if _speaks_of(sentence, [name])]
        OnlineTie.objects.filter(pk__in=theirs).update(sentence="")


def _names_of(groups: QuerySet[Group]) -> list[str]:
    """Return what these are called, but for what is no name: a group may call itself “a” or “the club”."""
    rows = groups.values_list("name", "other_names")
    every = [str(name) for one, others in rows for name in (one, *others)]
    return [name for name in every if is_a_name(name)]


def _speaks_of(sentence: str, names: Collection[str]) -> bool:
    """Tell whether a sentence has one of these names in it: a short one only where it is spelt as a name."""
    ways = (rf"(?<!\w){re.escape(name)}(?!\w)" for name in names)
    found = (one[0] for way in ways for one in re.finditer(way, sentence, re.IGNORECASE))
    return any(len(name) > _SHORT or not name[0].islower() for name in found)


def read_anew(groups: Collection[int]) -> None:
    """Forget what pages of these groups and pages that spoke of them were like: they are read next time."""
    speakers = OnlineTie.objects.filter(target__in=groups).values_list("source_id", flat=True)
    PageMemory.objects.filter(group__in={*groups, *speakers}).delete()


def forget_ties_at(host: str) -> None:
    """A website is left alone from now on: what its pages and others' said of its groups goes."""
    sites = OnlinePlace.objects.filter(kind=OnlinePlace.Kind.WEBSITE, url__icontains=host)
    alone = frozenset((host,))
    groups = [place.group_id for place in sites if is_left_alone(place.url, alone)]
    take_out_sentences(groups)
    standing = OnlineTie.objects.filter(Q(source__in=groups) | Q(target__in=groups), gone_at=None)
    standing.update(gone_at=timezone.now())


@dataclass(frozen=True)
class _Read:
    """What a look really read: pages by their bare address, and posts."""

    front: str
    pages: frozenset[str]
    posts: checkup.PostsRead | None

    @classmethod
    def by(cls, report: checkup.Report) -> "_Read":
        whole = [
            page for page in report.pages if page.outcome is checkup.Outcome.LOOKED and not page.cut_short
        ]
        missing = [page for page in report.pages if page.outcome is checkup.Outcome.NOT_FOUND]
        pages = frozenset(bare(page.url) for page in (*whole, *missing))
        front = next((page.url for page in report.pages if page.outcome is checkup.Outcome.LOOKED), "")
        return cls(front, pages, report.posts)

    def covers(self, tie: OnlineTie) -> bool:
        """Tell whether a tie would have been seen had it still been there."""
        if tie.how == OnlineTie.How.POST:
            return self.posts is not None and self._has_post(tie, self.posts)
        return bare(tie.address) in self.pages or host_of(tie.address) != host_of(self.front)

    def _has_post(self, tie: OnlineTie, posts: checkup.PostsRead) -> bool:
        """A post older than all that are left has only scrolled off."""
        if tie.address in posts.addresses:
            return True
        return tie.dated is not None and posts.oldest is not None and tie.dated > posts.oldest


def _is_out(group: Group) -> bool:
    return group.off_map_at is not None or group.left_at is not None


def _looked_for(groups: Iterable[int]) -> set[int]:
    """Return those of these groups that a look can see: what is not looked for is not found, and not gone."""
    there = Group.objects.filter(pk__in=set(groups), off_map_at=None, left_at=None)
    return set(there.values_list("pk", flat=True))


def _found(ties: Collection[checkup.Tie]) -> dict[_Key, checkup.Tie]:
    """Return the ties by target and key, those left out that must not be kept."""
    there = _looked_for(int(tie.key) for tie in ties)
    return {
        (int(tie.key), _key_of(tie)): tie for tie in ties if int(tie.key) in there and len(tie.page) <= 2000
    }


def _key_of(tie: checkup.Tie) -> str:
    return key_of(tie.how, "" if tie.everywhere else tie.page)


def key_of(how: str, page: str) -> str:
    """Return what one place is known again by: the kind, and the page ("" for every page)."""
    where = (page if how == "post" else bare(page)) if page else "everywhere"
    return hashlib.sha256(f"{how} {where}".encode("utf-8", "surrogatepass")).hexdigest()


def _moved_within(found: Mapping[_Key, checkup.Tie], standing: Mapping[_Key, OnlineTie]) -> set[int]:
    """Return what is found in the same words though fewer pages could be read: it is not gone."""
    said = {(target, tie.how, _kept(tie)) for (target, _), tie in found.items()}
    return {tie.pk for tie in standing.values() if tie.everywhere and tie.sentence and _said(tie) in said}


def _said(tie: OnlineTie) -> tuple[int, str, str]:
    """Return what one counted as being on every page is known again by on the few that were read."""
    return tie.target_id, tie.how, tie.sentence


def _kept(tie: checkup.Tie) -> str:
    words: str = without_contacts(storable(tie.sentence))
    return words[:200]


def _fill_in(found: Mapping[_Key, checkup.Tie], standing: Mapping[_Key, OnlineTie]) -> None:
    """Say again what stands round ties of a group that was out of the picture for a while."""
    for key in found.keys() & standing.keys():
        if not standing[key].sentence and standing[key].denied_at is None and _kept(found[key]):
            OnlineTie.objects.filter(pk=standing[key].pk).update(sentence=_kept(found[key]))


def _add(check_up: CheckUp, new: Mapping[_Key, checkup.Tie], now: datetime) -> None:
    denied = list(OnlineTie.objects.filter(source=check_up.group_id).exclude(denied_at=None)) if new else []
    before = _read_before(check_up) if new else {}
    since = _known_since({target for target, _ in new})
    out = _names_of(Group.objects.exclude(off_map_at=None)) if new else []
    rows = []
    for (target, key), tie in new.items():
        row = OnlineTie(
            hub_id=check_up.hub_id, source_id=check_up.group_id, target_id=target, how=tie.how, key=key,
            address=storable(tie.page), sentence=_kept(tie), everywhere=tie.everywhere, dated=tie.dated,
            first_seen_at=now, last_seen_at=now, seen_by=check_up,
        )  # fmt: skip
        row.not_yet_at = _not_yet(before.get(bare(tie.page)), since[target])
        said = next((one for one in denied if one.target_id == target and _is_same(one, row)), None)
        if said is not None:
            row.denied_at, row.sentence = said.denied_at, ""
        if _speaks_of(row.sentence, out):
            row.sentence = ""
        rows.append(row)
    OnlineTie.objects.bulk_create(rows)


def _is_same(one: OnlineTie, other: OnlineTie) -> bool:
    by_name = one.how == other.how == OnlineTie.How.NAMED
    return by_name or one.key == other.key


def _same_as(tie: OnlineTie) -> Q:
    """A name that means somebody else does so on every page."""
    return Q(how=tie.how) if tie.how == OnlineTie.How.NAMED else Q(key=tie.key)


def _read_before(check_up: CheckUp) -> dict[str, datetime]:
    """Return when pages of this group were last read for ties before, by their bare address."""
    done = CheckUp.objects.filter(group=check_up.group_id, state=CheckUp.State.DONE).exclude(pk=check_up.pk)
    earlier = done.exclude(looked_at=None).order_by("-looked_at")[:_LOOKS_BACK]
    found: dict[str, datetime] = {}
    for look in reversed(earlier):
        if look.report.get("asked_for_ties") and look.looked_at is not None:
            pages = (page for page in look.report.get("pages", []) if page["outcome"] == "looked")
            found |= {bare(page["url"]): look.looked_at for page in pages if not page.get("cut_short")}
    return found


def _known_since(groups: Collection[int]) -> dict[int, datetime]:
    """Return since when each group, and the last of its addresses, has been in the directory."""
    rows = Group.objects.filter(pk__in=groups).annotate(last=Max("online_places__added_at"))
    return {pk: max(made, last or made) for pk, made, last in rows.values_list("pk", "created_at", "last")}


def _not_yet(looked: datetime | None, known: datetime) -> datetime | None:
    """A look that did not know of a group, or of an address of it, cannot tell that it was not there yet."""
    return looked if looked is not None and looked >= known else None
