"""A group on its own page: Meena of Mill Green Runners has ten minutes, an old phone and no account."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bandstand.groups.actions.pages import page_link
from bandstand.groups.models import Group, GroupInterest, ImportRow, Interest, Kind, OnlinePlace
from bandstand.people.access import hub_scope
from bandstand.people.actions.links import in_days, make_link, token_of
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Deed, Hub, Message, PrivateLink
from tests.borough import make_gathering, make_group
from tests.groups.sheets import MILL_GREEN, bring, sheet
from tests.web.test_booking import every_row
from tests.web.test_whats_on import words

MASSES = {
    "listed": "no",
    "hub": "2",
    "slug": "evil",
    "confirmed_how": "spoken",
    "left_at": "2026-01-01",
    "uid": "1",
}


@pytest.fixture
def runners(hub: Hub) -> Group:
    return make_group(
        hub,
        "Mill Green Runners",
        kind="sports-club",
        about="Run on Tuesdays",
        address="The Boathouse Café",
        email="secretary@millgreen.example",
        website="https://millgreen.example.org",
    )


@pytest.fixture
def page(runners: Group) -> str:
    """The address of the runners' own page."""
    return f"/g/{token_of(page_link(runners))}/"


def told(group: Group) -> Group:
    group.refresh_from_db()
    return group


def test_meena_sees_what_everybody_sees_and_what_she_can_do(client: Client, page: str, hub: Hub) -> None:
    make_gathering(hub)

    answer = client.get(page)

    assert answer.status_code == 200
    seen = words(answer)
    for said in [
        "Mill Green Runners", "Sports club", "Run on Tuesdays", "The Boathouse Café", "millgreen.example.org",
        "All still right", "Nobody has confirmed this so far", "Surgery at the Boathouse Café", "Leave",
    ]:  # fmt: skip
        assert said in seen
    assert "secretary@millgreen.example" not in seen


def test_looking_changes_nothing_however_often(client: Client, page: str, runners: Group) -> None:
    place = OnlinePlace.objects.get()
    before = every_row()
    forms = [
        "",
        "change/",
        "place/",
        "online/",
        f"online/{place.pk}/",
        "people/",
        "about/",
        "reach/",
        "leave/",
    ]
    for form in forms:
        assert (client.get(f"{page}{form}").status_code, client.head(f"{page}{form}").status_code) == (
            200,
            200,
        )
    for verb in ("right/", "listed/", "letters/", f"online/{place.pk}/off/"):
        assert client.get(f"{page}{verb}").status_code == 405
    assert every_row() == before


def test_all_still_right_takes_one_tap(client: Client, page: str, runners: Group) -> None:
    answer = client.post(f"{page}right/", follow=True)

    assert "Thank you. Everybody can see now that you looked." in words(answer)
    assert (told(runners).confirmed_how, runners.confirmed_by) == ("group", None)
    assert f"Last confirmed {timezone.localtime():%A}" in words(answer)
    assert f"Checked with the group in {timezone.localtime():%B %Y}" in words(
        client.get("/groups/mill-green-runners/")
    )
    assert Deed.objects.get(verb="confirmed a group").actor is None


def test_meena_changes_what_the_group_does(client: Client, page: str, runners: Group) -> None:
    kind = Kind.objects.get(slug="health-group")
    form = {
        "name": "Mill Green Runners and Walkers", "other_names": "The Greens, MGR", "about": "Run and walk",
        "kind": kind.pk, "status": "quiet",
    }  # fmt: skip

    answer = client.post(f"{page}change/", form, follow=True)

    assert "Saved. Everybody sees it from now on." in words(answer)
    assert (told(runners).name, runners.other_names, runners.about, runners.kind, runners.status) == (
        "Mill Green Runners and Walkers", ["The Greens", "MGR"], "Run and walk", kind, "quiet",
    )  # fmt: skip
    assert {entry["how"] for entry in runners.said_by.values()} == {"group"}
    assert (runners.slug, runners.confirmed_how) == ("mill-green-runners", "group")
    assert words(client.post(f"{page}change/", form, follow=True)).count("Nothing was different") == 1


def test_a_group_without_a_name_is_asked_again(client: Client, page: str, runners: Group) -> None:
    answer = client.post(f"{page}change/", {"name": " ", "about": "x" * 5000})

    assert (answer.status_code, "Type the group’s name." in words(answer)) == (422, True)
    assert told(runners).name == "Mill Green Runners"


@pytest.mark.parametrize(("shown", "is_seen"), [("exact", "seen"), ("area", ""), ("none", "")])
def test_where_it_meets_is_shown_as_the_group_says(
    client: Client, page: str, runners: Group, shown: str, is_seen: str
) -> None:
    client.post(f"{page}place/", {"address": "14 Rope Lane", "postcode": "dy11ae", "place_shown": shown})

    assert (told(runners).address, runners.postcode, runners.place_shown) == (
        "14 Rope Lane",
        "DY1 1AE",
        shown,
    )
    for address in ("/groups/mill-green-runners/", page):
        assert ("14 Rope Lane" in words(client.get(address))) is bool(is_seen)


def test_what_a_form_does_not_ask_for_cannot_be_set_with_it(
    client: Client, page: str, runners: Group
) -> None:
    client.post(f"{page}change/", {"name": "Mill Green Runners", "email": "evil@evil.test", **MASSES})
    client.post(f"{page}place/", {"place_shown": "exact", "name": "Evil", "lat": "1", **MASSES})
    client.post(f"{page}reach/", {"phone": "01384 555 010", "charity_number": "1", **MASSES})

    assert (told(runners).name, runners.email, runners.slug, runners.hub_id, runners.left_at) == (
        "Mill Green Runners", "secretary@millgreen.example", "mill-green-runners", Hub.objects.get().pk, None,
    )  # fmt: skip
    assert (runners.phone, runners.charity_number, runners.lat, runners.confirmed_how) == (
        "01384 555 010", "", None, "group",
    )  # fmt: skip


def test_online_places_are_added_corrected_and_taken_off(client: Client, page: str, runners: Group) -> None:
    client.post(f"{page}online/", {"address": "facebook.com/MillGreenRunners"})
    website = OnlinePlace.objects.get(kind="website")
    client.post(f"{page}online/{website.pk}/", {"address": "www.millgreenrunners.example.org"})
    odd = client.post(f"{page}online/", {"address": "ask Bob"})
    client.post(f"{page}online/{OnlinePlace.objects.get(kind='facebook').pk}/off/")

    assert odd.status_code == 422
    assert [place.match_key for place in OnlinePlace.objects.all()] == ["millgreenrunners.example.org"]


def test_an_invitation_to_a_chat_is_kept_and_never_shown(client: Client, page: str, runners: Group) -> None:
    client.post(f"{page}online/", {"address": "https://chat.whatsapp.com/AbCdEf123456"})

    assert "Private, never shown" in words(client.get(f"{page}online/"))
    for address in (page, "/groups/mill-green-runners/"):
        assert "AbCdEf123456" not in client.get(address).text


def test_meena_says_what_the_group_is_about(client: Client, page: str, hub: Hub, runners: Group) -> None:
    running, walking, chess = (
        Interest.objects.create(hub=hub, code=name, name=name, slug=name)
        for name in ("running", "walking", "chess")
    )
    GroupInterest.objects.create(hub=hub, group=runners, interest=running, state="suggested")

    unknown = client.post(f"{page}about/", {"chosen": [running.pk], "more": "sky diving"})
    foreign = client.post(f"{page}about/", {"chosen": [chess.pk]})
    client.post(f"{page}about/", {"chosen": [running.pk], "more": "Walking"})

    assert (unknown.status_code, foreign.status_code) == (422, 422)
    assert "“sky diving” is not on our list." in words(unknown)
    said = GroupInterest.objects.filter(state="said")
    assert set(said.values_list("interest_id", flat=True)) == {running.pk, walking.pk}
    assert "running, walking" in words(client.get(page))


def test_a_new_address_for_letters_is_told_to_the_old_one(client: Client, page: str, runners: Group) -> None:
    answer = client.post(f"{page}reach/", {"email": "new@millgreen.example"}, follow=True)

    assert "Only the people at the desk see it." in words(answer)
    assert "new@millgreen.example" not in answer.text
    assert told(runners).email == "new@millgreen.example"
    letter = Message.objects.get()
    assert (letter.to_address, letter.link) == ("secretary@millgreen.example", None)
    assert "new@millgreen.example" not in letter.text


def test_a_group_hides_and_shows_itself(client: Client, page: str, runners: Group) -> None:
    client.post(f"{page}listed/", {"show": "no"})
    assert client.get("/groups/mill-green-runners/").status_code == 404
    assert "Show us again" in words(client.get(page))

    client.post(f"{page}listed/", {"show": "yes"})
    assert client.get("/groups/mill-green-runners/").status_code == 200


def test_what_an_officer_hid_the_group_cannot_show(client: Client, page: str, runners: Group) -> None:
    Group.objects.update(listed=False, hidden_why="Somebody complained.")

    assert client.post(f"{page}listed/", {"show": "yes"}).status_code == 404
    client.post(f"{page}listed/", {"show": "no"})
    assert (told(runners).listed, runners.hidden_why) == (False, "Somebody complained.")
    assert "Somebody complained" not in words(client.get(page))


def test_leaving_takes_out_the_group_and_whoever_could_be_reached(
    client: Client, hub: Hub, runners: Group
) -> None:
    Hub.objects.filter(pk=hub.pk).update(email="hello@leasow.example")
    hub.refresh_from_db()
    page = f"/g/{token_of(page_link(runners))}/"
    client.post(
        f"{page}people/", {"name": "Meena Patel", "email": "meena@mail.example", "phone": "07700 900123"}
    )
    Group.objects.update(notes={"Secretary": "Bob, bob@mail.example, 01384 555010", "Colour": "green"})

    answer = client.post(f"{page}leave/", follow=True)

    assert "You have left the directory" in words(answer)
    assert (told(runners).listed, runners.email, runners.left_at is None) == (False, "", False)
    assert (runners.name, runners.contacts.count()) == ("Mill Green Runners", 0)
    assert runners.notes == {}
    assert client.get(page).status_code == 404
    kept = repr(every_row())
    for gone in ("meena@mail.example", "07700 900123", "bob@mail.example", "secretary@millgreen.example"):
        assert gone not in kept
    letter = Message.objects.get()
    assert (letter.to_address, letter.subject) == (
        "hello@leasow.example", "Mill Green Runners has asked to leave the directory",
    )  # fmt: skip


def test_please_do_not_write_is_one_tap_and_can_be_taken_back(
    client: Client, page: str, runners: Group
) -> None:
    client.post(f"{page}letters/", {"letters": "no"})
    assert told(runners).no_letters_at is not None
    client.post(f"{page}letters/", {"letters": "yes"})
    assert told(runners).no_letters_at is None


def test_rows_of_a_group_that_left_keep_what_it_is_known_by(client: Client, hub: Hub) -> None:
    made = sheet([*MILL_GREEN[:5], "01384 555 010", "ask Bob Fry, bob@mail.example"])
    bring(hub, made)
    group = Group.objects.get()

    client.post(f"/g/{token_of(page_link(group))}/leave/")

    assert ImportRow.objects.get().cells == ["Friends of Mill Green Park", "", "DY1 1AE", "", "", "", ""]
    bring(hub, made, "again.csv")
    assert (told(group).listed, Group.objects.count(), group.phone) == (False, 1, "")
    assert "Bob Fry" not in repr([row for row in every_row() if row[0] == "groups_group"])


# The link


def test_the_link_is_kept_as_a_digest_only(page: str) -> None:
    assert page.split("/")[2] not in repr(every_row())


@pytest.mark.parametrize("verb", ["", "change/", "people/", "leave/"])
def test_dead_and_forged_links_all_look_the_same(client: Client, hub: Hub, runners: Group, verb: str) -> None:
    over = make_link(hub, "group", runners.uid, expires_at=in_days(-1))
    revoked = page_link(runners)
    PrivateLink.objects.filter(pk=revoked.pk).update(revoked_at=timezone.now())
    booking = make_link(hub, "booking", runners.uid, expires_at=in_days(1))
    tokens = [token_of(over), token_of(revoked), token_of(booking), "x" * 43, "%00"]

    answers = [client.get(f"/g/{token}/{verb}") for token in tokens]
    sent = [client.post(f"/g/{token}/right/") for token in tokens]

    assert {answer.status_code for answer in [*answers, *sent]} == {404}
    assert len({words(answer) for answer in answers}) == 1
    assert "This link no longer works" in words(answers[0])
    assert told(runners).confirmed_at is None


def test_a_link_of_another_hub_opens_nothing_here(client: Client, hub: Hub, runners: Group) -> None:
    other = open_hub("Harrow Edge Volunteer Centre", slug="harrow", host="harrow.example")
    with hub_scope(other):
        from tests.borough import make_kinds

        make_kinds(other)
        link = page_link(make_group(other, "Edge Wood Friends"))
    Hub.objects.filter(pk=hub.pk).update(host="leasow.example")

    assert client.get(f"/g/{token_of(link)}/", headers={"host": "leasow.example"}).status_code == 404
    assert client.get(f"/g/{token_of(link)}/", headers={"host": "harrow.example"}).status_code == 200


def test_the_page_stays_out_of_caches_searches_and_cookies(client: Client, page: str) -> None:
    for address in (page, f"{page}change/", f"{page}people/"):
        answer = client.get(address)
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "session" not in answer.cookies


@pytest.mark.parametrize("path", ["/sign-in/{}/", "/welcome/{}/"])
def test_other_private_links_stay_out_of_searches_too(client: Client, hub: Hub, path: str) -> None:
    assert client.get(path.format("x" * 43)).headers["X-Robots-Tag"] == "noindex"


def test_somebody_else_s_place_or_contact_is_not_there(client: Client, page: str, hub: Hub) -> None:
    others = make_group(hub, "Priory Choir", website="https://choir.example.org")
    place = others.online_places.get()

    for verb in (f"online/{place.pk}/", f"online/{place.pk}/off/"):
        assert client.post(f"{page}{verb}", {"address": "evil.example.org"}).status_code == 404
    assert others.online_places.get().match_key == "choir.example.org"


def test_changes_are_limited_and_looking_is_not(client: Client, page: str) -> None:
    answers = [client.post(f"{page}right/").status_code for _ in range(62)]

    assert (answers[:60], answers[-1]) == ([302] * 60, 429)
    assert client.get(page).status_code == 200


def test_a_merged_group_s_link_opens_what_it_became_part_of(
    client: Client, page: str, hub: Hub, runners: Group
) -> None:
    from bandstand.groups.models import Merge

    kept = make_group(hub, "Mill Green Athletics")
    Merge.objects.create(
        hub=hub, kept=kept, absorbed_id=runners.pk, absorbed_uid=runners.uid,
        absorbed_slug=runners.slug, absorbed_name=runners.name,
    )  # fmt: skip
    runners.delete()

    assert "Mill Green Athletics" in words(client.get(page))


def test_a_page_with_a_lot_on_it_costs_no_more_than_a_bare_one(
    client: Client, page: str, hub: Hub, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20) as one:
        client.get(page)
    asked = len(one)
    for number in range(3):
        client.post(f"{page}online/", {"address": f"www.place{number}.example.org"})
    with django_assert_num_queries(asked):
        client.get(page)


# Is this your group?
