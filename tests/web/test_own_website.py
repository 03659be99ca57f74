"""A group and its easy wins: reading them, deciding, booking help with one, asking for another look."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bandstand.gatherings.models import Attendance
from bandstand.gatherings.queries.wins import name_in_address
from bandstand.groups.actions.pages import page_link
from bandstand.groups.models import Group
from bandstand.people.actions.links import token_of
from bandstand.people.models import Hub
from bandstand.presence.models import CheckUp, Finding
from tests.borough import make_arrival, make_gathering, make_group
from tests.impact.stories import finding, held, note
from tests.web.test_whats_on import words

HEADLINE = "Your website doesn’t show your Facebook page"


@pytest.fixture
def runners(hub: Hub) -> Group:
    return make_group(hub, "Mill Green Runners", kind="sports-club", website="https://millgreen.example/")


@pytest.fixture
def page(runners: Group) -> str:
    return f"/g/{token_of(page_link(runners))}/"


def quick(group: Group, look: str, minutes: int, headline: str = HEADLINE) -> Finding:
    found = finding(group, "2026-01-10 03:00", look=look)
    found.effort_minutes, found.headline, found.why = minutes, headline, "People look there first."
    found.advice, found.advises = "Open the footer.\nAdd the Social Icons block.", "fix:WordPress"
    found.evidence = [
        {"url": "https://millgreen.example/", "snippet": "<b>Home</b>", "where": "on the first page"}
    ]
    found.save()
    return found


def test_the_three_quickest_come_first(client: Client, page: str, runners: Group) -> None:
    for minutes in (30, 5, 20, 10):
        quick(runners, f"look-{minutes}", minutes, f"Takes {minutes}")
    shown = client.get(page).content.decode()
    assert [shown.index(f"<h3>Takes {minutes}<") for minutes in (5, 10, 20)] == sorted(
        shown.index(f"<h3>Takes {minutes}<") for minutes in (5, 10, 20)
    )
    assert "<h3>Takes 30<" not in shown
    assert "1 more thing that would help" in shown
    assert "<h3>Takes 30<" in client.get(f"{page}website/").content.decode()


def test_each_opens_to_why_what_we_saw_how_long_and_how(client: Client, page: str, runners: Group) -> None:
    quick(runners, "fb-link", 5)
    shown = client.get(f"{page}website/").content.decode()
    said = words(client.get(f"{page}website/"))
    for part in (
        HEADLINE,
        "People look there first.",
        "About 5 minutes",
        "On WordPress:",
        "Open the footer.",
    ):
        assert part in said
    assert "On the first page" in said
    assert "&lt;b&gt;Home&lt;/b&gt;" in shown  # text, never markup


def test_not_for_us_and_back_again(client: Client, page: str, runners: Group) -> None:
    found = quick(runners, "fb-link", 5)
    said = client.post(f"{page}website/{found.pk}/", {"ruling": "not for us"}, follow=True)
    assert "Put aside as not for you." in words(said)
    assert "Not for us" in words(said)
    assert HEADLINE not in words(client.get(page))
    client.post(f"{page}website/{found.pk}/", {"ruling": ""})
    assert HEADLINE in words(client.get(page))


def test_looking_changes_nothing(client: Client, page: str, runners: Group) -> None:
    found = quick(runners, "fb-link", 5)
    assert client.get(f"{page}website/{found.pk}/").status_code == 405
    assert client.get(f"{page}website/look/").status_code == 405


@pytest.mark.parametrize("ruling", ["mended", "1", "later; drop"])
def test_only_what_can_be_said_is_kept(client: Client, page: str, runners: Group, ruling: str) -> None:
    found = quick(runners, "fb-link", 5)
    assert client.post(f"{page}website/{found.pk}/", {"ruling": ruling}).status_code == 404


def test_another_group_s_easy_win_is_out_of_reach(client: Client, page: str, hub: Hub) -> None:
    others = quick(make_group(hub, "Priory Singers"), "fb-link", 5)
    assert client.post(f"{page}website/{others.pk}/", {"ruling": "not for us"}).status_code == 404
    assert client.get(f"{page}website/{others.pk}/help/").status_code == 404
    others.refresh_from_db()
    assert others.ruling == ""


def test_look_again_is_once_an_hour(client: Client, page: str) -> None:
    said = words(client.post(f"{page}website/look/", follow=True))
    assert "We are looking." in said
    assert CheckUp.objects.count() == 1
    CheckUp.objects.update(state="done")
    said = words(client.post(f"{page}website/look/", follow=True))
    assert "You asked less than an hour ago" in said
    assert CheckUp.objects.count() == 1


def test_without_a_website_that_is_fine(client: Client, hub: Hub) -> None:
    choir = make_group(hub, "Priory Singers")
    page = f"/g/{token_of(page_link(choir))}/"
    assert "many good groups do without one" in words(client.get(f"{page}website/"))
    assert "nothing to look at" in words(client.post(f"{page}website/look/", follow=True))


def test_what_could_not_be_checked_is_never_missing(client: Client, page: str, runners: Group) -> None:
    CheckUp.objects.create(
        hub=runners.hub, group=runners, state="not able", says="The website took too long to answer.",
        looked_at=runners.created_at,
    )  # fmt: skip
    said = words(client.get(f"{page}website/"))
    assert "We could not look this time. The website took too long to answer." in said
    assert "That does not mean anything is wrong." in said


def test_good_and_unseen_are_told_apart(client: Client, page: str, runners: Group) -> None:
    said: Any = {"evidence": [], "advice": "", "effort": None}
    CheckUp.objects.create(
        hub=runners.hub, group=runners, state="done", looked_at=runners.created_at,
        report={"findings": [
            {"look": "phone-size", "state": "good", "headline": "It fits a phone."} | said,
            {"look": "fb-link", "state": "could not check", "headline": "We could not see for certain."} | said,
            {"look": "charity-no", "state": "does not apply", "headline": "Not a charity."} | said,
        ]},
    )  # fmt: skip
    shown = words(client.get(f"{page}website/"))
    assert "What is good already It fits a phone." in shown
    assert "We could not see for certain. That happens when a page was too long" in shown
    assert "Not a charity" not in shown


def test_fixed_after_help_names_the_surgery(client: Client, page: str, runners: Group) -> None:
    finding(runners, "2026-01-10 03:00", "2026-01-20 03:00")
    note(held(runners.hub, "2026-01-14 18:00"), groups=[runners])
    said = words(client.get(f"{page}website/"))
    assert "Fixed after help at The Boathouse Café , Wednesday 14 January" in said
    looks = words(client.get(f"{page}website/looks/"))
    assert "First seen" in looks
    assert "Sorted Your website shows your Facebook page" in looks


def test_book_help_with_this_leads_to_the_form_with_it_named(
    client: Client, page: str, runners: Group, hub: Hub
) -> None:
    surgery = make_gathering(hub)
    found = quick(runners, "fb-link", 5)
    answer = client.get(f"{page}website/{found.pk}/help/")
    assert answer.status_code == 302  # with one date there is nothing to choose
    form = client.get(answer.headers["Location"])
    assert f"Somebody will help you with this: {HEADLINE}" in words(form)
    fields = form.context["form"]
    assert fields["wants"].value() == f"Help with this, please: {HEADLINE}"
    filled = {
        name: fields[name].value() or "" for name in ("group", "group_uid", "wants", "form_key", "win_named")
    }
    client.post(f"/whats-on/{surgery.slug}/book/", {"name": "Meena", **filled})
    booking = Attendance.objects.get()
    assert (list(booking.groups.all()), list(booking.wins.all())) == ([runners], [found])


def test_with_several_dates_she_chooses(client: Client, page: str, runners: Group, hub: Hub) -> None:
    found = quick(runners, "fb-link", 5)
    assert "No date yet" in words(client.get(f"{page}website/{found.pk}/help/"))
    make_gathering(hub)
    make_gathering(hub, "Surgery at Priory Hall")
    answer = client.get(f"{page}website/{found.pk}/help/")
    assert "Which date suits you?" in words(answer)
    assert len(re.findall(r"/book/\?win=", answer.content.decode())) == 2


def test_a_number_made_up_names_no_easy_win(client: Client, runners: Group, hub: Hub) -> None:
    surgery, found = make_gathering(hub), quick(runners, "fb-link", 5)
    for made_up in (str(found.pk), f"{found.pk}:abc", "x", "", name_in_address(found)[:-1]):
        assert HEADLINE not in words(client.get(f"/whats-on/{surgery.slug}/book/", {"win": made_up}))


def test_another_group_typed_over_asks_for_nothing_of_theirs(
    client: Client, runners: Group, hub: Hub
) -> None:
    surgery, found = make_gathering(hub), quick(runners, "fb-link", 5)
    make_group(hub, "Priory Singers")
    client.post(
        f"/whats-on/{surgery.slug}/book/",
        {"name": "Meena", "group": "Priory Singers", "win_named": name_in_address(found)},
    )
    assert list(Attendance.objects.get().wins.all()) == []


def test_officer_helper_and_note_know_what_was_asked_for(officer: Client, runners: Group, hub: Hub) -> None:
    surgery = make_gathering(hub)
    quick(runners, "phone-size", 2, "Your website is hard to read on a phone")
    found = quick(runners, "fb-link", 5)
    meena = make_arrival(surgery, "Meena Patel")
    meena.groups.add(runners)
    meena.booking = "booked"
    meena.save()
    meena.wins.add(found)
    for address in ("", f"day/{meena.uid}/"):
        said = words(officer.get(f"/desk/gatherings/{surgery.slug}/{address}"))
        assert f"Asked for this {HEADLINE} (5 minutes)" in said
        assert "Your website is hard to read on a phone (2 minutes)" in said
    form = officer.get(f"/desk/gatherings/{surgery.slug}/notes/new/?for={meena.uid}").context["form"]
    assert form["findings"].value() == [str(found.pk)]


def test_three_easy_wins_take_as_many_queries_as_one(client: Client, page: str, runners: Group) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    addresses = [page, f"{page}website/", f"{page}website/looks/"]
    quick(runners, "fb-link", 5)
    ones = [queries(address) for address in addresses]
    quick(runners, "phone-size", 5)
    finding(runners, "2026-01-10 03:00", "2026-01-20 03:00", look="describe")
    quick(runners, "contact", 9)
    now = [queries(address) for address in addresses]
    assert now == ones
    assert max(ones) <= 20
