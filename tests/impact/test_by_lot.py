"""Two evenings drawn by lot: what the hat could have drawn, and how often the comparison is wrong."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandstand.gatherings.lot import Lot, draw, goes_to
from bandstand.impact.together import chance
from bandstand.impact.together.chance import FEWEST, TIMES, Split, other_lots, split_by_lot
from tests.impact.worlds import World, met_in

SIX = {group: group % 2 for group in range(6)}
FAIR = Split(SIX, dict.fromkeys(SIX, 1))


@pytest.mark.parametrize("odd", [False, True], ids=["plain lists", "odd lists"])
def test_where_nothing_happened_the_lot_claims_hardly_anything(odd: bool) -> None:  # noqa: FBT001
    claims = shown = 0
    for seed in range(400):
        world = World(seed)
        splits = world.splits(14, 6, odd=odd)
        beside = split_by_lot(splits, world.ties(met_in(splits)), seed=seed)
        shown += beside is not None
        claims += beside is not None and beside.stands_out

    assert shown > 100
    assert claims <= 0.07 * 400


@pytest.mark.parametrize("odd", [False, True], ids=["plain lists", "odd lists"])
def test_a_fivefold_effect_over_28_lists_is_found(odd: bool) -> None:  # noqa: FBT001
    found = 0
    for seed in range(100):
        world = World(seed, fold=5)
        splits = world.splits(28, 6, odd=odd)
        beside = split_by_lot(splits, world.ties(met_in(splits)), seed=seed)
        found += beside is not None and beside.stands_out

    assert found >= 80


def test_below_ten_ties_nothing_is_compared() -> None:
    wide = {group: group % 2 for group in range(20)}
    split = Split(wide, dict.fromkeys(wide, 1))
    nine = [(0, other) for other in range(1, FEWEST)]

    assert split_by_lot([split], nine) is None
    assert split_by_lot([split], [*nine, (3, 2)]) is not None
    assert split_by_lot([split], [*nine, (2, 1), (1, 2), (8, 0)]) is not None
    assert split_by_lot([split], [*nine, (1, 0)]) is None  # told twice is one
    assert split_by_lot([split], [*nine, (1, 99)]) is None  # not on the list
    assert split_by_lot([], nine) is None


def test_by_hand_of_six_in_two_threes_two_in_five_pairs_share() -> None:
    every = [*combinations(SIX, 2)]

    beside = split_by_lot([FAIR], every)
    assert beside is not None
    assert (beside.seen, beside.low, beside.high) == (6, 6, 6)  # however it falls, two threes are six pairs


def test_who_was_not_drawn_stays_and_two_of_them_say_nothing() -> None:
    wide = {group: group % 2 for group in range(20)}
    drawn = dict.fromkeys(range(10), 1)
    split = Split(wide, drawn, taken=(5, 5))
    fixed = [pair for pair in combinations(range(10, 20), 2) if sum(pair) % 2 == 0]

    assert split_by_lot([split], fixed) is None
    lots = other_lots(split, np.random.default_rng(1))
    assert [set(lots[group]) for group in range(10, 20)] == [{group % 2} for group in range(10, 20)]
    assert set(lots[0]) == {0, 1}


def test_a_pair_on_two_lists_counts_once() -> None:
    twice = split_by_lot([FAIR, FAIR], [*combinations(SIX, 2)])

    assert twice is not None
    assert twice.seen == 6
    assert twice.expected > 6  # there were two chances to share one


def test_the_same_seed_says_the_same() -> None:
    world = World(7)
    splits = world.splits(14, 6)
    ties = world.ties(met_in(splits))

    assert split_by_lot(splits, ties, seed=3) == split_by_lot(splits, ties, seed=3)


LISTS = st.builds(
    Split,
    evening=st.just({}),
    heads=st.dictionaries(st.integers(0, 40), st.integers(1, 4), max_size=14),
    taken=st.tuples(st.integers(0, 5), st.integers(0, 5)),
    rooms=st.tuples(st.none() | st.integers(0, 20), st.none() | st.integers(0, 20)),
)


@given(LISTS, st.integers(0, 2**40))
def test_all_draws_side_by_side_follow_the_rule_of_one(split: Split, seed: int) -> None:
    """Each draw of many fills the evenings exactly as going through its lots one by one does."""
    rng = np.random.default_rng(seed)
    keys = sorted(split.heads, key=lambda one: (-split.heads[one], one))
    order, coins = chance._out_of_the_hat([split.heads[key] for key in keys], np.random.default_rng(seed))
    lots = other_lots(split, rng)
    for at in range(0, TIMES, 333):
        filled, told = list(split.taken), {}
        for place, coin in zip(order[at], coins[at], strict=True):
            key = keys[place]
            told[key] = goes_to(filled, split.heads[key], split.rooms, int(coin))
            filled[told[key]] += split.heads[key]
        assert told == {key: int(lots[key][at]) for key in keys}


@given(LISTS, st.integers(0, 2**40))
def test_a_draw_is_even_and_fits_as_far_as_it_can(split: Split, seed: int) -> None:
    lots = [Lot(str(key), heads) for key, heads in split.heads.items()]
    drawn = draw(seed, lots, taken=split.taken, rooms=split.rooms)

    assert set(drawn) == {lot.key for lot in lots}
    filled = list(split.taken)
    for lot in lots:
        filled[drawn[lot.key]] += lot.heads
    if split.rooms == (None, None):
        biggest = max([lot.heads for lot in lots], default=0)
        assert abs(filled[0] - filled[1]) <= max(biggest, abs(split.taken[0] - split.taken[1]))
    assert drawn == draw(seed, reversed(lots), taken=split.taken, rooms=split.rooms)


def test_each_evening_is_as_likely() -> None:
    """Of seven lone walkers and a family of three, none is put on one evening more often than the other."""
    lots = [Lot(f"walker {at}") for at in range(7)] + [Lot("family", 3)]
    first = dict.fromkeys((lot.key for lot in lots), 0)
    for seed in range(2000):
        for key, evening in draw(seed, lots).items():
            first[key] += evening == 0

    assert all(900 < times < 1100 for times in first.values()), first
