"""Checks at the desk, and what the public group page shows of them."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.models import Attendance
from bandstand.groups.models import Group, OnlinePlace
from bandstand.impact.queries import checks_of
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Hub, Role
from bandstand.presence.models import CheckUp, Finding
from bandstand.web.wins import with_cards
from tests.borough import make_gathering, make_group
from tests.conftest import sign_in
from tests.impact.stories import finding, held, note

FACEBOOK = {
    "platform": "facebook",
    "url": "https://www.facebook.com/LeasowPark",
    "own": True,
    "because": "footer",
}


@pytest.fixture
def park(hub: Hub) -> Group:
    return make_group(hub, "Friends of Leasow Park", website="https://leasowpark.example/")


@pytest.fixture
def reader(hub: Hub, client: Client) -> Client:
    """Ravi, a trustee who may look and change nothing."""
    ravi = give_role(hub, name="Ravi Bose", email="ravi@leasow.example", role=Role.Name.READER, by=None)
    return sign_in(client, ravi.person)


def not_able(group: Group) -> CheckUp:
    return CheckUp.objects.create(
        hub=group.hub,
        group=group,
        state=CheckUp.State.NOT_ABLE,
        says="The website took too long to answer. It may just be busy: please ask us to look again later.",
        looked_at=timezone.now(),
    )


def text_of(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


def test_overview_says_which_easy_wins_are_most_common(officer: Client, park: Group) -> None:
    finding(park, "2026-01-10 03:00")
    page = text_of(officer.get("/desk/checks/"))
    assert "<b>1</b>of 1 website looked at" in page
    assert '<a href="/desk/checks/easy-wins/fb-link/">' in page
    assert '<td class="n" data-label="Groups: not yet">1</td>' in page


def test_overview_before_any_check_is_calm(officer: Client) -> None:
    page = text_of(officer.get("/desk/checks/"))
    assert "Nothing has been looked at yet." in page
    assert "Check all" not in page


def test_what_was_fixed_after_help_is_counted_beside_its_look(officer: Client, park: Group) -> None:
    finding(park, "2026-01-10 03:00", "2026-01-20 03:00")
    note(held(park.hub, "2026-01-14 18:00"), groups=[park])
    page = text_of(officer.get("/desk/checks/"))
    assert "<b>1</b>fixed since, 1 after help" in page
    assert '<td class="n" data-label="After our help">1</td>' in page


def test_check_all_queues_every_website_and_shows_how_far_it_is(officer: Client, park: Group) -> None:
    answer = officer.post("/desk/checks/all/", follow=True)
    assert answer.redirect_chain == [("/desk/checks/", 302)]
    assert CheckUp.objects.get().group == park
    page = text_of(answer)
    assert 'data-refresh="/desk/checks/progress/"' in page
    assert '<progress max="1" value="0"' in page
    assert "How far is it now?" in page
    assert '<a href="/desk/checks/rounds/">Every round, and a button to stop it</a>' in page
    assert "js/refresh.js" in page


def test_progress_ends_when_everything_is_looked_at(officer: Client, park: Group) -> None:
    officer.post("/desk/checks/all/")
    assert "data-refresh" in text_of(officer.get("/desk/checks/progress/"))
    CheckUp.objects.update(state=CheckUp.State.DONE)
    fragment = text_of(officer.get("/desk/checks/progress/"))
    assert "data-refresh" not in fragment
    assert "All looked at." in fragment
    assert "stop it" not in fragment


def test_check_this_one_now_comes_back_to_where_it_was_asked(officer: Client, park: Group) -> None:
    answer = officer.post("/desk/checks/groups/friends-of-leasow-park/", {"next": "/desk/groups/x/#checks"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/groups/x/#checks")
    assert CheckUp.objects.filter(group=park, state=CheckUp.State.WAITING).count() == 1


def test_a_group_without_a_website_is_told_so_kindly(officer: Client, hub: Hub) -> None:
    make_group(hub, "Priory Singers")
    page = text_of(officer.post("/desk/checks/groups/priory-singers/", follow=True))
    assert "Priory Singers has no website of its own, so there is nothing to look at." in page
    assert CheckUp.objects.count() == 0


def test_could_not_be_checked_gives_the_plain_reason_and_another_try(officer: Client, park: Group) -> None:
    not_able(park)
    for address in ("/desk/checks/", "/desk/checks/could-not/"):
        page = text_of(officer.get(address))
        assert "The website took too long to answer." in page
        assert 'action="/desk/checks/groups/friends-of-leasow-park/"' in page
    officer.post("/desk/checks/again/")
    assert CheckUp.objects.filter(group=park, state=CheckUp.State.WAITING).count() == 1


def test_every_group_with_a_website_is_listed_with_its_last_look(officer: Client, park: Group) -> None:
    finding(park, "2026-01-10 03:00")
    make_group(park.hub, "Mill Green Runners", website="https://millgreen.example/")
    make_group(park.hub, "Priory Singers")
    page = text_of(officer.get("/desk/checks/groups/"))
    assert "2 groups have a website of their own." in page
    assert "Not yet" in page
    assert "Priory Singers" not in page


def test_one_kind_of_easy_win_lists_whom_to_bring(officer: Client, park: Group) -> None:
    finding(park, "2026-01-10 03:00")
    page = text_of(officer.get("/desk/checks/easy-wins/fb-link/"))
    assert '<a href="/desk/groups/friends-of-leasow-park/">Friends of Leasow Park</a>' in page


@pytest.mark.parametrize(
    "address",
    ["/desk/checks/", "/desk/checks/groups/", "/desk/checks/could-not/", "/desk/checks/easy-wins/fb-link/"],
)
def test_a_reader_may_look_but_sees_no_buttons(reader: Client, park: Group, address: str) -> None:
    not_able(park)
    answer = reader.get(address)
    assert answer.status_code == 200
    assert b"/desk/checks/groups/friends-of-leasow-park/" not in answer.content
    assert b"Check all" not in answer.content


@pytest.mark.parametrize("address", ["all/", "again/", "groups/friends-of-leasow-park/"])
def test_a_reader_may_not_ask_for_a_look(reader: Client, park: Group, address: str) -> None:
    assert reader.post(f"/desk/checks/{address}").status_code == 403
    assert CheckUp.objects.count() == 0


@pytest.mark.parametrize("address", ["all/", "again/", "groups/friends-of-leasow-park/"])
def test_looking_at_an_address_that_asks_changes_nothing(officer: Client, park: Group, address: str) -> None:
    assert officer.get(f"/desk/checks/{address}").status_code == 405


def test_an_account_seen_on_the_website_is_added_with_one_button(officer: Client, park: Group) -> None:
    CheckUp.objects.create(
        hub=park.hub,
        group=park,
        state=CheckUp.State.DONE,
        looked_at=timezone.now(),
        report={"accounts": [FACEBOOK], "findings": []},
    )
    part = render_to_string(
        "public/groups/findings.html",
        {"checks": checks_of(park), "group": park, "at_desk": True, "rights": {"groups"}},
    )
    assert 'value="https://www.facebook.com/LeasowPark"' in part
    address = "/desk/checks/groups/friends-of-leasow-park/add-account/"
    assert officer.post(address, {"url": FACEBOOK["url"]}).status_code == 302
    assert OnlinePlace.objects.get(group=park, kind="facebook").source == "website"
    assert officer.post(address, {"url": FACEBOOK["url"]}).status_code == 404


def test_the_public_sees_only_what_was_fixed_after_help(park: Group) -> None:
    finding(park, "2026-01-10 03:00", "2026-01-20 03:00")
    still_open = finding(park, "2026-01-10 03:00", look="phone-size")
    Finding.objects.filter(pk=still_open.pk).update(headline="Too small for a phone")
    note(held(park.hub, "2026-01-14 18:00"), groups=[park])
    part = " ".join(
        render_to_string("public/groups/findings.html", {"checks": checks_of(park), "group": park}).split()
    )
    assert "<strong>Your website shows your Facebook page</strong>" in part
    assert "The Boathouse Café</a>, Wednesday 14 January" in part
    assert "Too small for a phone" not in part


def test_the_public_sees_nothing_of_open_findings(park: Group) -> None:
    finding(park, "2026-01-10 03:00")
    assert (
        render_to_string("public/groups/findings.html", {"checks": checks_of(park), "group": park}).strip()
        == ""
    )


def test_the_officer_sees_open_and_sorted_findings(park: Group) -> None:
    finding(park, "2026-01-10 03:00")
    finding(park, "2026-01-10 03:00", "2026-03-03 03:00", look="phone-size")
    part = " ".join(
        render_to_string(
            "public/groups/findings.html",
            {
                "checks": (checks := checks_of(park)),
                "wins": with_cards(checks.found.open),
                "group": park,
                "at_desk": True,
            },
        ).split()
    )
    assert "Your website doesn’t show your Facebook page" in part
    assert "Book help with this" in part
    assert "Sorted by Tuesday 3 March" in part


def test_an_officer_books_help_with_an_easy_win_for_a_group_that_rang(officer: Client, park: Group) -> None:
    found = finding(park, "2026-01-10 03:00")
    address = f"/desk/checks/groups/{park.slug}/help/{found.pk}/"
    page = text_of(officer.get(f"/desk/groups/{park.slug}/"))
    assert f'href="{address}"' in page
    assert "step by step, to print" in page  # the how-to card stands beside it
    assert "No date yet" in text_of(officer.get(address))

    surgery = make_gathering(park.hub)
    answer = officer.get(address)
    assert answer.status_code == 302  # with one date there is nothing to choose
    form = officer.get(answer.headers["Location"])
    assert "Their group or club" in text_of(form)
    fields = form.context["form"]
    told = {name: fields[name].value() or "" for name in ("group", "group_uid", "wants", "win_named")}
    officer.post(answer.headers["Location"], {"name": "Meena", "side": "looking", "channel": "phone", **told})

    booking = Attendance.objects.get(gathering=surgery)
    assert (list(booking.groups.all()), list(booking.wins.all())) == ([park], [found])


def test_an_officer_chooses_among_several_dates(officer: Client, park: Group) -> None:
    found = finding(park, "2026-01-10 03:00")
    make_gathering(park.hub)
    make_gathering(park.hub, "Surgery at Priory Hall")
    page = text_of(officer.get(f"/desk/checks/groups/{park.slug}/help/{found.pk}/"))
    assert "Which date suits Friends of Leasow Park?" in page
    assert page.count("/bookings/put-down/?win=") == 2


def test_help_is_not_to_be_had_on_an_evening_for_meeting_people(officer: Client, park: Group) -> None:
    found = finding(park, "2026-01-10 03:00")
    make_gathering(park.hub, "Networking evening", kind="networking")
    make_gathering(park.hub, "Awards night", kind="awards")
    assert "No date yet" in text_of(officer.get(f"/desk/checks/groups/{park.slug}/help/{found.pk}/"))
    assert "What to bring" not in text_of(officer.get("/desk/checks/"))


def test_help_is_booked_for_what_is_open_only(officer: Client, park: Group) -> None:
    mended = finding(park, "2026-01-10 03:00", "2026-01-20 03:00")
    assert officer.get(f"/desk/checks/groups/{park.slug}/help/{mended.pk}/").status_code == 404


def test_a_reader_is_led_to_the_dates_and_books_for_nobody(reader: Client, park: Group) -> None:
    found = finding(park, "2026-01-10 03:00")
    assert 'href="/whats-on/"' in text_of(reader.get(f"/desk/groups/{park.slug}/"))
    assert reader.get(f"/desk/checks/groups/{park.slug}/help/{found.pk}/").status_code == 403


@pytest.mark.parametrize("address", ["/desk/checks/", "/desk/checks/groups/", "/desk/checks/could-not/"])
def test_three_groups_take_as_many_queries_as_one(officer: Client, park: Group, address: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(address)
        return len(captured)

    def story(group: Group) -> None:
        finding(group, "2026-01-10 03:00", "2026-01-20 03:00")
        finding(group, "2026-01-10 03:00", look="phone-size")
        note(held(group.hub, f"2026-01-{13 + Group.objects.count()} 18:00"), groups=[group])
        not_able(group)

    story(park)
    one = queries()
    story(make_group(park.hub, "Mill Green Runners", website="https://millgreen.example/"))
    story(make_group(park.hub, "Priory Singers", website="https://priory.example/"))
    assert queries() == one
    assert one <= 20
