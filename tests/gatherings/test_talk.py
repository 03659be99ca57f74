"""Who here should talk: from what was suggested before and what the planner makes of the room; met, and undone."""

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bandstand.gatherings.actions.introducing import dismiss, look_for_pairs
from bandstand.gatherings.actions.meeting import Meeting, met, never_met
from bandstand.gatherings.actions.phones import let_in
from bandstand.gatherings.day.pack import pack_for
from bandstand.gatherings.day.state import state_of
from bandstand.gatherings.introducing.room import who_should_talk
from bandstand.gatherings.models import Attendance, Gathering, Introduction, SuggestedPair
from bandstand.gatherings.queries.day import here
from bandstand.groups.models import Group
from bandstand.people.models import Hub, Person
from tests.borough import make_arrival, make_gathering
from tests.gatherings.test_introducing import near
from tests.web.test_whats_on import words

pytestmark = pytest.mark.database
WHY = "Both meet in Priory Park."


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    """Meena of the runners and Jo of the Friends are here."""
    gathering = make_gathering(hub)
    came(gathering, "Meena Patel", near(hub, "Vale Runners", "sports-club"))
    came(gathering, "Jo Bell", near(hub, "Netherby Friends", "friends-group", 400))
    return gathering


def came(gathering: Gathering, name: str, group: Group) -> Attendance:
    seat = make_arrival(gathering, name)
    seat.groups.add(group)
    return seat


def talks(gathering: Gathering) -> list[tuple[str, str, str, bool]]:
    return [
        (one.one.called, one.other.called, one.why, one.met)
        for one in who_should_talk(gathering, here(gathering))
    ]


def both(gathering: Gathering) -> tuple[Attendance, ...]:
    return tuple(here(gathering).order_by("pk"))


def test_two_here_should_talk_whether_an_officer_looked_before_or_not(
    surgery: Gathering, olive: Person
) -> None:
    assert talks(surgery) == [("Meena Patel", "Jo Bell", WHY, False)]
    look_for_pairs(surgery.hub, by=olive)
    assert talks(surgery) == [("Meena Patel", "Jo Bell", WHY, False)]


def test_a_pair_put_aside_is_not_named_on_the_day(surgery: Gathering, olive: Person) -> None:
    look_for_pairs(surgery.hub, by=olive)
    dismiss(SuggestedPair.objects.get(), by=olive)

    assert talks(surgery) == []
    state = state_of(surgery)
    assert (state["pairs"], state["apart"]) == ([], [["Vale Runners", "Netherby Friends"]])


def test_nobody_is_named_more_than_twice(surgery: Gathering) -> None:
    for number in range(4):
        came(surgery, f"Arts {number}", near(surgery.hub, f"Arts group {number}", "arts-group", 10 * number))
    named = [name for one, other, _, _ in talks(surgery) for name in (one, other)]

    assert max(named.count(name) for name in named) == 2


def test_a_meeting_settles_the_pair_and_taking_it_back_opens_it_again(
    surgery: Gathering, olive: Person
) -> None:
    look_for_pairs(surgery.hub, by=olive)
    row = met(surgery, Meeting(both(surgery), suggested=True), by=olive)
    pair = SuggestedPair.objects.get()
    assert row is not None
    assert (pair.state, pair.connection) == ("met", row.connection)
    assert talks(surgery) == [("Meena Patel", "Jo Bell", WHY, True)]

    never_met(row, by=olive)
    pair.refresh_from_db()
    assert (pair.state, pair.connection, pair.closed_at) == ("open", None, None)


def test_two_only_thought_of_in_the_room_are_kept_as_met_and_gone_when_taken_back(
    surgery: Gathering, olive: Person
) -> None:
    row = met(surgery, Meeting(both(surgery), suggested=True), by=olive)
    assert row is not None
    assert SuggestedPair.objects.get().state == "met"
    assert talks(surgery) == [("Meena Patel", "Jo Bell", WHY, True)]

    never_met(row, by=olive)
    assert not SuggestedPair.objects.exists()


def test_a_phone_takes_the_pairs_along_and_a_helpers_only_of_those_here(
    surgery: Gathering, olive: Person
) -> None:
    look_for_pairs(surgery.hub, by=olive)
    door, helper = let_in(surgery, by=olive).phone, let_in(surgery, by=olive, may="helper").phone
    named = ["Vale Runners", "Netherby Friends", WHY]
    assert (pack_for(door)["pairs"], pack_for(helper)["pairs"]) == ([named], [])
    assert state_of(surgery, helper)["pairs"] == [named]

    Attendance.objects.filter(person__name="Jo Bell").update(arrival="expected")
    assert (state_of(surgery)["pairs"], state_of(surgery, helper)["pairs"]) == ([named], [])


def test_the_sheet_names_them_and_one_press_writes_it_down(officer: Client, surgery: Gathering) -> None:
    sheet = f"/desk/gatherings/{surgery.slug}/day/"
    assert "Who should talk" in words(officer.get(sheet))
    said = words(officer.get(f"{sheet}talk/"))
    assert f"Meena Patel and Jo Bell Vale Runners Netherby Friends {WHY} They met" in said
    one, other = both(surgery)
    officer.post(f"{sheet}they-met/", {"one": one.uid, "other": other.uid})

    row = Introduction.objects.get()
    assert (row.suggested, set(row.attendances.all())) == (True, {one, other})
    assert "they-met/" not in officer.get(f"{sheet}talk/").text
    officer.post(f"{sheet}they-met/", {"one": one.uid, "other": "nobody"})
    assert Introduction.objects.count() == 1


def test_afterwards_the_desk_says_how_many_of_them_met(officer: Client, surgery: Gathering) -> None:
    met(surgery, Meeting(both(surgery), suggested=True), by=None)
    came(surgery, "Ann Fell", near(surgery.hub, "Netherby Players", "arts-group", 100))
    Gathering.objects.filter(pk=surgery.pk).update(state="closed")

    for page in ("", "finish/"):
        said = words(officer.get(f"/desk/gatherings/{surgery.slug}/{page}"))
        assert "3 pairs suggested among those who came; 1 of them met, as it was written down." in said


def test_the_room_costs_the_same_for_two_and_for_twelve(surgery: Gathering) -> None:
    def cost() -> int:
        with CaptureQueriesContext(database) as asked:
            who_should_talk(surgery, here(surgery))
        return len(asked)

    with_two = cost()
    for number in range(10):
        came(surgery, f"Arts {number}", near(surgery.hub, f"Arts group {number}", "arts-group", 10 * number))

    assert cost() == with_two
