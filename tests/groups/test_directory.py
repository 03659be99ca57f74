"""Finding groups: words, kinds, areas, the nearest first; and the map of them."""

from xml.etree import ElementTree as ET

import pytest

from bandstand.groups.map import MOST_DOTS, Dot, dots, draw, draw_numbers
from bandstand.groups.models import Group
from bandstand.groups.queries import (
    Asked,
    areas_with_numbers,
    desk_groups,
    directory,
    group_by_slug,
    metres_away,
    suggest,
)
from bandstand.people.models import Hub
from bandstand.places.models import Area, Precision
from bandstand.places.queries import Point
from tests.borough import make_group

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def make_area(hub: Hub, name: str, west: float) -> Area:
    ring = [[west, 52.5], [west + 0.1, 52.5], [west + 0.1, 52.6], [west, 52.6], [west, 52.5]]
    return Area.objects.create(
        hub=hub, code=name[:4], name=name, west=west, east=west + 0.1, south=52.5, north=52.6,
        geometry={"type": "Polygon", "coordinates": [ring]},
    )  # fmt: skip


def names(groups: object) -> list[str]:
    return [group.name for group in groups]  # type: ignore[attr-defined]


def test_words_are_found_in_name_place_and_interest_whatever_the_accents(hub: Hub) -> None:
    make_group(
        hub, "St Mary’s Café Singers", kind="arts-group", about="We sing sea shanties", postcode="DY1 1AE"
    )
    make_group(hub, "Leasow Harriers", kind="sports-club")

    for words in ("st marys cafe", "SHANTIES sing", "arts", "dy11ae", "dy1 1ae"):
        assert names(directory(Asked(words=words))) == ["St Mary’s Café Singers"], words
    assert names(directory(Asked(words="shanties harriers"))) == []


def test_notes_are_not_searched_in_public(hub: Hub) -> None:
    make_group(hub, "Leasow Harriers", notes={"Remark": "owes us a fiver"})

    assert names(directory(Asked(words="fiver"))) == []


def test_hidden_groups_are_the_desks_alone(hub: Hub) -> None:
    make_group(hub, "Leasow Harriers", listed=False)

    assert (names(directory()), group_by_slug("leasow-harriers")) == ([], None)
    assert names(desk_groups(Asked(), show="hidden")) == ["Leasow Harriers"]


def test_the_list_is_sorted_as_people_look_things_up(hub: Hub) -> None:
    for name in ("The Bowls Club", "archery club", "Zumba", "ÉCOUTE"):
        make_group(hub, name)

    assert names(directory()) == ["archery club", "The Bowls Club", "ÉCOUTE", "Zumba"]


def test_the_nearest_come_first_with_how_far_they_are(hub: Hub) -> None:
    make_group(hub, "Far", lat=52.6, lon=-2.0)
    make_group(hub, "Near", lat=52.51, lon=-2.0)
    make_group(hub, "Nowhere")

    found = list(directory(Asked(near=Point(52.5, -2.0, Precision.EXACT))))

    assert names(found) == ["Near", "Far"]
    assert round(metres_away(found[0]), -2) == 1100


def test_a_type_ahead_gives_eight_listed_groups_and_those_beginning_so_first(hub: Hub) -> None:
    for number in range(10):
        make_group(hub, f"A club of Leasow runners {number}")
    make_group(hub, "Leasow Harriers")
    make_group(hub, "Leasow Secrets", listed=False)

    found = names(suggest("leasow"))

    assert (found[0], len(found)) == ("Leasow Harriers", 8)
    assert "Leasow Secrets" not in names(suggest("secrets"))
    assert suggest("  ") == []


def test_the_map_has_a_link_a_shape_and_a_name_for_each_group(hub: Hub) -> None:
    mill_green = make_area(hub, "Mill Green", -2.1)
    make_group(hub, "Friends & <Foes>", lat=52.55, lon=-2.05, area=mill_green)
    make_group(hub, "Leasow Harriers", kind="sports-club", lat=52.55, lon=-2.05, precision="outcode")
    make_group(hub, "Beyond the edge", lat=54.0, lon=-2.05)

    drawing = draw(dots(directory()), label="Map of the groups", here="Mill")

    picture = ET.fromstring(drawing.svg)
    links = picture.findall("a")
    assert [link.get("href") for link in links] == ["/groups/friends-foes/", "/groups/leasow-harriers/"]
    assert [link.findtext("title") for link in links] == [
        "Friends & <Foes>, Friends group",
        "Leasow Harriers, sports club, somewhere near here",
    ]
    assert [use.get("href") for use in picture.iter("use")] == ["#on-map-friends", "#on-map-sport"]
    assert len({use.get("transform") for use in picture.iter("use")}) == 2  # on one spot, set apart
    assert len(list(picture.iter("circle"))) == 1
    assert drawing.beyond == 1
    assert "style=" not in drawing.svg


def test_a_map_without_areas_is_drawn_round_its_dots(hub: Hub) -> None:
    drawing = draw([Dot("a", "A", "", "arts", 52.5, -2.1, "exact")], label="Map")

    assert drawing.svg.count("<a ") == 1
    assert draw([], label="Map").svg == ""


def test_the_map_is_drawn_again_when_an_area_changes(hub: Hub) -> None:
    area = make_area(hub, "Priory", -2.1)
    one = [Dot("a", "A", "", "arts", 52.55, -2.05, "exact")]
    before = draw(one, label="Map").svg
    Area.objects.filter(pk=area.pk).update(name="Priory & Castle", changed_at="2030-01-01T00:00Z")

    assert draw(one, label="Map").svg == before.replace("Priory", "Priory &amp; Castle")


def test_too_many_for_dots_are_numbers_an_area(hub: Hub) -> None:
    mill_green, priory = make_area(hub, "Mill Green", -2.1), make_area(hub, "Priory", -2.2)
    for number, area in enumerate([mill_green, mill_green, priory, None]):
        make_group(hub, f"Group {number}", area=area)

    numbers = sorted(areas_with_numbers({"Mill": 2, "Prio": 1}), key=lambda pair: pair[0].name)
    svg = draw_numbers(numbers, label="Map", query="q=group&").svg

    assert [(area.name, many) for area, many in numbers] == [("Mill Green", 2), ("Priory", 1)]
    assert 'href="?q=group&amp;area=Mill"' in svg
    assert MOST_DOTS == 300


def test_the_plain_name_follows_the_name(hub: Hub) -> None:
    group = make_group(hub, "The Friends of O’Hara’s Wood & Meadow")

    assert group.plain_name == "friends of oharas wood and meadow"
    group.name = "Wood Friends"
    group.save()
    assert Group.objects.get().plain_name == "wood friends"
