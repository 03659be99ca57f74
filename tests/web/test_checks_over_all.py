"""What looks saw over all groups: where easy wins are common, what to bring, who has moved, rounds, left alone."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.models import Attendance
from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Hub, Message, Role
from bandstand.places.models import Area, Venue
from bandstand.presence.actions.sweeps import start_sweep
from bandstand.presence.models import AskedToStop, CheckUp, Finding, LeftAlone, PlannedLook, Rhythm, Sweep
from tests.borough import make_arrival, make_gathering, make_group
from tests.conftest import sign_in
from tests.impact.stories import finding
from tests.web.test_whats_on import words

INSTAGRAM = "https://www.instagram.com/millgreen/"


@pytest.fixture
def runners(hub: Hub) -> Group:
    return make_group(hub, "Mill Green Runners", kind="sports-club", website="https://millgreen.example/")


def looked(group: Group, *, ended: str = "", accounts: tuple[str, ...] = ()) -> CheckUp:
    report: Any = {
        "pages": [{"url": ended or "https://millgreen.example/", "outcome": "looked"}],
        "accounts": [
            {"platform": "instagram", "url": url, "own": True, "because": "footer"} for url in accounts
        ],
        "findings": [],
    }
    return CheckUp.objects.create(
        hub=group.hub, group=group, state="done", looked_at=timezone.now(),
        url="https://www.millgreen.example/", report=report,
    )  # fmt: skip


def test_easy_wins_by_kind_and_by_locality(officer: Client, runners: Group, hub: Hub) -> None:
    wharf = Area.objects.create(
        hub=hub, code="W", name="Wharfside", geometry={}, west=0, south=0, east=1, north=1
    )
    park = make_group(hub, "Friends of Leasow Park", area=wharf)
    for group in (runners, park):
        finding(group, "2026-01-10 03:00")
    finding(park, "2026-01-10 03:00", look="phone-size")
    by_kind = officer.get("/desk/checks/where/")
    assert "Friends groups Sports clubs All" in words(by_kind)
    assert "/desk/checks/easy-wins/fb-link/?kind=sports-club" in by_kind.content.decode()
    by_area = officer.get("/desk/checks/where/?by=area")
    assert "Wharfside Elsewhere, or not known All" in words(by_area)
    only = words(officer.get(f"/desk/checks/easy-wins/fb-link/?area={wharf.pk}"))
    assert "Friends of Leasow Park" in only
    assert "Mill Green Runners" not in only
    assert "Mill Green Runners" in words(officer.get("/desk/checks/easy-wins/fb-link/?kind=sports-club"))


def test_what_is_not_for_them_is_not_counted(officer: Client, runners: Group) -> None:
    found = finding(runners, "2026-01-10 03:00")
    found.ruling = Finding.Ruling.NOT_FOR_US
    found.save()
    assert "There is nothing to help with just now." in words(officer.get("/desk/checks/where/"))
    assert "0 things to help with" in words(officer.get("/desk/checks/"))
    assert "January 0 Check now" in words(officer.get("/desk/checks/groups/"))


def test_what_to_bring_to_the_next_surgery(officer: Client, runners: Group, hub: Hub) -> None:
    venue = Venue.objects.create(hub=hub, name="Priory Hall", lat=52.500, lon=-2.000)
    surgery = make_gathering(hub, "Surgery at Priory Hall", venue=venue)
    near = make_group(hub, "Friends of Leasow Park", lat=52.505, lon=-2.001)
    far = make_group(hub, "Harrow Edge Harriers", lat=52.600, lon=-2.000)
    nothing = make_group(hub, "Tea and Tai Chi", lat=52.5, lon=-2.0)
    for group in (runners, near, far):
        finding(group, "2026-01-10 03:00")
    make_arrival(surgery, "Meena").groups.add(runners)
    assert f"/desk/checks/bring/{surgery.slug}/" in officer.get("/desk/checks/").content.decode()
    page = words(officer.get(f"/desk/checks/bring/{surgery.slug}/"))
    assert (
        page.index("Mill Green Runners") < page.index("worth inviting") < page.index("Friends of Leasow Park")
    )
    assert "under half a mile" in page
    assert far.name not in page
    assert nothing.name not in page


def test_a_venue_nobody_can_place_is_said_so(officer: Client, hub: Hub) -> None:
    surgery = make_gathering(hub)
    page = words(officer.get(f"/desk/checks/bring/{surgery.slug}/"))
    assert "We do not know where The Boathouse Café is on the map." in page


def test_a_website_that_moved_is_taken_over_with_one_press(officer: Client, runners: Group) -> None:
    looked(runners, ended="https://millgreenrunners.example/home")
    assert "Mill Green Runners" in words(officer.get("/desk/checks/moved/"))
    officer.post("/desk/checks/moved/mill-green-runners/")
    assert "https://millgreenrunners.example/home" in [
        place.url for place in OnlinePlace.objects.filter(group=runners)
    ]


@pytest.mark.parametrize("ended", ["http://millgreen.example/", "https://www.millgreen.example/index.html"])
def test_the_padlock_or_www_is_no_move(officer: Client, runners: Group, ended: str) -> None:
    looked(runners, ended=ended)
    assert "still where the directory says" in words(officer.get("/desk/checks/moved/"))
    assert officer.post("/desk/checks/moved/mill-green-runners/").status_code == 404


def test_accounts_are_added_together_or_one_by_one(officer: Client, runners: Group, hub: Hub) -> None:
    choir = make_group(hub, "Priory Singers", website="https://priory.example/")
    looked(runners, accounts=(INSTAGRAM,))
    looked(choir, accounts=("https://www.instagram.com/priory/", "https://www.instagram.com/priorytoo/"))
    page = officer.get("/desk/checks/accounts/").content.decode()
    assert page.count('name="account"') == 3
    officer.post("/desk/checks/accounts/add/", {"only": f"mill-green-runners {INSTAGRAM}", "account": "x y"})
    assert OnlinePlace.objects.filter(kind="instagram").count() == 1
    officer.post(
        "/desk/checks/accounts/add/",
        {
            "account": [
                f"priory-singers https://www.instagram.com/{name}/" for name in ("priory", "priorytoo")
            ]
        },
    )
    assert OnlinePlace.objects.filter(kind="instagram").count() == 3
    assert "knows every account we saw" in words(officer.get("/desk/checks/accounts/"))


def test_only_what_was_seen_is_added(officer: Client, runners: Group) -> None:
    looked(runners, accounts=(INSTAGRAM,))
    officer.post(
        "/desk/checks/accounts/add/", {"account": "mill-green-runners https://www.facebook.com/evil"}
    )
    assert OnlinePlace.objects.count() == 1


def test_a_round_is_watched_and_stopped(officer: Client, runners: Group, hub: Hub) -> None:
    start_sweep(hub, None, Sweep.Why.COMMAND)
    sweep = Sweep.objects.get()
    page = officer.get("/desk/checks/rounds/")
    assert "0 looked at, 0 could not be checked, 1 to come" in words(page)
    assert "js/refresh.js" in page.content.decode()
    assert "Stopped." in words(officer.post(f"/desk/checks/rounds/{sweep.pk}/stop/", follow=True))
    assert not CheckUp.objects.exists()
    assert "From the command line" in words(officer.get("/desk/checks/rounds/"))


def test_olive_says_how_often(officer: Client) -> None:
    officer.post("/desk/checks/rounds/rhythm/", {"every_days": "91"})
    assert Rhythm.objects.get().every_days == 91
    officer.post("/desk/checks/rounds/rhythm/", {"every_days": "3"})
    assert Rhythm.objects.get().every_days == 91


def test_looks_still_to_come_are_told(officer: Client, runners: Group, hub: Hub) -> None:
    PlannedLook.objects.create(
        hub=hub, group=runners, due_at=timezone.now(), because="6 weeks after the surgery at Priory Hall"
    )
    for address in ("/desk/checks/rounds/", "/desk/checks/rounds/planned/"):
        assert "6 weeks after the surgery at Priory Hall" in words(officer.get(address))


def test_every_look_at_one_group(officer: Client, runners: Group) -> None:
    finding(runners, "2026-01-10 03:00", "2026-01-20 03:00")
    page = words(officer.get("/desk/checks/groups/mill-green-runners/looks/"))
    assert page.index("Sorted Your website shows your Facebook page") < page.index("First seen Your website")


def test_somebody_asks_to_be_left_alone_and_olive_sees_to_it(client: Client, hub: Hub, olive: Any) -> None:
    told = {"website": "https://www.MillGreen.example/news?x=1", "email": "owner@millgreen.example"}
    answer = client.post("/our-visits/", told, follow=True)
    assert "From then on we leave the website alone." in words(answer)
    client.post("/our-visits/", told)
    [asked] = AskedToStop.objects.all()
    assert asked.host == "millgreen.example"
    assert not LeftAlone.objects.exists()  # nobody stops our looks at others' websites by typing an address
    desk = sign_in(Client(), olive)
    assert "Somebody asks" in words(desk.get("/desk/checks/"))
    desk.post(f"/desk/checks/left-alone/asked/{asked.pk}/", {"leave": "yes"})
    [alone] = LeftAlone.objects.all()
    assert (alone.host, alone.by) == ("millgreen.example", olive)
    [letter] = Message.objects.filter(to_address="owner@millgreen.example")
    assert "we do not look at millgreen.example any more" in letter.text
    assert not AskedToStop.objects.exists()
    desk.post(f"/desk/checks/left-alone/{alone.pk}/look-again/")
    assert not LeftAlone.objects.exists()


def test_olive_may_go_on_looking(officer: Client, hub: Hub) -> None:
    asked = AskedToStop.objects.create(hub=hub, host="millgreen.example", email="x@y.example")
    officer.post(f"/desk/checks/left-alone/asked/{asked.pk}/", {"leave": "no"})
    assert (AskedToStop.objects.count(), LeftAlone.objects.count(), Message.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    "typed", ["my site", "{link}", "localhost", "", "http://[::1", "a" * 300 + ".example"]
)
def test_what_is_no_website_is_asked_again(client: Client, hub: Hub, typed: str) -> None:
    answer = client.post("/our-visits/", {"website": typed, "email": ""})
    assert answer.status_code == 422
    assert not AskedToStop.objects.exists()


def test_our_visits_says_who_how_often_and_what_never(client: Client, hub: Hub) -> None:
    page = words(client.get("/our-visits/"))
    for said in (
        "Every four weeks",
        "Look at Facebook, Instagram, X or LinkedIn.",
        "robots.txt",
        "/our-visits/)",
    ):
        assert said in page
    assert 'href="/our-visits/"' in client.get("/privacy/").content.decode()


LISTS = ["/desk/checks/", "/desk/checks/where/", "/desk/checks/where/?by=area", "/desk/checks/moved/",
         "/desk/checks/accounts/", "/desk/checks/rounds/", "/desk/checks/rounds/planned/",
         "/desk/checks/keys/?show=one", "/desk/checks/left-alone/"]  # fmt: skip


@pytest.mark.parametrize("address", [*LISTS, "bring"])
def test_three_groups_take_as_many_queries_as_one(officer: Client, hub: Hub, address: str) -> None:
    surgery = make_gathering(hub)
    address = f"/desk/checks/bring/{surgery.slug}/" if address == "bring" else address

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(address).status_code == 200
        return len(captured)

    def story(name: str) -> None:
        slug = name.lower().replace(" ", "")
        group = make_group(hub, name, website=f"https://{slug}.example/")
        finding(group, "2026-01-10 03:00")
        looked(group, ended=f"https://new-{slug}.example/", accounts=(f"https://www.instagram.com/{slug}/",))
        place = OnlinePlace.objects.get(group=group)
        officer.post(f"/desk/checks/groups/{group.slug}/keys/{place.pk}/", {"holder": "Meena"})
        PlannedLook.objects.create(hub=hub, group=group, due_at=timezone.now(), because="help")
        Attendance.objects.create(hub=hub, gathering=surgery, looking=True).groups.add(group)
        LeftAlone.objects.create(hub=hub, host=f"{slug}.example")
        AskedToStop.objects.create(hub=hub, host=f"asks-{slug}.example")
        Sweep.objects.create(hub=hub, why="asked", finished_at=timezone.now())

    story("Mill Green Runners")
    one = queries()
    story("Priory Singers")
    story("Tea and Tai Chi")
    assert queries() == one
    assert one <= 22


@pytest.mark.parametrize("address", [*LISTS[:7], "/desk/checks/groups/mill-green-runners/looks/"])
def test_a_reader_may_look_but_sees_no_buttons(client: Client, runners: Group, address: str) -> None:
    ravi = give_role(
        runners.hub, name="Ravi Bose", email="ravi@leasow.example", role=Role.Name.READER, by=None
    )
    looked(runners, ended="https://elsewhere.example/", accounts=(INSTAGRAM,))
    answer = sign_in(client, ravi.person).get(address)
    assert answer.status_code == 200
    assert 'method="post" action="/desk/checks' not in answer.content.decode() or address == LISTS[4]
    assert "Add all that are ticked" not in answer.content.decode()
