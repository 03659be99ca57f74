"""Drafts: Olive writes a date down for the desk alone, moves it, announces it, or throws it away."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from bandstand.gatherings.actions import booking, planning
from bandstand.gatherings.actions.booking import BookingClosedError, Wish
from bandstand.gatherings.actions.drafts import DayIsOverError, announce_draft, throw_away
from bandstand.gatherings.actions.inviting import choose, send_wave
from bandstand.gatherings.models import Gathering, Invitation
from bandstand.gatherings.queries import calendar
from bandstand.gatherings.queries.clashes import clashes_of
from bandstand.people.models import Deed, Hub, Message, Person
from tests.borough import make_gathering, make_group
from tests.gatherings.test_planning import plan


def test_a_draft_is_met_only_where_it_is_asked_for(hub: Hub) -> None:
    made = planning.draft(hub, plan(), by=None)

    assert list(calendar.drafts()) == [made]
    assert not Gathering.objects.exists()
    assert not calendar.upcoming().exists()
    assert calendar.gathering_by_slug(made.slug) is None


def test_the_same_draft_twice_is_one(hub: Hub) -> None:
    same = plan()
    assert planning.draft(hub, same, by=None) == planning.draft(hub, same, by=None)


def test_nobody_can_book_a_draft(hub: Hub) -> None:
    with pytest.raises(BookingClosedError):
        booking.book(planning.draft(hub, plan(), by=None), Wish(name="Meena"))


def test_moved_it_writes_to_nobody_and_stays_a_draft(hub: Hub) -> None:
    made = planning.draft(hub, plan(), by=None)
    other = replace(plan("Priory Hall", days=30), places=8)

    assert planning.change_plan(made, other, by=None) == 0
    made = calendar.drafts().get()
    assert (made.venue.name, made.places, made.changes, made.is_draft) == ("Priory Hall", 8, 0, True)


def test_announced_its_address_tells_where_and_when_it_is_now(hub: Hub, olive: Person) -> None:
    made = planning.draft(hub, plan(), by=None)
    planning.change_plan(made, plan("Priory Hall", days=30), by=None)

    announced = announce_draft(made, by=olive)
    assert announced.slug.startswith("priory-hall-")
    assert list(calendar.bookable()) == [announced]
    assert announce_draft(made, by=olive) == announced
    assert Deed.objects.filter(verb="announced").count() == 1


def test_two_of_one_name_have_addresses_of_their_own(hub: Hub) -> None:
    first = planning.draft(hub, plan(), by=None)
    second = planning.announce(hub, plan(), by=None)
    assert first.slug != second.slug
    assert announce_draft(first, by=None).slug == first.slug


def test_a_draft_whose_day_is_past_needs_another(hub: Hub) -> None:
    made = planning.draft(hub, plan(days=-3), by=None)

    with pytest.raises(DayIsOverError):
        announce_draft(made, by=None)
    assert not Gathering.objects.exists()


def test_its_invitations_leave_once_it_is_announced(hub: Hub, olive: Person) -> None:
    made = planning.draft(hub, plan(), by=None)
    choose(made, [make_group(hub, "Wharf Rowers", email="wharf@rowers.example")], wave=1, by=olive)

    assert send_wave(made, wave=1, by=olive).emails == 0
    assert send_wave(announce_draft(made, by=olive), wave=1, by=olive).emails == 1
    assert Message.objects.count() == 1


def test_thrown_away_it_is_gone_with_whom_it_was_to_ask(hub: Hub, olive: Person) -> None:
    made = planning.draft(hub, plan(), by=None)
    choose(made, [make_group(hub, "Wharf Rowers")], wave=1, by=olive)

    assert throw_away(made, by=olive) is None
    assert not Gathering.with_drafts.exists()
    assert not Invitation.objects.exists()


def test_what_is_announced_is_not_thrown_away(hub: Hub) -> None:
    made = planning.announce(hub, plan(), by=None)

    throw_away(made, by=None)
    assert Gathering.objects.get() == made


def test_a_draft_is_told_what_is_close_and_others_are_not_told_of_it(hub: Hub) -> None:
    there = make_gathering(hub, starts_at=timezone.now() + timedelta(days=15))
    made = planning.draft(hub, plan(), by=None)

    assert [clash.other for clash in clashes_of(made)] == [there]
    assert clashes_of(there) == []
