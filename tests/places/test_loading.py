"""Loading postcodes from the publishers' own layouts, and boundaries from GeoJSON."""

import json
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from math import atan2
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import assume, given
from hypothesis import strategies as st

from bandstand.groups.models import Group, GroupArea
from bandstand.groups.receivers import place_groups
from bandstand.people.models import Deed, Hub
from bandstand.places.actions.boundaries import load_boundaries
from bandstand.places.actions.postcodes import Limit, load_postcodes, round_about
from bandstand.places.actions.venues import add_venue
from bandstand.places.models import Area, Outcode, Postcode
from bandstand.places.outlines import box_of, inside, middle_of
from bandstand.places.queries import areas, locate
from bandstand.places.sources import CannotReadError
from bandstand.places.tasks import mind_the_date
from tests.borough import make_group

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# Postcode, quality, east, north, country, two health codes, county, district, ward.
DUDLEY = '"DY1 1AE",10,394045,290415,"E92000001","","","","E08000027","E05015922"\n'
SANDWELL = '"B65 0AA",10,397500,287500,"E92000001","","","","E08000028","E05001270"\n'
NOT_PLACED = '"DY1 9ZZ",90,0,0,"E92000001","","","","E08000027","E05015922"\n'
ONSPD = "pcd,pcds,osward,oslaua,lat,long\n"


def code_point(folder: Path) -> Path:
    sheets = folder / "Data" / "CSV"
    sheets.mkdir(parents=True)
    (folder / "Doc").mkdir()
    (folder / "Doc" / "Code-Point_Open_Column_Headers.csv").write_text("PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\n")
    (sheets / "b.csv").write_text(SANDWELL)
    (sheets / "dy.csv").write_text(DUDLEY + NOT_PLACED)
    return folder


def code_point_zip(folder: Path) -> Path:
    made = code_point(folder / "unpacked")
    packed = folder / "codepo_gb.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in made.rglob("*.csv"):
            archive.write(file, file.relative_to(made))
    return packed


def onspd(folder: Path) -> Path:
    sheet = folder / "ONSPD_NOV_2025_UK.csv"
    sheet.write_text(
        ONSPD
        + "DY1 1AE,DY1 1AE,E05015922,E08000027,52.511591,-2.089175\n"
        + "B65 0AA,B65 0AA,E05001270,E08000028,52.485400,-2.038200\n"
        + "BT1 1AA,BT1 1AA,N08000310,N09000003,54.602000,-5.928000\n"
        + "BT1 1AB,BT1 1AB,N08000310,N09000003,54.604000,-5.930000\n"
        + "JE2 3AB,JE2 3AB,,,99.999999,0.000000\n"
    )
    return sheet


@pytest.mark.parametrize("make", [code_point, code_point_zip, onspd])
def test_every_layout_gives_the_same_place(make: Callable[[Path], Path], tmp_path: Path) -> None:
    done = load_postcodes(make(tmp_path))

    assert done.postcodes == 2
    dudley = Postcode.objects.get(code="DY11AE")
    assert (round(dudley.lat, 4), round(dudley.lon, 4)) == (52.5116, -2.0892)
    assert dudley.ward_code == "E05015922"


def test_loading_again_changes_nothing_and_clears_what_has_gone(tmp_path: Path) -> None:
    folder = code_point(tmp_path)
    load_postcodes(folder)
    again = load_postcodes(folder)
    (folder / "Data" / "CSV" / "b.csv").write_text("")

    assert (again.postcodes, again.cleared) == (2, 0)
    assert load_postcodes(folder).cleared == 1
    assert list(Postcode.objects.values_list("code", flat=True)) == ["DY11AE"]


def test_a_limit_keeps_one_authority_but_all_first_halves(tmp_path: Path) -> None:
    load_postcodes(code_point(tmp_path), limit=Limit(authority="E08000027"))

    assert list(Postcode.objects.values_list("code", flat=True)) == ["DY11AE"]
    assert sorted(Outcode.objects.values_list("code", flat=True)) == ["B65", "DY1"]


def test_a_limit_round_a_postcode_is_looked_up_in_the_file(tmp_path: Path) -> None:
    folder = code_point(tmp_path)
    load_postcodes(folder, limit=round_about(folder, "dy1 1ae", 1))

    assert list(Postcode.objects.values_list("code", flat=True)) == ["DY11AE"]


def test_northern_ireland_is_placed_by_first_half(hub: Hub, tmp_path: Path) -> None:
    load_postcodes(onspd(tmp_path))

    found = locate(postcode="bt1 1aa")
    assert (found.precision, round(found.lat or 0, 3)) == ("outcode", 54.603)
    assert not Postcode.objects.filter(code__startswith="BT").exists()


@pytest.mark.parametrize("what", ["nothing", "a picture", "an empty folder"])
def test_a_file_of_something_else_is_told_plainly(what: str, tmp_path: Path) -> None:
    path = tmp_path / "postcodes"
    if what == "a picture":
        path.write_bytes(b"\x89PNG\r\n")
    elif what == "an empty folder":
        path.mkdir()

    with pytest.raises(CannotReadError) as told:
        load_postcodes(path)
    assert str(told.value).endswith(".")


def square(name: str, code: str, west: float, *, hole: bool = False) -> dict[str, object]:
    """A square of a tenth of a degree, with a small pond in its middle if wanted."""
    ring = [[west, 52.5], [west + 0.1, 52.5], [west + 0.1, 52.6], [west, 52.6], [west, 52.5]]
    pond = [
        [west + x, 52.5 + y]
        for x, y in [(0.04, 0.04), (0.06, 0.04), (0.06, 0.06), (0.04, 0.06), (0.04, 0.04)]
    ]
    rings = [ring, pond] if hole else [ring]
    properties = {"WD24CD": code, "WD24NM": name}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": rings},
    }


def wards(folder: Path, *features: object) -> Path:
    path = folder / "wards.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_boundaries_are_areas_and_the_same_file_changes_nothing(hub: Hub, tmp_path: Path) -> None:
    path = wards(tmp_path, square("Priory", "E1", -2.2), square("Mill Green", "E2", -2.1))

    first, second = load_boundaries(hub, path), load_boundaries(hub, path)

    assert (first.new, second.new, second.changed, second.same) == (2, 0, 0, 2)
    assert [(area.name, area.code) for area in Area.objects.all()] == [("Mill Green", "E2"), ("Priory", "E1")]
    assert Deed.objects.filter(verb="loaded boundaries").count() == 1


def test_a_point_is_in_the_area_round_it_and_not_in_its_hole(hub: Hub, tmp_path: Path) -> None:
    load_boundaries(hub, wards(tmp_path, square("Priory", "E1", -2.2, hole=True)))

    inside, pond = locate(lat=52.51, lon=-2.19), locate(lat=52.55, lon=-2.15)

    assert inside.area is not None
    assert inside.area.name == "Priory"
    assert pond.area is None


def test_a_line_among_the_areas_is_left_out_and_said(hub: Hub, tmp_path: Path) -> None:
    line = {
        "type": "Feature",
        "properties": {"name": "Canal"},
        "geometry": {"type": "LineString", "coordinates": []},
    }
    done = load_boundaries(hub, wards(tmp_path, line, square("Priory", "E1", -2.2)))

    assert (done.new, done.left_out) == (1, ["Area 1: It has no outline: only polygons can be areas."])


def test_groups_and_venues_are_placed_when_postcodes_and_boundaries_come(hub: Hub, tmp_path: Path) -> None:
    friends = make_group(hub, "Friends of Mill Green Park", postcode="DY1 1AE")
    venue = add_venue(hub, by=None, name="The Boathouse Café", postcode="dy11ae")

    load_postcodes(code_point(tmp_path))
    load_boundaries(hub, wards(tmp_path, square("Mill Green", "E2", -2.1)))

    friends.refresh_from_db()
    venue.refresh_from_db()
    assert friends.area is not None
    assert (friends.area.name, friends.precision, venue.area) == ("Mill Green", "postcode", friends.area)
    assert Group.objects.filter(search__contains="mill green").count() == 1


def test_new_wards_take_over_from_the_old_ones_on_their_day(hub: Hub, tmp_path: Path) -> None:
    """Dudley's wards all got new codes in 2024. The neighbours' wards stay as they were."""
    load_boundaries(hub, wards(tmp_path, square("Priory", "E1", -2.2), square("Over the border", "S1", -3.2)))
    walkers = make_group(hub, "Priory Walkers", lat=52.51, lon=-2.19, precision="exact")
    day = date(2024, 5, 2)

    done = load_boundaries(hub, wards(tmp_path, square("Priory and Park", "E9", -2.2)), since=day)
    place_groups()

    assert (done.new, done.replaced) == (1, 1)
    assert Area.objects.get(code="E1").valid_to == date(2024, 5, 1)
    assert Area.objects.get(code="S1").valid_to is None
    assert [area.code for area in areas(date(2024, 5, 1)).order_by("code")] == ["E1", "S1"]
    assert [area.code for area in areas(day).order_by("code")] == ["E9", "S1"]
    assert lies_in(walkers) == ["E9"]


def test_loading_the_old_wards_again_does_not_bring_them_back(hub: Hub, tmp_path: Path) -> None:
    old = wards(tmp_path, square("Priory", "E1", -2.2))
    load_boundaries(hub, old)
    load_boundaries(hub, wards(tmp_path, square("Priory and Park", "E9", -2.2)), since=date(2024, 5, 2))

    again = load_boundaries(hub, wards(tmp_path, square("Priory", "E1", -2.2)))

    assert (again.same, again.replaced) == (1, 0)
    assert [area.code for area in areas()] == ["E9"]


def test_a_group_lies_in_one_area_of_each_kind(hub: Hub, tmp_path: Path) -> None:
    load_boundaries(hub, wards(tmp_path, square("Priory", "E1", -2.2)))
    walkers = make_group(hub, "Priory Walkers", lat=52.51, lon=-2.19, precision="exact")
    load_boundaries(hub, wards(tmp_path, square("North", "N1", -2.2)), kind="locality")

    assert lies_in(walkers) == ["E1", "N1"]


def test_wards_that_begin_today_are_minded_overnight(hub: Hub, tmp_path: Path) -> None:
    today = timezone.localdate()
    load_boundaries(hub, wards(tmp_path, square("Priory", "E1", -2.2)))
    walkers = make_group(hub, "Priory Walkers", lat=52.51, lon=-2.19, precision="exact")
    load_boundaries(hub, wards(tmp_path, square("Priory and Park", "E9", -2.2)), since=today + timedelta(1))
    assert lies_in(walkers) == ["E1"]

    Area.objects.filter(code="E9").update(valid_from=today)
    Area.objects.filter(code="E1").update(valid_to=today - timedelta(1))
    mind_the_date.func()

    assert lies_in(walkers) == ["E9"]


def lies_in(group: Group) -> list[str]:
    return list(
        GroupArea.objects.filter(group=group).order_by("area__code").values_list("area__code", flat=True)
    )


@given(st.lists(st.tuples(st.floats(-2.3, -2.0), st.floats(52.4, 52.6)), min_size=3, max_size=9, unique=True))
def test_the_middle_of_an_outline_is_inside_it(corners: list[tuple[float, float]]) -> None:
    centre = (sum(lon for lon, _ in corners) / len(corners), sum(lat for _, lat in corners) / len(corners))
    ring = sorted(corners, key=lambda corner: atan2(corner[1] - centre[1], corner[0] - centre[0]))
    outline = [[*ring, ring[0]]]
    box = box_of(outline)
    assume(box.north - box.south > 0.001 and box.east - box.west > 0.001)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(outline[0])) / 2
    assume(abs(area) > 1e-5)

    assert inside(outline, *middle_of(outline))
