"""What people tell us of pages we never look at, and who holds the keys: on the own page and at the desk."""

import pytest
from django.test import Client

from bandstand.groups.actions.pages import page_link
from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.actions.links import token_of
from bandstand.people.models import Hub
from bandstand.presence.models import Answer, Keys
from bandstand.presence.queries.answers import told_by
from tests.borough import make_group
from tests.web.test_whats_on import words


@pytest.fixture
def runners(hub: Hub) -> Group:
    group = make_group(hub, "Mill Green Runners", website="https://millgreen.example/")
    OnlinePlace.objects.create(
        hub=hub, group=group, kind="facebook", raw="x", url="https://www.facebook.com/millgreen",
        match_key="facebook.com/millgreen",
    )  # fmt: skip
    return group


@pytest.fixture
def page(runners: Group) -> str:
    return f"/g/{token_of(page_link(runners))}/"


def website(group: Group) -> OnlinePlace:
    return OnlinePlace.objects.get(group=group, kind="website")


def test_meena_looks_her_facebook_page_over_with_us(client: Client, page: str, runners: Group) -> None:
    asked = words(client.get(f"{page}questions/"))
    assert "How is your page on Facebook?" in asked
    assert "We never look at Facebook ourselves." in asked
    said = words(
        client.post(
            f"{page}questions/",
            {"website-shown": "no", "picture-shown": "yes", "only-one": "unsure"},
            follow=True,
        )
    )
    assert "Thank you." in said
    assert "Your page does not show your website yet." in said
    assert "Show me how : Your page does not show your website yet. On Facebook, switch to your page" in said
    assert "The page has a picture people know you by." in said
    assert {one.how for one in Answer.objects.all()} == {Answer.How.GROUP}
    assert told_by(runners)["website-shown"].yes is False
    assert told_by(runners)["only-one"].yes is None


def test_nothing_answered_is_nothing_kept(client: Client, page: str) -> None:
    assert client.post(f"{page}questions/", {"picture-shown": ""}).status_code == 302
    assert client.post(f"{page}questions/", {"website-shown": "maybe"}).status_code == 422
    assert Answer.objects.count() == 0


def test_a_group_without_such_a_page_is_asked_nothing(client: Client, hub: Hub) -> None:
    choir = make_group(hub, "Priory Singers")
    said = words(client.get(f"/g/{token_of(page_link(choir))}/questions/"))
    assert "We know of no Facebook, Instagram or X page of yours. That is fine." in said


def test_olive_ticks_what_she_sees(officer: Client, runners: Group, olive: object) -> None:
    told = {"website-shown": "yes", "how": "surgery", "words": "millgreen.example under About"}
    officer.post("/desk/checks/groups/mill-green-runners/questions/", told)
    [answer] = Answer.objects.all()
    assert (answer.how, answer.by, answer.words) == ("surgery", olive, "millgreen.example under About")
    page = words(officer.get("/desk/groups/mill-green-runners/"))
    assert "Your page shows your website." in page
    assert "“millgreen.example under About” Told today, at a surgery." in page


def test_meena_pastes_what_she_sees_and_the_desk_reads_it(
    client: Client, officer: Client, page: str, runners: Group
) -> None:
    pasted = {"words": "Mill Green Runners · Sports club · 312 followers"}
    refused = client.post(f"{page}questions/", pasted)
    assert refused.status_code == 422
    assert "Tick one of the answers above too" in words(refused)
    client.post(f"{page}questions/", pasted | {"picture-shown": "yes"})
    told = words(officer.get("/desk/groups/mill-green-runners/"))
    assert "“Mill Green Runners · Sports club · 312 followers” Told today, by the group itself." in told


def test_meena_says_who_holds_the_keys(client: Client, page: str, runners: Group) -> None:
    place = website(runners)
    assert "Nobody has told us." in words(client.get(f"{page}keys/"))
    said = words(client.post(f"{page}keys/{place.pk}/", {"holder": "Arthur Pym"}, follow=True))
    assert "Saved. Only the people at the desk see it." in said
    assert "Only Arthur Pym (a spare would be good)" in said
    assert Keys.objects.get().by is None


def test_lost_keys_get_advice_and_no_blame(client: Client, page: str, runners: Group) -> None:
    said = words(client.post(f"{page}keys/{website(runners).pk}/", {"lost": "on"}, follow=True))
    assert "Nobody can get in" in said
    assert "That happens to many groups" in said


@pytest.mark.parametrize("typed", ["password tulips", "tulips2026!", "Hunter22"])
def test_a_password_is_refused_kindly_and_not_kept(
    client: Client, page: str, runners: Group, typed: str
) -> None:
    answer = client.post(f"{page}keys/{website(runners).pk}/", {"holder": "Meena", "spare": typed})
    assert answer.status_code == 422
    assert "Please keep passwords to yourselves" in words(answer)
    assert not Keys.objects.exists()


def test_saying_nothing_is_asked_again(client: Client, page: str, runners: Group) -> None:
    answer = client.post(f"{page}keys/{website(runners).pk}/", {"holder": ""})
    assert "Type who can get in, or tick that nobody can any more." in words(answer)


def test_keys_of_others_are_out_of_reach(client: Client, officer: Client, page: str, hub: Hub) -> None:
    others = website(make_group(hub, "Priory Singers", website="https://priory.example/"))
    for who, address in ((client, f"{page}keys/{others.pk}/"),
                         (officer, f"/desk/checks/groups/mill-green-runners/keys/{others.pk}/")):  # fmt: skip
        assert who.post(address, {"holder": "Mallory"}).status_code == 404
    assert not Keys.objects.exists()


def test_olive_sees_whose_keys_are_lost_or_in_one_hand(officer: Client, runners: Group, hub: Hub) -> None:
    choir = make_group(hub, "Priory Singers", website="https://priory.example/")
    make_group(hub, "Tea and Tai Chi", website="https://taichi.example/")
    officer.post(f"/desk/checks/groups/mill-green-runners/keys/{website(runners).pk}/", {"lost": "on"})
    officer.post(f"/desk/checks/groups/priory-singers/keys/{website(choir).pk}/", {"holder": "Dilys"})
    lost, one, unsaid = (
        words(officer.get(f"/desk/checks/keys/?show={show}")) for show in ("lost", "one", "unsaid")
    )
    assert "Mill Green Runners" in lost
    assert "Priory Singers" not in lost
    assert "Only Dilys" in one
    assert "Tea and Tai Chi" in unsaid
    assert "Who holds the keys" in words(officer.get("/desk/groups/priory-singers/"))
