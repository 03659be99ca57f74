"""Forty websites on loopback at two dates, through the real check-up: exactly the expected ties at both."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import networkx as nx
import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from bandstand.groups.actions.listing import leave_picture
from bandstand.groups.actions.pages import page_link
from bandstand.groups.models import Group, OnlinePlace
from bandstand.impact.together import exports
from bandstand.impact.together.ties import everything
from bandstand.people.access import hub_scope
from bandstand.people.actions.links import token_of
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub
from bandstand.presence.models import CheckUp, OnlineTie, PageMemory
from bandstand.presence.queries.ties import standing, standing_on
from tests.borough import make_group, make_kinds
from tests.presence.borough_sites import FACEBOOK, NAMES, Borough, Served, Told, new_borough, serving
from tests.presence.test_looking import look_at

SHOWN = ("source_id", "target_id", "how", "address", "sentence", "everywhere", "dated", "first_seen_at")


@pytest.fixture
def served(settings: Any) -> Iterator[Served]:
    settings.CHECKS_ALLOW_PRIVATE = True
    settings.CHECKS_PAUSE = 0.0
    with serving(new_borough()) as served:
        yield served


@pytest.fixture
def groups(hub: Hub, served: Served) -> dict[str, Group]:
    """The forty, in the directory for a year; a hub next door has a group of the same name as one of them."""
    addresses = _addresses(served.borough)
    since = timezone.now() - timedelta(days=400)
    made = {
        key: make_group(hub, name, website=addresses.get(key, f"{served.borough.at(key)}/"), created_at=since)
        for key, name in NAMES.items()
    }
    for key, url in FACEBOOK.items():
        OnlinePlace.objects.create(hub=hub, group=made[key], kind="facebook", raw=url, url=url, match_key=url)
    leave_picture(made["shy"], by=None)
    neighbour = open_hub("Wendle Voluntary Action", slug="wendle", place="Wendle", host="wendle.example")
    with hub_scope(neighbour):
        make_kinds(neighbour)
        make_group(neighbour, NAMES["runners"], website=f"http://127.88.95.1:{served.borough.port}/")
    return {**made, "shy": Group.objects.get(pk=made["shy"].pk)}


def _addresses(borough: Borough) -> dict[str, str]:
    shared = f"http://127.88.96.1:{borough.port}/"
    council = f"http://127.88.97.1:{borough.port}/groups/tenfield/"
    return {"twin-a": shared, "twin-b": shared, "council": council}


def crawl(groups: dict[str, Group], served: Served, when: int) -> None:
    served.when = when
    first = {"moved": groups["moved"]}  # where it leads to is known from the first look at it
    for group in ({**first, **groups}).values():
        look_at(group)


def two_months_go_by() -> None:
    for model, names in (
        (OnlineTie, ("first_seen_at", "last_seen_at", "not_yet_at", "gone_at")),
        (CheckUp, ("asked_at", "looked_at")),
        (OnlinePlace, ("added_at",)),
        (PageMemory, ("seen_at", "read_at")),
    ):
        model.objects.update(**{name: F(name) - timedelta(days=60) for name in names})


def seen(groups: dict[str, Group]) -> set[Told]:
    keys = {group.pk: key for key, group in groups.items()}
    return {
        (
            keys[tie.source_id],
            tie.how,
            keys[tie.target_id],
            "everywhere" if tie.everywhere else urlsplit(tie.address).path,
            tie.sentence,
        )
        for tie in standing()
    }


def as_it_stood(on: date) -> str:
    return json.dumps(list(standing_on(on).values(*SHOWN)), default=str)


def names_in_graph(shown: Any, read: Callable[[io.BytesIO], Any], written: bytes) -> set[tuple[str, str]]:
    names = {str(group.uid): group.name for group in shown.groups}
    return {(names[edge[0]], names[edge[1]]) for edge in read(io.BytesIO(written)).edges}


def test_forty_websites_at_two_dates(
    client: Client, officer: Client, groups: dict[str, Group], served: Served
) -> None:
    crawl(groups, served, 1)
    assert len(groups) == 40
    assert seen(groups) == served.borough.expected(1)

    two_months_go_by()
    then = timezone.localdate() - timedelta(days=60)
    before = as_it_stood(then)
    assert before.count("source_id") == len(served.borough.expected(1))
    crawl(groups, served, 2)
    assert seen(groups) == served.borough.expected(2)
    assert as_it_stood(then) == before
    assert served.unchanged
    _gone_and_new(groups)
    _same_graph_again(groups, served.borough.expected(2))
    _leaving(client, officer, groups)
    assert as_it_stood(then).count("source_id") < before.count("source_id")


def _gone_and_new(groups: dict[str, Group]) -> None:
    gone = OnlineTie.objects.exclude(gone_at=None).order_by("source__name")
    assert [(tie.source, tie.target) for tie in gone] == [
        (groups["gorse"], groups["hazel"]),
        (groups["history"], groups["cricket"]),
        (groups["pine"], groups["netball"]),
    ]
    new = OnlineTie.objects.filter(source=groups["hazel"], target=groups["singers"]).get()
    assert new.not_yet_at is not None
    posts = (
        OnlineTie.objects.filter(how="post", gone_at=None).order_by("dated").values_list("dated", flat=True)
    )
    assert list(posts) == [date(2026, 4, 3), date(2026, 5, 2), date(2026, 6, 1)]


def _same_graph_again(groups: dict[str, Group], expected: set[Told]) -> None:
    shown = everything()
    wanted = {(NAMES[source], NAMES[target]) for source, _, target, _, _ in expected}
    assert names_in_graph(shown, nx.read_gexf, exports.gexf(shown)) == wanted
    assert names_in_graph(shown, nx.read_graphml, exports.graphml(shown)) == wanted


def _leaving(client: Client, officer: Client, groups: dict[str, Group]) -> None:
    """The runners, whom five pages name, leave the picture: they are in nothing any more."""
    name = NAMES["runners"]
    Hub.objects.filter(pk=groups["runners"].hub_id).update(host="leasow.example")
    client.defaults["HTTP_HOST"] = officer.defaults["HTTP_HOST"] = "leasow.example"
    since = timezone.localdate() - timedelta(days=30)
    page = f"/desk/together/?since={since.day}/{since.month}/{since.year}"
    about = [groups[key] for key in ("alder", "cedar", "sorrel")]
    pages = [f"/desk/groups/{one.slug}/" for one in about]
    own = [f"/g/{token_of(page_link(one))}/" for one in about]
    assert name in officer.get(page).text
    leave_picture(groups["runners"], by=None)

    shown = everything()
    made = [officer.get(one).text for one in (page, *pages)] + [client.get(one).text for one in own]
    made += [exports.ties_sheet(shown), exports.groups_sheet(shown), exports.online_sheet(shown)]
    made += [exports.gexf(shown).decode(), exports.graphml(shown).decode()]
    assert [name.lower() in one.lower() for one in made] == [False] * len(made)
