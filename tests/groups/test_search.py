"""Searching: best first, beginnings, slips of the finger, nothing that is not shown; the same on both databases."""

from typing import Any

import pytest

from bandstand.groups.models import Group, GroupInterest, Interest, Kind
from bandstand.groups.queries import Answer, Asked, find, suggest
from bandstand.groups.search import found as finding
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub
from bandstand.places.models import Precision
from bandstand.places.queries import Point
from tests.borough import make_group, make_kinds
from tests.groups.test_directory import make_area

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def names(answer: Answer) -> list[str]:
    return [group.name for group in answer.found]


def look(words: str, **more: object) -> list[str]:
    return names(find(Asked(words=words, **more)))  # type: ignore[arg-type]


def make_interest(hub: Hub, group: Group, name: str, state: str = "said") -> Interest:
    interest, _ = Interest.objects.get_or_create(
        hub=hub, code=name, defaults={"name": name, "slug": name.replace(" ", "-")}
    )
    GroupInterest.objects.create(hub=hub, group=group, interest=interest, state=state)
    return interest


def test_names_come_first_and_what_a_group_does_last(hub: Hub) -> None:
    make_group(hub, "Leasow Harriers", kind="sports-club", about="Running, and now and then a walk.")
    walkers = make_group(hub, "Ramblers of Leasow", kind="health-group")
    make_interest(hub, walkers, "walking football")
    make_group(hub, "Mill Green Walking Group", kind="health-group")
    make_group(hub, "Walking", kind="health-group")
    make_group(hub, "The Tuesday Club", other_names=["Walkabout"])
    make_group(hub, "Walkers’ Rest", about="A café")

    assert look("walk") == [
        "Walking", "Walkers’ Rest", "Mill Green Walking Group", "The Tuesday Club", "Ramblers of Leasow",
        "Leasow Harriers",
    ]  # fmt: skip
    assert look("walking") == ["Walking", "Mill Green Walking Group", "Ramblers of Leasow"]


def test_the_name_itself_comes_before_names_that_begin_so(hub: Hub) -> None:
    for name in ("Bowls Club of Priory", "Priory Bowls Club", "The Bowls Club", "Bowls"):
        make_group(hub, name)

    assert look("bowls club") == ["The Bowls Club", "Bowls Club of Priory", "Priory Bowls Club"]


def test_small_words_and_plurals_keep_nobody_out(hub: Hub) -> None:
    make_group(hub, "Friends of Mill Green Park")

    for words in (
        "the friends of parks",
        "friend of the park",
        "mill green & park",
        "Friends of Mill Green Park",
    ):
        assert look(words) == ["Friends of Mill Green Park"], words


def test_accents_and_apostrophes_may_be_left_out_or_typed(hub: Hub) -> None:
    make_group(hub, "St Mary’s Café Singers")
    make_group(hub, "Towarzystwo Łódź")

    for words in ("st. mary's", "cafe", "CAFÉ singers", "marys"):
        assert look(words) == ["St Mary’s Café Singers"], words
    assert look("łódź") == ["Towarzystwo Łódź"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("badmington", "badminton"), ("freinds of", "friends of"), ("Stretfrod", "stretford"),
        ("badmington stretfrod", "badminton stretford"), ("allotmnets", "allotments"), ("badmintn", "badminton"), ("alotmentts", "allotments"),
    ],
)  # fmt: skip
def test_a_slip_of_the_finger_is_put_right_and_said(hub: Hub, typed: str, meant: str) -> None:
    make_group(hub, "Friends of Stretford Badminton", about="We have allotments, too.")
    make_group(hub, "Leasow Harriers", kind="sports-club")

    answer = find(Asked(words=typed))

    assert (names(answer), answer.words, answer.typed) == (["Friends of Stretford Badminton"], meant, typed)
    assert names(find(Asked(words=typed), as_typed=True)) == []
    assert [group.name for group in suggest(typed)] == ["Friends of Stretford Badminton"]


def test_the_likelier_word_is_meant(hub: Hub) -> None:
    make_group(hub, "Leasow Chair Makers")
    for number in range(3):
        make_group(hub, f"Leasow Choir {number}")

    assert find(Asked(words="chiir")).words == "choir"


def test_a_word_that_is_known_is_never_put_right(hub: Hub) -> None:
    make_group(hub, "Freinds of Typing")
    make_group(hub, "Friends of Mill Green")

    assert (look("freinds"), find(Asked(words="freinds")).typed) == (["Freinds of Typing"], "")
    assert look("freinds mill") == []


def test_nothing_like_it_is_nothing(hub: Hub) -> None:
    make_group(hub, "Leasow Harriers")

    assert find(Asked(words="zebra")).found.total == 0
    assert look("zq") == []


@pytest.mark.parametrize(
    "odd",
    ['"', "name:friends", "friends OR harriers", "fri* AND", "NEAR(friends park)", "^friends", "{name} : friends",
     "friends')--", "friends & !park", "friends:*A", "<->", "\\", "%", "_", "🎾", "friends 🎾", "\x00friends",
     "a" * 10_000, "friends " * 2_000, "'", "h1", "k1 d1", "-friends", "٣ नमस्ते"],
)  # fmt: skip
def test_what_means_something_to_a_database_is_only_words(hub: Hub, odd: str) -> None:
    make_group(hub, "Friends of Mill Green Park")
    make_group(hub, "Leasow Harriers")
    secret = make_group(hub, "Friends of Secrets", listed=False)

    found = find(Asked(words=odd)).found

    assert secret not in list(found)
    assert len(list(suggest(odd))) == len(list(find(Asked(words=odd)).found)[:8]) or not odd.strip(
        "🎾\"%_\\<->'"
    )


def test_words_of_a_query_language_are_looked_for_as_words(hub: Hub) -> None:
    make_group(hub, "Near and Dear", kind="arts-group")
    make_group(hub, "Friends of Mill Green Park")

    assert look("near") == ["Near and Dear"]
    assert look("dear OR friends") == []
    assert look("dear and friends") == []


def test_a_group_is_not_found_by_what_it_does_not_show(hub: Hub) -> None:
    mill_green = make_area(hub, "Mill Green", -2.1)
    facts: dict[str, Any] = {
        "postcode": "DY1 1AE",
        "address": "9 Quiet Lane",
        "area": mill_green,
        "lat": 52.51,
        "lon": -2.09,
    }
    make_group(hub, "Open Choir", **facts)
    make_group(hub, "Shy Choir", place_shown="area", **facts)
    make_group(hub, "Silent Choir", place_shown="none", **facts)

    for words in ("dy1 1ae", "dy11ae", "quiet lane"):
        assert look(words) == ["Open Choir"], words
    assert look("mill green") == ["Open Choir", "Shy Choir"]
    assert look("choir", area="Mill") == ["Open Choir", "Shy Choir"]
    near = find(Asked(near=Point(52.51, -2.09, Precision.EXACT)))
    assert [(group.name, round(group.away)) for group in near.found] == [  # type: ignore[attr-defined]
        ("Open Choir", 0), ("Shy Choir", 5206),
    ]  # fmt: skip


def test_suggested_interests_find_nobody_until_somebody_says_yes(hub: Hub) -> None:
    group = make_group(hub, "Leasow Harriers")
    interest = make_interest(hub, group, "orienteering", state="suggested")

    assert look("orienteering") == []
    GroupInterest.objects.update(state="said")
    assert (look("orienteering"), names(find(Asked(interest=interest.slug)))) == ([group.name], [group.name])


def test_the_numbers_beside_the_choices_are_what_the_list_holds(hub: Hub) -> None:
    mill_green, priory = make_area(hub, "Mill Green", -2.1), make_area(hub, "Priory", -2.2)
    for number, (kind, area) in enumerate(
        [
            ("sports-club", mill_green),
            ("sports-club", priory),
            ("arts-group", mill_green),
            ("arts-group", None),
        ]
    ):
        make_interest(hub, make_group(hub, f"Leasow {number}", kind=kind, area=area), "tea")
    make_group(hub, "Leasow Secrets", listed=False, area=mill_green)

    for asked in (
        Asked(),
        Asked(words="leasow"),
        Asked(kind="sports-club"),
        Asked(area="Mill"),
        Asked(interest="tea"),
    ):
        answer = find(asked)
        for name in ("kind", "area", "interest"):
            for choice in getattr(answer, f"{name}s"):
                narrowed = find(Asked(**{**vars(asked), name: choice.value}))
                assert narrowed.found.total == choice.many == len(names(narrowed)), (asked, choice)
    assert [(one.value, one.many) for one in find(Asked(kind="sports-club")).areas] == [
        ("Mill", 1),
        ("Prio", 1),
    ]


def test_what_nobody_knows_narrows_to_nothing(hub: Hub) -> None:
    make_group(hub, "Leasow Harriers")

    for asked in (Asked(kind="zebras"), Asked(area="zz"), Asked(interest="zz")):
        assert names(find(asked)) == []


def test_one_hub_never_finds_anothers_groups(hub: Hub) -> None:
    make_group(hub, "Leasow Badminton")
    other = open_hub("Elsewhere", slug="elsewhere", host="elsewhere.example")
    with hub_scope(other):
        make_kinds(other)
        make_group(other, "Elsewhere Rovers")

        assert look("badminton") == []
        assert find(Asked(words="badmington")).typed == ""
        assert [choice.many for choice in find(Asked()).kinds] == [1]
        assert look("") == ["Elsewhere Rovers"]


# --- more groups than anybody reads ---------------------------------------------------------------------------


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behave at five groups as at a thousand."""
    monkeypatch.setattr(finding, "MOST", 5)


@pytest.fixture
def twenty(hub: Hub) -> list[Group]:
    area = make_area(hub, "Mill Green", -2.1)
    kinds = list(Kind.objects.all())[:2]
    return [
        make_group(
            hub, f"Leasow {letter} Runners", kind=kinds[number % 2].slug, area=area,
            lat=52.5 + number / 250, lon=-2.05,
        )
        for number, letter in enumerate("ABCDEFGHIJKLMNOPQRST")
    ]  # fmt: skip


@pytest.mark.usefixtures("few_are_many", "twenty")
def test_a_long_list_is_walked_by_name_and_counted_as_a_whole() -> None:
    everything, sports = find(Asked()), find(Asked(kind="sports-club"))

    assert (everything.found.total, len(everything.found)) == (20, 20)
    assert [group.name[7] for group in everything.found[5:10]] == list("FGHIJ")
    assert [(one.value, one.many) for one in everything.kinds] == [("sports-club", 10), ("friends-group", 10)]
    assert (sports.found.total, [group.name[7] for group in sports.found[0:3]]) == (10, list("ACE"))
    assert [group.name[7] for group in find(Asked(area="Mill")).found[0:2]] == ["A", "B"]


@pytest.mark.usefixtures("few_are_many", "twenty")
def test_many_that_fit_are_more_than_anybody_counted_and_the_best_of_them_first(hub: Hub) -> None:
    make_group(hub, "Runners")
    make_group(hub, "Runners of Priory")

    answer = find(Asked(words="runners"))

    assert (answer.found.total, len(answer.found), {one.many for one in answer.kinds}) == (None, 5, {None})
    assert names(answer)[:2] == ["Runners", "Runners of Priory"]


@pytest.mark.usefixtures("few_are_many", "twenty")
@pytest.mark.parametrize("words", ["", "runners"])
def test_among_many_the_nearest_are_found_square_by_square(words: str) -> None:
    near = find(Asked(words=words, near=Point(52.5401, -2.05, Precision.EXACT)))

    assert [group.name[7] for group in near.found[0:5]] == list("KLJMI")
    assert near.found.total is None


@pytest.mark.usefixtures("few_are_many", "twenty")
def test_among_many_those_in_view_are_found() -> None:
    seen = find(Asked(words="runners")).found.within(-2.1, 52.5195, -2.0, 52.5285, 10)

    assert sorted(hit.plain_name[7] for hit in seen) == ["f", "g", "h"]
