"""Squares of the map, four sizes of them, as tags of the index: how the nearest are found among very many."""

from math import cos, radians

_METRES_A_DEGREE = 111_195.0

# Their letter in the tag, and how many to a degree: about 550 metres, 2, 11 and 55 kilometres.
_FEW = 36
SIZES = (("f", 200), ("e", 50), ("t", 10), ("w", 2))


def around(hub_id: int, lat: float, lon: float, size: tuple[str, int]) -> list[str]:
    """Return the tags of the square a point is in and of the eight round it."""
    letter, a_degree = size
    up, along = int((lat + 90.0) * a_degree), int((lon + 180.0) * a_degree)
    return [
        f"c{hub_id}{letter}{row}x{column}"
        for row in range(up - 1, up + 2)
        for column in range(along - 1, along + 2)
    ]


def sure_within(lat: float, size: tuple[str, int]) -> float:
    """Return how many metres from a point the nine squares surely reach."""
    return _METRES_A_DEGREE / size[1] * cos(radians(lat))


def within(hub_id: int, west: float, south: float, east: float, north: float) -> list[str]:
    """Return the tags of a few squares that cover a box; none when the box is larger than they can."""
    for letter, a_degree in SIZES:
        rows = range(int((south + 90.0) * a_degree), int((north + 90.0) * a_degree) + 1)
        columns = range(int((west + 180.0) * a_degree), int((east + 180.0) * a_degree) + 1)
        if len(rows) * len(columns) <= _FEW:
            return [f"c{hub_id}{letter}{row}x{column}" for row in rows for column in columns]
    return []
