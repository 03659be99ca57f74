"""Who holds the keys: names only, and never what they sign in with."""

import pytest

from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.models import Hub, Person
from bandstand.presence.actions.accounts import follow
from bandstand.presence.actions.keys import (
    LooksLikeAPasswordError,
    correct_address,
    looks_like_a_password,
    say_keys,
)
from bandstand.presence.models import Keys
from bandstand.presence.queries.keys import keys_of, keys_to_bring, nobody_said
from tests.borough import make_group


@pytest.fixture
def site(hub: Hub) -> OnlinePlace:
    group = make_group(hub, "Mill Green Runners", website="https://millgreen.example/")
    return OnlinePlace.objects.get(group=group)


def test_meena_holds_them_and_arthur_is_the_spare(site: OnlinePlace, olive: Person) -> None:
    say_keys(site, holder=" Meena Patel ", spare="Arthur", by=olive)
    [held] = keys_of(site.group)
    assert held.keys
    assert (held.keys.holder, held.keys.spare, held.keys.by) == ("Meena Patel", "Arthur", olive)
    assert not held.has_one_holder


def test_a_spare_alone_is_the_holder(site: OnlinePlace) -> None:
    assert say_keys(site, spare="Arthur", by=None).holder == "Arthur"
    assert [keys.place for keys in keys_to_bring("one")] == [site]


def test_lost_keys_have_no_holder(site: OnlinePlace) -> None:
    say_keys(site, holder="Meena", by=None)
    keys = say_keys(site, holder="Meena", lost=True, by=None)
    assert (keys.holder, keys.lost) == ("", True)
    assert [keys.place for keys in keys_to_bring("lost")] == [site]
    assert list(keys_to_bring("one")) == []


def test_of_whom_nobody_said_anything(site: OnlinePlace, hub: Hub) -> None:
    make_group(hub, "Tea and Tai Chi")
    assert list(nobody_said()) == [site.group]
    say_keys(site, holder="Meena", by=None)
    assert list(nobody_said()) == []


def test_an_address_put_right_keeps_its_keys(site: OnlinePlace) -> None:
    say_keys(site, holder="Meena", spare="Arthur", by=None)
    right = correct_address(site, "https://www.millgreenrunners.example/")
    [held] = keys_of(right.group)
    assert (held.place, held.keys and held.keys.holder) == (right, "Meena")


def test_a_website_that_moved_takes_its_keys_along(site: OnlinePlace, olive: Person) -> None:
    say_keys(site, holder="Meena", by=None)
    home = follow(site.group, site.url, "https://new.millgreen.example/", by=olive)
    assert [(held.place, held.keys is not None) for held in keys_of(home.group)] == [(home, True)]


def test_an_invitation_to_a_chat_has_no_keys(site: OnlinePlace) -> None:
    OnlinePlace.objects.create(
        hub=site.hub, group=site.group, kind="other", raw="x", url="https://chat.whatsapp.com/AbC",
        match_key="chat.whatsapp.com/AbC",
    )  # fmt: skip
    assert [held.place for held in keys_of(site.group)] == [site]


@pytest.mark.parametrize(
    "words",
    ["password: tulips", "Meena, pass word is rose", "PIN 4711", "tulips2026", "Tr0ub4dor", "rose!garden", "my p/w",
     "pwd=rose", "Meena / Summer2024!"],
)  # fmt: skip
def test_what_looks_like_a_password_is_never_kept(site: OnlinePlace, words: str) -> None:
    for told in ({"holder": words}, {"holder": "Meena", "spare": words}):
        with pytest.raises(LooksLikeAPasswordError):
            say_keys(site, by=None, **told)
    assert not Keys.objects.exists()


@pytest.mark.parametrize(
    "words",
    ["Meena Patel", "Siân O’Brien-Rees", "Meena, the secretary", "Jo (chair)", "meena.patel2@postbox.example",
     "Arthur's daughter", "07700 900123", "Flat 2b", "The 3rd Leasow Scouts’ leader", "Ms. D. Pinder", "",
     "Meena/Arthur", "Łukasz"],
)  # fmt: skip
def test_names_are_names(words: str) -> None:
    assert not looks_like_a_password(words)


def test_groups_of_others_are_not_seen(site: OnlinePlace, friends: Group) -> None:
    say_keys(site, holder="Meena", by=None)
    assert all(held.keys is None for held in keys_of(friends))
