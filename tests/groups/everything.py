"""Two groups of Leasow Vale with everything a group can have, and the tables as they are stored."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils import timezone
from hypothesis import strategies as st

from bandstand.gatherings.models import Attendance, HelpNote, SuggestedPair
from bandstand.groups.models import (
    Group,
    GroupArea,
    GroupContact,
    GroupInterest,
    GroupKey,
    GroupPlace,
    Identifier,
    ImportBatch,
    ImportRow,
    Interest,
    Likeness,
    MatchDecision,
    Merge,
    OnlinePlace,
    PageAsk,
)
from bandstand.people.models import Deed, Hub, Person
from bandstand.places.models import Area
from bandstand.presence.models import CheckUp, Finding, OnlineTie
from tests.borough import make_gathering, make_group, make_person

WEBSITES = ["millgreen.example", "parkfriends.example", "facebook.com/millgreen"]
INTERESTS = ["Gardening", "Walking", "History"]
PEOPLE = ["Arthur", "Meena", "Joan"]
LOOKS = ["events", "contact"]
# A merge writes its own record and deeds: these alone may differ afterwards.
_WRITTEN_BY_IT = {Merge, Deed}


@dataclass(frozen=True)
class Has:
    """What one of the two has, as numbers into the lists above."""

    websites: frozenset[int]
    interests: frozenset[tuple[int, str]]
    people: frozenset[int]
    looks: frozenset[int]
    numbers: frozenset[int]
    places: frozenset[int]
    came: frozenset[int]
    helped: frozenset[int]
    waiting_check: bool
    branches: int
    about: str
    notes: dict[str, str]
    postcode: str
    listed: bool
    shown: str


def _some(most: int) -> st.SearchStrategy[frozenset[int]]:
    return st.frozensets(st.integers(0, most))


has = st.builds(
    Has,
    websites=_some(2),
    interests=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(GroupInterest.State.values)),
        unique_by=lambda one: one[0],
    ).map(frozenset),
    people=_some(2),
    looks=_some(1),
    numbers=_some(1),
    places=_some(1),
    came=_some(1),
    helped=_some(1),
    waiting_check=st.booleans(),
    branches=st.integers(0, 1),
    about=st.sampled_from(["", "We look after the park.", "Planting, litter picks and a summer fair."]),
    notes=st.dictionaries(st.sampled_from(["Size", "Meets"]), st.sampled_from(["30", "Tuesdays", "“ü”"])),
    postcode=st.sampled_from(["", "LV1 2AB", "LV3 4CD"]),
    listed=st.booleans(),
    shown=st.sampled_from(Group.PlaceShown.values),
)


class Borough:
    """What both groups may share: people, interests, gatherings, a sheet."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.people = [make_person(hub, name) for name in PEOPLE]
        self.interests = [
            Interest.objects.create(hub=hub, code=name.lower(), name=name, slug=name.lower())
            for name in INTERESTS
        ]
        self.surgery = make_gathering(hub)
        self.came = [
            Attendance.objects.create(hub=hub, gathering=self.surgery, person=person)
            for person in self.people[:2]
        ]
        self.notes = [HelpNote.objects.create(hub=hub, gathering=self.surgery, result="fixed") for _ in "ab"]
        self.ward = Area.objects.create(
            hub=hub, kind="ward", code="LV1", name="Mill Green", geometry={}, west=0, south=0, east=1, north=1
        )
        self.sheet = ImportBatch.objects.create(
            hub=hub, file_name="groups.csv", file_digest="x", headings=["Name"]
        )
        self.third = make_group(hub, "Quarry Bank Choir")

    def group(self, name: str, having: Has) -> Group:
        hub = self.hub
        group = make_group(
            hub, name, about=having.about, notes=having.notes, postcode=having.postcode, listed=having.listed,
            place_shown=having.shown, said_by={"about": {"how": "sheet", "at": "2026-03-01T10:00:00"}},
        )  # fmt: skip
        for number in having.websites:
            key = WEBSITES[number]
            OnlinePlace.objects.create(
                hub=hub, group=group, kind="website", raw=key, url=f"http://{key}", match_key=key
            )
        for number, state in having.interests:
            GroupInterest.objects.create(
                hub=hub, group=group, interest=self.interests[number], state=state, why=name
            )
        for number in having.people:
            GroupContact.objects.create(hub=hub, group=group, person=self.people[number], role=name[:20])
        for number in having.numbers:
            Identifier.objects.create(hub=hub, group=group, scheme="GB-COH", value=f"0123456{number}")
        for number in having.places:
            GroupPlace.objects.create(hub=hub, group=group, name="Shed", key=f"shed {number}")
        for number in range(having.branches):
            make_group(hub, f"{name} juniors {number}", parent=group)
        self._looked_at(group, having)
        self._been_about(group, having)
        return group

    def _looked_at(self, group: Group, having: Has) -> None:
        look = CheckUp.objects.create(hub=self.hub, group=group, state="done", report={"seen": 1.5})
        if having.waiting_check:
            CheckUp.objects.create(hub=self.hub, group=group)
        now = timezone.now()
        for number in having.looks:
            finding = Finding.objects.create(
                hub=self.hub, group=group, look=LOOKS[number], state="easy win", headline=LOOKS[number],
                first_seen=now, last_seen=now, opened_by=look,
            )  # fmt: skip
            for note in self.notes:
                note.findings.add(finding)

    def _been_about(self, group: Group, having: Has) -> None:
        for number in having.came:
            self.came[number].groups.add(group)
        for number in having.helped:
            self.notes[number].groups.add(group)
        if having.postcode:
            GroupArea.objects.create(hub=self.hub, group=group, area=self.ward)
        GroupKey.objects.create(hub=self.hub, group=group, key=f"row:{group.slug}", batch=self.sheet)
        number = ImportRow.objects.count() + 1
        ImportRow.objects.create(
            hub=self.hub, batch=self.sheet, number=number, cells=[group.name], group=group, decided=group
        )
        PageAsk.objects.create(hub=self.hub, group=group)
        for source, target in ((group, self.third), (self.third, group)):
            OnlineTie.objects.create(hub=self.hub, source=source, target=target, how="site", key="front page")
        first, second = sorted((group.pk, self.third.pk))
        SuggestedPair.objects.create(hub=self.hub, one_id=first, other_id=second)
        MatchDecision.objects.create(hub=self.hub, first_id=first, second_id=second, said="different")
        Likeness.objects.create(hub=self.hub, first_id=first, second_id=second, tier="likely", bits=9.5)


def stored() -> dict[str, list[Any]]:
    """Return every row of every table of ours as the database holds it, but for the merge's own record."""
    dump = {}
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("bandstand.") or model in _WRITTEN_BY_IT:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY "{model._meta.pk.column}"')
            dump[model._meta.label] = cursor.fetchall()
    return dump


def somebody(hub: Hub) -> Person:
    return make_person(hub, "Olive Shah")
