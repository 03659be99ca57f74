"""Who knows whom: a fixed panel before and now, denied ties left out, groups that asked to be left off nowhere."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import networkx as nx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions.introducing import they_know
from bandstand.gatherings.models import SuggestedPair
from bandstand.groups.actions.listing import join_picture, leave_picture
from bandstand.groups.actions.pages import page_link
from bandstand.groups.models import Connection, ConnectionEvidence, Group
from bandstand.impact.together import exports
from bandstand.impact.together.picture import draw, places
from bandstand.impact.together.ties import Together, change_since, everything
from bandstand.people.access import hub_scope
from bandstand.people.actions.links import token_of
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub, Person
from bandstand.places.models import Area
from tests.borough import make_group, make_kinds
from tests.web.test_whats_on import words

MARCH = date(2026, 3, 1)


@pytest.fixture
def park(hub: Hub) -> Group:
    return early(hub, "Friends of Leasow Park")


@pytest.fixture
def runners(hub: Hub) -> Group:
    return early(hub, "Mill Green Runners", kind="sports-club")


@pytest.fixture
def singers(hub: Hub) -> Group:
    return early(hub, "Singing for Breathing", kind="health-group")


def early(hub: Hub, name: str, **more: Any) -> Group:
    """A group that has been in the directory since last year."""
    since = datetime(2025, 1, 1, tzinfo=UTC)
    return make_group(hub, name, created_at=since, **more)


def met(*groups: Group, on: date = MARCH, **more: Any) -> Connection:
    made = Connection.objects.create(hub=groups[0].hub, on=on, **more)
    made.groups.set(groups)
    return made


def pairs(shown: Together) -> list[tuple[str, str]]:
    return [(tie.one.name, tie.other.name) for tie in shown.ties]


def test_before_and_now_of_the_same_groups(park: Group, runners: Group, singers: Group) -> None:
    met(park, runners, on=date(2026, 1, 10))
    met(park, singers, on=date(2026, 4, 10))
    newcomers = make_group(park.hub, "New Friends of the Weir")
    met(park, newcomers, on=date(2026, 4, 10))

    change = change_since(MARCH)
    assert [len(shown.groups) for shown in (change.before, change.now)] == [3, 3]
    assert [(tie.one.name, tie.other.name) for tie in change.new] == [
        ("Friends of Leasow Park", "Singing for Breathing")
    ]
    assert (change.before.alone, change.now.alone) == (1, 0)
    assert (change.before.largest, change.now.largest) == (2, 3)


def test_three_who_met_are_three_pairs(park: Group, runners: Group, singers: Group) -> None:
    met(park, runners, singers)
    met(park, runners, kind="agreed", on=date(2026, 5, 1))

    shown = everything()
    assert len(shown.ties) == 3
    (twice,) = [tie for tie in shown.ties if len(tie.hows) > 1]
    assert (twice.hows, twice.since) == (("Met", "Agreed to do something together"), MARCH)
    assert (shown.across, shown.across_expected) == (3, pytest.approx(3.0))


@pytest.mark.parametrize(
    ("said", "confirmed"),
    [([], [False]), (["no"], []), (["no", "did"], [True]), (["yes"], [True])],
)
def test_what_the_groups_say_counts(
    park: Group, runners: Group, said: list[str], confirmed: list[bool]
) -> None:
    made = met(park, runners)
    for says in said:
        ConnectionEvidence.objects.create(hub=park.hub, connection=made, on=MARCH, says=says)

    assert [tie.confirmed for tie in everything().ties] == confirmed


@pytest.mark.parametrize("by", ["officer", "page"])
def test_only_a_group_itself_confirms(park: Group, runners: Group, by: str) -> None:
    made = met(park, runners)
    ConnectionEvidence.objects.create(hub=park.hub, connection=made, on=MARCH, says="did", by=by)

    assert everything().confirmed == 0


@pytest.mark.parametrize(("says", "now"), [("yes", (1, 1)), ("no", (0, 0))])
def test_what_is_said_later_changes_nothing_of_before(
    park: Group, runners: Group, says: str, now: tuple[int, int]
) -> None:
    made = met(park, runners, on=date(2026, 1, 10))
    met(park, runners, on=date(2026, 4, 1), kind="agreed", undone_at=timezone.now())
    ConnectionEvidence.objects.create(hub=park.hub, connection=made, on=date(2026, 4, 10), says=says)

    change = change_since(MARCH)
    assert (len(change.before.ties), change.before.confirmed) == (1, 0)
    assert (len(change.now.ties), change.now.confirmed) == now


def test_two_that_knew_each_other_before_are_not_new(hub: Hub, park: Group, runners: Group) -> None:
    olive = Person.objects.create(hub=hub, name="Olive Shah")
    pair = SuggestedPair.objects.create(hub=hub, one=park, other=runners)
    they_know(pair, by=olive)

    change = change_since(MARCH)
    assert (pairs(change.before), change.new) == (pairs(change.now), [])
    assert [tie.elsewhere for tie in everything().ties] == [frozenset()]


def test_what_was_undone_is_no_tie(park: Group, runners: Group) -> None:
    met(park, runners, undone_at=timezone.now())

    assert everything().ties == []


def test_a_group_that_asked_is_in_no_picture_no_count_and_no_file(park: Group, runners: Group) -> None:
    met(park, runners)
    leave_picture(runners, by=None)

    shown = everything()
    assert (pairs(shown), len(shown.groups)) == ([], 1)
    made = [exports.ties_sheet(shown), exports.groups_sheet(shown)]
    made += [exports.gexf(shown).decode(), exports.graphml(shown).decode()]
    made += [str(draw(shown, label="", address=lambda group: group.slug))]
    assert [runners.name in one for one in made] == [False] * 5
    join_picture(runners, by=None)
    assert len(everything().ties) == 1


def test_on_its_own_page_in_one_press(client: Client, park: Group) -> None:
    token = token_of(page_link(park))
    said = client.post(f"/g/{token}/picture/", {"picture": "no"}, follow=True)
    assert "You are left off the picture of who knows whom" in words(said)
    assert "Show us among groups that know each other" in words(said)
    park.refresh_from_db()
    assert park.off_map_at is not None


def test_places_are_pinned_whatever_the_ties(park: Group, runners: Group, singers: Group) -> None:
    before = places(everything().groups)
    met(park, runners, singers)

    assert places(everything().groups) == before


def test_places_stay_on_the_paper_and_apart(hub: Hub) -> None:
    for locality in range(12):
        area = Area.objects.create(
            hub=hub,
            code=str(locality),
            name=f"Ward {locality}",
            geometry={},
            west=0,
            south=0,
            east=1,
            north=1,
        )
        for number in range(12):
            make_group(hub, f"Group {locality} {number}", area=area)

    spots, _ = places(everything().groups)
    assert all(0 < x < 640 and 0 < y < 640 for x, y in spots.values())
    assert len(set(spots.values())) == 144


def test_files_read_back_are_the_same_graph(park: Group, runners: Group, singers: Group) -> None:
    odd = early(park.hub, 'Tom & Jerry’s <Allotment> "Café"\x0b')
    met(park, runners, singers, where="Surgery & tea at <the> Boathouse")
    met(odd, park)
    shown = everything()

    edges = {frozenset((str(tie.one.uid), str(tie.other.uid))) for tie in shown.ties}
    for graph in (
        nx.read_gexf(io.BytesIO(exports.gexf(shown))),
        nx.read_graphml(io.BytesIO(exports.graphml(shown))),
    ):
        assert {frozenset(edge) for edge in graph.edges} == edges
        assert set(graph.nodes) == {str(group.uid) for group in shown.groups}
        assert graph.nodes[str(runners.uid)]["kind"] == "sports club"
    rows = list(csv.reader(io.StringIO(exports.ties_sheet(shown).removeprefix("\ufeff"))))
    assert len(rows) == 1 + len(shown.ties)


def test_the_page_says_it_in_words(officer: Client, park: Group, runners: Group) -> None:
    met(park, runners, on=timezone.localdate() - timedelta(days=20), where="Surgery at the Boathouse Café")

    page = officer.get("/desk/together/")
    assert "1 new pair since" in words(page)
    assert "Surgery at the Boathouse Café" in words(page)
    text = page.content.decode().lower()
    assert [word for word in ("because", "density", "influence", "score", "%") if f" {word}" in text] == []


def test_what_the_shapes_mean_is_said_in_words(officer: Client, park: Group, runners: Group) -> None:
    page = officer.get("/desk/together/").text

    for look, word in (("friends", "Friends group"), ("sport", "Sports club")):
        assert re.search(f'<span class="kind {look}"><svg.*?</svg>{word}</span>', page)


def test_what_was_known_before_is_folded_away(
    officer: Client, park: Group, runners: Group, singers: Group
) -> None:
    met(park, runners, on=timezone.localdate() - timedelta(days=500))
    assert "1 pair from before" in words(officer.get("/desk/together/"))

    met(park, singers, on=timezone.localdate() - timedelta(days=20))
    page = officer.get("/desk/together/").content.decode()
    fresh, kept = page.split("<details>")
    assert (fresh.count("Every new pair"), kept.count("Every pair from before")) == (1, 1)
    assert singers.name in fresh.rpartition("Every new pair")[2]
    assert runners.name in kept


def test_before_anything_was_written_down(officer: Client, park: Group) -> None:
    assert "Nothing new since" in words(officer.get("/desk/together/"))
    assert "Nothing to compare with so far" in words(officer.get("/desk/together/?since=1/1/2020"))
    for day in ("whenever", "0001-01-01", "1/1/0001", "10000-01-01"):
        assert officer.get(f"/desk/together/?since={day}").status_code == 422
    assert officer.get("/desk/together/?since=9999-12-31").status_code == 200


@pytest.mark.parametrize("form", ["ties.csv", "groups.csv", "gexf", "graphml"])
def test_every_file_can_be_had(officer: Client, park: Group, runners: Group, form: str) -> None:
    met(park, runners)

    answer = officer.get(f"/desk/together/who-knows-whom.{form}")
    assert answer.status_code == 200
    assert park.name in answer.content.decode()
    assert officer.get("/desk/together/who-knows-whom.exe").status_code == 404


def test_the_neighbours_ties_are_not_ours(officer: Client, park: Group) -> None:
    neighbour = open_hub("Wendle Voluntary Action", slug="wendle", place="Wendle", host="wendle.example")
    with hub_scope(neighbour):
        make_kinds(neighbour)
        met(early(neighbour, "Wendle Walkers"), early(neighbour, "Wendle Weavers"))

    assert "Wendle" not in officer.get("/desk/together/").content.decode()


def test_as_many_queries_for_few_and_for_many(officer: Client, park: Group, runners: Group) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            officer.get("/desk/together/")
        return len(seen)

    met(park, runners)
    few = asked()
    for number in range(3):
        met(park, early(park.hub, f"Walkers {number}"))
    assert asked() == few
