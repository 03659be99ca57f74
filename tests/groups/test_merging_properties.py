"""Whatever two groups have: made one nothing is lost, and taken apart every row is as it was."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.groups.actions.merging import merge, take_apart
from bandstand.groups.actions.moving import still_holding
from bandstand.groups.models import Group, OnlinePlace
from bandstand.groups.queries.duplicates import CHOICES
from bandstand.people.models import Hub
from tests.groups.everything import WEBSITES, Borough, Has, has, stored

pytestmark = pytest.mark.database

choices = st.dictionaries(st.sampled_from(sorted(CHOICES)), st.sampled_from(["kept", "absorbed"]))
at_leisure = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@contextmanager
def taken_back() -> Iterator[None]:
    """Run as an ordinary test would, and leave nothing for the next example."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def two(hub: Hub, one: Has, other: Has) -> tuple[Borough, Group, Group]:
    borough = Borough(hub)
    return borough, borough.group("Friends of Mill Green", one), borough.group("Mill Green Friends", other)


@at_leisure
@given(one=has, other=has, chosen=choices)
def test_what_was_merged_and_taken_apart_is_stored_as_before(
    hub: Hub, one: Has, other: Has, chosen: dict[str, str]
) -> None:
    with taken_back():
        _, kept, absorbed = two(hub, one, other)
        before = stored()

        done = merge(kept, absorbed, chosen, by=None)
        assert still_holding(absorbed) == []
        stays = take_apart(done, by=None)

        assert (stays, stored()) == ([], before)


@at_leisure
@given(one=has, other=has, third=has, chosen=choices)
def test_three_groups_made_one_come_apart_in_turn(
    hub: Hub, one: Has, other: Has, third: Has, chosen: dict[str, str]
) -> None:
    with taken_back():
        borough, kept, absorbed = two(hub, one, other)
        last = borough.group("MGF", third)
        before = stored()

        first = merge(kept, absorbed, chosen, by=None)
        between = stored()
        second = merge(last, kept, chosen, by=None)

        assert (take_apart(second, by=None), stored()) == ([], between)
        assert (take_apart(first, by=None), stored()) == ([], before)


@at_leisure
@given(one=has, other=has, chosen=choices)
def test_what_either_group_had_the_merged_one_has_once(
    hub: Hub, one: Has, other: Has, chosen: dict[str, str]
) -> None:
    with taken_back():
        borough, kept, absorbed = two(hub, one, other)

        merge(kept, absorbed, chosen, by=None)

        def had(words: str) -> set[int]:
            return set(getattr(one, words) | getattr(other, words))

        kept.refresh_from_db()
        websites = OnlinePlace.objects.filter(group=kept).values_list("match_key", flat=True)
        assert sorted(websites) == sorted(WEBSITES[number] for number in had("websites"))
        assert set(kept.contacts.values_list("person__name", flat=True)) == {
            borough.people[number].name for number in had("people")
        }
        assert kept.attendances.count() == len(had("came"))
        assert kept.help_notes.count() == len(had("helped"))
        assert kept.findings.filter(closed_at=None).count() == len(had("looks"))
        assert kept.branches.count() == one.branches + other.branches
        assert {kept.name, *kept.other_names} == {"Friends of Mill Green", "Mill Green Friends"}
        said = " ".join([kept.about, *map(str, kept.notes.values())])
        assert all(about in said for about in (one.about, other.about))
