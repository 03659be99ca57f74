"""What a group's page tells search engines, in schema.org's words."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from bandstand.groups.models import Group

from .awkward import SECRET

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def told(client: Client, group: Group) -> dict[str, Any]:
    page = client.get(f"/groups/{group.slug}/").content.decode()
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert SECRET.lower() not in page.lower()
    found: dict[str, Any] = json.loads(text)
    return found


def test_a_friends_group_says_who_and_where_it_is(groups: dict[str, Group], client: Client) -> None:
    facts = told(client, groups["friends"])

    assert (facts["@type"], facts["name"]) == ("NGO", "Friends of Mill Green Park")
    assert facts["sameAs"][:2] == [
        "https://www.facebook.com/millgreen",
        "https://www.instagram.com/millgreen/",
    ]
    assert [(one["propertyID"], one["value"]) for one in facts["identifier"]] == [
        ("GB-CHC", "1098765"),
        ("GB-COH", "01234567"),
    ]
    assert facts["contactPoint"] == [
        {
            "@type": "ContactPoint",
            "name": "Amina Khan",
            "contactType": "Secretary",
            "email": "amina@leasow.example",
        }
    ]
    assert facts["location"][0]["geo"] == {
        "@type": "GeoCoordinates",
        "latitude": 52.5116,
        "longitude": -2.0892,
    }
    assert facts["parentOrganization"]["name"] == "Leasow Parks Trust"


def test_places_are_told_as_the_group_wishes(groups: dict[str, Group], client: Client) -> None:
    assert told(client, groups["health"])["location"] == [{"@type": "Place", "name": "Netherley"}]
    assert "location" not in told(client, groups["secret"])


def test_a_name_that_ends_a_script_ends_nothing(groups: dict[str, Group], client: Client) -> None:
    facts = told(client, groups["emoji"])

    assert facts["name"] == groups["emoji"].name
    assert "</script>" in facts["name"]


def test_a_club_is_a_sports_organisation_and_a_group_without_a_kind_just_one(
    groups: dict[str, Group], client: Client
) -> None:
    assert told(client, groups["closed"])["@type"] == "SportsOrganization"
    assert told(client, groups["nothing"]) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": "http://127.0.0.1:8000/groups/nothing/#group",
        "name": "Walkers",
        "url": "http://127.0.0.1:8000/groups/nothing/",
        "mainEntityOfPage": "http://127.0.0.1:8000/groups/nothing/",
    }
