"""Which cards are one group: the rules, each told with groups of Leasow Vale."""

from typing import Any

import pytest

from bandstand.groups.matching import Card, Pair, Pool, Tier, pairs


def only(*cards: Card) -> Pair | None:
    """Return the pair found among these cards, if it is more than possible."""
    found = [pair for pair in pairs(cards) if pair.tier != Tier.POSSIBLE]
    assert len(found) <= 1
    return found[0] if found else None


def two(first: str, second: str, one: Any = None, other: Any = None) -> Pair | None:
    return only(Card(1, first, **(one or {})), Card(2, second, **(other or {})))


HALL = {"postcode": "LV1 2AB", "address": "12 High Street", "phone": "01632 960001"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Friends of Elmwood Park", "Freinds of Elmwood Park"),
        ("G-Force", "G Force"),
        ("Gorse Hill Studios", "Gorsehill Studios"),
        ("Bridging the Gap", "Bridging the Gap (Leasow)"),
        ("St. Cuthbert’s Gardening Association", "Saint Cuthberts Gardening Assoc"),
        ("Elmwood Women's Institute", "Elmwood WI"),
        ("Elmwood Cricket Club", "Cricket Club, Elmwood"),
        ("The Elmwood & Ashby Trust", "Elmwood and Ashby Trust Ltd"),
        ("Elmwood Horticultural", "Elmwood Horticultural Society"),
        ("Elmwood FC", "Elmwood Football Club"),
        ("Elmwood CC", "Elmwood Cricket Club"),
        ("Elmwood ADS", "Elmwood Amateur Dramatic Society"),
        ("Elmwood End Community Choir", "Elmwoo dEnd Community Choir"),
        ("Elmwood Over 60s Club", "Elmwood 60s Club"),
    ],
)
def test_one_name_spelt_in_two_ways_is_likely_one_group(first: str, second: str) -> None:
    found = two(first, second)

    assert found is not None
    assert found.tier == Tier.LIKELY  # a name alone is never certain


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1st Elmwood Scout Group", "2nd Elmwood Scout Group"),
        ("Elmwood Rovers Under 10s", "Elmwood Rovers Under 12s"),
        ("Elmwood Rovers Boys", "Elmwood Rovers Girls"),
        ("Elmwood Cricket Club", "Elmwood Tennis Club"),
        ("Elmwood Rovers", "Elmwood Rovers Juniors"),
        ("Royal British Legion Elmwood Branch", "Royal British Legion Ashby Branch"),
        ("Norton Playgroup", "Elmwood Playgroup"),
    ],
)
def test_names_that_tell_two_groups_apart_do_so(first: str, second: str) -> None:
    assert two(first, second) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Euxton FC", "Friends of Calne South"),
        ("St John's FC", "Friends of Caerau"),
        ("Cockfosters FC", "Furzedown Cricket Club"),
        ("Elmwood FC", "Elmwood CC"),
        ("Elmwood Team A", "Elmwood Team B"),
        ("Leasow Vale Men's Shed", "Leasow Vale Women's Shed"),
        ("Elmwood Twinning Association", "Elmwood Amateur Dramatic Society"),
        ("Elmwood Women's Institute", "Elmwood Wildlife Initiative"),
        ("St Mary's Church, Ashby St Mary", "St Anne's Church, Ashby St Mary"),
    ],
)
def test_initials_and_a_common_postcode_make_no_one_group_of_two(first: str, second: str) -> None:
    where = {"postcode": "LV1 2AB"}

    assert two(first, second) is None
    assert two(first, second, where, where) is None


def test_a_name_that_goes_with_three_others_is_none_of_theirs() -> None:
    churches = [
        Card(number, f"St Peter's Church, {place}")
        for number, place in enumerate(["Elmwood", "Ashby", "Norton"])
    ]
    found = pairs([*churches, Card("bare", "St Peter's Church")])

    assert [pair for pair in found if pair.tier != Tier.POSSIBLE] == []


def test_what_makes_two_groups_of_two_names_does_so_at_one_address_too() -> None:
    assert two("1st Elmwood Scout Group", "2nd Elmwood Scout Group", HALL, HALL) is None


def test_the_same_postcode_and_a_letter_astray_are_certain_and_say_why() -> None:
    found = two("Elmwood Harriers", "Elmwood Hariers", {"postcode": "LV1 2AB"}, {"postcode": "lv1 2ab"})

    assert found is not None
    assert (found.tier, found.reasons) == (
        Tier.CERTAIN,
        ("Same postcode; the names differ by a letter or two.",),
    )


def test_a_website_of_their_own_ties_two_spellings_and_a_page_on_a_shared_site_does_not() -> None:
    own, shared = frozenset({"elmwoodharriers.example"}), frozenset({"facebook.com/elmwood"})

    tied = two("Elmwood Harriers", "Elmwood Harriers AC", {"links": own}, {"links": own})
    apart = two(
        "Elmwood Choir", "Elmwood Judo", {"links": shared}, {"links": frozenset({"facebook.com/judo"})}
    )

    assert tied is not None
    assert "Same online place" in tied.reasons[0]
    assert apart is None


def test_spellings_that_share_a_charity_number_are_one_group() -> None:
    number = {"numbers": frozenset({"GB-CHC:1110767"})}

    found = two("G-Force", "G Force", number, number)

    assert found is not None
    assert found.tier == Tier.CERTAIN


def test_other_charity_numbers_speak_against_it() -> None:
    found = two(
        "Elmwood Trust",
        "Elmwood Trust",
        {"numbers": frozenset({"GB-CHC:1"})},
        {"numbers": frozenset({"GB-CHC:2"})},
    )

    assert found is None


def test_one_name_in_many_places_is_many_branches() -> None:
    """A body on many sites shares name, number and website: its food banks stay apart."""
    shared = {"numbers": frozenset({"GB-CHC:1110522"}), "links": frozenset({"leasowfoodbank.example"})}
    branches = [
        Card(number, "Leasow Food Bank", postcode=f"LV{number} {number % 9}AB", **shared)
        for number in range(1, 30)
    ]

    assert [pair for pair in pairs(branches) if pair.tier != Tier.POSSIBLE] == []


def test_a_name_that_anybody_may_have_needs_more_than_a_name() -> None:
    first, second = {"postcode": "LV1 2AB"}, {"postcode": "LV7 7ZZ"}

    assert two("St Mary's Church", "St Mary's Church", first, second) is None
    assert two("Breathe Ashcombe", "Breathe Ashcombe", first, second) is not None


def test_many_groups_under_one_roof_stay_many() -> None:
    names = [
        "Elmwood Judo",
        "Tea and Talk",
        "Quilters of Ashby",
        "Baby Yoga",
        "Leasow Chess",
        "Mandolin Band",
    ]

    found = pairs(Card(number, name, **HALL) for number, name in enumerate(names))

    assert [pair for pair in found if pair.tier != Tier.POSSIBLE] == []


def test_a_bare_name_between_two_places_is_neither() -> None:
    found = pairs(
        [
            Card(1, "Canonbury Almshouses"),
            Card(2, "Canonbury Almshouses, Elmwood", postcode="LV1 2AB"),
            Card(3, "Canonbury Almshouses, Ashby", postcode="LV9 9ZZ"),
        ]
    )

    assert {pair.tier for pair in found} == {Tier.POSSIBLE}


def test_two_that_go_with_a_third_go_together() -> None:
    found = pairs(
        [Card(1, "Groundworkers"), Card(2, "Groundworkers Greater Leasow"), Card(3, "Groundworkers Elmwood")]
    )

    assert sorted((pair.first, pair.second) for pair in found if pair.tier == Tier.LIKELY) == [
        (1, 2),
        (1, 3),
        (2, 3),
    ]


def test_other_names_are_names_too() -> None:
    found = two("The Old Mill Trust", "Leasow Harriers", {"other_names": ("Leasow Harriers",)})

    assert found is not None


def test_american_zips_and_telephones_with_and_without_their_code_are_understood() -> None:
    found = two(
        "Garfield Learning Center", "Garfield Learning Ctr.",
        {"address": "7 N. Homan Ave.", "postcode": "60624", "phone": "2653900"},
        {"address": "7 North Homan Avenue", "postcode": "60624", "phone": "(773) 265-3900"},
    )  # fmt: skip

    assert found is not None
    assert found.tier == Tier.CERTAIN
    assert {"Same address; the same name.", "Same telephone number."} <= set(found.reasons)


def test_a_pool_knows_a_card_from_the_moment_it_is_added() -> None:
    pool = Pool([Card("a", "Leasow Harriers")])
    late = Card("b", "Elmwood Judo", postcode="LV1 2AB")

    before = pool.matches(Card("new", "Elmwood Judoo", postcode="LV1 2AB"))
    pool.add(late)
    after = pool.matches(Card("new", "Elmwood Judoo", postcode="LV1 2AB"))

    assert before == []
    assert [(pair.first, pair.second, pair.tier) for pair in after] == [("b", "new", Tier.CERTAIN)]


def test_names_of_signs_or_nothing_break_nothing() -> None:
    cards = [Card(number, name) for number, name in enumerate(["", "???", "The", "of the", "ß", "  ", "()"])]

    assert all(pair.tier != Tier.CERTAIN for pair in pairs(cards))
