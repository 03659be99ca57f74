"""What every test may ask for."""

from collections.abc import Iterator

import pytest
from django.test import Client
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from bandstand.gatherings.actions.evenings import pair_up
from bandstand.gatherings.models import TwoEvenings
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import give_role, open_hub
from bandstand.people.models import Hub, Person, Role
from bandstand.web import session
from tests import borough
from tests.evenings import evening

BROWSER = "tests/browser/"


class ByFile(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """A file's tests stay together on one worker, and all that share one demo and one Chromium do too."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else nodeid.split("::", 1)[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)


@pytest.fixture(autouse=True)
def plain_static_files(settings: object) -> None:
    """Pages under test name static files as they are; the browser tests use the hashed ones."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def hub(db: None) -> Iterator[Hub]:
    """Community Action Leasow Vale, in force for the whole test."""
    hub = open_hub("Community Action Leasow Vale", slug="leasow-vale", place="Leasow Vale")
    with hub_scope(hub):
        borough.make_kinds(hub)
        yield hub


@pytest.fixture
def olive(hub: Hub) -> Person:
    """Olive, the officer."""
    return give_role(
        hub, name="Olive Shah", email="olive@leasow.example", role=Role.Name.OFFICER, by=None
    ).person


@pytest.fixture
def officer(client: Client, olive: Person) -> Client:
    """Olive's browser, signed in."""
    return sign_in(client, olive)


@pytest.fixture
def both(hub: Hub) -> TwoEvenings:
    """Two evenings a week apart, with one list that people can sign up to."""
    return pair_up(hub, evening(hub, 14), evening(hub, 21), by=None)


def sign_in(client: Client, person: Person) -> Client:
    """Put the person in the client's session, as a finished sign-in would."""
    kept = client.session
    kept[session._PERSON] = person.pk
    kept[session._STAMP] = str(person.session_stamp)
    kept.save()
    client.cookies["session"] = kept.session_key or ""
    return client
