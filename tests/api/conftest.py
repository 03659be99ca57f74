"""What tests of open feeds may ask for."""

from collections.abc import Iterator

import pytest
from django.test import Client

from bandstand.api import pace
from bandstand.groups.models import Group
from bandstand.people.models import Hub

from .awkward import make_awkward
from .oruk_walk import Answer, Fetch


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> Iterator[None]:
    pace.forget()
    yield
    pace.forget()


@pytest.fixture
def groups(hub: Hub) -> dict[str, Group]:
    """The awkward groups of Leasow Vale, by a short name."""
    return make_awkward(hub)


@pytest.fixture
def fetch(hub: Hub, client: Client) -> Fetch:
    """Reads the Open Referral feed as another site's page would."""

    def fetch(path: str) -> Answer:
        answer = client.get(f"/api/oruk{path}", headers={"origin": "https://elsewhere.example"})
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status_code, headers, answer.json())

    return fetch
