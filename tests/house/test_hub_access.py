"""No query of hub-owned rows goes past the access layer."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from bandstand.groups.models import Group
from bandstand.people.access import HubRows, NoHubError, OtherHubError, every_hub, hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub
from tests import borough

SOURCE = Path(__file__).parents[2] / "src/bandstand"

# Ways round the manager, wherever they are named, and calls that could be one. Views and the api never need any.
PAST_IT = {"_base_manager", "every_hub", "HubQuerySet"}
CALLS_PAST_IT = {"raw", "cursor", "from_queryset", "QuerySet"}


def goes_past(node: ast.AST) -> str:
    """Return the word in this piece of code that goes past the access layer, or nothing."""
    word = str(getattr(node, "attr", None) or getattr(node, "id", ""))
    if word in PAST_IT:
        return word
    called = goes_by(node.func) if isinstance(node, ast.Call) else ""
    return called if called in CALLS_PAST_IT else ""


def goes_by(function: ast.expr) -> str:
    return str(getattr(function, "attr", None) or getattr(function, "id", ""))


def test_every_model_with_a_hub_is_read_through_the_access_layer() -> None:
    past = [
        model._meta.label
        for model in apps.get_models()
        if any(field.name == "hub" for field in model._meta.fields)
        and not isinstance(model._default_manager, HubRows)
    ]

    assert past == []


def test_every_table_of_ours_belongs_to_a_hub_or_says_why_not() -> None:
    """Public reference facts, rate limits (hashed keys), turns at hosts and the hubs themselves are nobody's."""
    nobodys = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("bandstand.") and not any(f.name == "hub" for f in model._meta.fields)
    }

    assert nobodys == {
        "people.Hub",
        "people.Allowance",
        "places.Postcode",
        "places.Outcode",
        "presence.HostTurn",
    }


def test_views_never_fetch_past_the_access_layer() -> None:
    used = [
        f"{path.relative_to(SOURCE)}: {word}"
        for folder in ("web", "api")
        for path in sorted((SOURCE / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if (word := goes_past(node)) and path != SOURCE / "api/urls.py"  # the health check asks for no rows
    ]

    assert used == []


@pytest.fixture
def two_hubs(db: None) -> tuple[Hub, Hub]:
    """Leasow Vale and its neighbour, each with one Friends group."""
    hubs = (
        open_hub("Community Action Leasow Vale", slug="leasow-vale", host="leasow.example"),
        open_hub("Harrow Edge Volunteer Centre", slug="harrow-edge", host="harrow.example"),
    )
    for hub, name in zip(hubs, ["Friends of Mill Green Park", "Friends of Edge Wood"], strict=True):
        with hub_scope(hub):
            borough.make_kinds(hub)
            borough.make_group(hub, name)
    return hubs


def test_a_hub_sees_its_own_groups_only(two_hubs: tuple[Hub, Hub]) -> None:
    leasow, harrow = two_hubs

    with hub_scope(leasow):
        assert [group.name for group in Group.objects.all()] == ["Friends of Mill Green Park"]
        assert not Group.objects.filter(name="Friends of Edge Wood").exists()
    with hub_scope(harrow):
        assert [group.name for group in Group.objects.all()] == ["Friends of Edge Wood"]
    with every_hub("the test counts both"):
        assert Group.objects.count() == 2


def test_nothing_is_read_or_saved_when_no_hub_is_in_force(two_hubs: tuple[Hub, Hub]) -> None:
    with pytest.raises(NoHubError):
        Group.objects.exclude(name="").exists()
    with pytest.raises(NoHubError):
        Group(hub=two_hubs[0], name="Stray", slug="stray").save()


def test_another_hubs_row_is_refused(two_hubs: tuple[Hub, Hub]) -> None:
    leasow, harrow = two_hubs

    with hub_scope(leasow), pytest.raises(OtherHubError):
        Group(hub=harrow, name="Stray", slug="stray").save()
    with hub_scope(leasow), pytest.raises(OtherHubError):
        Group.objects.bulk_create([Group(hub=harrow, name="Stray", slug="stray")])


def test_related_rows_stay_inside_the_hub(two_hubs: tuple[Hub, Hub]) -> None:
    leasow, _ = two_hubs

    with hub_scope(leasow):
        kinds = apps.get_model("groups.Kind").objects.prefetch_related("groups")
        assert sum(len(kind.groups.all()) for kind in kinds) == 1


def test_foreign_keys_are_protected_or_explained() -> None:
    """Deleting a hub never sweeps its rows away by accident."""
    swept = [
        field
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey)
        and field.related_model is Hub
        and field.remote_field.on_delete is models.CASCADE
        and model._meta.label != "jobs.Job"
    ]

    assert swept == []
