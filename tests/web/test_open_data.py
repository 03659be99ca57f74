"""The page that tells others what they may reuse, and the owner's word on it."""

import pytest
from django.test import Client

from bandstand.people.actions.roles import give_role
from bandstand.people.models import Deed, Hub, Role
from tests.borough import make_group
from tests.conftest import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def owner(hub: Hub, client: Client) -> Client:
    """Asha's browser, signed in: she is the owner."""
    role = give_role(hub, name="Asha Bell", email="asha@leasow.example", role=Role.Name.OWNER, by=None)
    return sign_in(client, role.person)


def test_the_page_says_what_may_be_done_and_every_link_on_it_answers(hub: Hub, client: Client) -> None:
    make_group(hub, "Leasow Harriers", kind="sports-club")
    page = client.get("/open-data/")
    text = page.content.decode()

    assert "1 group" in text
    assert "“Community Action Leasow Vale, Creative Commons Attribution 4.0”" in text
    links = [part.partition('"')[0].replace("&amp;", "&") for part in text.split('href="/')[1:]]
    feeds = {link for link in links if link.startswith("api/")}
    assert len(feeds) >= 7
    assert {client.get(f"/{link}").status_code for link in feeds} == {200}


def test_the_list_of_groups_leads_to_the_feeds(hub: Hub, client: Client) -> None:
    assert '<link rel="alternate" type="text/csv"' in client.get("/groups/").content.decode()


def test_the_owner_chooses_another_licence(hub: Hub, owner: Client) -> None:
    answer = owner.post("/desk/open-data/", {"licence": "ogl"})

    hub.refresh_from_db()
    assert (answer.status_code, hub.licence) == (302, "ogl")
    assert Deed.objects.get(verb="changed open data").words == (
        "published the directory as open data: Open Government Licence 3.0"
    )
    link = owner.get("/api/oruk/").headers["Link"]
    assert "open-government-licence" in link


def test_the_owner_keeps_the_directory_to_the_hub(hub: Hub, owner: Client) -> None:
    answer = owner.post("/desk/open-data/", {"licence": ""}, follow=True)

    assert "The feeds are switched off." in answer.content.decode()
    assert owner.get("/api/oruk/services").status_code == 404
    assert owner.get("/api/v1/groups.csv").status_code == 404
    assert "does not publish its directory as open data" in owner.get("/open-data/").content.decode()
    groups = owner.get("/groups/").content.decode()
    assert "/open-data/" not in groups
    assert "/api/v1/" not in groups


def test_saving_the_same_again_is_no_deed(hub: Hub, owner: Client) -> None:
    owner.post("/desk/open-data/", {"licence": "cc-by"})

    assert not Deed.objects.filter(verb="changed open data").exists()


def test_a_licence_there_is_not_is_refused(hub: Hub, owner: Client) -> None:
    answer = owner.post("/desk/open-data/", {"licence": "all mine"})

    hub.refresh_from_db()
    assert (answer.status_code, hub.licence) == (422, "cc-by")


def test_an_officer_cannot_say_it(hub: Hub, officer: Client) -> None:
    assert officer.post("/desk/open-data/", {"licence": ""}).status_code == 403
