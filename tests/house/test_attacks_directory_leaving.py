"""Groups that hid, left, or said only roughly where they meet: no door brings them back or tells more."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from bandstand.groups.actions import listing, own
from bandstand.groups.actions.contacts import Particulars, add_contact
from bandstand.groups.actions.merging import merge, take_apart
from bandstand.groups.actions.pages import page_link, send_page
from bandstand.groups.export import as_csv
from bandstand.groups.models import Group, GroupArea, Merge
from bandstand.groups.queries import Asked, directory, find
from bandstand.groups.queries.feeds import every_entry
from bandstand.groups.search import found
from bandstand.people.actions.links import token_of
from bandstand.people.models import Consent, Hub, Message, Person
from bandstand.places.models import Area
from tests.borough import make_group
from tests.groups.sheets import bring

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def fresh_numbers() -> Iterator[None]:
    """What large directories keep in mind is forgotten after each story, for the next one's sake."""
    yield
    cache.clear()


def public(client: Client, group: Group) -> int:
    return client.get(f"/groups/{group.slug}/").status_code


@pytest.fixture
def pair(hub: Hub, olive: Person) -> tuple[Group, Group, Merge]:
    """The Friends of Mill Green, with another spelling of them merged in."""
    kept = make_group(hub, "Friends of Mill Green")
    absorbed = make_group(hub, "Friends of Millgreen", email="jo@millgreen.example")
    done = merge(kept, absorbed, {}, by=olive)
    return Group.objects.get(pk=kept.pk), absorbed, done


def test_taken_apart_after_it_left_neither_half_is_public(
    pair: tuple[Group, Group, Merge], olive: Person, client: Client
) -> None:
    kept, absorbed, done = pair
    listing.leave(kept)

    take_apart(done, by=olive)

    assert (public(client, kept), public(client, absorbed)) == (404, 404)
    back = Group.objects.get(pk=absorbed.pk)
    assert (back.listed, back.left_at is not None, back.email) == (False, True, "")


def test_taken_apart_after_it_hid_neither_half_is_public(
    pair: tuple[Group, Group, Merge], olive: Person, client: Client
) -> None:
    kept, absorbed, done = pair
    listing.hide(kept, why=listing.OWN_WISH, by=None)
    own.change(Group.objects.get(pk=kept.pk), place_shown="none")

    take_apart(done, by=olive)

    assert (public(client, kept), public(client, absorbed)) == (404, 404)
    assert Group.objects.get(pk=absorbed.pk).place_shown == "none"


def test_taken_apart_when_nothing_was_asked_meanwhile_both_are_public(
    pair: tuple[Group, Group, Merge], olive: Person, client: Client
) -> None:
    kept, absorbed, done = pair

    take_apart(done, by=olive)

    assert (public(client, kept), public(client, absorbed)) == (200, 200)
    assert Group.objects.get(pk=absorbed.pk).email == "jo@millgreen.example"


def test_undoing_the_hiding_of_several_does_not_bring_back_one_that_left_meanwhile(
    hub: Hub, officer: Client, client: Client
) -> None:
    choir, chess = make_group(hub, "Mill Green Choir"), make_group(hub, "Leasow Chess")
    officer.post("/desk/several-groups/", {"do": "hide", "group": [choir.pk, chess.pk]})
    listing.leave(Group.objects.get(pk=choir.pk))

    officer.post("/desk/several-groups/undo/")

    assert (public(client, choir), public(client, chess)) == (404, 200)


@pytest.mark.parametrize("how", ["hid", "left"])
def test_our_own_sheet_from_before_does_not_show_a_group_again(hub: Hub, client: Client, how: str) -> None:
    choir = make_group(hub, "Mill Green Choir", email="jo@choir.example")
    before = "".join(as_csv.lines(every_entry(everyone=True), everything=True)).encode()
    assert b"jo@choir.example" in before  # control: it is the whole sheet
    if how == "left":
        listing.leave(choir)
    else:
        listing.hide(choir, why=listing.OWN_WISH, by=None)

    bring(hub, before)

    assert public(client, choir) == 404
    assert Group.objects.filter(listed=True).count() == 0


@pytest.fixture
def rough(hub: Hub) -> Group:
    """A carers' group that shows its ward only; a small estate within the ward is an area as well."""

    def area(name: str, kind: str, half: float) -> Area:
        box = {"west": -2.1 - half, "east": -2.1 + half, "south": 52.5 - half, "north": 52.5 + half}
        corners = [[box[x], box[y]] for x, y in (("west", "south"), ("east", "south"), ("east", "north"))]
        shape = {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
        return Area.objects.create(hub=hub, code=f"{kind}-1", name=name, kind=kind, geometry=shape, **box)

    ward, estate = area("Priory", "ward", 0.05), area("Quarryside", "estate", 0.002)
    group = make_group(
        hub, "Carers’ Hour", postcode="DY1 1AE", address="12 Quarryside Close",
        lat=52.5001, lon=-2.1001, area=ward, place_shown="area",
    )  # fmt: skip
    for one in (ward, estate):
        GroupArea.objects.create(hub=hub, group=group, area=one)
    return group


def found_by(asked: Asked) -> list[str]:
    return [group.name for group in find(asked).found]


def test_a_group_that_shows_its_area_is_in_no_smaller_one(rough: Group) -> None:
    assert found_by(Asked(area="estate-1")) == []
    assert found_by(Asked(words="quarryside")) == []
    assert list(directory(Asked(area="estate-1"))) == []
    assert [choice.value for choice in find(Asked()).areas] == ["ward-1"]
    # Controls: the area it shows finds it, and once it shows where it meets the smaller one does too.
    assert found_by(Asked(area="ward-1")) == ["Carers’ Hour"]
    Group.objects.filter(pk=rough.pk).update(place_shown="exact")
    assert found_by(Asked(area="estate-1")) == ["Carers’ Hour"]
    assert found_by(Asked(words="quarryside")) == ["Carers’ Hour"]


def test_very_many_groups_change_nothing_about_that(
    rough: Group, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Leasow Chess", "Mill Green Choir"):
        shown = make_group(hub, name, area=rough.area)
        GroupArea.objects.create(hub=hub, group=shown, area=Area.objects.get(code="estate-1"))
    monkeypatch.setattr(found, "MOST", 1)
    assert not find(Asked(area="estate-1")).found.is_whole
    assert rough.name not in [group.name for group in find(Asked(area="estate-1")).found[0:9]]


def test_what_is_hidden_of_a_place_is_in_no_answer(rough: Group, hub: Hub, client: Client) -> None:
    hub.licence = "ogl"
    hub.save()
    for shown in ("area", "none"):
        Group.objects.filter(pk=rough.pk).update(place_shown=shown)
        for address in (
            "/groups/", "/groups/?q=carers", f"/groups/{rough.slug}/", "/groups/suggest/?q=carers",
            "/groups/in-view/?box=-180,-90,180,90", "/api/v1/groups.csv", "/api/v1/groups.json",
            "/api/v1/groups.geojson", "/api/oruk/services", "/api/oruk/service_at_locations",
            f"/api/oruk/organizations/{rough.uid}",
        ):  # fmt: skip
            answer = client.get(address)
            told = b"".join(answer).decode()
            assert answer.status_code == 200, address
            held = [words for words in ("Quarryside Close", "DY1", "52.5001", "2.1001") if words in told]
            assert held == [], (shown, address)
        assert found_by(Asked(words="DY1 1AE")) == found_by(Asked(words="close")) == []


def test_a_left_or_hidden_parent_is_named_nowhere(hub: Hub, client: Client) -> None:
    hub.licence = "ogl"
    hub.save()
    parent = make_group(hub, "Zephyr Society")
    branch = make_group(hub, "Leasow Branch", parent=parent)
    addresses = [
        f"/groups/{branch.slug}/",
        "/api/v1/groups.json",
        "/api/v1/groups.csv",
        "/api/oruk/organizations",
    ]
    told = b"".join(b"".join(client.get(address)) for address in addresses)
    assert b"Zephyr" in told  # control
    assert str(parent.uid).encode() in told
    listing.hide(parent, why="", by=None)
    for address in (*addresses, f"/api/oruk/organizations/{branch.uid}", "/groups/suggest/?q=zephyr"):
        told = b"".join(client.get(address))
        assert [
            words for words in (b"Zephyr", str(parent.uid).encode(), b"zephyr-society") if words in told
        ] == []


# The page's link goes from hand to hand


def test_a_link_passed_on_is_no_key_to_what_the_desk_holds(hub: Hub, olive: Person, client: Client) -> None:
    """Olive wrote Dilys's number down; whoever finds the printed card cannot have it shown to everybody."""
    group = make_group(hub, "Carers’ Hour", kind="health-group")
    told = Particulars(name="Dilys Vane", email="dilys@private.example", phone="07700 900111")
    contact = add_contact(group, told, by=olive)
    every = {"shows": ["name", "email", "phone"], "yes": "on", "health": "on"}
    card = f"/g/{token_of(page_link(group))}/people/{contact.pk}/"

    refused = client.post(card, every)

    assert refused.status_code == 422
    assert "Only they can say yes to that" in refused.text
    assert "dilys@" not in refused.text + client.get(f"/groups/{group.slug}/").text
    assert Consent.objects.count() == 0
    # Control: with the link in the letter to her she may, and with any link she may be hidden again.
    send_page(group, by=olive)
    link = Message.objects.get(to_person=contact.person).link
    assert link is not None
    assert client.post(f"/g/{token_of(link)}/people/{contact.pk}/", every).status_code == 302
    assert "dilys@private.example" in client.get(f"/groups/{group.slug}/").text
    assert client.post(card, {"shows": ["name"]}).status_code == 302
    assert "dilys@private.example" not in client.get(f"/groups/{group.slug}/").text
    client.post(f"{card}hide/")
    assert "Dilys" not in client.get(f"/groups/{group.slug}/").text
