"""The owner, whom several attacks need."""

import pytest
from django.test import Client

from bandstand.people.actions.roles import give_role
from bandstand.people.models import Hub, Person
from tests.conftest import sign_in


@pytest.fixture
def owen(hub: Hub) -> Person:
    """Owen, the owner."""
    return give_role(hub, name="Owen Price", email="owen@leasow.example", role="owner", by=None).person


@pytest.fixture
def owner(owen: Person) -> Client:
    return sign_in(Client(), owen)
