"""The search index is what the rows say, whoever writes them and however; and is put right if ever it is not."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from bandstand.groups.models import Group, GroupArea, GroupInterest, Interest, Kind
from bandstand.groups.queries import Asked, find
from bandstand.groups.search import upkeep
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub
from bandstand.places.models import Area
from tests.borough import make_group, make_kinds
from tests.groups.test_directory import make_area
from tests.groups.test_search import make_interest

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def look(words: str) -> list[str]:
    return [group.name for group in find(Asked(words=words), as_typed=True).found]


@pytest.fixture
def harriers(hub: Hub) -> Group:
    mill_green = make_area(hub, "Mill Green", -2.1)
    group = make_group(
        hub, "Leasow Harriers", kind="sports-club", area=mill_green, lat=52.55, lon=-2.05, postcode="DY1 1AE",
        other_names=["The Green Vests", "Café Runners"], about="Running on Tuesdays & Thursdays",
    )  # fmt: skip
    GroupArea.objects.create(hub=hub, group=group, area=mill_green)
    make_interest(hub, group, "orienteering")
    return group


CHANGES: list[tuple[str, str, Callable[[Group], object]]] = [
    ("renamed", "rovers", lambda group: Group.objects.filter(pk=group.pk).update(name="Leasow Rovers")),
    ("other names", "jaguars", lambda group: Group.objects.update(other_names=["The Jaguars"])),
    ("about", "canoeing", lambda group: Group.objects.update(about="Canoeing")),
    ("kind renamed", "athletics", lambda group: Kind.objects.update(name="athletics club")),
    (
        "another kind",
        "residents",
        lambda group: Group.objects.update(kind=Kind.objects.get(slug="residents")),
    ),
    ("area renamed", "priory", lambda group: Area.objects.update(name="Priory")),
    ("interest renamed", "mapreading", lambda group: Interest.objects.update(name="mapreading")),
    ("interest added", "chess", lambda group: make_interest(group.hub, group, "chess")),
    ("moved house", "dy22bb", lambda group: Group.objects.update(postcode="DY2 2BB")),
    (
        "written in bulk",
        "wanderers",
        lambda group: Group.objects.bulk_update([_called(group, "Wanderers")], ["name", "plain_name"]),
    ),
    ("put in another area", "castle", lambda group: _in_area(group, "Castle")),
]


def _called(group: Group, name: str) -> Group:
    group.name = name
    group.describe()
    return group


def _in_area(group: Group, name: str) -> None:
    GroupArea.objects.create(hub=group.hub, group=group, area=make_area(group.hub, name, -2.4))


@pytest.mark.parametrize(("what", "word", "change"), CHANGES, ids=[what for what, _, _ in CHANGES])
def test_a_group_is_found_by_its_new_words_at_once(
    harriers: Group, what: str, word: str, change: Callable[[Group], object]
) -> None:
    assert look(word) == []

    change(harriers)

    assert [group.pk for group in find(Asked(words=word), as_typed=True).found] == [harriers.pk], what
    assert upkeep.differing() == []


def test_old_words_go_with_what_said_them(harriers: Group) -> None:
    for word in ("vests", "cafe", "tuesdays", "sports", "orienteering", "mill", "dy11ae"):
        assert look(word) == ["Leasow Harriers"], word

    Group.objects.update(other_names=[], about="", kind=None, area=None, postcode="", lat=None, lon=None)
    GroupArea.objects.all().delete()
    GroupInterest.objects.update(state="refused")

    for word in ("vests", "cafe", "tuesdays", "sports", "orienteering", "mill", "dy11ae"):
        assert look(word) == [], word
    assert upkeep.differing() == []


def test_hidden_left_and_removed_groups_are_found_no_more(harriers: Group) -> None:
    for change in ({"listed": False}, {"left_at": "2026-05-01T12:00Z"}):
        Group.objects.update(**change)
        assert look("harriers") == []
        Group.objects.update(listed=True, left_at=None)
        assert look("harriers") == ["Leasow Harriers"]

    harriers.delete()

    assert (look("harriers"), upkeep.differing()) == ([], [])


def test_many_written_at_once_are_found_at_once_and_slips_of_their_words_too(hub: Hub) -> None:
    groups = [
        Group(hub=hub, name=f"{word} of Leasow", slug=word) for word in ("Archers", "Beekeepers", "Cavers")
    ]
    for group in groups:
        group.describe()
    Group.objects.bulk_create(groups)

    assert look("leasow") == ["Archers of Leasow", "Beekeepers of Leasow", "Cavers of Leasow"]
    assert find(Asked(words="beekepers")).words == "beekeepers"
    assert upkeep.differing() == []


@transaction.atomic
def _an_import_that_stops(hub: Hub) -> None:
    make_group(hub, "Leasow Harriers")
    raise RuntimeError("the sheet ends in the middle")


def test_what_was_rolled_back_is_not_found(hub: Hub) -> None:
    with pytest.raises(RuntimeError):
        _an_import_that_stops(hub)

    assert (look("harriers"), upkeep.differing()) == ([], [])


@pytest.mark.parametrize("odd", [["", "\u0007"], {"a": "b"}, "words", 3, ["😀", 'a"b\\c']])
def test_odd_other_names_stop_nothing(harriers: Group, odd: object) -> None:
    Group.objects.update(other_names=odd)

    assert (look("harriers"), upkeep.differing()) == (["Leasow Harriers"], [])


def test_an_index_that_is_wrong_is_seen_and_put_right(harriers: Group) -> None:
    upkeep.take_off()
    Group.objects.update(name="Leasow Rovers")
    assert look("rovers") == []

    upkeep.put_on()

    assert upkeep.differing() == [harriers.pk]
    assert (upkeep.mend(), upkeep.mend()) == (1, 0)
    assert look("rovers") == ["Leasow Rovers"]


def test_words_of_other_hubs_are_kept_apart(harriers: Group) -> None:
    other = open_hub("Elsewhere", slug="elsewhere", host="elsewhere.example")
    with hub_scope(other):
        make_kinds(other)
        make_group(other, "Elsewhere Harriers")
        assert look("harriers") == ["Elsewhere Harriers"]
    assert look("harriers") == ["Leasow Harriers"]


@pytest.mark.django_db(transaction=True)
def test_migrating_there_and_back_loses_nothing() -> None:
    before = set(connection.introspection.table_names())
    try:
        call_command("migrate", "groups", "0006", verbosity=0)
        assert before - set(connection.introspection.table_names()) >= {"groups_found", "groups_slip"}
    finally:
        call_command("migrate", verbosity=0)

    assert set(connection.introspection.table_names()) == before
    hub = open_hub("Community Action Leasow Vale", slug="leasow-vale")
    with hub_scope(hub):
        make_kinds(hub)
        make_group(hub, "Leasow Harriers")
        assert (look("harriers"), upkeep.differing(), upkeep.is_on()) == (["Leasow Harriers"], [], True)
