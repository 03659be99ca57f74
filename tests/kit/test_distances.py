"""How far, as people say it."""

import pytest

from bandstand.kit.distances import METRES_A_MILE, apart, away, how_far


@pytest.mark.parametrize(
    ("miles", "said"),
    [
        (0, "round the corner"),
        (0.24, "round the corner"),
        (0.26, "under half a mile"),
        (0.6, "under a mile"),
        (0.89, "under a mile"),
        (0.91, "about a mile"),
        (1.4, "about a mile"),
        (1.6, "about 2 miles"),
        (12.3, "about 12 miles"),
        (1234, "about 1,234 miles"),
    ],
)
def test_about_and_never_a_decimal(miles: float, said: str) -> None:
    assert how_far(miles * METRES_A_MILE) == said


def test_away_and_apart() -> None:
    assert [away(100), away(3000)] == ["round the corner", "about 2 miles away"]
    assert [apart(100), apart(3000)] == ["round the corner from each other", "about 2 miles apart"]


def test_a_place_known_by_its_area_is_told_to_the_mile() -> None:
    assert [how_far(metres, roughly=True) for metres in (0, 700, 3000)] == [
        "about a mile",
        "about a mile",
        "about 2 miles",
    ]
