"""Grid positions come out within five metres of where they are."""

import pytest

from bandstand.places.grid import distance_miles, lat_lon, metres_between


@pytest.mark.parametrize(
    ("place", "east", "north", "lat", "lon"),
    [
        ("DY1 1AE, Dudley", 394045, 290415, 52.511591, -2.089175),
        ("Caister", 651409, 313177, 52.657977, 1.716038),
        ("Greenwich", 538877, 177322, 51.477817, -0.001588),
        ("Shetland", 445400, 1141600, 60.156363, -1.184008),
        ("Scilly", 90300, 10600, 49.915207, -6.315696),
        ("Lewis", 142500, 932800, 58.208511, -6.385312),
    ],
)
def test_a_grid_position_is_within_five_metres(
    place: str, east: int, north: int, lat: float, lon: float
) -> None:
    assert metres_between(*lat_lon(east, north), lat, lon) < 5, place


def test_miles_are_measured_over_the_ground() -> None:
    assert distance_miles(52.5, -2.0, 52.5, -2.0) == 0
    assert round(distance_miles(52.0, -2.0, 53.0, -2.0)) == 69
