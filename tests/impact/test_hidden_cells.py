"""Small numbers of people cannot be found out, by reading or by taking one public number from another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandstand.gatherings.models import Programme
from bandstand.impact.measures import MEASURES, Figure, Part, Row, Scope
from bandstand.impact.queries import measure_called, public_figures
from bandstand.impact.small_numbers import cells, figures_for_everybody, rows_for_everybody
from bandstand.people.models import Hub
from tests.borough import make_person
from tests.impact.stories import came, held

counts = st.lists(st.none() | st.integers(0, 30), max_size=8)
fews = st.integers(2, 10)


@given(counts=counts, few=fews)
def test_no_few_is_ever_shown(counts: list[int | None], few: int) -> None:
    for add_up in (False, True):
        for cell in cells(counts, few=few, add_up=add_up) or []:
            assert cell.value is None or cell.value == 0 or cell.value >= few


@given(counts=counts, few=fews)
def test_no_hidden_number_can_be_told_from_the_total(counts: list[int | None], few: int) -> None:
    """Whoever takes the shown ones from the total cannot tell of any hidden one whether it is a few."""
    shown = cells(counts, few=few, add_up=True)
    if shown is None:
        return
    hidden = [place for place, cell in enumerate(shown) if cell.hidden]
    rest = sum(count or 0 for count in counts) - sum(cell.value or 0 for cell in shown)
    for _ in hidden:
        assert len(hidden) > 1
        assert rest - (len(hidden) - 1) >= few  # this one may be so large, for all anybody knows
    assert len({shown[place].says for place in hidden}) <= 1


@given(counts=counts, few=fews)
def test_nothing_is_hidden_without_need(counts: list[int | None], few: int) -> None:
    if not any(count and count < few for count in counts):
        assert [cell.value for cell in cells(counts, few=few, add_up=True) or []] == counts


@given(
    value=st.none() | st.integers(0, 40),
    not_named=st.integers(0, 9),
    parts=st.lists(st.integers(0, 20), max_size=3),
    few=fews,
    exact=st.booleans(),
)
def test_a_public_figure_tells_no_few(
    value: int | None,
    not_named: int,
    parts: list[int],
    few: int,
    exact: bool,  # noqa: FBT001
) -> None:
    helpers = measure_called("helpers")
    assert helpers is not None
    told = tuple(Part(str(number), count, "of them", people=True) for number, count in enumerate(parts))
    [(_, shown)] = figures_for_everybody(
        [(helpers, Figure(value, not_named=not_named, parts=told))], few=few, exact=exact
    )
    numbers = [shown.value, shown.not_named, *(part.value for part in shown.parts)]
    assert [number for number in numbers if number and number < few] == []
    assert (shown.value is None) == (value is None or 0 < value < few)
    if not exact:
        assert ((shown.value or 0) % few, shown.not_named % few) == (0, 0)


def test_heads_without_a_name_are_rounded_where_nobody_was_named() -> None:
    helpers = measure_called("helpers")
    assert helpers is not None
    [(_, shown)] = figures_for_everybody([(helpers, Figure(0, not_named=7))], few=5, exact=False)
    assert (shown.says, shown.not_named, shown.about) == ("0", 5, 5)


def test_with_one_of_a_family_hidden_the_other_is_rounded() -> None:
    first, again = measure_called("first-timers"), measure_called("came-again")
    assert first is not None
    assert again is not None
    shown = figures_for_everybody([(first, Figure(23)), (again, Figure(2))], few=5, exact=True)
    assert [figure.says for _, figure in shown] == ["about 25", "fewer than 5"]


def test_rows_that_cannot_be_made_safe_are_not_told(hub: Hub) -> None:
    attendances = measure_called("attendances")
    assert attendances is not None
    rows = [Row(gathering=held(hub, f"2026-01-{day:02} 18:00"), count=1) for day in range(1, 7)]
    assert [row.says for row in cells([1, 6, 9], few=5, add_up=True) or []] == ["not shown", "not shown", "9"]
    assert rows_for_everybody(attendances, rows[:1], few=5) == []


@pytest.fixture
def parks(hub: Hub) -> Programme:
    """Eleven people came to two surgeries, and two to a third one, which alone is for no programme."""
    parks = Programme.objects.create(hub=hub, name="Parks")
    for month, people in ((1, 6), (4, 5), (7, 2)):
        surgery = held(hub, f"2026-{month:02}-14 18:00")
        for number in range(people):
            came(surgery, make_person(hub, f"Visitor {month} {number}"))
        if people > 2:
            surgery.programmes.add(parks)
    return parks


def test_a_programme_taken_from_the_whole_gives_no_small_number_away(hub: Hub, parks: Programme) -> None:
    whole = {measure.code: figure for measure, figure in public_figures(Scope(), hub)}
    narrow = {measure.code: figure for measure, figure in public_figures(Scope(programme=parks), hub)}
    assert (whole["people-came"].says, narrow["people-came"].says) == ("13", "about 10")


def test_one_quarter_taken_from_the_year_gives_no_small_number_away(hub: Hub, parks: Programme) -> None:
    for start, end, says in (
        (date(2026, 1, 1), date(2026, 12, 31), "about 15"),
        (date(2026, 1, 1), date(2026, 6, 30), "about 10"),
        (date(2026, 7, 1), date(2026, 9, 30), "fewer than 5"),
    ):
        found = {measure.code: figure for measure, figure in public_figures(Scope(start, end), hub)}
        assert found["people-came"].says == says


def test_every_measure_that_counts_people_says_so() -> None:
    of_people = {measure.code for measure in MEASURES if measure.names is not None}
    assert {measure.code for measure in MEASURES if not measure.people} & of_people == set()
