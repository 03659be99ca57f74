"""Olive writes her directory out as a sheet and brings the same sheet back in: nothing changes."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.groups.export import as_csv
from bandstand.groups.links import is_blank, understand
from bandstand.groups.models import Group, GroupInterest, Identifier, ImportRow, Interest, Kind, OnlinePlace
from bandstand.groups.queries.feeds import every_entry
from bandstand.groups.sheets.guard import guarded, unguarded
from bandstand.people.models import Hub
from bandstand.places.models import Postcode
from tests.groups.sheets import bring

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MARKS = st.sampled_from([*list("=+-@'\"|%,;/.:&()!?<>#£"), " ", "  ", "’", "🎶", "é", "ß", "Ł"])
LETTERS = st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x250)
TEXT = st.lists(MARKS | LETTERS, max_size=25).map("".join)


def one_line(text: str) -> str:
    return " ".join(text.split())


NAMES = (
    st.builds(
        str.__add__, TEXT, st.sampled_from(["Leasow Harriers", "Friends of Mill Green", "Ålesund Club"])
    )
    .map(one_line)
    .filter(lambda name: not is_blank(name))
)
ABOUT = st.lists(TEXT.map(one_line), max_size=4).map(lambda lines: "\n".join(lines).strip())
ADDRESSES = st.just("") | TEXT.map(one_line)
LINKS = st.sampled_from(
    [
        ("website", "https://leasow.example.org/"),
        ("website", "http://www.leasow.example.org/about-us?page=2&x=a,b;c"),
        ("website", "other.example.com/=1+1"),
        ("facebook", "https://www.facebook.com/groups/Leasow.Harriers"),
        ("facebook", "https://m.facebook.com/profile.php?id=1234567"),
        ("x", "@leasow_h"),
        ("instagram", "@leasow.harriers"),
        ("youtube", "https://www.youtube.com/@leasow"),
        ("chat", "https://chat.whatsapp.com/AbCdEf123"),
        ("links", "https://linktr.ee/leasow"),
    ]
)
NUMBERS = st.sampled_from([("GB-COH", "01234567"), ("GB-CASC", "CH/0123, 4"), ("GB-SC", "SC012345")])
INTERESTS = st.sampled_from(["gardening", "walking football", "=sums", "tea, cake; and talk", "bats 🦇"])

GROUP = st.fixed_dictionaries(
    {
        "name": NAMES,
        "about": ABOUT,
        "address": ADDRESSES,
        "postcode": st.sampled_from(["", "DY1 1AE", "ZZ9 9ZZ", "DY1"]),
        "place_shown": st.sampled_from(Group.PlaceShown.values),
        "status": st.sampled_from(["", *Group.Status.values]),
        "point": st.none()
        | st.tuples(st.floats(50, 58), st.floats(-6, 1.5), st.sampled_from(["exact", "postcode", "outcode"])),
        "kind": st.sampled_from(["", "sports-club", "health-group"]),
        "other_names": st.lists(NAMES, max_size=2, unique=True),
        "charity_number": st.sampled_from(["", "1098765", "SC012345"]),
        "email": st.sampled_from(["", "hello@leasow.example"]),
        "phone": st.sampled_from(["", "+44 1384 555010", "01384 555 011"]),
        "links": st.lists(LINKS, max_size=4),
        "numbers": st.lists(NUMBERS, max_size=2, unique=True),
        "interests": st.lists(INTERESTS, max_size=3, unique=True),
        "listed": st.booleans(),
    }
)


def make(hub: Hub, number: int, facts: dict[str, Any]) -> Group:
    """Make a group as the desk's forms or an earlier sheet would have."""
    links, numbers, interests, point, kind = (
        facts.pop(name) for name in ("links", "numbers", "interests", "point", "kind")
    )
    if point:
        facts["lat"], facts["lon"], facts["precision"] = point
    group = Group.objects.create(
        hub=hub, slug=f"group-{number}", kind=Kind.objects.filter(slug=kind).first(), **facts
    )
    for asked, typed in links:
        link = understand(typed, asked)
        assert link is not None, typed
        OnlinePlace.objects.get_or_create(
            group=group,
            match_key=link.match_key,
            defaults={"hub": hub, "kind": link.kind, "raw": link.raw, "url": link.url},
        )
    for scheme, value in numbers:
        Identifier.objects.create(hub=hub, group=group, scheme=scheme, value=value)
    for name in interests:
        slug = "".join(letter for letter in name if letter.isalpha())
        interest, _ = Interest.objects.get_or_create(
            hub=hub, slug=slug, defaults={"name": name, "code": slug}
        )
        GroupInterest.objects.create(hub=hub, group=group, interest=interest)
    return group


def everything(model: Any) -> list[dict[str, Any]]:
    return list(model.objects.order_by("pk").values())


def directory() -> dict[str, list[dict[str, Any]]]:
    """Return every row that a group is made of, to the letter."""
    return {
        model.__name__: everything(model)
        for model in (Group, OnlinePlace, Identifier, Interest, GroupInterest)
    }


def bring_back(hub: Hub, *, whole: bool) -> tuple[dict[str, int], list[Any]]:
    """Return how many rows are in each state, and what would change by which row."""
    content = "".join(as_csv.lines(every_entry(everyone=whole), everything=whole)).encode()
    batch, counts = bring(hub, content, "groups.csv")
    odd = batch.rows.exclude(state=ImportRow.State.SAME)
    return counts, [(row.state, row.plan or row.says) for row in odd]


@pytest.fixture(autouse=True)
def mill_green_is_placed(db: None) -> None:
    Postcode.objects.create(code="DY11AE", lat=52.5116, lon=-2.0892)


@pytest.mark.parametrize("whole", [False, True], ids=["public", "everything"])
def test_what_was_written_out_and_comes_back_changes_nothing(
    hub: Hub, *, whole: bool, no_groups: Callable[[], None]
) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(GROUP, min_size=1, max_size=4))
    def check(some: list[dict[str, Any]]) -> None:
        no_groups()
        groups = [make(hub, number, {**facts}) for number, facts in enumerate(some)]
        for branch in groups[1:2]:
            Group.objects.filter(pk=branch.pk).update(parent=groups[0])
        before = directory()
        expected = len(groups) if whole else sum(group.listed for group in groups)

        counts, changes = bring_back(hub, whole=whole)

        assert changes == []
        assert counts == ({"same": expected} if expected else {})
        assert directory() == before

    check()


@pytest.fixture
def no_groups(hub: Hub) -> Callable[[], None]:
    def clear() -> None:
        for model in (Group, Interest):
            model.objects.all().delete()

    return clear


def test_names_that_look_like_sums_come_back_as_they_were(hub: Hub) -> None:
    names = [
        "=1+1 Maths Club",
        "+Plus Size Walkers",
        "-40 Swimmers",
        "@home",
        "'=quoted",
        "''twice",
        "|pipe|",
        "%age",
    ]
    for number, name in enumerate(names):
        Group.objects.create(hub=hub, name=name, slug=f"group-{number}")

    assert bring_back(hub, whole=True) == ({"same": len(names)}, [])
    assert set(Group.objects.values_list("name", flat=True)) == set(names)


def test_a_changed_cell_changes_that_and_nothing_else(hub: Hub) -> None:
    Group.objects.create(hub=hub, name="=1+1 Maths Club", slug="maths", about="Sums, “together”")
    content = "".join(as_csv.lines(every_entry())).replace("“together”", "“alone”").encode()
    batch, counts = bring(hub, content)

    assert counts == {"changed": 1}
    assert [line["field"] for line in batch.rows.get().plan] == ["about"]
    assert Group.objects.get().about == "Sums, “alone”"


@given(st.text(max_size=40))
def test_a_guarded_cell_is_safe_and_gives_back_what_it_was(text: str) -> None:
    cell = guarded(text)

    assert unguarded(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "|", "%", "\t", "\r", "\n"))


@given(st.integers(0, 3), st.sampled_from("=+-@|%\t\r\n"), st.text(max_size=10))
def test_marks_before_a_sum_are_kept_apart(marks: int, first: str, rest: str) -> None:
    text = "'" * marks + first + rest

    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text
