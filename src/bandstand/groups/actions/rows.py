"""What the rows of a sheet say, and which group each is about: one that is here, or one it would make."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Count, QuerySet

from bandstand.places.postcodes import is_full
from bandstand.places.queries import Atlas, Point, points_of, whole_atlas

from ..models import (
    Group,
    GroupContact,
    GroupInterest,
    GroupKey,
    GroupPlace,
    Identifier,
    ImportBatch,
    ImportRow,
    Merge,
    OnlinePlace,
)
from ..sheets.cells import Facts, keys_of, make_sense, note_names
from ..sheets.columns import NOTE
from ..sheets.kinds import KindGuesser
from ..words import plain
from . import own_sheets
from .kinds import start_kinds

_AT_ONCE = 800  # values in one question: databases take only so many
_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Thing = TypeVar("Thing")


def in_stretches(things: Iterable[Thing], many: int = _AT_ONCE) -> Iterator[list[Thing]]:
    left = iter(things)
    while some := list(islice(left, many)):
        yield some


class Sheet:
    """What stays the same from stretch to stretch of one batch."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.names = note_names(batch.headings)
        self.mapping = [batch.mapping.get(str(number), NOTE) for number in range(len(batch.headings))]
        self.parents: dict[str, Group] = {}
        self.is_places = batch.about == ImportBatch.About.PLACES
        self.ref_column = _ref_column(batch.linked_to) if self.is_places and batch.linked_to else ""
        self.headings_mark = hashlib.sha256("\n".join(batch.headings).encode()).hexdigest()[:12]

    @cached_property
    def guesser(self) -> KindGuesser:
        return KindGuesser(start_kinds(self.batch.hub), self.batch.file_name)

    @cached_property
    def atlas(self) -> Atlas:
        return whole_atlas()

    def understand(self, row: ImportRow, wrote: own_sheets.Written) -> Facts:
        """Return what a row says, with the cells an officer put right, and without what we would write."""
        cells = cells_of(row)
        if not wrote:
            return self._sense(cells, row.put_back)
        facts = self._sense(own_sheets.what_is_new(self.mapping, cells, wrote), row.put_back)
        own_sheets.keep_name(facts, self.mapping, cells, wrote)
        return facts

    def _sense(self, cells: Sequence[str], put_back: Sequence[str]) -> Facts:
        return make_sense(cells, self.names, self.mapping, put_back=put_back)

    def digest_keys(self, row: ImportRow, facts: Facts) -> list[str]:
        """Return what exactly this row is known again by, as it is now and as it came."""
        marks = [facts.digest]
        if row.fixed:
            marks.append(self._sense(row.cells, ()).digest)
        return [f"row:{self.headings_mark}:{mark}" for mark in marks]


def _ref_column(batch: ImportBatch) -> str:
    """Return how the column with the sheet's own numbers is called in keys."""
    names = note_names(batch.headings)
    refs = (int(number) for number, goes_to in batch.mapping.items() if goes_to == "ref")
    return plain(names[next(refs, 0)])


def cells_of(row: ImportRow) -> list[str]:
    """Return the cells of a row with those an officer put right in their places."""
    cells = list(row.cells)
    for number, words in row.fixed.items():
        at = int(number)
        cells += [""] * (at + 1 - len(cells))
        cells[at] = words
    return cells


@dataclass
class Subject:
    """What rows are about: a group of the directory, or one that row `made_by` would make."""

    group: Group
    made_by: int = 0
    told: bool = False  # an earlier row of this batch spoke of it
    refs: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    numbers: set[tuple[str, str]] = field(default_factory=set)  # what registers call it
    interests: set[str] = field(default_factory=set)  # plain names, said or refused
    contacts: set[str] = field(default_factory=set)  # plain names
    places: dict[str, str] = field(default_factory=dict)  # keys of other places, and the places in words

    @property
    def target(self) -> int:
        """A number it goes by: the group's id, or less than nothing for a row's."""
        return self.group.pk or -self.made_by


@dataclass
class Said:
    """A row with what it says."""

    row: ImportRow
    facts: Facts
    digests: list[str]
    whose: str = ""  # of a row of a place, the key of its group

    @cached_property
    def keys(self) -> list[str]:
        if self.whose:
            return [self.whose]
        own = [f"uid:{self.facts.uid}"] if self.facts.uid else []
        return own + keys_of(self.facts)


@dataclass
class Known:
    """The subjects a stretch of rows may be about."""

    by_key: dict[str, Subject] = field(default_factory=dict)
    by_target: dict[int, Subject] = field(default_factory=dict)
    points: dict[str, Point] = field(default_factory=dict)
    of_many: set[str] = field(default_factory=set)  # charity numbers that several groups share


def say_all(sheet: Sheet, rows: Iterable[ImportRow]) -> list[Said]:
    found, rows = [], list(rows)
    own = "uid" in sheet.mapping
    written = own_sheets.written_for(sheet.mapping, [cells_of(row) for row in rows]) if own else {}
    for row in rows:
        facts = sheet.understand(row, own_sheets.of_row(sheet.mapping, cells_of(row), written) if own else {})
        whose = f"ref:{sheet.ref_column}:{facts.group_ref}"[:300] if sheet.is_places else ""
        found.append(Said(row, facts, sheet.digest_keys(row, facts), whose))
    if "parent" in sheet.mapping:
        sheet.parents.update(parents_of({one.facts.parent for one in found if one.facts.parent}))
    return found


def what_is_known(said: Sequence[Said], more: Iterable[int] = (), *, lock: bool = False) -> Known:
    """Return the groups these rows may be about, found by their keys, and those whose ids are in `more`.

    With `lock` they stay as they are until the caller's transaction ends.
    """
    keys = dict.fromkeys(key for one in said for key in [*one.digests, *one.keys])
    held: dict[str, int] = {}
    for some in in_stretches(keys):
        held.update(GroupKey.objects.filter(key__in=some).values_list("key", "group_id"))
    held.update(_by_uid({one.facts.uid for one in said if one.facts.uid}))
    known = Known(points=points_of(str(one.facts.fields.get("postcode", "")) for one in said))
    known.of_many = _of_many(said)
    known.by_target = subjects({*held.values(), *more}, lock=lock)
    known.by_key = {key: known.by_target[pk] for key, pk in held.items() if pk in known.by_target}
    return known


def _by_uid(uids: set[str]) -> dict[str, int]:
    """Return the groups with these numbers of our own; of one merged into another, the other."""
    found: dict[str, int] = {}
    for some in in_stretches(uids):
        merged = Merge.objects.filter(absorbed_uid__in=some, undone_at=None).order_by("at")
        found.update((f"uid:{uid}", pk) for uid, pk in merged.values_list("absorbed_uid", "kept_id"))
        own = Group.objects.filter(uid__in=some)
        found.update((f"uid:{uid}", pk) for uid, pk in own.values_list("uid", "pk"))
    return found


def parents_of(words: set[str]) -> dict[str, Group]:
    """Return the groups these words name, by their number of ours or by a name only one group has."""
    found: dict[str, Group] = {}
    uids = {f"uid:{word}": word for word in words if _UID.fullmatch(word.lower())}
    named = {plain(word)[:200]: word for word in words if word not in uids.values()}
    for key, pk in _by_uid(set(uids.values())).items():
        found[uids[key]] = Group(pk=pk)
    several: set[str] = set()
    for some in in_stretches(named):
        for group in Group.objects.filter(plain_name__in=some).only("id", "hub", "name", "plain_name"):
            word = named[group.plain_name]
            several |= {word} if word in found else set()
            found[word] = group
    return {word: group for word, group in found.items() if word not in several}


def subjects(ids: Iterable[int], *, lock: bool = False) -> dict[int, Subject]:
    """Return groups by their ids, with their links and the numbers sheets gave them."""
    found: dict[int, Subject] = {}
    for some in in_stretches(ids):
        for group in _groups(some, lock=lock):
            found[group.pk] = Subject(group)
        refs = GroupKey.objects.filter(group__in=some, key__startswith="ref:")
        for pk, key in refs.values_list("group_id", "key"):
            found[pk].refs.add(key)
        for pk, key in OnlinePlace.objects.filter(group__in=some).values_list("group_id", "match_key"):
            found[pk].links.add(key)
        _add_what_hangs_on(found, some)
    return found


def _add_what_hangs_on(found: dict[int, Subject], ids: list[int]) -> None:
    registered = Identifier.objects.filter(group__in=ids)
    for pk, scheme, value in registered.values_list("group_id", "scheme", "value"):
        found[pk].numbers.add((scheme, value))
    said = GroupInterest.objects.filter(group__in=ids).exclude(state=GroupInterest.State.SUGGESTED)
    for pk, name in said.values_list("group_id", "interest__name"):
        found[pk].interests.add(plain(name))
    for pk, name in GroupContact.objects.filter(group__in=ids).values_list("group_id", "person__name"):
        found[pk].contacts.add(plain(name))
    for place in GroupPlace.objects.filter(group__in=ids):
        found[place.group_id].places[place.key] = place_words(place.name, place.address, place.postcode)


def place_words(name: str, address: str, postcode: str) -> str:
    return ", ".join(filter(None, [name, address, postcode]))


def _groups(ids: list[int], *, lock: bool) -> QuerySet[Group]:
    groups = Group.objects.filter(pk__in=ids).select_related("kind", "area").defer("area__geometry", "search")
    return groups.select_for_update(of=("self",)) if lock else groups


def find_by_keys(known: Known, one: Said) -> tuple[Subject, str] | None:
    """Return the subject a row is surely about, and the reason in words. What the row and the group both say
    must not contradict, and a number that several sites share tells nothing of which one it is.
    """
    shared: tuple[Subject, str] | None = None
    for key in one.keys:
        subject, sort = known.by_key.get(key), key.partition(":")[0]
        if subject is None or not _may_be(subject, one.facts, key):
            continue
        if sort == "charity" and _elsewhere(subject.group, one.facts):
            is_site = subject.told or subject.made_by or one.facts.fields["charity_number"] in known.of_many
            shared = shared or (None if is_site else (subject, _REASONS[sort]))
            continue
        return subject, _REASONS[sort]
    return shared


def _of_many(said: Sequence[Said]) -> set[str]:
    """Return the charity numbers that several groups have, or these rows give at several places."""
    places: dict[str, set[str]] = defaultdict(set)
    for one in said:
        told = one.facts.fields
        if number := told.get("charity_number"):
            places[number].add(str(told.get("postcode") or told.get("lat") or told.get("address", "")))
    found = {number for number, several in places.items() if len(several) > 1}
    for some in in_stretches(places):
        held = Group.objects.filter(charity_number__in=some).order_by().values_list("charity_number")
        found.update(number for number, many in held.annotate(many=Count("pk")) if many > 1)
    return found


_REASONS = {
    "uid": "It has the number we gave it.",
    "ref": "The sheet gives it the same number.",
    "charity": "Same charity number and name.",
    "postcode": "Same name and postcode.",
    "point": "Same name and place on the map.",
}


def _may_be(subject: Subject, facts: Facts, key: str) -> bool:
    group = subject.group
    if key.startswith("uid:"):
        return True
    if key.startswith("ref:"):
        # Two sheets may both count 1, 2, 3: the number must not stand alone.
        same_name = group.plain_name == plain(facts.name)[:200]
        same_postcode = is_full(group.postcode) and group.postcode == facts.fields.get("postcode")
        return same_name or same_postcode or _same_number(group, facts) is True
    return not contradicts(subject, facts)


def contradicts(subject: Subject, facts: Facts) -> bool:
    """Tell whether the row cannot be about this group: another charity number, or another number in the same
    sheet (two groups under one roof).
    """
    if _same_number(subject.group, facts) is False:
        return True
    own = f"ref:{facts.ref.partition(':')[0]}:" if facts.ref else ""
    return (
        bool(own)
        and f"ref:{facts.ref}" not in subject.refs
        and any(ref.startswith(own) for ref in subject.refs)
    )


def kept_apart(subject: Subject, facts: Facts, *, sure: bool) -> bool:
    """Tell whether one sheet lists two on purpose: by one name at different places, under two numbers, or, if
    it is not `sure` they are one, each with its own accounts. One body on many sites is many groups, and
    nobody is asked about it.
    """
    if not subject.made_by:
        return False
    if _same_number(subject.group, facts) is False:
        return True
    if subject.group.plain_name == plain(facts.name)[:200]:
        return _elsewhere(subject.group, facts)
    return not sure and _have_own_accounts(subject, facts)


def _have_own_accounts(subject: Subject, facts: Facts) -> bool:
    """Tell whether both have an account on one platform, and not the same: two clubs of one hall."""
    own = {link.match_key for link in facts.links}
    platforms = {key.partition("/")[0] for key in own} & {key.partition("/")[0] for key in subject.links}
    return bool(platforms) and not own & subject.links


def _elsewhere(group: Group, facts: Facts) -> bool:
    postcode, lat, lon = (facts.fields.get(name) for name in ("postcode", "lat", "lon"))
    if group.postcode and postcode:
        return bool(group.postcode != postcode)
    if group.lat is not None and lat is not None and lon is not None:
        return bool(abs(group.lat - lat) > 0.002 or abs((group.lon or 0) - lon) > 0.003)
    address = str(facts.fields.get("address", ""))
    return bool(group.address and address) and plain(group.address) != plain(address)


def _same_number(group: Group, facts: Facts) -> bool | None:
    """Tell whether both give the same charity number; None when one of them gives none."""
    number = facts.fields.get("charity_number")
    return group.charity_number == number if group.charity_number and number else None


def remember(known: Known, subject: Subject, one: Said) -> dict[str, Subject]:
    """Let later rows know this subject by what this row says; return the keys that are new."""
    fresh = {key: subject for key in one.keys if key not in known.by_key}
    fresh |= dict.fromkeys(one.digests, subject)
    known.by_key.update(fresh)
    known.by_target[subject.target] = subject
    subject.told = True
    subject.refs.update(key for key in one.keys if key.startswith("ref:"))
    return {key: subject for key in fresh if not key.startswith("uid:")}


def left_alone(group: Group) -> bool:
    """Tell whether the group asked to leave: no sheet lists it again or says anything of it."""
    return group.left_at is not None


def as_json(tier: str, reasons: Sequence[str], *, group: int | None, row: int | None) -> dict[str, Any]:
    """Return one candidate as `ImportRow.maybe` keeps it."""
    return {"group": group, "row": row, "tier": tier, "reasons": list(reasons)}
