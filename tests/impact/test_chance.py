"""What chance gives: held against counting by hand, and against made-up boroughs where we know what happened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandstand.impact.together.chance import FEWEST, across_by_chance, alone_by_chance, reshuffled
from tests.impact.worlds import World


def test_where_nothing_happened_hardly_anything_is_claimed() -> None:
    claims = shown = 0
    for seed in range(400):
        world = World(seed)
        met = world.gatherings(24, 12)
        beside = reshuffled(world.ties(met), met, place=world.place, seed=seed)
        shown += beside is not None
        claims += beside is not None and beside.stands_out

    assert shown > 200
    assert claims <= 0.07 * 400


def test_a_fivefold_effect_is_found() -> None:
    found = 0
    for seed in range(100):
        world = World(seed, fold=5)
        met = world.gatherings(24, 12)
        beside = reshuffled(world.ties(met), met, place=world.place, seed=seed)
        found += beside is not None and beside.stands_out

    assert found >= 80


def test_below_ten_nothing_is_compared() -> None:
    ties = [(one, one + 1) for one in range(0, 2 * (FEWEST - 1), 2)]

    assert reshuffled(ties, set(ties), place={}) is None
    more = [*ties, (100, 101)]
    assert reshuffled(more, set(more), place={}) is not None


@pytest.mark.parametrize("many", [12, 20])
def test_of_one_group_with_all_the_ties_nothing_is_claimed(many: int) -> None:
    star = [(0, other) for other in range(1, many + 1)]
    beside = reshuffled(star, star[:10], place={})

    assert beside is not None
    assert (beside.expected, beside.low, beside.high, beside.as_many) == (10, 10, 10, 1.0)


def test_the_same_seed_says_the_same() -> None:
    world = World(7)
    met = world.gatherings(24, 12)
    ties = world.ties(met)

    said = [reshuffled(ties, met, place=world.place, seed=3) for _ in range(2)]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("kinds", "ties", "expected"),
    [
        (["a", "a", "b", "b"], 6, 4.0),
        (["a", "a"], 1, 0.0),
        (["a"], 0, 0.0),
        (["a", "b", "c"], 2, 2.0),
        (["a", None, "b"], 3, 1.0),
        ([None, None], 1, 0.0),
    ],
)
def test_across_by_chance_as_counted_by_hand(kinds: list[str | None], ties: int, expected: float) -> None:
    assert across_by_chance(kinds, ties) == pytest.approx(expected)


def test_alone_by_chance_as_counted_by_hand() -> None:
    # One tie among three groups leaves exactly one alone, wherever it falls.
    assert alone_by_chance(3, 1) == pytest.approx(1.0)
    assert alone_by_chance(4, 6) == 0.0


@given(st.integers(2, 40), st.data())
def test_never_more_alone_than_there_are(groups: int, data: st.DataObject) -> None:
    ties = data.draw(st.integers(0, groups * (groups - 1) // 2))

    assert 0 <= alone_by_chance(groups, ties) <= groups
