"""Who sits with whom: unlike groups meet, what was asked can be shown, and whoever sits stays."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bandstand.gatherings.seating import planning
from bandstand.gatherings.seating.party import Party
from bandstand.gatherings.seating.planning import Asked, Suggested, suggest, table_for, usual
from bandstand.gatherings.seating.rounds import Round
from bandstand.gatherings.seating.shown import remarks
from bandstand.gatherings.seating.why import reasons, unmet

from .room_full import CLUB, FRIENDS, HEALTH, helper, party, sitter, some_party


@pytest.fixture(autouse=True)
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules hold however long the search is; a short one keeps the tests quick."""
    monkeypatch.setattr(planning, "STEPS", 3000)


def as_rounds(plan: Suggested, *, began: bool = True) -> list[Round]:
    return [Round(plan.first + at, began, plan.chairs, tables) for at, tables in enumerate(plan.rounds)]


def six() -> Party:
    """Six people, as at most surgeries: two helpers and four of four groups."""
    return party(
        helper("Olive Shah", 1),
        helper("Dev Chaudhary", 2),
        sitter("Meena Patel", "Vale Runners", CLUB, wants=frozenset({1})),
        sitter("Arthur Bell", "Friends of Priory Park", FRIENDS, wants=frozenset({1})),
        sitter("Karen Hill", "Leasow Rowers", CLUB, wants=frozenset({2})),
        sitter("Beryl Cook", "Walking for Health", HEALTH, wants=frozenset({2})),
    )


def test_six_people_at_two_tables_each_sit_with_who_can_show_them() -> None:
    assert usual(6, 6) == Asked(tables=2, chairs=4)

    plan = suggest(six(), Asked(2, 4, rounds=1))

    tables = {frozenset(table) for table in plan.rounds[0]}
    assert tables == {
        frozenset({"olive-shah", "meena-patel", "arthur-bell"}),
        frozenset({"dev-chaudhary", "karen-hill", "beryl-cook"}),
    }


def test_every_table_says_why() -> None:
    people = six()
    table = people.of(["olive-shah", "meena-patel", "arthur-bell"])

    assert reasons(people, table) == [
        "Vale Runners (sports club) and Friends of Priory Park (Friends group) have not met.",
        "Olive Shah can show Facebook pages: Meena Patel and Arthur Bell asked.",
    ]
    assert reasons(people, []) == ["Nobody sits here so far: a table for whoever comes late."]


def test_the_next_round_brings_together_who_has_not_sat_together() -> None:
    first = as_rounds(suggest(six(), Asked(2, 4, rounds=1)))

    second = suggest(six(), Asked(2, 4, rounds=1), first)

    pairs = [
        {frozenset({a, b}) for table in tables for a in table for b in table if a < b}
        for tables in (first[0].tables, second.rounds[0])
    ]
    guests = {"meena-patel", "arthur-bell", "karen-hill", "beryl-cook"}
    assert not [pair for pair in pairs[0] & pairs[1] if pair <= guests]
    assert second.first == 2


def test_friends_sit_together_though_they_are_of_one_group() -> None:
    beryl = sitter("Beryl Cook", "Vale Runners", CLUB, beside=frozenset({"ann-lee"}))
    ann = sitter("Ann Lee", "Vale Runners", CLUB, beside=frozenset({"beryl-cook"}))
    others = [sitter(f"Guest {n}", f"Group {n}", FRIENDS) for n in range(6)]

    together = suggest(party(beryl, ann, *others), Asked(4, 3, rounds=1)).rounds[0]
    apart = suggest(
        party(replace(beryl, beside=frozenset()), replace(ann, beside=frozenset()), *others),
        Asked(4, 3, rounds=1),
    ).rounds[0]

    assert [table for table in together if "ann-lee" in table] == [("beryl-cook", "ann-lee")]
    assert not [table for table in apart if {"beryl-cook", "ann-lee"} <= set(table)]


def test_whoever_sits_with_a_helper_this_minute_stays_with_them() -> None:
    people = replace(six(), sat=(("", ("olive-shah", "karen-hill")),))

    plan = suggest(people, Asked(2, 4, rounds=1))

    (table,) = [table for table in plan.rounds[0] if "olive-shah" in table]
    assert "karen-hill" in table


def test_whoever_a_volunteer_moved_stays_where_they_were_put() -> None:
    people = six()
    meena = replace(people.by_uid["meena-patel"], seats={"1": {"table": 2, "late": False}})
    people = replace(people, sitters=tuple(meena if one.uid == meena.uid else one for one in people.sitters))

    plan = suggest(people, Asked(2, 4, rounds=1))

    assert "meena-patel" in plan.rounds[0][1]


def test_somebody_late_sits_with_who_can_show_it_and_nobody_moves() -> None:
    (round_,) = as_rounds(suggest(six(), Asked(2, 4, rounds=1)))
    joan = sitter("Joan Dale", "Vale Tapestry", HEALTH, wants=frozenset({2}))
    people = party(*six().sitters, joan)

    number = table_for(people, "joan-dale", round_)

    assert "dev-chaudhary" in round_.tables[number - 1]


def test_with_every_chair_taken_the_smallest_table_takes_one_more() -> None:
    people = party(*[sitter(f"Guest {n}") for n in range(6)])
    round_ = Round(1, True, 2, (("guest-0", "guest-1", "guest-2"), ("guest-3", "guest-4")))

    assert table_for(people, "guest-5", round_) == 2


def test_what_nobody_can_show_is_said_with_what_to_do() -> None:
    people = party(
        helper("Olive Shah", 1),
        helper("Dev Chaudhary", 2),
        sitter("Meena Patel", wants=frozenset({3})),
        sitter("Arthur Bell", wants=frozenset({2})),
    )
    rounds = [Round(1, False, 4, (("olive-shah", "arthur-bell"), ("dev-chaudhary", "meena-patel")))]

    assert unmet(people, rounds) == [
        (
            "Our own website: Arthur Bell asked, and Dev Chaudhary at Willow can show it. "
            "Let them draw up a chair there."
        ),
        (
            "Instagram: Meena Patel asked, and nobody here said they can show it. "
            "Ask round the room, or note it for next time."
        ),
    ]


def test_three_groups_that_have_not_met_are_one_sentence() -> None:
    people = six()
    table = people.of(["meena-patel", "arthur-bell", "beryl-cook"])
    met = replace(people, known=frozenset({("Vale Runners", "Walking for Health")}))

    assert reasons(people, table) == [
        (
            "Vale Runners (sports club), Friends of Priory Park (Friends group) and "
            "Walking for Health (health group) have not met."
        )
    ]
    assert reasons(met, table) == [
        "Vale Runners (sports club) and Friends of Priory Park (Friends group) have not met.",
        "Nor have Friends of Priory Park (Friends group) and Walking for Health (health group).",
    ]


def test_one_kind_only_and_no_helper_are_said_beforehand() -> None:
    clubs = party(sitter("Meena Patel", "Vale Runners", CLUB), sitter("Karen Hill", "Leasow Rowers", CLUB))

    assert remarks(clubs, expected=False, tables=1) == [
        "Only sports clubs are here so far: the tables mix those that have not met each other.",
        (
            "No helper is here so far. Is somebody here who could show things? "
            "Open their name and tick “Helping”."
        ),
    ]
    assert remarks(party(), expected=False, tables=1) == []


def test_everybody_fits_round_one_table() -> None:
    plan = suggest(six(), Asked(1, 6, rounds=2))

    assert [len(table) for tables in plan.rounds for table in tables] == [6, 6]


@pytest.mark.parametrize(("people", "helpers", "tables"), [(6, 2, 2), (16, 4, 4), (60, 12, 12)])
def test_tables_are_even_and_each_has_a_helper(people: int, helpers: int, tables: int) -> None:
    room = some_party(people, helpers)
    assert usual(people, people).tables == tables

    plan = suggest(room, Asked(tables, 6, rounds=2))

    for seated in plan.rounds:
        sizes = [len(table) for table in seated]
        assert (sum(sizes), max(sizes) - min(sizes) <= 1) == (people, True)
        assert all(any(uid.startswith("helper") for uid in table) for table in seated)


rooms = st.builds(some_party, st.integers(3, 20), st.integers(0, 3), st.integers(0, 99))


@settings(max_examples=25, deadline=None)
@given(room=rooms, tables=st.integers(1, 6), chairs=st.integers(1, 6), rounds=st.integers(1, 3))
def test_everybody_sits_once_a_round_and_no_table_is_over_full(
    room: Party, tables: int, chairs: int, rounds: int
) -> None:
    plan = suggest(room, Asked(tables, chairs, rounds))

    assert len(plan.rounds) == rounds
    for seated in plan.rounds:
        assert sorted(uid for table in seated for uid in table) == sorted(room.by_uid)
        assert max(map(len, seated)) <= plan.chairs
    assert plan.chairs == chairs or plan.chairs == max(len(t) for seated in plan.rounds for t in seated)


@settings(max_examples=15, deadline=None)
@given(room=rooms, tables=st.integers(2, 4), seed=st.integers(0, 50))
def test_the_same_party_gives_the_same_tables_and_begun_rounds_stay(
    room: Party, tables: int, seed: int
) -> None:
    asked = Asked(tables, 5, 1, seed=seed)
    plan = suggest(room, asked)

    assert suggest(room, asked) == plan
    assert suggest(room, asked, as_rounds(plan)).first == 2


@settings(max_examples=15, deadline=None)
@given(room=rooms, tables=st.integers(2, 4), put=st.data())
def test_locks_are_kept(room: Party, tables: int, put: st.DataObject) -> None:
    many = max(1, min(tables, len(room.sitters)))
    held = put.draw(st.dictionaries(st.sampled_from(sorted(room.by_uid)), st.integers(1, many), max_size=4))
    moved = tuple(
        replace(one, seats={"1": {"table": held[one.uid], "late": False}}) if one.uid in held else one
        for one in room.sitters
    )

    plan = suggest(replace(room, sitters=moved), Asked(tables, 5, 1))

    assert all(uid in plan.rounds[0][table - 1] for uid, table in held.items())
