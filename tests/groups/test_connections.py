"""Who met whom: written down, filtered, confirmed, taken back; never with people in it."""

from datetime import date

import pytest

from bandstand.groups.actions.connections import (
    Meeting,
    Said,
    TooFewGroupsError,
    add_connection,
    add_evidence,
    put_back,
    take_back,
)
from bandstand.groups.models import Connection, Group
from bandstand.groups.queries.connections import AskedFor, connections, connections_asked, who_they_met
from bandstand.people.models import Deed, Hub, Person
from tests.borough import make_group

pytestmark = pytest.mark.database

MAY = date(2026, 5, 5)


@pytest.fixture
def groups(hub: Hub) -> list[Group]:
    """The runners, the harriers, and the park."""
    return [
        make_group(hub, "Mill Green Runners", kind="sports-club"),
        make_group(hub, "Leasow Cross Harriers", kind="sports-club"),
        make_group(hub, "Friends of Mill Green Park"),
    ]


def met(one: Group, other: Group, **more: object) -> Connection:
    return add_connection(one.hub, [one, other], Meeting(MAY, **more), by=None)  # type: ignore[arg-type]


def test_it_takes_two_different_groups(groups: list[Group]) -> None:
    runners, _, park = groups
    with pytest.raises(TooFewGroupsError):
        met(runners, runners)

    made = met(runners, park, where="Surgery at the Boathouse Café")
    assert Deed.objects.get().words == "wrote down that Mill Green Runners and Friends of Mill Green Park met"
    assert [one.others for one in who_they_met(park)] == [[runners]]
    assert list(connections()) == [made]


def test_the_list_is_asked_by_kinds_across_surprise_and_what_came(groups: list[Group]) -> None:
    runners, harriers, park = groups
    across, alike = met(runners, park), met(runners, harriers, planned=True)
    add_evidence(across, Said("yes", MAY), by=None)
    add_evidence(across, Said("did", MAY, park), by=None)
    add_evidence(alike, Said("no", MAY, runners), by=None)

    def asked(**what: str) -> list[Connection]:
        return list(connections_asked(AskedFor(**what)))

    assert asked(kind="sports-club", other="friends-group") == [across]
    assert asked(kind="sports-club", other="sports-club") == [alike]
    assert asked(other="friends-group") == [across]
    assert (asked(how="planned"), asked(how="surprise")) == ([alike], [across])
    assert (asked(came="did"), asked(came="yes"), asked(came="no"), asked(came="unheard")) == (
        [across],
        [],
        [alike],
        [],
    )
    assert asked(area="nonsense") == [alike, across]


def test_taken_back_it_is_gone_until_it_is_put_back(groups: list[Group], olive: Person) -> None:
    made = met(groups[0], groups[2])
    take_back(made, by=olive)
    assert (list(connections()), who_they_met(groups[0])) == ([], [])

    put_back(made, by=olive)
    assert list(connections()) == [made]


def test_a_group_that_left_is_not_named(groups: list[Group]) -> None:
    met(groups[0], groups[2])
    Group.objects.filter(pk=groups[2].pk).update(left_at="2026-06-01T10:00Z")

    assert who_they_met(groups[0]) == []
