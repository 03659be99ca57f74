"""Where next, at the desk: one press plans a season, another place can be chosen, the calendar is filled once."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions.seasons import Wishes, plan_season
from bandstand.gatherings.models import Gathering, SeasonPlan
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import give_role, open_hub
from bandstand.people.models import Hub, Message, Role
from bandstand.places.models import Area
from tests.borough import make_group, make_venue
from tests.conftest import sign_in
from tests.gatherings.test_seasons import HILL, MEADOW, SOON, WHARF, round_about
from tests.web.test_whats_on import words

NEW = "/desk/where-next/new/"
SENT = {"sessions": "2", "begins": f"{SOON:%d/%m/%Y}", "weeks_apart": "4", "times": ["evening"], "room": "12"}


@pytest.fixture
def vale(hub: Hub) -> None:
    for name, spot in {"Wharf": WHARF, "Meadow": MEADOW, "Hill": HILL}.items():
        round_about(hub, name, spot)
        make_venue(hub, f"{name} Hall", lat=spot[0], lon=spot[1])


def planned(officer: Client) -> str:
    answer = officer.post(NEW, SENT)
    assert answer.status_code == 302
    return str(answer["Location"])


@pytest.mark.usefixtures("vale")
def test_one_press_and_a_season_is_there(officer: Client) -> None:
    page = officer.get(planned(officer))

    assert words(page).count("All are within a walk.") == 2
    assert "Invite everyone near, all 4; expect" in words(page)
    assert Gathering.objects.count() == 0


@pytest.mark.usefixtures("vale")
def test_the_usual_answers_are_filled_in(officer: Client) -> None:
    page = officer.get(NEW).content.decode()

    begins = re.search(r'name="begins" value="([^"]+)"', page)
    assert begins
    assert begins[1].startswith("Tuesday")
    assert officer.post(NEW, SENT | {"begins": begins[1]}).status_code == 302


@pytest.mark.usefixtures("vale")
@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"sessions": ""}, "Say how many sessions."),
        ({"sessions": "99"}, "Plan 24 at most in one go."),
        ({"begins": "soonish"}, "like Tuesday 14 April"),
        ({"begins": "1/1/2001"}, "Type a date from today on"),
        ({"times": []}, "Tick at least one time."),
        ({"room": "1"}, "Two at least: they are to meet."),
    ],
)
def test_what_cannot_be_read_is_said(officer: Client, sent: dict[str, str], says: str) -> None:
    answer = officer.post(NEW, SENT | sent)

    assert answer.status_code == 422
    assert says in words(answer)
    assert not SeasonPlan.objects.exists()


@pytest.mark.usefixtures("vale")
def test_another_place_with_its_price(officer: Client) -> None:
    season = planned(officer)
    plan = SeasonPlan.objects.get()
    page = officer.get(f"{season}1/").content.decode()

    assert "as many meetings, 4 other groups" in page
    venue = re.search(r'name="venue" value="(\d+)"', page)
    other = re.search(r'name="other" value="(\d+)"', page)
    assert venue
    assert other
    officer.post(f"{season}say/", {"say": "instead", "venue": venue[1], "other": other[1]})
    plan.refresh_from_db()
    assert (plan.refused, plan.held) == ([int(venue[1])], [int(other[1])])


@pytest.mark.usefixtures("vale")
def test_a_place_held_where_nobody_is_near_is_named_and_let_go(officer: Client, hub: Hub) -> None:
    far = make_venue(hub, "Faraway Barn", lat=52.60, lon=-2.30)
    season = planned(officer)
    officer.post(f"{season}say/", {"say": "hold", "venue": far.pk})

    shown = words(officer.get(season))
    assert "The session held at Faraway Barn could not be planned" in shown
    assert "Held, but no session fits there" in shown
    officer.post(f"{season}say/", {"say": "let go", "venue": far.pk})
    assert "Held, but no session fits there" not in words(officer.get(season))


@pytest.mark.usefixtures("vale")
def test_one_is_one_and_more_are_more(officer: Client, hub: Hub) -> None:
    season = officer.post(NEW, SENT | {"sessions": "1"})["Location"]
    assert "Make a draft of it" in words(officer.get(season))

    wharf = Area.objects.create(
        hub=hub, code="W", name="Wharfside", geometry={}, west=0, south=0, east=1, north=1
    )
    make_group(hub, "Lone Rowers", kind="sports-club", area=wharf)
    shown = officer.get("/desk/where-next/").text
    for said in ("sports club", "sports clubs", "group in all", "groups in all"):
        assert f'<span class="of">{said}</span>' in shown


@pytest.mark.usefixtures("vale")
def test_seasons_planned_long_ago_are_still_found(officer: Client) -> None:
    first, *_, last = [planned(officer) for _ in range(7)]
    newest = officer.get("/desk/where-next/").text
    assert last in newest
    assert first not in newest
    assert first in officer.get("/desk/where-next/?page=2").text


@pytest.mark.usefixtures("vale")
def test_drafts_are_made_once_and_nobody_hears_of_them(officer: Client) -> None:
    season = planned(officer)

    first = officer.post(f"{season}drafts/", follow=True)
    again = officer.post(f"{season}drafts/", follow=True)
    assert "2 drafts are made, with whom to ask. Nobody outside sees a draft, and nothing is sent" in words(
        first
    )
    assert "There are drafts of this season already." in words(again)
    assert (Gathering.with_drafts.count(), Gathering.objects.count()) == (2, 0)
    assert not Message.objects.exists()


@pytest.mark.usefixtures("vale")
def test_all_drafts_are_announced_in_one_press(officer: Client) -> None:
    season = planned(officer)
    officer.post(f"{season}drafts/")

    page = officer.post(f"{season}announce/", follow=True)
    assert "2 sessions are on the calendar. Anyone can book from now on." in words(page)
    assert "What we expected, and what came" in words(page)
    assert Gathering.objects.count() == 2
    assert "There was no draft to announce." in words(officer.post(f"{season}announce/", follow=True))


@pytest.mark.usefixtures("vale")
def test_a_draft_thrown_away_is_made_again_from_the_plan(officer: Client) -> None:
    season = planned(officer)
    officer.post(f"{season}drafts/")
    draft = Gathering.with_drafts.first()
    assert draft

    said = words(officer.get(f"/desk/gatherings/{draft.slug}/"))
    assert "Once it is announced, you send them." in said
    page = officer.post(f"/desk/gatherings/{draft.slug}/throw-away/", follow=True)
    assert f"The draft of {draft} is gone. Its place in the season is free again." in words(page)
    assert Gathering.with_drafts.count() == 1
    officer.post(f"{season}drafts/again/", {"venue": draft.venue_id})
    assert Gathering.with_drafts.count() == 2


@pytest.mark.usefixtures("vale")
def test_with_every_draft_thrown_away_the_plan_may_change_again(officer: Client) -> None:
    season = planned(officer)
    officer.post(f"{season}drafts/")
    for draft in Gathering.with_drafts.all():
        officer.post(f"/desk/gatherings/{draft.slug}/throw-away/")

    assert "Make drafts of them" in words(officer.get(season))
    venue = SeasonPlan.objects.get().worked_out["sessions"][0]["venue"]
    officer.post(f"{season}say/", {"say": "refuse", "venue": venue})
    assert SeasonPlan.objects.get().refused == [venue]


@pytest.mark.usefixtures("vale")
def test_with_drafts_made_it_is_not_planned_again(officer: Client) -> None:
    season = planned(officer)
    officer.post(f"{season}drafts/")
    plan = SeasonPlan.objects.get()
    venue = plan.planned.all()[0].venue_id

    said = officer.post(f"{season}say/", {"say": "refuse", "venue": venue}, follow=True)
    plan.refresh_from_db()
    assert "There are drafts of this season already." in words(said)
    assert plan.refused == []


@pytest.mark.usefixtures("vale")
def test_nothing_changes_on_get(officer: Client) -> None:
    season = planned(officer)

    pressed = ("say/", "drafts/", "drafts/again/", "announce/")
    assert {officer.get(f"{season}{press}").status_code for press in pressed} == {405}


@pytest.mark.usefixtures("vale")
def test_a_reader_sees_and_cannot_plan(hub: Hub, client: Client, officer: Client) -> None:
    season = planned(officer)
    reader = give_role(hub, name="Rita", email="rita@leasow.example", role=Role.Name.READER, by=None).person
    sign_in(client, reader)

    assert client.get("/desk/where-next/").status_code == client.get(season).status_code == 200
    assert client.get(NEW).status_code == client.post(f"{season}drafts/").status_code == 403


def test_the_neighbours_season_is_not_ours(officer: Client) -> None:
    neighbour = open_hub("Wendle Voluntary Action", slug="wendle", place="Wendle", host="wendle.example")
    with hub_scope(neighbour):
        theirs = plan_season(neighbour, Wishes(begins=SOON), by=None)

    assert officer.get(f"/desk/where-next/{theirs.uid}/").status_code == 404
    assert officer.post(f"/desk/where-next/{theirs.uid}/drafts/").status_code == 404


def test_an_empty_borough_says_what_to_do(officer: Client, hub: Hub) -> None:
    assert "No groups yet" in words(officer.get("/desk/where-next/"))
    plan = plan_season(hub, Wishes(begins=timezone.localdate() + timedelta(days=9)), by=None)
    shown = words(officer.get(f"/desk/where-next/{plan.uid}/"))
    assert "There is no venue, so no session can be planned." in shown
    assert "No session could be planned" in shown
    assert "Two or three may come" not in shown


@pytest.mark.usefixtures("vale")
def test_as_many_queries_for_few_and_for_many(officer: Client, hub: Hub) -> None:
    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert officer.get(path).status_code == 200
        return len(seen)

    season = planned(officer)
    few = [asked(path) for path in ("/desk/where-next/", season, f"{season}1/")]
    for more in range(3):
        round_about(hub, f"Estate {more}", (52.52 + more / 100, -2.05))
    season = planned(officer)
    assert [asked(path) for path in ("/desk/where-next/", season, f"{season}1/")] == few
