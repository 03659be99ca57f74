"""A group decides what is for it, and what it decided outlives our looks until we see something else."""

import pytest

from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.models import Deed, Person
from bandstand.presence.actions.rulings import rule
from bandstand.presence.models import TO_HELP_WITH, Finding
from bandstand.presence.queries.standing import standing_of, turns_of
from tests.presence.site import BARE, LINKED, Site
from tests.presence.test_looking import look_at

OTHER = '<footer><a href="https://www.facebook.com/LeasowParkOld">Facebook</a></footer>'


def link(group: Group) -> Finding:
    return Finding.objects.get(group=group, look="fb-link", closed_at=None)


@pytest.mark.parametrize("ruling", [Finding.Ruling.NOT_FOR_US, Finding.Ruling.LATER])
def test_what_the_friends_decided_outlives_the_next_look(friends: Group, ruling: str) -> None:
    look_at(friends)
    assert rule(link(friends), ruling, by=None)
    look_at(friends)
    assert link(friends).ruling == ruling
    assert [one.look for one in standing_of(friends).put_aside] == ["fb-link"]
    assert "fb-link" not in [one.look for one in standing_of(friends).wins]


def test_it_is_asked_again_when_something_else_is_seen(friends: Group, site: Site) -> None:
    look_at(friends)
    rule(link(friends), Finding.Ruling.NOT_FOR_US, by=None)
    site.html = BARE.format(more=OTHER)
    look_at(friends)
    assert (link(friends).state, link(friends).ruling) == (Finding.State.DECISION, "")


def test_it_can_be_taken_back(friends: Group) -> None:
    look_at(friends)
    rule(link(friends), Finding.Ruling.LATER, by=None)
    assert rule(link(friends), "", by=None)
    assert not rule(link(friends), "", by=None)  # twice is once
    assert "fb-link" in [one.look for one in standing_of(friends).wins]
    assert link(friends).ruled_at is None


def test_what_is_mended_cannot_be_ruled_on(friends: Group, site: Site) -> None:
    look_at(friends)
    finding = link(friends)
    site.html = LINKED
    look_at(friends)
    assert not rule(finding, Finding.Ruling.NOT_FOR_US, by=None)


def test_who_decided_is_written_down(friends: Group, olive: Person) -> None:
    look_at(friends)
    rule(link(friends), Finding.Ruling.NOT_FOR_US, by=None)
    rule(link(friends), Finding.Ruling.LATER, by=olive)
    first, second = Deed.objects.filter(verb="ruled on an easy win").order_by("pk")
    assert first.words.startswith("Friends of Leasow Park said “not for us” of “")
    assert second.words.startswith("said “another time” of “")


def test_a_helper_is_not_offered_what_is_not_for_them(friends: Group) -> None:
    look_at(friends)
    rule(link(friends), Finding.Ruling.LATER, by=None)
    assert Finding.objects.filter(TO_HELP_WITH, look="fb-link").exists()
    rule(link(friends), Finding.Ruling.NOT_FOR_US, by=None)
    assert not Finding.objects.filter(TO_HELP_WITH, look="fb-link").exists()


def test_what_is_good_is_told_too(friends: Group, site: Site) -> None:
    site.html = LINKED
    look_at(friends)
    assert "Your website shows your Facebook page." in [one.headline for one in standing_of(friends).good]


def test_each_look_says_what_it_opened_and_closed(friends: Group, site: Site) -> None:
    first = look_at(friends)
    site.html = LINKED
    second = look_at(friends)
    after, before = turns_of([second, first])
    assert "fb-link" in [one.look for one in before.opened]
    assert [one.look for one in after.mended] == ["fb-link"]
    assert after.is_news
    assert not turns_of([look_at(friends)])[0].is_news


def test_the_names_and_the_charity_number_go_along(friends: Group, site: Site) -> None:
    friends.other_names, friends.charity_number = ["Leasow Park Friends"], "1099999"
    friends.save()
    look_at(friends)
    assert OnlinePlace.objects.filter(group=friends).count() == 2
