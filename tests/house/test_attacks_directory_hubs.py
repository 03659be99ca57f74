"""Two hubs in one database: what one hub's directory counts, finds and keeps says nothing of the other's."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from bandstand.groups.models import Group
from bandstand.groups.queries import Asked, find, search
from bandstand.groups.search import found, index
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub
from tests.borough import make_group, make_kinds

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def fresh_numbers() -> Iterator[None]:
    """What large directories keep in mind is forgotten after each story, for the next one's sake."""
    yield
    cache.clear()


@pytest.fixture
def harrow(hub: Hub) -> Hub:
    """The neighbour's hub, with seven groups whose kind nobody knows, all called after zephyrs."""
    Hub.objects.filter(pk=hub.pk).update(host="testserver")
    other = open_hub("Harrow Vale", slug="harrow-vale", host="harrow.example")
    with hub_scope(other):
        make_kinds(other)
        for number in range(7):
            Group.objects.create(hub=other, name=f"Zephyr Walkers {number}", slug=f"zephyr-{number}")
    return other


def test_groups_without_a_kind_are_counted_for_one_hub_only(hub: Hub, harrow: Hub, client: Client) -> None:
    Group.objects.create(hub=hub, name="Mill Green Choir", slug="mill-green-choir")
    make_group(hub, "Leasow Chess")

    assert client.get("/groups/?kind=none").context["total"] == 1
    assert search(Asked(kind="none", words="green")).found.total == 1
    assert search(Asked(kind="none", words="zephyr")).found.total == 0
    with hub_scope(harrow):
        assert search(Asked(kind="none")).found.total == 7
        assert search(Asked(kind="none", words="zephyr")).found.total == 7


def test_no_number_of_all_hubs_is_kept_for_large_directories(hub: Hub, harrow: Hub) -> None:
    for name in ("Mill Green Choir", "Leasow Chess"):
        make_group(hub, name)
    told = index.tag_numbers()
    assert "k0" not in told
    assert sorted(number for tag, number in told.items() if tag[0] == "k") == [
        2
    ]  # control: kinds are counted


def test_a_slip_of_the_finger_is_not_put_right_with_a_neighbours_word(
    hub: Hub, harrow: Hub, client: Client
) -> None:
    make_group(hub, "Leasow Walkers")
    answer = find(Asked(words="zephir"))
    assert (answer.words, answer.typed, answer.found.total) == ("zephir", "", 0)
    assert "ephyr" not in client.get("/groups/?q=zephir").text
    assert client.get("/groups/suggest/?q=zephyr", headers={"accept": "application/json"}).json() == []
    with hub_scope(harrow):  # control: the word is known
        assert find(Asked(words="zephir")).words == "zephyr"


def test_a_hidden_groups_words_are_not_suggested_either(hub: Hub) -> None:
    make_group(hub, "Zephyr Survivors", listed=False)
    assert find(Asked(words="zephir")).words == "zephir"


@pytest.mark.parametrize(
    "box",
    [
        "nan,nan,nan,nan",
        "inf,-inf,inf,inf",
        "-1e300,-1e300,1e300,1e300",
        "1,2",
        "",
        "a,b,c,d",
        "9" * 400 + ",1,1,1",
    ],
)
def test_a_box_no_map_has_is_refused_plainly(
    hub: Hub, client: Client, box: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_group(hub, "Leasow Chess", lat=52.5, lon=-2.1)
    make_group(hub, "Mill Green Choir", lat=52.5, lon=-2.1)
    for most in (1000, 1):  # a small directory, and one too large to look at whole
        monkeypatch.setattr(found, "MOST", most)
        assert client.get("/groups/in-view/", {"box": box}).status_code == 400
        assert client.get("/groups/in-view/", {"box": "-180,-90,180,90"}).status_code == 200
