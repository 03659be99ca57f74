"""Before and after pictures on their pages, and as files."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bandstand.groups.models import Group
from bandstand.people.models import Hub
from bandstand.presence.models import Finding
from tests.borough import make_group
from tests.impact.stories import finding, held, note


@pytest.fixture
def park(hub: Hub) -> Group:
    return make_group(hub, "Friends of Leasow Park", website="https://leasowpark.example/")


def fixed(park: Group, held_on: str = "2026-01-14") -> Finding:
    one = finding(park, "2026-01-10 03:00", "2026-01-20 03:00")
    note(held(park.hub, f"{held_on} 18:00"), groups=[park])
    return one


def text_of(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


def test_what_was_fixed_is_drawn_on_three_pages(client: Client, park: Group) -> None:
    one = fixed(park)
    file = f"/what-changed/pictures/{one.pk}.svg"
    for address in ("/what-changed/", "/what-changed/pictures/", "/groups/friends-of-leasow-park/"):
        page = text_of(client.get(address))
        assert page.count("A drawn web page: ") == 2
        assert file in page
        assert "The Boathouse Café</a>, Wednesday 14 January" in page


def test_it_is_taken_along_as_a_file(client: Client, park: Group) -> None:
    answer = client.get(f"/what-changed/pictures/{fixed(park).pk}.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert 'filename="friends-of-leasow-park-fb-link.svg"' in answer.headers["Content-Disposition"]
    assert "After our help at The Boathouse Café, 14 January 2026" in answer.content.decode()


def test_the_public_gets_no_picture_of_a_hidden_group_nor_of_what_was_mended_without_help(
    client: Client, officer: Client, park: Group
) -> None:
    alone = finding(park, "2026-01-10 03:00", "2026-01-20 03:00")
    assert client.get(f"/what-changed/pictures/{alone.pk}.svg").status_code == 404
    desk = officer.get(f"/desk/groups/friends-of-leasow-park/changes/{alone.pk}.svg")
    assert "help" not in desk.content.decode()
    note(held(park.hub), groups=[park])
    Group.objects.filter(pk=park.pk).update(listed=False)
    assert client.get(f"/what-changed/pictures/{alone.pk}.svg").status_code == 404


def test_the_desk_shows_the_pair_and_its_file(officer: Client, park: Group) -> None:
    one = fixed(park)
    page = text_of(officer.get("/desk/groups/friends-of-leasow-park/"))
    assert page.count("A drawn web page: ") == 2
    file = f"/desk/groups/friends-of-leasow-park/changes/{one.pk}.svg"
    assert file in page
    assert "After our help at The Boathouse Café" in officer.get(file).content.decode()


def test_what_is_open_has_no_picture(officer: Client, park: Group) -> None:
    one = finding(park, "2026-01-10 03:00")
    assert officer.get(f"/desk/groups/friends-of-leasow-park/changes/{one.pk}.svg").status_code == 404


def test_before_anything_was_fixed_the_page_is_calm(client: Client, hub: Hub) -> None:
    assert "Once something has been fixed after help, it is drawn here." in text_of(
        client.get("/what-changed/pictures/")
    )


def test_three_pictures_take_as_many_queries_as_one(client: Client, park: Group) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/what-changed/pictures/")
        return len(captured)

    fixed(park)
    one = queries()
    for number in (15, 16):
        fixed(make_group(park.hub, f"Mill Green {number}"), f"2026-01-{number}")
    assert queries() == one
