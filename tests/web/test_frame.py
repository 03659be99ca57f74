"""What stands around every page: menus that show what one may open, and pages for when something is not right."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from bandstand.people.actions.roles import give_role
from bandstand.people.models import Hub, Role
from tests.conftest import sign_in

MENU = {
    "/desk/": "Today",
    "/desk/gatherings/": "Gatherings",
    "/desk/groups/": "Groups",
    "/desk/checks/": "Checks",
    "/desk/figures/": "Figures",
    "/desk/outbox/": "Outbox",
    "/desk/people/": "People",
    "/desk/jobs/": "Behind the scenes",
}


def shown_to(hub: Hub, client: Client, name: str) -> list[str]:
    """Addresses of the desk's menu as somebody with this role sees it."""
    dev = give_role(
        hub, name="Dev Chaudhary", email="dev@leasow.example", role=Role.Name(name), by=None
    ).person
    sign_in(client, dev)
    start = "/desk/" if name != Role.Name.READER else "/desk/gatherings/"
    page = client.get(start).content.decode()
    menu = page.partition('<nav aria-label="Desk">')[2].partition("</nav>")[0]
    return [address for address in MENU if f'href="{address}"' in menu]


@pytest.mark.parametrize("name", Role.Name.values)
def test_menu_shows_only_pages_that_open(hub: Hub, client: Client, name: str) -> None:
    shown = shown_to(hub, client, name)

    assert {address: client.get(address).status_code for address in shown} == dict.fromkeys(shown, 200)
    assert [
        address for address in MENU if address not in shown and client.get(address).status_code == 200
    ] == []


def test_menu_of_an_officer_has_everything(hub: Hub, client: Client) -> None:
    assert shown_to(hub, client, Role.Name.OFFICER) == list(MENU)


@pytest.mark.parametrize("name", ["400", "403", "404", "429", "500", "link", "no_hub"])
def test_pages_for_trouble_stand_alone(name: str) -> None:
    """Drawn without a hub, a person or a database: the test would fail on the first query."""
    page = render_to_string(f"errors/{name}.html", {}, RequestFactory().get("/lost/"))

    assert page.count("<h1>") == 1
    assert 'class="drawing"' in page


def test_a_page_with_something_to_put_right_says_so_in_its_title(hub: Hub, client: Client) -> None:
    asked = client.post("/sign-in/", {"email": "not an address"}).content.decode()

    assert "<title>Error: " in asked
    assert '<div class="error-summary"' in asked
    assert "<title>Error: " not in client.get("/sign-in/").content.decode()
