"""Whom to introduce: near, unlike, not met, with something in common; few at a time, and what was said stands."""

import uuid
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.gatherings.actions.introducing import (
    FullError,
    bring_back,
    dismiss,
    keep_pairs,
    look_for_pairs,
    they_know,
)
from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.introducing.standing import standing
from bandstand.gatherings.introducing.suggested import Suggested
from bandstand.gatherings.models import Invitation, SuggestedPair
from bandstand.groups.actions.connections import Meeting, add_connection
from bandstand.groups.actions.interests import add_interest
from bandstand.groups.models import Group, GroupInterest
from bandstand.people.models import Hub, Person, Topic
from bandstand.places.models import Area
from bandstand.presence.models import OnlineTie
from tests.borough import make_arrival, make_gathering, make_group

pytestmark = pytest.mark.database
LAT, LON = 52.5, -2.1


def near(hub: Hub, name: str, kind: str, metres: int = 0, **more: object) -> Group:
    """A group some metres north of Priory Park."""
    at = {
        "lat": LAT + metres / 111_320,
        "lon": LON,
        "precision": "postcode",
        "address": "Priory Park, Leasow",
    }
    return make_group(hub, name, kind=kind, **{**at, **more})


@pytest.fixture
def runners(hub: Hub) -> Group:
    return near(hub, "Vale Runners", "sports-club")


@pytest.fixture
def friends(hub: Hub) -> Group:
    return near(hub, "Netherby Friends", "friends-group", 400)


def words_of(pair: SuggestedPair) -> list[str]:
    return [reason["words"] for reason in pair.reasons]


def test_two_in_one_park_are_suggested(hub: Hub, olive: Person, runners: Group, friends: Group) -> None:
    assert look_for_pairs(hub, by=olive) == 1

    pair = SuggestedPair.objects.get()
    assert (pair.one, pair.other, pair.state) == (runners, friends, "open")
    assert words_of(pair) == ["Both meet in Priory Park."]


def test_a_place_that_is_not_shown_is_not_told(hub: Hub, olive: Person, runners: Group) -> None:
    area = Area.objects.create(
        hub=hub, code="N", name="Netherby", geometry={}, west=0, south=0, east=1, north=1
    )
    Group.objects.filter(pk=runners.pk).update(area=area)
    near(hub, "Netherby Friends", "friends-group", 400, place_shown="area", area=area)
    look_for_pairs(hub, by=olive)

    assert words_of(SuggestedPair.objects.get()) == ["Both are in Netherby."]


def test_what_both_are_about_and_who_could_help_whom_are_said_in_sentences(
    hub: Hub, olive: Person, runners: Group, friends: Group
) -> None:
    walking = add_interest(hub, "Walking", by=olive)
    for group in (runners, friends):
        GroupInterest.objects.create(hub=hub, group=group, interest=walking)
    surgery = make_gathering(hub, starts_at=timezone.now() - timedelta(days=30))
    wants, learnt = make_arrival(surgery, "Meena Patel"), make_arrival(surgery, "Jo Bell")
    wants.groups.add(runners)
    wants.wants = "our facebook page, please"
    wants.save()
    learnt.groups.add(friends)
    told = Telling(result="fixed", helped=(learnt,), topics=(Topic.objects.get(name="Facebook page"),))
    write_note(surgery, told, by=None, form_key=uuid.uuid4())
    look_for_pairs(hub, by=olive)

    assert words_of(SuggestedPair.objects.get())[1:] == [
        "Both are about walking.",
        "Vale Runners would like help with their Facebook page; Netherby Friends got theirs sorted out.",
    ]


def test_somebody_who_knows_both_is_named(hub: Hub, olive: Person, runners: Group, friends: Group) -> None:
    allotments = make_group(hub, "Leasow Allotments", kind="residents")
    for group in (runners, friends):
        add_connection(hub, [group, allotments], Meeting(timezone.localdate()), by=None)
    look_for_pairs(hub, by=olive)

    assert (
        words_of(SuggestedPair.objects.get())[-1] == "Both know Leasow Allotments, who could introduce you."
    )


def test_a_group_without_a_place_is_suggested_for_what_it_has_in_common(hub: Hub, olive: Person) -> None:
    walking = add_interest(hub, "Walking", by=olive)
    one = make_group(hub, "Strollers", kind="health-group")
    other = near(hub, "Vale Runners", "sports-club")
    nothing = make_group(hub, "Chess in the Library", kind="arts-group")
    for group in (one, other):
        GroupInterest.objects.create(hub=hub, group=group, interest=walking)
    look_for_pairs(hub, by=olive)

    pair = SuggestedPair.objects.get()
    assert {pair.one, pair.other} == {one, other}
    assert nothing not in {pair.one, pair.other}


def test_two_of_one_place_know_each_other(hub: Hub, olive: Person) -> None:
    near(hub, "Walton Park", "friends-group")
    near(hub, "Walton Park Football Centre", "sports-club", 300)
    assert look_for_pairs(hub, by=olive) == 0

    near(hub, "Walton Runners", "sports-club", 300)
    assert look_for_pairs(hub, by=olive) == 1


def test_names_in_other_letters_are_not_all_one_place(hub: Hub, olive: Person) -> None:
    gull, society = near(hub, "Gull", "friends-group"), near(hub, "Society", "sports-club", 300)
    for group, name in ((gull, "Клуб Чайка"), (society, "جمعية")):
        group.name = name
        group.save()
    assert look_for_pairs(hub, by=olive) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"left_at": timezone.now()},
        {"off_map_at": timezone.now()},
        {"status": "closed"},
        {"kind": None},
        {"lat": LAT + 0.1},
    ],
)
def test_who_is_to_be_left_alone_is_in_none(
    hub: Hub, olive: Person, runners: Group, friends: Group, changed: dict[str, object]
) -> None:
    Group.objects.filter(pk=friends.pk).update(**changed)

    assert look_for_pairs(hub, by=olive) == 0


def test_who_asked_not_to_be_asked_is_in_none(
    hub: Hub, olive: Person, runners: Group, friends: Group
) -> None:
    surgery = make_gathering(hub)
    Invitation.objects.create(hub=hub, gathering=surgery, group=friends, answer="no more", route="email")

    assert look_for_pairs(hub, by=olive) == 0


def test_two_that_met_are_no_suggestion_and_an_old_one_goes(
    hub: Hub, olive: Person, runners: Group, friends: Group
) -> None:
    look_for_pairs(hub, by=olive)
    add_connection(hub, [runners, friends], Meeting(timezone.localdate()), by=None)

    assert look_for_pairs(hub, by=olive) == 0
    assert not SuggestedPair.objects.exists()


def test_dismissed_is_for_good_and_can_be_undone(
    hub: Hub, olive: Person, runners: Group, friends: Group
) -> None:
    look_for_pairs(hub, by=olive)
    pair = SuggestedPair.objects.get()
    dismiss(pair, by=olive)

    assert look_for_pairs(hub, by=olive) == 0
    pair.refresh_from_db()
    assert pair.state == "dismissed"
    bring_back(pair, by=olive)
    pair.refresh_from_db()
    assert (pair.state, pair.closed_at) == ("open", None)


def test_bringing_back_keeps_to_two_a_group(hub: Hub, olive: Person, runners: Group, friends: Group) -> None:
    look_for_pairs(hub, by=olive)
    first = SuggestedPair.objects.get()
    dismiss(first, by=olive)
    for number in range(2):
        near(hub, f"Friends of Bank {number}", "friends-group", 100 + number)
    look_for_pairs(hub, by=olive)

    with pytest.raises(FullError, match="Vale Runners has two other suggestions by now"):
        bring_back(first, by=olive)


def test_they_know_each_other_is_a_connection_written_down_by_the_officer(
    hub: Hub, olive: Person, runners: Group, friends: Group
) -> None:
    look_for_pairs(hub, by=olive)
    pair = SuggestedPair.objects.get()
    made = they_know(pair, by=olive)
    pair.refresh_from_db()

    assert made is not None
    assert (pair.state, pair.connection, set(made.groups.all())) == ("met", made, {runners, friends})
    assert (made.kind, made.planned, made.evidence.get().by) == ("met", False, "officer")
    assert standing(pair).startswith("They know each other: written down on")
    assert they_know(pair, by=olive) is None


def test_a_tie_that_is_not_them_keeps_nobody_apart(
    hub: Hub, olive: Person, runners: Group, friends: Group
) -> None:
    OnlineTie.objects.create(
        hub=hub, source=runners, target=friends, how="named", address="https://a.example/", key="a",
    )  # fmt: skip

    assert look_for_pairs(hub, by=olive) == 0
    OnlineTie.objects.update(denied_at=timezone.now())
    assert look_for_pairs(hub, by=olive) == 1


def test_it_asks_the_database_as_often_for_thirty_as_for_two(
    hub: Hub, olive: Person, runners: Group, friends: Group
) -> None:
    def cost() -> int:
        SuggestedPair.objects.all().delete()
        with CaptureQueriesContext(database) as asked:
            look_for_pairs(hub, by=olive)
        return len(asked)

    with_two = cost()
    for number in range(28):
        near(hub, f"Group {number}", ["sports-club", "friends-group", "arts-group"][number % 3], number * 20)

    assert cost() == with_two


def test_while_it_thinks_nobody_waits_and_what_is_there_by_then_stands(
    hub: Hub, olive: Person, runners: Group, friends: Group
) -> None:
    with CaptureQueriesContext(database) as asked:
        assert look_for_pairs(hub, by=olive) == 1
    said = [one["sql"] for one in asked.captured_queries]
    read = max(at for at, sql in enumerate(said) if 'FROM "groups_groupinterest"' in sql)
    held = [at for at, sql in enumerate(said) if sql.startswith("SAVEPOINT")]
    assert read < held[0]

    found = [Suggested(runners, friends, 1, []), Suggested(runners, near(hub, "Arts", "arts-group"), 1, [])]
    assert keep_pairs(hub, found, by=olive) == 1  # another officer was quicker with the first


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["sports-club", "friends-group", "arts-group"]), st.integers(0, 3000)),
        min_size=2,
        max_size=12,
    ),
    st.lists(st.tuples(st.sampled_from(["dismiss", "know", "look", "back"]), st.integers(0, 30)), max_size=8),
)
def test_never_more_than_two_open_and_the_dismissed_stay_so(
    hub: Hub, olive: Person, groups: list[tuple[str, int]], presses: list[tuple[str, int]]
) -> None:
    SuggestedPair.objects.all().delete()
    Group.objects.all().delete()
    for number, (kind, metres) in enumerate(groups):
        near(hub, f"Group {number}", kind, metres)
    look_for_pairs(hub, by=olive)
    gone: set[int] = set()
    for press, number in presses:
        gone = _press(press, number, gone, olive)
        look_for_pairs(hub, by=olive)
        pairs = SuggestedPair.objects.filter(state__in=["open", "asked"])
        each = Counter(pk for pair in pairs for pk in (pair.one_id, pair.other_id))
        assert max(each.values(), default=0) <= 2
        assert not gone & {pair.pk for pair in pairs}


def _press(press: str, number: int, gone: set[int], olive: Person) -> set[int]:
    pairs = list(SuggestedPair.objects.order_by("pk"))
    if not pairs or press == "look":
        return gone
    pair = pairs[number % len(pairs)]
    if press == "know":
        they_know(pair, by=olive)
    elif press == "dismiss" and pair.state == "open":
        dismiss(pair, by=olive)
        return gone | {pair.pk}
    elif press == "back" and pair.state == "dismissed":
        try:
            bring_back(pair, by=olive)
        except FullError:
            return gone
        return gone - {pair.pk}
    return gone
